"""Going through the findings one after the other, from wherever the cursor stands."""

from collections.abc import Sequence

from pmtui.review.model import Finding, Level
from pmtui.ui.panes.base import Place
from pmtui.ui.places import place_of


class FindingCursor:
    """Remembers the finding jumped to last, since its place may not be exactly where it led."""

    def __init__(self) -> None:
        self._place: Place | None = None
        self._key: tuple[str, ...] = ()

    def step(self, findings: Sequence[Finding], here: Place, by: int) -> Finding | None:
        """The next (1) or previous (-1) counted finding; None where nothing is left."""
        found = counted(findings)
        if not found:
            return None
        at = self._index(found, here)
        if at is None:
            return found[0 if by > 0 else -1]
        return found[(at + by) % len(found)]

    def arrived(self, finding: Finding, place: Place) -> None:
        """The jump to a finding led to this place."""
        self._place, self._key = place, finding.key

    def _index(self, found: Sequence[Finding], here: Place) -> int | None:
        if self._place == here:
            return next((i for i, f in enumerate(found) if f.key == self._key), None)
        return next((i for i, f in enumerate(found) if place_of(f) == here), None)


def counted(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that are counted; hints are not."""
    return [f for f in findings if f.level is not Level.ADVISE]


def position(findings: Sequence[Finding], finding: Finding) -> str:
    """“3/12” for a counted finding, "" for a hint."""
    keys = [f.key for f in counted(findings)]
    return f"{keys.index(finding.key) + 1}/{len(keys)}" if finding.key in keys else ""
