"""Rescue files: the text in a place that works while the store does not, offered at the next start."""

import json
import os
import stat
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pmtui.domain.changes import Change, diff, from_plain, to_plain
from pmtui.domain.plain import decode_instant, decode_postmortem, encode_instant, encode_postmortem
from pmtui.domain.postmortem import Postmortem
from pmtui.errors import UsageError
from pmtui.paths import is_private, rescue_dirs
from pmtui.store.model import Loaded
from pmtui.value import Value

FORMAT = "pmtui-rescue-1"

_T = TypeVar("_T")


class Rescue(Value):
    """A postmortem as it was when its store failed."""

    postmortem: Postmortem
    reference: str
    store: str
    """The path of the store it belongs to."""
    seq: int
    """The last operation that the store had taken."""
    at: datetime
    changes: tuple[Change, ...] = ()
    """What the store had not taken: from its value at `seq` to this postmortem."""
    run: str = ""
    """The editing session that typed it."""


class NoRescue(UsageError):
    """A file that is not a rescue file of pmtui."""


def rescue_of(
    base: Loaded, value: Postmortem | None, store: Path, at: datetime, run: str
) -> Rescue:
    """What a store would have to take: a value that goes beyond `base`, or `base` itself."""
    text = value or base.postmortem
    changes = diff(base.postmortem, text)
    return Rescue(text, base.reference, str(store), base.seq, at, changes, run)


def write_rescue(rescue: Rescue, places: Iterable[Path] | None = None) -> Path | None:
    """Write the file to the first place that holds it whole; None where none does.

    It is only believed once it was read back, since a full disk can take a write in silence.
    """
    data = json.dumps(
        {
            "format": FORMAT,
            "reference": rescue.reference,
            "store": rescue.store,
            "seq": rescue.seq,
            "at": encode_instant(rescue.at),
            "run": rescue.run,
            "changes": [to_plain(c) for c in rescue.changes],
            "postmortem": encode_postmortem(rescue.postmortem),
        },
        indent=1,
    ).encode()
    for place in rescue_dirs() if places is None else places:
        path = place / f"{rescue.reference}-{rescue.run}.json"
        if write_whole(path, data):
            return path
    return None


def write_whole(path: Path, data: bytes) -> bool:
    """Whether a file that only its owner reads holds the bytes now, as reading it back shows."""
    # The screen may write the same file while the saver does: each has a partial one of its own.
    partial = path.with_suffix(f".{threading.get_ident()}.partial")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not is_private(path.parent):
            return False
        partial.unlink(missing_ok=True)
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(partial, flags, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if partial.read_bytes() != data:
            return False
        partial.replace(path)
    except OSError:
        return False  # this place fails too: the next one is tried
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return True


def find_rescues(store: Path, places: Iterable[Path] | None = None) -> tuple[Path, ...]:
    """The rescue files of a store that were never taken up, the newest first."""
    return kept_for(store, places, "*.json", read_rescue)[::-1]


class _Kept(Protocol):
    """What says of which store it is and when it was written."""

    @property
    def store(self) -> str: ...
    @property
    def at(self) -> datetime: ...


def kept_for(
    store: Path, places: Iterable[Path] | None, names: str, read: Callable[[Path], _Kept]
) -> tuple[Path, ...]:
    """The files of a store that are whole and this account's, the oldest first."""
    found: list[tuple[datetime, Path]] = []
    for place in rescue_dirs() if places is None else places:
        if not is_private(place):
            continue
        for path in place.glob(names):
            with suppress(NoRescue):
                kept = read(path)
                if kept.store == str(store):
                    found.append((kept.at, path))
    return tuple(path for _, path in sorted(found))


def read_kept(path: Path, build: Callable[[dict[str, Any]], _T]) -> _T:
    """What `build` makes of a file's JSON. Raises NoRescue for one not ours or not whole."""
    try:
        mode = path.lstat()
        if not stat.S_ISREG(mode.st_mode) or mode.st_uid != os.geteuid():
            raise NoRescue(f"{path} is not a rescue file of this account. Name another file.")
        return build(json.loads(path.read_bytes()))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise NoRescue(f"{path} cannot be read as a rescue file. Name another file.") from error


def read_rescue(path: Path) -> Rescue:
    """What a rescue file holds. Raises NoRescue for one that is not ours or not whole."""

    def built(plain: dict[str, Any]) -> Rescue:
        if plain["format"] != FORMAT:
            raise NoRescue(f"{path} was written by another version of pmtui. Use that one.")
        return Rescue(
            decode_postmortem(plain["postmortem"]),
            plain["reference"],
            plain["store"],
            plain["seq"],
            decode_instant(plain["at"]),
            tuple(from_plain(c) for c in plain["changes"]),
            plain["run"],
        )

    return read_kept(path, built)
