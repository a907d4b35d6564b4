"""Places in a postmortem: of a finding, of the cursor, remembered between runs."""

from collections.abc import Iterable

from pmtui.domain.changes import ChangeKind, diff
from pmtui.domain.postmortem import PANE_OF, Postmortem
from pmtui.domain.vocabulary import Pane
from pmtui.review.model import Finding
from pmtui.ui.panes.base import Place
from pmtui.ui.widgets.spots import distance


def place_of(finding: Finding) -> Place:
    """Where a finding is mended."""
    at = finding.start if finding.end else -1
    return Place(finding.pane, finding.table, finding.record, finding.field, at)


def finding_at(findings: Iterable[Finding], place: Place) -> Finding | None:
    """The finding of the field under the cursor, else of the whole record, None without any.

    In a text it is the one whose words are at the cursor; the field's own come before words that
    stand elsewhere in it.
    """
    here = [f for f in findings if f.table == place.table and f.record == place.record]
    exact = [f for f in here if f.field == place.field]
    whole = [f for f in here if not f.field or not place.field]
    if place.at >= 0 and (words := [f for f in exact if f.end]):
        nearest = min(words, key=lambda f: distance(place.at, f))
        if exact[0].end or not distance(place.at, nearest):
            return nearest
    return next(iter(exact or whole), None)


def store_place(place: Place) -> list[str]:
    """A place as JSON values."""
    return [place.pane.value, place.table, place.record, place.field]


def read_place(stored: object) -> Place:
    """The place that `store_place` wrote; the top of the overview where there is none."""
    match stored:
        case [str(pane), str(table), str(record), str(field)] if pane in set(Pane):
            return Place(Pane(pane), table, record, field)
        case _:
            return Place(Pane.OVERVIEW)


def restored_place(before: Postmortem, after: Postmortem) -> Place | None:
    """Where a record stands that an undo brought back; None where it brought back none."""
    for change in diff(before, after):
        if change.kind is ChangeKind.ADD:
            return Place(PANE_OF[change.table], change.table, change.id)
    return None
