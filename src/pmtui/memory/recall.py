"""The same day in earlier years: what happened then is worth a line (Etsy's Morgue had a page)."""

from datetime import date

YEARS = 30
"""How far back is looked."""


def same_days(today: date) -> tuple[date, ...]:
    """This day in earlier years, the latest first.

    The 28th of February stands for the 29th of other years too, where this year has none.
    """
    found = []
    for year in range(today.year - 1, max(today.year - 1 - YEARS, 0), -1):
        if (today.month, today.day) == (2, 28) and not _is_leap(today.year) and _is_leap(year):
            found.append(date(year, 2, 29))
        if (today.month, today.day) != (2, 29) or _is_leap(year):
            found.append(today.replace(year=year))
    return tuple(found)


def years_ago(day: date, today: date) -> str:
    """How long ago an anniversary was: “a year ago”, “3 years ago”."""
    years = today.year - day.year
    return "a year ago" if years == 1 else f"{years} years ago"


def _is_leap(year: int) -> bool:
    # `calendar` knows it as well, and takes longer to load than the start can spare
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
