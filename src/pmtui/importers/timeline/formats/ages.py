"""Ages ("13m", "3m12s (x5 over 20m)", "2 hours ago"): relative to when a command was run."""

import re
from datetime import datetime, timedelta

from pmtui.importers.timeline.clock import Placed
from pmtui.importers.timeline.session import Session

AGE = re.compile(
    r"(?:(?P<d>\d{1,4})d)?(?:(?P<h>\d{1,4})h)?(?:(?P<m>\d{1,5})m(?!s))?(?:(?P<s>\d{1,6})s)?(?![\w])"
)
OVER = re.compile(r"\((?:x(?P<times>\d{1,7}))?(?: over (?P<over>[\dydhms]{1,12}))?\)")
_WORDS = re.compile(r"(?P<n>\d{1,4}) (?P<unit>second|minute|hour|day|week|month)s? ago")
_UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800, "month": 2629800}


def age_of(text: str) -> timedelta | None:
    """How long ago; None when the text is no age."""
    words = _WORDS.search(text)
    if words:
        return timedelta(seconds=int(words["n"]) * _UNITS[words["unit"]])
    match = AGE.match(text.strip())
    if match is None or not match.group():
        return None
    days, hours, minutes, seconds = (int(match[key] or 0) for key in "dhms")
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def place_age(session: Session, text: str, line: int) -> Placed | None:
    """The time of an age, if it is known when the command was run; asked either way."""
    age = age_of(text)
    if age is None:
        return None
    session.asking.base(line + 1)
    now = session.hints.now
    if now is None:
        return None
    over = OVER.search(text)
    span = age_of(over["over"]) if over and over["over"] else None
    try:
        last = _iso(now - age)
        begun = _iso(now - span) if span else last
    except OverflowError:
        return None
    placed = Placed(begun, end=last if span else None, approx=True)
    placed.zone_known = "assumed" if now.tzinfo else "unknown"
    placed.doubt("counted back from the time of the import", "doubtful")
    if over and over["times"]:
        placed.reasons.append(f"seen {over['times']} times")
    return placed


def _iso(when: datetime) -> str:
    text = when.replace(microsecond=0).isoformat()
    return text.replace("+00:00", "Z")
