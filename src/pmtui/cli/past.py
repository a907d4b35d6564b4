"""`history`, `undo`, `redo`: every change is kept and can be taken back."""

import click

from pmtui.cli.common import emit, emit_json, json_option, judging, load, store_open, tell
from pmtui.store.model import Operation, Undone


@click.command("history")
@click.argument("reference", metavar="REF")
@json_option
def history_command(reference: str, as_json: bool, format_: str) -> None:
    """Who changed what, and when; the latest last."""
    with store_open() as store:
        operations = store.operations(store.resolve(reference).uid)
    if as_json or format_ == "json":
        emit_json([_plain(o) for o in operations])
        return
    for o in operations:
        emit(f"{o.at.astimezone():%Y-%m-%d %H:%M:%S}  {o.author:<12}  {o.kind:<7}  {o.label}")


def _plain(o: Operation) -> dict[str, object]:
    from pmtui.domain.changes import to_plain

    return {
        "seq": o.seq,
        "at": o.at.isoformat(),
        "author": o.author,
        "kind": o.kind,
        "step": o.step,
        "undoes": o.undoes,
        "label": o.label,
        "changes": [to_plain(c) for c in o.changes],
    }


@click.command("undo")
@click.argument("reference", metavar="REF")
def undo_command(reference: str) -> None:
    """Take back your last step in a postmortem; redo brings it again."""
    with store_open() as store:
        uid = load(store, reference).postmortem.uid
        _say("Taken back", store.undo(uid, context=judging()))


@click.command("redo")
@click.argument("reference", metavar="REF")
def redo_command(reference: str) -> None:
    """Do again what undo took back."""
    with store_open() as store:
        uid = load(store, reference).postmortem.uid
        _say("Done again", store.redo(uid, context=judging()))


def _say(what: str, done: Undone) -> None:
    tell(f"{what}: {done.label}.")
    for problem in (*done.problems, *done.notices):
        tell(problem)
