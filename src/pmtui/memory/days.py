"""Days as people write them in a filter: as in every field, or a year, a month, how long ago."""

import re
from datetime import MAXYEAR, date, timedelta

from pmtui.domain.days import DayError, parse_past

_PART = re.compile(r"(\d{4})(?:-(\d{1,2}))?")
_AGO = re.compile(r"\d{1,4}[dwmy]")


def day_of(text: str, today: date) -> date | None:
    """The first day that a text means: 2026, 2026-11, 2026-11-22, 11-22, fri, yesterday, 30d.

    None for what is no day.
    """
    word = text.strip().lower().replace("/", "-")
    try:
        if part := _PART.fullmatch(word):
            return date(int(part[1]), int(part[2] or 1), 1)
        return parse_past(f"-{word}" if _AGO.fullmatch(word) else word, today)
    except (DayError, ValueError):
        return None


def last_day_of(text: str) -> date | None:
    """The last day of a month or year like 2026-11; None for what names neither."""
    part = _PART.fullmatch(text.strip().replace("/", "-"))
    if not part or int(part[1]) >= MAXYEAR:
        return None
    year, month = int(part[1]), int(part[2] or 12)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
