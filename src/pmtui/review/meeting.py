"""A review meeting while it is held: where it stands in the agenda, its clock, and who is there.

The meeting itself is no part of the postmortem; what is decided in it is, at once. At its end one
edit fills in *review held*. Pure: the moment is passed in, and a meeting is kept as JSON values, so
that a line that drops costs nothing.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from pmtui.domain.edits import add, set_fields
from pmtui.domain.ids import new_id
from pmtui.domain.instants import decode_instant, encode_instant
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Participant
from pmtui.domain.vocabulary import Role
from pmtui.review.agenda import AGENDA, AgendaItem
from pmtui.review.held import attest
from pmtui.review.reading import same_person
from pmtui.value import Value

OVER_AFTER = timedelta(hours=12)
"""A meeting that began longer ago is over, whether somebody closed it or not."""
MORE = 5
"""Minutes that the group may give an item that is not done (PagerDuty's guide)."""


class Meeting(Value, kw_only=True):
    """One meeting; times are aware instants."""

    begun: datetime
    since: datetime
    """When the item at hand was opened."""
    at: int = 0
    """The position of the item at hand in the agenda."""
    spent: tuple[float, ...] = (0.0,) * len(AGENDA)
    """Seconds that each item had before it was left the last time."""
    given: tuple[int, ...] = (0,) * len(AGENDA)
    """Minutes that were given to each item beyond its own."""
    attendees: tuple[str, ...] = ()
    facilitator: str = ""
    reviewer: str = ""
    approver: str = ""
    where: str = ""

    @property
    def item(self) -> AgendaItem:
        """The item at hand."""
        return AGENDA[self.at]

    @property
    def minutes(self) -> int:
        """The minutes of the item at hand, with those that were given."""
        return self.item.minutes + self.given[self.at]

    def used(self, now: datetime) -> timedelta:
        """How long the item at hand has taken so far."""
        return timedelta(seconds=self.spent[self.at]) + max(now - self.since, timedelta())

    def ends(self) -> datetime:
        """When the time of the item at hand is up."""
        return self.since + timedelta(minutes=self.minutes, seconds=-self.spent[self.at])


def begin(now: datetime, facilitator: str) -> Meeting:
    """A meeting that begins now."""
    return Meeting(begun=now, since=now, facilitator=facilitator)


def go_to(meeting: Meeting, position: int, now: datetime) -> Meeting:
    """The meeting at another item; past an end of the agenda it stays at the end."""
    position = max(0, min(len(AGENDA) - 1, position))
    if position == meeting.at:
        return meeting
    spent = list(meeting.spent)
    spent[meeting.at] = meeting.used(now).total_seconds()
    return replace(meeting, at=position, since=now, spent=tuple(spent))


def give_more(meeting: Meeting, now: datetime) -> Meeting:
    """The meeting with some minutes more for the item at hand, counted from now if it is over."""
    late = max(0, -((meeting.ends() - now) // timedelta(minutes=1)))
    given = list(meeting.given)
    given[meeting.at] += MORE + late
    return replace(meeting, given=tuple(given))


def stored(meeting: Meeting) -> dict[str, Any]:
    """A meeting as JSON values."""
    return {
        "begun": encode_instant(meeting.begun),
        "since": encode_instant(meeting.since),
        "item": meeting.item.id,
        "spent": {i.id: s for i, s in zip(AGENDA, meeting.spent, strict=True) if s},
        "given": {i.id: m for i, m in zip(AGENDA, meeting.given, strict=True) if m},
        "attendees": list(meeting.attendees),
        "facilitator": meeting.facilitator,
        "reviewer": meeting.reviewer,
        "approver": meeting.approver,
        "where": meeting.where,
    }


def read_meeting(kept: Mapping[str, Any] | None, now: datetime) -> Meeting | None:
    """The meeting that `stored` wrote; None where there is none, or where it is over by now."""
    if not kept:
        return None
    begun = decode_instant(kept.get("begun") or "1970-01-01T00:00:00Z")
    if not timedelta() <= now - begun <= OVER_AFTER:
        return None
    ids = [item.id for item in AGENDA]
    return Meeting(
        begun=begun,
        since=decode_instant(kept["since"]),
        at=ids.index(kept["item"]) if kept.get("item") in ids else 0,
        spent=tuple(float(kept.get("spent", {}).get(id, 0)) for id in ids),
        given=tuple(int(kept.get("given", {}).get(id, 0)) for id in ids),
        attendees=tuple(kept.get("attendees", ())),
        facilitator=kept.get("facilitator", ""),
        reviewer=kept.get("reviewer", ""),
        approver=kept.get("approver", ""),
        where=kept.get("where", ""),
    )


def missing(meeting: Meeting) -> str:
    """Which field is needed before the review can be recorded; "" where none is.

    Whether the reviewer is another person than the owner is a finding (C39), not an error.
    """
    if not meeting.attendees:
        return "attendees"
    return "" if meeting.reviewer.strip() else "reviewer"


def record_held(pm: Postmortem, meeting: Meeting, *, held_on: date, recorded_by: str) -> Postmortem:
    """The postmortem with *review held* filled in from the meeting, as one edit.

    Who facilitated gets that role among the participants. Notes stand in the review already.
    Raises UsageError where nobody records it.
    """
    return attest(
        _with_facilitator(pm, meeting.facilitator),
        held_on=held_on,
        readers=meeting.attendees,
        reviewer=meeting.reviewer,
        approver=meeting.approver or pm.review.approver,
        recorded_by=recorded_by,
        where=meeting.where or pm.review.held_where,
        note=pm.review.note,
    )


def _with_facilitator(pm: Postmortem, name: str) -> Postmortem:
    name = name.strip()
    if not name:
        return pm
    for person in pm.participants:
        if any(known and same_person(known, name) for known in (person.name, person.handle)):
            if Role.FACILITATOR in person.roles:
                return pm
            roles = tuple(r for r in Role if r in person.roles or r is Role.FACILITATOR)
            return set_fields(pm, "participants", person.id, roles=roles)
    return add(pm, "participants", Participant(id=new_id(), name=name, roles=(Role.FACILITATOR,)))


def with_note(pm: Postmortem, text: str) -> Postmortem:
    """The postmortem with one line more in the note of its review."""
    text = " ".join(text.split())
    before = pm.review.note.rstrip()
    note = "\n".join(part for part in (before, f"- {text}") if part) if text else before
    return set_fields(pm, "review", "", note=note)
