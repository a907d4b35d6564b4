"""Silences in the timeline: where the record of the active response has nothing to say.

A gap is a question, not a fault; “no activity” is an answer (criterion C10).
"""

from datetime import datetime, timedelta

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Event
from pmtui.domain.timeline import by_identity, in_order, marked
from pmtui.domain.vocabulary import Marker, Milestone
from pmtui.value import Value

STARTS = (
    Milestone.DETECTED,
    Milestone.PAGED,
    Milestone.ACKNOWLEDGED,
    Milestone.DECLARED,
    Milestone.RESPONDING,
)
"""The first of these that has a time begins the active response."""

ENDS = (Milestone.MITIGATED, Milestone.RECOVERED, Milestone.IMPACT_END)
"""Without “resolved”, the last of these ends the active response."""


class Gap(Value, kw_only=True):
    """A stretch without an event during the active response."""

    before: Event
    after: Event
    minutes: float
    explained: bool
    """One of its ends says “no activity”, or the event before it has a note."""


def gaps(pm: Postmortem, minutes: int) -> tuple[Gap, ...]:
    """The gaps longer than so many minutes between neighbours during the active response."""
    return tuple(g for g in silences(response_events(pm.events)) if g.minutes > minutes)


@by_identity
def response_events(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events with an instant from the start of the active response to its end, in order.

    The response starts with the earliest of detected, paged, acknowledged, declared and
    responding; it ends with resolved, else with the last of mitigated, recovered and impact end,
    else with the last event. Empty while its start is not marked.
    """
    first, last = response_ends(events)
    if first is None:
        return ()
    found = marked(events)
    start = _instant(found, first)
    end = _instant(found, last) if last is not None else None
    return tuple(
        e
        for e in in_order(events)
        if e.at.at is not None
        and start is not None
        and e.at.at >= start
        and (end is None or e.at.at <= end)
    )


def response_ends(events: tuple[Event, ...]) -> tuple[Milestone | None, Milestone | None]:
    """The milestones that begin and end the active response here; None where none is marked."""
    found = marked(events)
    starts = [(t, n, m) for n, m in enumerate(STARTS) if (t := _instant(found, m))]
    first = min(starts)[2] if starts else None
    if _instant(found, Milestone.RESOLVED) is not None:
        return first, Milestone.RESOLVED
    ends = [(t, n, m) for n, m in enumerate(ENDS) if (t := _instant(found, m))]
    return first, max(ends)[2] if ends else None


@by_identity
def silences(events: tuple[Event, ...]) -> tuple[Gap, ...]:
    """The stretch between each event and the next one; a range is over when it ends."""
    found = []
    covered: tuple[datetime, Event] | None = None
    for event in events:
        start = event.at.at
        if start is None:
            continue
        if covered is not None and start > covered[0]:
            length = (start - covered[0]) / timedelta(minutes=1)
            told = Marker.NO_ACTIVITY in (covered[1].marker, event.marker)
            explained = told or bool(covered[1].notes.strip())
            found.append(Gap(before=covered[1], after=event, minutes=length, explained=explained))
        end = event.at.until or start
        if covered is None or end >= covered[0]:
            covered = (end, event)
    return tuple(found)


def longest(found: tuple[Gap, ...]) -> Gap | None:
    """The longest of some gaps, the first of equals; None where there is none."""
    return max(found, key=lambda g: g.minutes, default=None)


def _instant(found: dict[Milestone, tuple[Event, ...]], milestone: Milestone) -> datetime | None:
    return next((e.at.at for e in found.get(milestone, ()) if e.at.at is not None), None)
