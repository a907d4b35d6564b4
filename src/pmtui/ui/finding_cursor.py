"""Going through the findings one after the other, from wherever the cursor stands."""

from collections.abc import Sequence
from dataclasses import replace

from pmtui.domain.vocabulary import Pane
from pmtui.review.model import Finding, Group, Level
from pmtui.ui.panes.base import Place
from pmtui.ui.places import finding_at, place_of
from pmtui.ui.widgets.spots import distance


class FindingCursor:
    """Remembers the finding jumped to last, since its place may not be exactly where it led."""

    def __init__(self) -> None:
        self._place: Place | None = None
        self._finding: Finding | None = None
        self._number = 0

    def step(self, findings: Sequence[Finding], here: Place, by: int) -> Finding | None:
        """The next (1) or previous (-1) counted finding; None where nothing is left."""
        found = counted(findings)
        if not found:
            return None
        at = self._index(found, here)
        goal = (at + by) % len(found) if at is not None else self._from_here(found, here, by)
        self._number = goal
        return found[goal]

    def _from_here(self, found: Sequence[Finding], here: Place, by: int) -> int:
        """Where to go on when the cursor is at no finding: behind one just settled, else by pane."""
        if self._place == here and self._finding is not None:
            return (self._number if by > 0 else self._number - 1) % len(found)
        order = list(Pane)
        pane = order.index(here.pane)
        if by > 0:
            ahead = (i for i, f in enumerate(found) if order.index(f.pane) >= pane)
            return next(ahead, 0)
        behind = [i for i, f in enumerate(found) if order.index(f.pane) <= pane]
        return behind[-1] if behind else len(found) - 1

    def arrived(self, finding: Finding, place: Place) -> None:
        """The jump to a finding led to this place."""
        self._place, self._finding = place, finding

    def shown(self, findings: Sequence[Finding], here: Place) -> Finding | None:
        """The finding at a place; one of the whole field that was jumped to comes before words
        that stand elsewhere in its text."""
        found = finding_at(findings, here)
        last = self._finding
        if last is None or last.end or self._place != here:
            return found
        if found is not None and found.end and here.at >= 0 and not distance(here.at, found):
            return found
        return next((f for f in findings if f.key == last.key), found)

    def _index(self, found: Sequence[Finding], here: Place) -> int | None:
        last = self._finding
        if self._place == here and last is not None and not (last.end and here.at >= 0):
            same = [i for i, f in enumerate(found) if f.key == last.key]
            return min(same, key=lambda i: abs(found[i].start - last.start), default=None)
        listed = here.pane is Pane.REVIEW  # which names findings of all panes by their places
        near = [
            i
            for i, f in enumerate(found)
            if place_of(f) == (replace(here, pane=f.pane) if listed else here)
        ]
        if here.at >= 0:
            near.sort(key=lambda i: distance(here.at, found[i]) if found[i].end else len(found))
        if not near and here.record and here.field:  # a finding of the whole record is shown there
            shown = finding_at(found, here)
            return found.index(shown) if shown is not None else None
        return next(iter(near), None)


def counted(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that are counted, in the order of the pane Review; hints are not."""
    return [f for group in Group for f in findings if _counts(f) and f.group is group]


def _counts(finding: Finding) -> bool:
    return finding.level is not Level.ADVISE


def position(findings: Sequence[Finding], finding: Finding) -> str:
    """“3 of 12” for a counted finding, "" for a hint."""
    found = counted(findings)
    return f"{found.index(finding) + 1} of {len(found)}" if finding in found else ""
