"""Command lines that the store could not take: kept whole, with what was piped into them.

A command may fail before it could read anything, so what is kept is what was said, not a
postmortem; said again, it goes through everything that the command does.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from pmtui.domain.ids import new_id
from pmtui.domain.plain import decode_instant, encode_instant
from pmtui.paths import rescue_dirs
from pmtui.store.rescue import NoRescue, kept_for, read_kept, write_whole
from pmtui.value import Value

FORMAT = "pmtui-unsaved-command-1"


class Unsaved(Value):
    """A command line as it was given."""

    words: tuple[str, ...]
    """The command and its arguments."""
    pipe: bytes | None
    """What was piped in; None where nothing was read."""
    store: str
    """The path of the store that did not take it."""
    author: str
    at: datetime
    """When it was given, by which its times are read."""


def write_unsaved(unsaved: Unsaved, places: Iterable[Path] | None = None) -> Path | None:
    """Write the file to the first place that holds it whole; None where none does."""
    pipe = unsaved.pipe
    plain = {
        "format": FORMAT,
        "store": unsaved.store,
        "author": unsaved.author,
        "at": encode_instant(unsaved.at),
        "words": unsaved.words,
        "pipe": None if pipe is None else pipe.decode(errors="surrogateescape"),
    }
    data = json.dumps(plain, indent=1).encode()
    for place in rescue_dirs() if places is None else places:
        path = place / f"command-{new_id()}.json"
        if write_whole(path, data):
            return path
    return None


def find_unsaved(store: Path, places: Iterable[Path] | None = None) -> tuple[Path, ...]:
    """The kept command lines of a store, in the order in which they were given."""
    return kept_for(store, places, "command-*.json", read_unsaved)


def read_unsaved(path: Path) -> Unsaved:
    """What a file holds. Raises NoRescue for one that is not ours or not whole."""

    def built(plain: dict[str, Any]) -> Unsaved:
        if plain["format"] != FORMAT:
            raise NoRescue(f"{path} holds no command line. Name another file.")
        pipe = plain["pipe"]
        return Unsaved(
            tuple(plain["words"]),
            None if pipe is None else pipe.encode(errors="surrogateescape"),
            plain["store"],
            plain["author"],
            decode_instant(plain["at"]),
        )

    return read_kept(path, built)
