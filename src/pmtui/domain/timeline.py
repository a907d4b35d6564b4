"""The timeline as facts read it: events in order, and the events that carry the milestones.

Everything is computed once for each tuple of events, since an edit elsewhere keeps the tuple.
"""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any, TypeVar

from pmtui.domain import zones
from pmtui.domain.edits import ordered
from pmtui.domain.moment import When
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Absence, Event
from pmtui.domain.vocabulary import Certainty, Milestone

_Result = TypeVar("_Result")

Interval = tuple[datetime, datetime]
"""The earliest and the latest instant that a time can mean."""

_KEPT = 4


def by_identity(compute: Callable[..., _Result]) -> Callable[..., _Result]:
    """Remember the latest results by the identity of the arguments, which are never changed.

    Texts among them are compared by value.
    """
    kept: tuple[tuple[tuple[Any, ...], _Result], ...] = ()

    def remembered(*arguments: Any) -> _Result:
        nonlocal kept
        for known, result in kept:
            if len(known) == len(arguments) and all(
                a is b or (type(a) is str and a == b) for a, b in zip(known, arguments, strict=True)
            ):
                return result
        result = compute(*arguments)
        kept = ((arguments, result), *kept[: _KEPT - 1])
        return result

    return remembered


def in_order(events: tuple[Event, ...], zone: str = "UTC") -> tuple[Event, ...]:
    """Events by instant, undated ones behind their neighbour; days begin at midnight in `zone`."""
    return _in_order(events, zone if _some_by_zone(events) else "UTC")


@by_identity
def _some_by_zone(events: tuple[Event, ...]) -> bool:
    """Whether the place of an event depends on the zone."""
    return any(e.at.at is None and e.at.sortable is not None for e in events)


@by_identity
def _in_order(events: tuple[Event, ...], zone: str) -> tuple[Event, ...]:
    return ordered(events, zone)


@by_identity
def marked(events: tuple[Event, ...]) -> dict[Milestone, tuple[Event, ...]]:
    """The events that carry each milestone, earliest first; milestones without one left out."""
    found: dict[Milestone, list[Event]] = {}
    for event in in_order(events):
        for milestone in event.milestones:
            found.setdefault(milestone, []).append(event)
    return {m: tuple(found[m]) for m in Milestone if m in found}


def timeline(pm: Postmortem) -> tuple[Event, ...]:
    """The events as the timeline shows them: by instant, undated ones behind their neighbour."""
    return in_order(pm.events, pm.overview.zone)


def events_by_milestone(pm: Postmortem) -> dict[Milestone, tuple[Event, ...]]:
    """All events that carry a milestone, earliest first; milestones without one are left out."""
    return marked(pm.events)


def milestone_events(pm: Postmortem) -> dict[Milestone, Event]:
    """The event that carries each milestone; of several the earliest."""
    return {milestone: events[0] for milestone, events in marked(pm.events).items()}


def absence_of(pm: Postmortem, milestone: Milestone) -> Absence | None:
    """Why no event carries a milestone, where somebody said so."""
    return next((a for a in pm.absences if a.milestone is milestone), None)


def interval(when: When, zone: str) -> Interval | None:
    """The instants that a time can mean; a day without clock time is that whole day in `zone`.

    None for a time that is unknown, does not apply, or whose zone is not known.
    """
    if when.at is not None:
        margin = timedelta(minutes=when.margin)
        try:
            return when.at - margin, (when.until or when.at) + margin
        except OverflowError:
            return when.at, when.until or when.at
    if when.day is None:
        return None
    try:
        start = datetime.combine(when.day, time(), zones.zone_or_utc(when.zone or zone))
        return start.astimezone(UTC), (start + timedelta(days=1)).astimezone(UTC)
    except OverflowError:
        return None


def is_approximate(when: When) -> bool:
    """Whether a length computed from the time must say “about”: no margin says how much."""
    return when.certainty is Certainty.APPROXIMATE and not when.margin
