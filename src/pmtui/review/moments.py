"""What is possible between two uncertain times, and how long the impact lasted."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from pmtui.domain.facts import duration
from pmtui.domain.moment import When
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import Certainty, Precision
from pmtui.domain.zones import zone_or_utc

_DAY = timedelta(days=1)
_ZONES = timedelta(hours=14)
"""How far a zone's clock is from UTC at most."""
_AROUND = 5
"""Minutes that an approximate time may be off where nobody says how many."""


def earliest(at: When) -> datetime | None:
    """The earliest instant a time can mean; None where it cannot be placed."""
    if at.at is not None:
        return _moved(at.at, -timedelta(minutes=_margin(at)))
    if at.day is not None and at.sortable is not None:
        return _moved(at.sortable, -_ZONES)
    return None


def latest(at: When) -> datetime | None:
    """The latest instant a time can mean; None where it cannot be placed."""
    if at.at is not None:
        end = max(at.at, at.until) if at.until is not None else at.at
        rounded = timedelta(seconds=59 if at.precision is Precision.MINUTE else 1)
        return _moved(end, rounded + timedelta(minutes=_margin(at)))
    if at.day is not None and at.sortable is not None:
        return _moved(at.sortable, _DAY + _ZONES)
    return None


def _margin(at: When) -> int:
    if at.certainty is not Certainty.APPROXIMATE:
        return 0
    return min(max(at.margin, 0), 1_000_000) or _AROUND


def _moved(at: datetime, by: timedelta) -> datetime:
    try:
        return at + by
    except OverflowError:
        return at


def tomorrow(now: datetime) -> date:
    """The latest date that any zone has now; a whole day is allowed for."""
    return now.date() + _DAY


def surely_after(first: When, second: When) -> bool:
    """Whether the first time lies behind the second however both are read."""
    low, high = earliest(first), latest(second)
    return low is not None and high is not None and low > high


def impact_length(pm: Postmortem) -> tuple[timedelta, timedelta] | None:
    """The least and the most that the impact lasted, as exports print it; None where none stands.

    An end before the start is no length; the order of the milestones is a criterion of its own.
    """
    minutes = duration(pm, "impact_duration").minutes
    if minutes is None or minutes[1] < 0:
        return None
    return timedelta(minutes=minutes[0]), timedelta(minutes=minutes[1])


def clock(pm: Postmortem, at: datetime) -> str:
    """The wall clock of an instant in the zone of the postmortem, HH:MM."""
    try:
        return at.astimezone(zone_or_utc(pm.overview.zone)).strftime("%H:%M")
    except OverflowError:
        return at.strftime("%H:%M")


def shifted(at: When, by: timedelta) -> When:
    """The same kind of time, moved; for examples."""
    assert at.at is not None
    return replace(at, at=at.at + by, written="")
