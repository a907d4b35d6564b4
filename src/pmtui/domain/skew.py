"""How far the clock of a source was off: typed, shown, and taken out of a time.

A skew is in seconds; a positive one is a clock that was ahead of the true time. What was written
stays as it is; only the instant moves, and the time remembers by how much.
"""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from pmtui.domain.moment import When

LARGEST = 24 * 3600
"""Seconds; a clock that is off by more has another zone or another date."""

_SKEW = re.compile(
    r"(?i)(?P<sign>[+\u2212-])? ?(?:(?P<h>\d{1,3}) ?h(?:ours?)?)? ?(?:(?P<m>\d{1,5}) ?m(?:in(?:utes?)?)?)?"
    r" ?(?:(?P<s>\d{1,6}) ?(?:s(?:ec(?:onds?)?)?)?)?(?: (?P<word>ahead|fast|early|behind|slow|late))?"
)


def parse_skew(text: str) -> int:
    """The seconds that `90 s ahead`, `-41s`, `2 min behind` or `0` mean.

    Raises ValueError with a sentence for anything else.
    """
    found = _SKEW.fullmatch(" ".join(text.split()))
    said = found is not None and any(found[part] for part in "hms")
    behind = found is not None and (found["word"] or "").lower() in ("behind", "slow", "late")
    if found is None or not said or (found["sign"] and found["word"]):
        raise ValueError(
            f"“{text[:40]}” is no difference of clocks. Type one like 90 s ahead, 2 min behind, or 0."
        )
    seconds = int(found["h"] or 0) * 3600 + int(found["m"] or 0) * 60 + int(found["s"] or 0)
    if seconds > LARGEST:
        raise ValueError("A clock that is off by more than a day has another zone; name that.")
    return -seconds if behind or found["sign"] in ("-", "\u2212") else seconds


def show_skew(seconds: int) -> str:
    """`90 s ahead`, `2 min behind`: the text that `parse_skew` reads back."""
    size = abs(seconds)
    hours, rest = divmod(size, 3600)
    minutes, left = divmod(rest, 60)
    if size < 120 or (left and not hours):
        parts = [f"{size} s"]
    else:
        parts = [f"{n} {unit}" for n, unit in ((hours, "h"), (minutes, "min"), (left, "s")) if n]
    return f"{' '.join(parts)} {'behind' if seconds < 0 else 'ahead'}"


def corrected(when: When, seconds: int) -> When:
    """The time as it was, read off a clock that was so many seconds ahead; `-when.skew` undoes it.

    A time without a clock stays as it is, and so does one that would leave the calendar.
    """
    if not seconds or (when.at is None and not when.local):
        return when
    gone = timedelta(seconds=seconds)
    try:
        return replace(
            when,
            at=when.at - gone if when.at is not None else None,
            until=when.until - gone if when.until is not None else None,
            local=(datetime.fromisoformat(when.local) - gone).isoformat() if when.local else "",
            skew=when.skew + seconds,
        )
    except OverflowError:
        return when
