"""The line that begins a postmortem: severity, day and hour in front, if wanted, then the title."""

import re
from collections.abc import Callable
from datetime import date, datetime

from pmtui.domain.days import DayError, parse_past
from pmtui.domain.ids import new_id
from pmtui.domain.moment import When
from pmtui.domain.records import Event
from pmtui.domain.vocabulary import Milestone, Severity
from pmtui.domain.when import WhenError, parse_when
from pmtui.domain.zones import to_zone, zone_or_utc
from pmtui.value import Value

EXAMPLE = "2 yesterday 22:00 Card payments failed for EU customers"
HELP = "severity, day and hour first, if wanted, then the title: what users noticed"

_SEVERITY = re.compile(r"(?:sev-?|p)?([1-5])", re.IGNORECASE)
_GRADE = re.compile(r"[A-Za-z]{0,12}-?\d")
_HOUR = re.compile(r"\d{1,2}:\d{2}|\d{1,2}(?::\d{2})? ?[ap]\.?m\.?", re.IGNORECASE)
_BEFORE = ("on", "at", "since")
"""Words before a day or an hour that go with it."""
_DAY_WORDS = 3
"""The most words of a day: `26 Nov 2026`."""


class Beginning(Value):
    """How such a line is understood."""

    title: str
    severity: Severity | None
    incident_date: date
    at: When | None = None
    """When the impact began, where an hour is given."""

    @property
    def echo(self) -> str:
        """The understanding in one line."""
        severity = self.severity.value if self.severity else "severity later"
        title = self.title or "the title is missing"
        hour = f" at {self.at.written}" if self.at is not None else ""
        return f"→ began on {self.incident_date:%a %Y-%m-%d}{hour} · {severity} · {title}"

    @property
    def events(self) -> tuple[Event, ...]:
        """The timeline to begin with: the start of the impact, where its hour is known."""
        if self.at is None:
            return ()
        start = (Milestone.IMPACT_START,)
        return (Event(id=new_id(), at=self.at, text=self.title, milestones=start),)


def read_beginning(
    line: str, now: datetime, zone: str = "UTC", graded: Callable[[str], str] = str
) -> Beginning:
    """Understand the line; a word that is neither severity, day nor hour begins the title.

    Nothing typed is ever lost: what is not understood is part of the title, and so is all behind
    a backslash. `graded` gives the severity that a team calls by another name.
    """
    words = line.split()
    today = to_zone(now, zone_or_utc(zone)).date()
    severity: Severity | None = None
    day: date | None = None
    hour = ""
    while words:
        rest = words[1:] if words[0].lower() in _BEFORE else words
        named = None if severity or _begins_a_time(words, today) else _severity(words[0], graded)
        if named is not None:
            severity, words = named, words[1:]
        elif day is None and (found := _day(rest, today)) is not None:
            day, words = found[0], rest[found[1] :]
        elif not hour and (count := _hour(rest)):
            hour, words = " ".join(rest[:count]), rest[count:]
        else:
            break
    title = " ".join(words).removeprefix("\\")
    at: When | None = None
    if hour:
        try:
            at = parse_when(hour.replace(".", ""), now=now, zone=zone, day=day or today)
        except WhenError:  # an hour that is still to come, or that a clock change skipped
            title = f"{hour} {title}".strip()
    return Beginning(title, severity, day or today, at)


def _severity(word: str, graded: Callable[[str], str]) -> Severity | None:
    if _GRADE.fullmatch(word) and (named := graded(word)) in set(Severity):
        return Severity(named)
    match = _SEVERITY.fullmatch(word)
    return Severity(f"SEV-{match[1]}") if match else None


def _begins_a_time(words: list[str], today: date) -> bool:
    """Whether the first word is the number in `4 Dec` or `2 pm`; in `2 Nov 22` it is a severity."""
    found = _day(words, today)
    several = (found is not None and found[1] > 1) or _hour(words) > 1
    return several and _day(words[1:], today) is None


def _day(words: list[str], today: date) -> tuple[date, int] | None:
    """The day that the first words name, and how many of them."""
    for count in range(min(_DAY_WORDS, len(words)), 0, -1):
        try:
            found = parse_past(" ".join(words[:count]).rstrip(",:"), today)
        except DayError:
            continue
        return (found, count) if found <= today else None
    return None


def _hour(words: list[str]) -> int:
    """How many of the first words name an hour; 0 for none."""
    return next((n for n in (2, 1) if len(words) >= n and _HOUR.fullmatch(" ".join(words[:n]))), 0)
