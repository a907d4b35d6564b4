"""What the store does not take from a hand, told in a sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmtui.clock import Clock
from pmtui.domain.listed import Status
from pmtui.store.errors import LockedStore, NothingToUndo, OfSomebodyElse

if TYPE_CHECKING:
    from pmtui.domain.changes import Change
    from pmtui.domain.postmortem import Postmortem
    from pmtui.store.model import Loaded


def refuse_of_somebody_else(loaded: Loaded) -> None:
    """Raises OfSomebodyElse for a postmortem that was not adopted."""
    if loaded.origin:
        raise OfSomebodyElse(loaded.refusal)


def refuse_locked(pm: Postmortem, changes: Sequence[Change]) -> None:
    """What a complete postmortem does not take from a hand it does not take from undo either."""
    if pm.review.status is not Status.COMPLETE:
        return
    from pmtui.review.gate import locked

    for change in changes:
        if sentence := locked(pm, change.table, change.field):
            raise NothingToUndo(sentence)


def refuse_of_two_machines(conn: sqlite3.Connection, kind: str, clock: Clock) -> None:
    """Raises LockedStore while another machine writes on a disk whose locks do not reach there.

    `kind` is that disk, "" for any other one.
    """
    if not kind:
        return
    from pmtui.store.elsewhere import written_elsewhere

    if told := written_elsewhere(conn, kind, clock.now()):
        raise LockedStore(told)
