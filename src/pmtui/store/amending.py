"""Changing a postmortem that no workbook holds open, in one step that can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmtui.errors import AnswerIsNo
from pmtui.store.model import Committed

if TYPE_CHECKING:
    from pmtui.domain.edits import Edit
    from pmtui.store.store import Store


def amend(store: Store, uid: str, edit: Edit, label: str) -> Committed | None:
    """Apply an edit to what the store holds now and commit it; None where it changes nothing.

    Raises AnswerIsNo where the record is gone, where the postmortem is complete and the field
    read-only, or where it is a colleague's; and whatever `Store.commit` raises.
    """
    from pmtui.domain.changes import diff
    from pmtui.domain.ids import new_id
    from pmtui.review.gate import locked

    loaded = store.load(uid)
    try:
        changes = diff(loaded.postmortem, edit(loaded.postmortem))
    except KeyError as error:
        raise AnswerIsNo(
            f"That record of {loaded.reference} was deleted meanwhile. "
            f"See pmtui history {loaded.reference}; undo brings it back."
        ) from error
    if not changes:
        return None
    for change in changes:
        if sentence := locked(loaded.postmortem, change.table, change.field):
            raise AnswerIsNo(sentence)
    return store.commit(uid, new_id(), changes, loaded.seq, label=label)
