"""`import` of an exported copy that somebody edited: what differs, and which of it is taken."""

from typing import TYPE_CHECKING, Any

from pmtui.cli.common import commit, load, store_open
from pmtui.cli.leave import CUSTOMERS, pseudonyms_of
from pmtui.cli.reading import one_line
from pmtui.cli.speaking import emit, emit_json, hanging, tell, width
from pmtui.domain.edits import Edit
from pmtui.errors import UsageError

if TYPE_CHECKING:
    from pmtui.importers.document.difference import Piece
    from pmtui.returned.comparison import Compared
    from pmtui.store.model import Loaded
    from pmtui.store.store import Store

_SIGNS = {"add": "+", "remove": "-", "change": "~"}


def compare_command(
    text: str, reference: str, name: str, wanted: str | None, as_json: bool
) -> int | None:
    """Compare a copy with its postmortem; the exit code, None where it is no copy of it.

    1 where there are differences and none was accepted, as with `diff`; 0 otherwise.
    """
    from pmtui.returned.choice import chosen, label_of
    from pmtui.returned.comparison import is_copy

    with store_open() as store:
        loaded = load(store, reference)
        if not is_copy(text, loaded.postmortem, loaded.reference):
            return None
        done = _compared(store, loaded, text)
        try:
            pieces = chosen(done.pieces, wanted) if wanted is not None and done.pieces else ()
        except ValueError as error:
            raise UsageError(f"--accept: {error}") from error
        if pieces:
            commit(store, loaded, _edit(pieces), label_of(len(pieces), name), kind="edit")
    _say(done, pieces, loaded.reference, name, as_json)
    return 1 if done.pieces and not pieces else 0


def _edit(pieces: "tuple[Piece, ...]") -> Edit:
    from pmtui.importers.document.difference import accepted

    return accepted(pieces)


def _compared(store: "Store", loaded: "Loaded", text: str) -> "Compared":
    from pmtui.returned.comparison import compared
    from pmtui.store.similar import called_of

    uid = loaded.postmortem.uid
    return compared(
        text,
        loaded.postmortem,
        loaded.reference,
        operations=store.operations(uid),
        pseudonyms=store.recall(pseudonyms_of(uid), {}),
        customers=tuple(store.recall(CUSTOMERS, [])),
        others=called_of(store, loaded.postmortem) if loaded.postmortem.related else {},
    )


def _say(
    done: "Compared", pieces: "tuple[Piece, ...]", reference: str, name: str, as_json: bool
) -> None:
    taken = {piece.number for piece in pieces}
    if as_json:
        emit_json(_plain(done, reference, taken))
    elif pieces:
        emit(reference)
    else:
        for piece in done.pieces:
            _show(piece)
    for note in done.notes:
        tell(note)
    total = len(done.pieces)
    if not total:
        tell(f"{name} says what {reference} says; nothing was changed.")
    elif not pieces:
        tell(
            f"{total} difference{'s' * (total != 1)}; nothing was changed. Take them with "
            "--accept all, or some with --accept 1,3."
        )
    else:
        left = total - len(pieces)
        tail = f" {left} left as they are." if left else ""
        tell(f"Accepted {len(pieces)} of {total}.{tail} pmtui undo {reference} takes that back.")


def _show(piece: "Piece") -> None:
    from pmtui.returned.choice import around

    columns = width()
    head = f"{piece.number:>3} {_SIGNS[piece.kind]} "
    note = f" ({piece.note})" if piece.note else ""
    emit(hanging(head, f"{piece.section}: {one_line(piece.what)}{note}", columns))
    before, after = around(one_line(piece.before), one_line(piece.after))
    if piece.kind != "add":
        emit(hanging("      - ", before or "(nothing)", columns))
    if piece.kind != "remove":
        emit(hanging("      + ", after or "(nothing)", columns))


def _plain(done: "Compared", reference: str, taken: set[int]) -> dict[str, Any]:
    return {
        "reference": reference,
        "changes_since": done.since,
        "differences": [
            {
                "number": p.number,
                "kind": p.kind,
                "section": p.section,
                "table": p.table,
                "id": p.id if p.kind != "add" else "",
                "field": p.field,
                "what": p.what,
                "before": p.before,
                "after": p.after,
                "note": p.note,
                "accepted": p.number in taken,
            }
            for p in done.pieces
        ],
        "notes": list(done.notes),
    }
