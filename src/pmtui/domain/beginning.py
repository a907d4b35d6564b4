"""The line that begins a postmortem: severity and day in front, if wanted, then the title."""

import re
from datetime import date

from pmtui.domain.days import DayError, parse_past
from pmtui.domain.vocabulary import Severity
from pmtui.value import Value

EXAMPLE = "2 yesterday Card payments failed for EU customers"
HELP = "severity and day first, if wanted, then the title: what users noticed"

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_SEVERITY = re.compile(r"(?:sev-?)?([1-5])", re.IGNORECASE)


class Beginning(Value):
    """How such a line is understood."""

    title: str
    severity: Severity | None
    incident_date: date

    @property
    def echo(self) -> str:
        """The understanding in one line."""
        severity = self.severity.value if self.severity else "severity later"
        title = self.title or "the title is missing"
        return f"→ began on {self.incident_date:%a %Y-%m-%d} · {severity} · {title}"


def read_beginning(line: str, today: date) -> Beginning:
    """Understand the line; a word that is neither severity nor day begins the title.

    Nothing typed is ever lost: what is not understood is part of the title.
    """
    words = line.split()
    severity: Severity | None = None
    day: date | None = None
    while words:
        if severity is None and (match := _SEVERITY.fullmatch(words[0])):
            severity = Severity(f"SEV-{match[1]}")
        elif day is None and (found := _day(words[0], today)) is not None:
            day = found
        else:
            break
        words = words[1:]
    return Beginning(" ".join(words), severity, day or today)


def _day(word: str, today: date) -> date | None:
    # A word like "mon" or "11-22" may as well begin the title.
    if word.lower() not in ("today", "yesterday") and not _ISO.fullmatch(word):
        return None
    try:
        return parse_past(word, today)
    except DayError:
        return None
