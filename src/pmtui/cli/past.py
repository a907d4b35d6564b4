"""`history`, `undo`, `redo`, `backup`: every change is kept and can be taken back."""

from typing import TYPE_CHECKING

import click

from pmtui.cli.common import json_option, store_open
from pmtui.cli.reading import one_line, reference_argument
from pmtui.cli.speaking import emit, emit_json, hanging, padded, quoted, tell, width
from pmtui.errors import UsageError
from pmtui.store.model import Operation, Undone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pmtui.store.store import Store


@click.command("history")
@reference_argument
@click.option("--diff", "span", metavar="A..B", help="What changed between two numbers.")
@click.option("--restore", "field", metavar="FIELD@NUMBER", help="Bring a field back as it was.")
@json_option
def history_command(
    reference: str, span: str | None, field: str | None, as_json: bool, format_: str
) -> None:
    """Who changed what, and when; the latest last, each with its number.

    \b
    Examples: pmtui history PM-7 --json
              pmtui history PM-7 --diff 3..9
              pmtui history PM-7 --restore summary@3
    """
    json = as_json or format_ == "json"
    if span is not None or field is not None:
        if json:
            raise UsageError("--json prints the whole history. Leave out --diff and --restore.")
        from pmtui.cli.keep import restore_field, show_difference

        if span is not None:
            show_difference(reference, span)
        if field is not None:
            restore_field(reference, field)
        return
    with store_open() as store:
        uid = store.resolve(reference).uid
        operations = store.operations(uid)
        words = {} if json else _words_in(store, uid, operations)
    if json:
        emit_json([_plain(o) for o in operations])
        return
    columns = width()
    for o in operations:
        when = f"{o.at.astimezone():%Y-%m-%d %H:%M:%S}"
        head = f"{o.seq:>4}  {when}  {padded(one_line(o.author)[:40], 12)}  {o.kind:<7}  "
        emit(hanging(head, f"{o.label}{_about(o, words)}", columns, 4))


def _words_in(
    store: "Store", uid: str, operations: "Sequence[Operation]"
) -> dict[tuple[str, str], str]:
    """The words of every record: as they are now, or as they came or went with it.

    Taken from the changes, not kept in labels, so that a purge has nothing more to reach. A
    postmortem that is damaged has its history told all the same.
    """
    from pmtui.domain.naming import words_of
    from pmtui.domain.postmortem import LISTS
    from pmtui.store.errors import DamagedStore

    found: dict[tuple[str, str], str] = {}
    for change in (c for o in operations for c in o.changes):
        for whole in (change.before, change.after):
            if not change.field and isinstance(whole, dict):
                found[change.table, change.id] = words_of(whole)
    try:
        pm = store.load(uid).postmortem
    except DamagedStore:
        return found
    for table in LISTS:
        found |= {(table, r.id): words for r in getattr(pm, table) if (words := words_of(r))}
    return found


def _about(operation: Operation, words_of: dict[tuple[str, str], str]) -> str:
    """The one record that a change is about, by its words."""
    records = {(c.table, c.id) for c in operation.changes if c.table != "evidence"}
    words = one_line(words_of.get(records.pop(), "")) if len(records) == 1 else ""
    if not words or words in operation.label:
        return ""
    return f": {quoted(words)}"


def _plain(o: Operation) -> dict[str, object]:
    from pmtui.domain.changes import to_plain
    from pmtui.domain.plain import encode_instant

    return {
        "seq": o.seq,
        "at": encode_instant(o.at),
        "author": o.author,
        "kind": o.kind,
        "step": o.step,
        "undoes": o.undoes,
        "label": o.label,
        "changes": [to_plain(c) for c in o.changes],
    }


@click.command("undo")
@reference_argument
def undo_command(reference: str) -> None:
    """Take back your last step in a postmortem; redo brings it again.

    Example: pmtui undo PM-7
    """
    with store_open() as store:
        _say("Taken back", store.undo(store.resolve(reference).uid))


@click.command("redo")
@reference_argument
def redo_command(reference: str) -> None:
    """Do again what undo took back.

    Example: pmtui redo PM-7
    """
    with store_open() as store:
        _say("Done again", store.redo(store.resolve(reference).uid))


def _say(what: str, done: Undone) -> None:
    tell(f"{what}: {done.label}.")
    for problem in (*done.problems, *done.notices):
        tell(problem)


@click.command("backup")
def backup_command() -> None:
    """Write a checked copy of the store beside the earlier ones and print where.

    Example: pmtui backup
    """
    with store_open() as store:
        emit(str(store.backup("asked")))
