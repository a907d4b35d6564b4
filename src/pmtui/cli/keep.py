"""`unlock`, `purge` and the past: a lock explained, text that must vanish, what a field was."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmtui.cli.common import CLOCK, store_open
from pmtui.cli.reading import insist, one_line, piped_text, reference_argument
from pmtui.cli.speaking import emit, hanging, tell, width
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
@click.option(
    "--text",
    metavar="TEXT",
    help="This text, wherever it stands or stood; - asks, or reads a pipe.",
)
@click.option("--field", metavar="TABLE.FIELD", help="All that a field ever held.")
@click.option("--confirm", metavar="REF", type=one_line, help="Answer the question beforehand.")
def purge_command(reference: str, text: str | None, field: str | None, confirm: str | None) -> None:
    """Make a text vanish: from a postmortem, its history, and the backups of the store.

    For a secret that was pasted by mistake. It cannot be undone, so on a terminal the reference
    is to be typed first; it says which files it could not reach. A secret that was seen by others
    must be changed all the same.

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
        _insist(summary.reference, confirm)
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
    if str(path) in copies.missed:
        copies.missed.remove(str(path))
        tell(
            "It stands in this store still, in another postmortem or in a deleted one: look with "
            "pmtui search and pmtui undelete, and purge it there as well."
        )
    for missed in sorted(copies.missed):
        tell(f"It could not be taken out of {missed}; look at it, and delete it if you can.")
    tell("Exports, copies elsewhere and what others have read are beyond reach: change a secret.")


def _insist(wanted: str, confirm: str | None) -> None:
    """Raises AnswerIsNo where the reference is not confirmed; a script is not asked."""
    if confirm is not None or (sys.stdin is not None and sys.stdin.isatty()):
        insist(wanted, confirm, "purged")


def _asked() -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        return piped_text()
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


def show_difference(reference: str, span: str) -> None:
    """What changed between two points of a history, A..B; either may be left out."""
    from pmtui.store.past import value_at
    from pmtui.store.telling import told

    first, dots, second = span.partition("..")
    if not dots or not all(p.isdecimal() and len(p) < 12 for p in (first, second) if p):
        raise UsageError("Write two numbers of pmtui history, like 3..9; 3.. means until now.")
    with store_open() as store:
        uid = store.resolve(reference).uid
        operations = store.operations(uid)
    latest = operations[-1].seq if operations else 0
    before = value_at(uid, operations, int(first or 0))
    after = value_at(uid, operations, int(second or latest))
    for line in told(before, after):
        emit(hanging("", one_line(line), width(), 4))


def restore_field(reference: str, wanted: str) -> None:
    """Bring one field back as it was after a change, FIELD@SEQ, as a step of its own."""
    from pmtui.cli.common import commit, load
    from pmtui.cli.places import find_field
    from pmtui.domain.edits import set_fields
    from pmtui.domain.fields import specs
    from pmtui.domain.postmortem import find, record_class
    from pmtui.store.past import value_at

    path, at, number = wanted.rpartition("@")
    if not at or not path or not number.isdecimal() or len(number) > 11:
        raise UsageError("Write FIELD@NUMBER with a number of pmtui history, like summary@12.")
    if not int(number):
        raise UsageError(
            "Before its first change a postmortem was blank. Name a number that pmtui history "
            f"REF lists; pmtui set REF {one_line(path)} - empties a field."
        )
    with store_open() as store:
        loaded = load(store, reference)
        pm = loaded.postmortem
        table, record, name = find_field(pm, one_line(path))
        if table == "review":
            raise UsageError("Where a postmortem stands is changed by its own commands only.")
        past = value_at(pm.uid, store.operations(pm.uid), int(number))
        try:
            value = getattr(find(past, table, record), name)
        except KeyError as error:
            raise AnswerIsNo(f"At {number} that record did not exist yet.") from error
        label = specs(record_class(table))[name].label
        done = commit(
            store,
            loaded,
            lambda now: set_fields(now, table, record, **{name: value}),
            f"bring back {label.lower()} of {number}",
            kind="restore",
        )
    if done is loaded:
        tell(f"{label} of {loaded.reference} was so already; nothing was changed.")
        return
    tell(f"{label} of {loaded.reference} is as it was at {number}; pmtui undo takes that back.")
