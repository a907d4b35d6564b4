"""`unlock` and `purge`: the lock of a store explained, and text that must vanish."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmtui.cli.common import CLOCK, store_open
from pmtui.cli.reading import reference_argument
from pmtui.cli.speaking import emit, tell
from pmtui.errors import AnswerIsNo, StoreError, UsageError

if TYPE_CHECKING:
    from pmtui.store.purging import Wanted


@click.command("unlock")
def unlock_command() -> None:
    """Say who holds the store, and how a lock that nobody holds any more is let go.

    Nothing is ever deleted: a lock belongs to a process and ends with it. Deleting files beside
    the store while somebody writes would damage it.

    Example: pmtui unlock
    """
    from pmtui.paths import store_path
    from pmtui.store.errors import LockedStore
    from pmtui.store.holder import holder_in_words, last_seen

    path = store_path()
    if not path.exists():
        tell(f"There is no store at {path} yet, so nothing holds it.")
        return
    try:
        with store_open() as store:
            store.remember("asked who holds the lock", CLOCK.now().isoformat())
    except LockedStore:
        emit(f"The store {path} is held by {holder_in_words(path)}.")
        tell(
            "Close that pmtui, or end that process; the lock goes with it. On a network disk the "
            "lock of a machine that is down is let go by its file server after a while. Never "
            "delete the file that ends in -journal: it undoes a half-written save."
        )
        return
    seen = last_seen(path)
    emit(f"Nobody holds the store {path}.{f' Last seen: {seen}.' if seen else ''}")


@click.command("purge")
@reference_argument
@click.option("--text", metavar="TEXT", help="This text, wherever it stands or stood; - asks.")
@click.option("--field", metavar="TABLE.FIELD", help="All that a field ever held.")
def purge_command(reference: str, text: str | None, field: str | None) -> None:
    """Make a text vanish: from a postmortem, its history, and the backups of the store.

    For a secret that was pasted by mistake. It cannot be undone, and says which files it could
    not reach. A secret that was seen by others must be changed all the same.

    Example: pmtui purge PM-7 --text - (asks, so that no shell history keeps it)
    """
    from pmtui.paths import store_path
    from pmtui.store.purging import SHORTEST, Wanted

    if (text is None) == (field is None):
        raise UsageError("Say what must vanish: --text TEXT, or --field TABLE.FIELD.")
    if text == "-":
        text = _asked()
    if text is not None and len(text) < SHORTEST:
        raise UsageError(f"Give at least {SHORTEST} characters; a shorter text stands everywhere.")
    wanted = Wanted(text=text or "") if field is None else _field(field)
    with store_open() as store:
        summary = store.resolve(reference)
        done = store.purge(summary.uid, wanted)
    path = store_path()
    copies = _purge_copies(path, summary.uid, wanted)
    if not done.fields and not copies.fields:
        raise AnswerIsNo(f"{summary.reference} never held that; nothing was changed.")
    emit(summary.reference)
    tell(
        f"Masked in {done.fields} field(s) and {done.operations} operation(s) of "
        f"{summary.reference}, and in {copies.fields} field(s) of backups."
    )
    if text:
        copies.missed.update(_still_in(path, text))
    for missed in sorted(copies.missed):
        tell(f"It could not be taken out of {missed}; look at it, and delete it if you can.")
    tell("Exports, copies elsewhere and what others have read are beyond reach: change a secret.")


def _asked() -> str:
    typed: str = click.prompt("Text that must vanish", hide_input=True, err=True)
    return typed


def _field(name: str) -> "Wanted":
    from pmtui.store.purging import Wanted, text_field

    try:
        table, field = text_field(name)
    except KeyError as error:
        raise UsageError(
            f"“{name}” is no text field. Write it like overview.summary or events.text."
        ) from error
    return Wanted(table=table, field=field)


@dataclass
class _Copies:
    """What became of the backups."""

    fields: int
    missed: set[str]


def _purge_copies(path: Path, uid: str, wanted: "Wanted") -> _Copies:
    from pmtui.store.backup import backups
    from pmtui.store.purging import purge_file

    found = _Copies(0, set())
    for copy in backups(path):
        try:
            found.fields += purge_file(copy.path, uid, wanted)
        except StoreError:
            found.missed.add(str(copy.path))
    return found


def _still_in(path: Path, text: str) -> set[str]:
    """Files around the store in which the text still stands."""
    import json

    from pmtui.paths import backups_dir, log_path, rescue_dirs, state_dir

    forms = {text.encode(), json.dumps(text)[1:-1].encode()}
    files = [path, log_path(), *path.parent.glob(f"{path.name}.*"), *backups_dir(path).glob("*")]
    for place in (*rescue_dirs(), state_dir() / "crashes"):
        files += place.glob("*")
    found = set()
    for file in files:
        try:
            if file.is_file() and any(form in file.read_bytes() for form in forms):
                found.add(str(file))
        except OSError:
            found.add(str(file))
    return found
