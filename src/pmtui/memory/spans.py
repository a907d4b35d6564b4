"""A span of time by the days of incidents, as a person types or picks it."""

from datetime import date

from pmtui.memory.days import day_of, last_day_of
from pmtui.value import Value


class SpanError(ValueError):
    """A span that cannot be read; the text is a sentence with examples."""


class Span(Value):
    """From a day to a day, both included; None leaves an end open."""

    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return (self.since is None or day >= self.since) and (
            self.until is None or day <= self.until
        )

    def __str__(self) -> str:
        """“since 2026-05-28”, “2026-01-01 to 2026-03-31”, “of all time”."""
        if self.since and self.until:
            return f"{self.since.isoformat()} to {self.until.isoformat()}"
        if self.since:
            return f"since {self.since.isoformat()}"
        return f"until {self.until.isoformat()}" if self.until else "of all time"


SPANS = (
    ("m", "-1m", "the last month"),
    ("q", "-3m", "the last three months"),
    ("h", "-6m", "the last half-year"),
    ("y", "-1y", "the last year"),
    ("a", "", "all time"),
)
"""What is picked by one letter: the letter, its beginning as `parse_day` reads it, and its name."""

_HELP = "Type for example 6m, 2w, 1y or 2026-01-01."


def parse_span(since: str, until: str, today: date) -> Span:
    """The span between two days as typed, "" for an open end; raises SpanError.

    A month or year that is named begins the span with its first day and ends it with its last.
    """
    end = parse_day(until, today)
    span = Span(parse_day(since, today), end and (last_day_of(until) or end))
    if span.since and span.until and span.since > span.until:
        raise SpanError(f"{span.since} is later than {span.until}. Give the earlier day first.")
    return span


def parse_day(text: str, today: date) -> date | None:
    """A day that was, as in every filter: `6m` counts back; "" is None. Raises SpanError."""
    if not text.strip():
        return None
    found = day_of(text, today)
    if found is None:
        raise SpanError(f"“{text[:40]}” is not a day that was. {_HELP}")
    return found
