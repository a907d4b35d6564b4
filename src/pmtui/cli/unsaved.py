"""What was typed or piped and could not be saved: kept beside the store, and said again later."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmtui.errors import PmtuiError, StoreError, UsageError

if TYPE_CHECKING:
    from pmtui.store.unsaved import Unsaved

CAPTURING = frozenset({
    "new", "log", "add", "set", "import", "waive", "publish", "reopen", "attest",
})  # fmt: skip
"""Commands that take words of people."""


def kept(ctx: click.Context, error: StoreError | OSError) -> StoreError | None:
    """Keep the command line that a store did not take; the error with where it lies.

    None where there is nothing to keep: the command takes no words, or the file that it reads is
    still there.
    """
    from pmtui.cli.common import CLOCK

    words: tuple[str, ...] = ctx.meta.get("pmtui.words", ())
    said_again = CLOCK.then is not None  # its file stays, so that no second one is made
    if said_again or not words or words[0] not in CAPTURING or _names_no_store(error):
        return None
    told = (
        str(error)
        if isinstance(error, StoreError)
        else f"The system refused: {error.strerror or error}."
    )
    if ctx.meta.get("pmtui.saved"):
        return StoreError(f"{told} What you gave was saved before that.")
    pipe = _piped(ctx, words)
    if words[0] == "import" and pipe is None or any(w.startswith("--move") for w in words):
        return None
    if words[0] == "log" and (into := ctx.meta.get("pmtui.into")):
        words = (words[0], into, *words[1:])
    return StoreError(f"{told} {_keep(words, pipe)}")


def _keep(words: tuple[str, ...], pipe: bytes | None) -> str:
    """Write the file; the sentence that says where it lies and what comes next."""
    from pmtui.cli.common import CLOCK, settings
    from pmtui.config import author_name
    from pmtui.paths import store_path
    from pmtui.store.rescue import find_rescues
    from pmtui.store.unsaved import Unsaved, find_unsaved, write_unsaved

    store, author = store_path().absolute(), author_name(settings())
    path = write_unsaved(Unsaved(words, pipe, str(store), author, CLOCK.now()))
    if path is None:
        return "No other place took what you gave either, so it is not saved: mend that and give it again."
    found = (*find_rescues(store), *find_unsaved(store))
    number = found.index(path) + 1 if path in found else path
    return f"What you gave is kept in {path}; then pmtui rescue {number} takes it in."


def _names_no_store(error: StoreError | OSError) -> bool:
    """Whether the store that was named is none, so that nothing would ever be taken into it."""
    from pmtui.paths import store_path
    from pmtui.store.errors import ForeignStore

    try:
        there = store_path().exists()
    except (PmtuiError, OSError):
        return True
    return isinstance(error, ForeignStore) or (type(error) is StoreError and not there)


def _piped(ctx: click.Context, words: tuple[str, ...]) -> bytes | None:
    """What was piped in, read now where the command did not come to it."""
    from pmtui.cli.reading import read_input

    if (data := ctx.meta.get("pmtui.pipe")) is not None:
        return bytes(data)
    wanted = "-" in words if words[0] in ("log", "import") else words[-1] == "-"
    if not wanted or sys.stdin is None or sys.stdin.isatty():
        return None
    with suppress(PmtuiError):  # a pipe too large for a command is nothing that it would take
        return read_input("-")
    return None


def say_again(path: Path, unsaved: "Unsaved") -> int:
    """Run a kept command line as it was given, its times read as of then; then delete its file.

    Raises what the command raises, and UsageError where it was given to another store that is
    there; then the file stays.
    """
    from pmtui.cli.common import owned
    from pmtui.cli.run import pmtui
    from pmtui.cli.speaking import tell
    from pmtui.paths import store_path

    if unsaved.store != str(store_path().absolute()) and Path(unsaved.store).exists():
        raise UsageError(
            f"{path} was given to the store {unsaved.store}; its references mean others here. Take it in "
            f"there: pmtui --store {unsaved.store} rescue {path}"
        )
    words = [*(["--i-own-this"] if owned() else []), *unsaved.words]
    stays = f"{path} stays; delete it once it is needed no more."
    try:
        with _as_then(unsaved):
            result: Any = pmtui.main(words, prog_name="pmtui", standalone_mode=False)
    except (PmtuiError, click.ClickException):
        tell(stays)
        raise
    if code := result if isinstance(result, int) else 0:
        tell(stays)
        return code
    path.unlink(missing_ok=True)
    tell("It is in the store now, so the rescue file was deleted.")
    return 0


@contextmanager
def _as_then(unsaved: "Unsaved") -> Iterator[None]:
    """The clock, the author and the pipe as they were."""
    from pmtui.cli.common import CLOCK

    stdin, author = sys.stdin, os.environ.get("PMTUI_AUTHOR")
    sys.stdin = io.TextIOWrapper(io.BytesIO(unsaved.pipe or b""))
    os.environ["PMTUI_AUTHOR"] = unsaved.author
    CLOCK.then = unsaved.at
    try:
        yield
    finally:
        CLOCK.then = None
        sys.stdin = stdin
        os.environ.pop("PMTUI_AUTHOR")
        if author is not None:
            os.environ["PMTUI_AUTHOR"] = author
