"""Calendar days as people type them: a promise looks ahead, an incident looks back.

One grammar for every date field, entry line and option, so that `fri` works wherever a day does.
"""

import re
from datetime import date, timedelta

from pmtui.domain.day_words import MONTHS, NEARBY, month_of, weekday_of

_AWAY = re.compile(r"([+-])(\d{1,4})(d|w|m|y)")
_BESIDE = ("last", "this", "next")
_MONTH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})")
_NUMBER, _NAME = r"(\d{1,2})(?:\.|st|nd|rd|th)?", r"([a-z]{3,9})\.?"
_NAMED = (
    re.compile(rf"{_NUMBER}[ -]{_NAME}(?:,?[ -](\d{{4}}))?"),
    re.compile(rf"{_NAME}[ -]{_NUMBER}(?:,?[ -](\d{{4}}))?"),
)

_DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d\d)")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")

DUE_HELP = "Type for example fri, +2w, 12-04 or 2026-12-04."
PAST_HELP = "Type for example yesterday, fri, -3d, 11-22 or 2026-11-22."


class DayError(ValueError):
    """A day that cannot be read; the text is a sentence with examples."""


class DueError(DayError):
    """A date to come that cannot be read."""


class TwoDaysError(DayError):
    """A day of digits alone that is one of two; the text says what to type for each."""


def parse_due(text: str, today: date) -> date:
    """The date that a promise names: `fri` is the next one, `next fri` the one of next week,
    `+2w` counts from today.

    Also `today`, `tomorrow`, `12-04` or `4 Dec` (the next one), `Dec 4 2026`, `4.12.2026` and
    `2026-12-04`. Raises DueError, which for `05/12/2026` names the two days it can be.
    """
    try:
        return _read(text, today, ahead=True)
    except TwoDaysError as error:
        raise DueError(str(error)) from error
    except (ValueError, OverflowError) as error:
        raise DueError(f"“{text[:40]}” is not a date to come. {DUE_HELP}") from error


def parse_past(text: str, today: date) -> date:
    """The date of something that was: `fri` is the last one (today on a Friday), `-3d` counts back.

    Also `today`, `yesterday`, `11-22` or `22 Nov` (the last one), `Nov 22 2026`, `22.11.2026` and
    `2026-11-22`. Raises DayError, which for `05/12/2026` names the two days it can be.
    """
    try:
        return _read(text, today, ahead=False)
    except TwoDaysError:
        raise
    except (ValueError, OverflowError) as error:
        raise DayError(f"“{text[:40]}” is not a date. {PAST_HELP}") from error


def _read(text: str, today: date, *, ahead: bool) -> date:
    word = " ".join(text.lower().split())
    if word in NEARBY:
        return today + timedelta(days=NEARBY[word])
    if (number := weekday_of(word)) is not None:
        return _weekday(today, number, ahead)
    named, _, behind = word.partition(" ")
    if named in _BESIDE and (number := weekday_of(behind)) is not None:
        return _beside(today, number, named, ahead)
    if found := _AWAY.fullmatch(word):
        return _away(today, int(f"{found[1]}{found[2]}"), found[3])
    if found := _MONTH_DAY.fullmatch(word):
        return _month_day(today, int(found[1]), int(found[2]), ahead)
    for number_first, pattern in zip((True, False), _NAMED, strict=True):
        if found := pattern.fullmatch(word):
            day, name = (found[1], found[2]) if number_first else (found[2], found[1])
            return _named(today, int(day), name, found[3], ahead)
    return written_day(word)


def written_day(text: str, *, day_first: bool | None = None) -> date:
    """A day written in full, with its year: `4.12.2026`, `Dec 4, 2026`, `31/12/2026`, `2026-12-04`.

    `day_first` says how digits between slashes stand where both can be a month. Raises
    TwoDaysError where nobody said so, and ValueError for what is no such day.
    """
    word = " ".join(text[:60].lower().split())
    if found := _DOTTED.fullmatch(word):
        return date(_year(found[3]), int(found[2]), int(found[1]))
    if found := _YEAR_FIRST.fullmatch(word):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _SLASHED.fullmatch(word):
        return _slashed(text.strip(), int(found[1]), int(found[2]), _year(found[3]), day_first)
    for number_first, pattern in zip((True, False), _NAMED, strict=True):
        if (found := pattern.fullmatch(word)) and found[3]:
            number, name = (found[1], found[2]) if number_first else (found[2], found[1])
            return date(int(found[3]), month_of(name), int(number))
    return date.fromisoformat(word)


def _slashed(text: str, one: int, two: int, year: int, day_first: bool | None) -> date:
    if one > 12 or two > 12 or one == two:
        return date(year, min(one, two), max(one, two))
    if day_first is None:
        days = [date(year, month, day) for day, month in ((one, two), (two, one))]
        said = " or ".join(f"{day.day} {MONTHS[day.month - 1].title()}" for day in days)
        typed = " or ".join(str(day) for day in days)
        raise TwoDaysError(f"“{text}” can be {said}. Type {typed}.")
    return date(year, two, one) if day_first else date(year, one, two)


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _named(today: date, day: int, name: str, year: str | None, ahead: bool) -> date:
    month = month_of(name)
    if year:
        return date(int(year), month, day)
    return _month_day(today, month, day, ahead)


def _weekday(today: date, number: int, ahead: bool) -> date:
    if ahead:
        return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return today - timedelta(days=(today.weekday() - number) % 7)


def _beside(today: date, number: int, named: str, ahead: bool) -> date:
    """`next fri` is in the week after this one, `last fri` the latest before today."""
    if (named == "next") != ahead and named != "this":
        raise ValueError("this looks the other way")
    if named == "next":
        return today + timedelta(days=7 - today.weekday() + number)
    if named == "last":
        return _weekday(today - timedelta(days=1), number, ahead=False)
    return today + timedelta(days=number - today.weekday())


def _month_day(today: date, month: int, day: int, ahead: bool) -> date:
    # A leap day may be eight years away.
    for years in range(9):
        try:
            found = date(today.year + (years if ahead else -years), month, day)
        except ValueError:
            continue
        if found >= today if ahead else found <= today:
            return found
    raise ValueError("no such day")


def _away(today: date, count: int, unit: str) -> date:
    if unit in "dw":
        return today + timedelta(days=count * (7 if unit == "w" else 1))
    months = today.month - 1 + count * (12 if unit == "y" else 1)
    year, month = today.year + months // 12, months % 12 + 1
    # The end of a shorter month stands for a day it does not have.
    for day in range(today.day, 27, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, min(today.day, 28))
