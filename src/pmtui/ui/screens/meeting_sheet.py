"""How an item of the review meeting looks: its parts in lines, and who is there."""

from collections.abc import Sequence

from pmtui.domain.postmortem import Postmortem
from pmtui.review.agenda_parts import Part, Point
from pmtui.review.meeting import Meeting
from pmtui.review.model import Finding
from pmtui.ui.widgets.items import HeadItem, Item, NoteItem, RowItem

PEOPLE = "people"
"""The table of the rows that say who is there."""
ROLES = {
    "attendees": ("Attendees", "nobody yet"),
    "facilitator": ("Facilitator", "nobody yet; leads and takes no side"),
    "reviewer": ("Reviewer", "nobody yet; somebody other than the owner"),
    "approver": ("Approver", "nobody; accepts causes and priorities"),
    "where": ("Where", "not said; a room, a call, a link"),
}
"""What is recorded about the meeting itself: the label, and what stands there while it is empty."""
_SHOWN = {"opening": ("attendees", "facilitator"), "closing": tuple(ROLES)}


class MeetingItems:
    """The items of one look at the agenda, and which point each row speaks of."""

    def __init__(self, pm: Postmortem, findings: Sequence[Finding], meeting: Meeting) -> None:
        self.items: list[Item] = []
        self.points: dict[str, Point] = {}
        """The points by the id of their row."""
        shown = _SHOWN.get(meeting.item.id, ())
        if shown:
            self.items.append(HeadItem("The meeting"))
            self.items += [RowItem(PEOPLE, name, _person(meeting, name)) for name in shown]
        for part in meeting.item.parts(pm, findings):
            self._add(part)
        if pm.review.note.strip() and meeting.item.id == "closing":
            self.items.append(HeadItem("Notes"))
            self.items += [NoteItem(line) for line in pm.review.note.split("\n") if line.strip()]

    def _add(self, part: Part) -> None:
        self.items.append(HeadItem(part.title))
        for number, point in enumerate(part.points):
            if not point.table:
                self.items.append(NoteItem(point.text))
                continue
            id = "|".join((part.title, point.table, point.record, point.field))
            if id in self.points or not point.record:
                id = f"{id}|{number}"
            self.points[id] = point
            self.items.append(RowItem("agenda", id, point.text, point.tail))
        if not part.points:
            self.items.append(NoteItem(part.empty))


def _person(meeting: Meeting, name: str) -> str:
    label, empty = ROLES[name]
    value = getattr(meeting, name)
    said = ", ".join(value) if isinstance(value, tuple) else value
    return f"{label:<12} {said or empty}"
