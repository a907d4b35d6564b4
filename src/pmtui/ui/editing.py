"""The one value that the workbook holds, and how edits, saves and other windows change it."""

from collections.abc import Callable
from datetime import datetime

from pmtui.domain.changes import diff
from pmtui.domain.edits import Edit
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.rebase import Conflict
from pmtui.review.gate import locked
from pmtui.store.reports import Brought

PAUSE = 2.0
"""Seconds without a stroke after which typing in the same field begins a new step of undo."""


class Locked(Exception):
    """An edit that a complete postmortem, or a read-only store, does not take, as a sentence."""


class Editing:
    """Applies edits to the value of the moment and says which step of undo each belongs to.

    Knows no screen and no store, so that the rules of a step can be tested by themselves.
    """

    def __init__(self, value: Postmortem, now: Callable[[], datetime]) -> None:
        self.value = value
        self.step = ""
        self.refusal = ""
        """Why nothing at all may be changed, as a sentence; "" where it may."""
        self._now = now
        self._typing = ""
        self._last: datetime | None = None

    def apply(self, edit: Edit, typing: str = "") -> bool:
        """Apply an edit; False where it changed nothing. Raises Locked and KeyError.

        Strokes in one field without a pause share a step; any other edit is one of its own.
        """
        after = edit(self.value)
        if after == self.value:
            return False
        if self.refusal:
            raise Locked(self.refusal)
        for change in diff(self.value, after):
            if sentence := locked(self.value, change.table, change.field):
                raise Locked(sentence)
        self._begin_step(typing)
        self.value = after
        return True

    def _begin_step(self, typing: str) -> None:
        now = self._now()
        paused = self._last is None or (now - self._last).total_seconds() > PAUSE
        if not typing or typing != self._typing or paused:
            self.step = new_id()
        self._typing, self._last = typing, now

    def end_typing(self) -> None:
        """The field was left: what comes next is a step of its own."""
        self._typing = ""

    def take(self, report: Brought) -> tuple[Conflict, ...]:
        """Bring in what another window or an undo made of a value that was ours before.

        What was typed since stays; of a sentence that both wrote both texts stay, and are named.
        """
        if report.merged is report.base or report.merged == report.base:
            return ()
        if self.value is report.base or self.value == report.base:
            self.value = report.merged
            return ()
        self.value, conflicts = report.over(self.value)
        return conflicts
