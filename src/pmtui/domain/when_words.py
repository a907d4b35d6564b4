"""The words of a typed time, read without a clock: which date, which clock time, which zone.

The grammar is small and strict; what it does not know is refused with an example. Resolving the
words against now, the incident date and the row above is the work of `pmtui.domain.when`.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from pmtui.domain import zones
from pmtui.domain.day_words import NEARBY, WEEKDAYS, month_of, weekday_of
from pmtui.domain.vocabulary import Precision
from pmtui.value import Value

EXAMPLES = "Type for example 14:02, 2026-11-22 22:10, mon 22:10, -15m, ~14:02, 14:02..14:20 or ?."

LONGEST = 120
"""Characters of the longest time that is looked at."""

_UNITS = {"w": 604800, "d": 86400, "h": 3600, "m": 60, "min": 60, "s": 1}

_CLOCK = re.compile(
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(am|pm)?|(\d{1,2})(am|pm)|([012]\d)([0-5]\d)"
)
_DURATION = re.compile(
    r"(now|above)?([+-])(?=\d)(?:(\d{1,3})w)?(?:(\d{1,4})d)?(?:(\d{1,4})h)?(?:(\d{1,5})m(?:in)?)?"
    r"(?:(\d{1,6})s)?"
)
_YMD = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_MD = re.compile(r"(\d{1,2})-(\d{1,2})")
_DMY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?")
_EPOCH = re.compile(r"(\d{10})(?:\.(\d{1,9}))?|(\d{13})")
_TILDE = re.compile(r"(?:^|(?<= ))~(?! ?\d{1,4}(?:m|min|h)\b) ?")
_MARGIN = re.compile(r"[~±](\d{1,4})(m|min|h)")
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})t(\d{2})(\d{2})(\d{2})?")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})[t_](?=\d)")
_TIED_ZONE = re.compile(r"(?<=\d)(z|[+-]\d{2}:?\d{2}|\+\d{2})(?:\[([\w/+-]{1,60})\])?$")
_HYPHENED = re.compile(r"(?:^|\s)(~?\d{1,2}:\d{2})-(\d{2}:\d{2})(?=\s|$)")
_RANGE = re.compile(r"\.\.+|…| (?:to|until) |–|—| - (?=\d{1,2}:\d)")


class Choice(Value):
    """One way out of a doubt: what it means, and the text to type for it."""

    label: str
    text: str


class WhenError(ValueError):
    """A time that cannot be read or must be asked about.

    `sentence` says why and what to type; `choices` are readings to pick from, perhaps none.
    """

    def __init__(self, sentence: str, choices: tuple[Choice, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.choices = choices


class NotATime(WhenError):
    """Words that have nothing of a time; every other WhenError is about a time that is there."""


class Clock(Value):
    """A clock time and how finely it was written."""

    hour: int
    minute: int
    second: int = 0
    microsecond: int = 0
    precision: Precision = Precision.MINUTE


class Point(Value):
    """One moment in words. At most one of `clock`, `epoch` and `shift` is set, or `now` holds."""

    full: date | None = None
    month_day: tuple[int, int] | None = None
    weekday: int | None = None
    """Alone the last such day; beside `month_day` the weekday which that must be."""
    relative_day: int | None = None
    clock: Clock | None = None
    epoch: int | None = None
    """Microseconds since 1970."""
    shift: timedelta | None = None
    """Before or after now or the row above."""
    base: str = ""
    """now or above, where the shift says which."""
    now: bool = False
    precision: Precision = Precision.MINUTE
    zone: str = ""
    place: str = ""
    """The zone whose clock is meant where `zone` is only its offset (RFC 9557)."""
    no_zone: bool = False

    @property
    def dated(self) -> bool:
        """Whether the words name a day."""
        return (
            self.full is not None
            or self.month_day is not None
            or self.weekday is not None
            or self.relative_day is not None
        )

    @property
    def timed(self) -> bool:
        """Whether the words name a moment within a day."""
        return (
            self.clock is not None or self.epoch is not None or self.shift is not None or self.now
        )


class Spoken(Value):
    """A whole typed time: a moment or a range, and how sure."""

    start: Point = Point()
    end: Point | None = None
    approximate: bool = False
    margin: int = 0
    unknown: bool = False
    not_applicable: bool = False
    reason: str = ""


def read(text: str) -> Spoken:
    """The words of a typed time. Raises WhenError where it is none."""
    text = " ".join(text.split())
    if nothing := _read_nothing(text):
        return nothing
    if len(text) > LONGEST:
        raise _refuse(text)
    plain = text.replace("\u2212", "-").replace("≈", "~")
    # The tilde may also stand before the clock time, as lists show it: 2026-11-22 ~14:02.
    plain, tildes = _TILDE.subn("", plain)
    approximate = tildes > 0
    parts = _RANGE.split(_tie_range(plain))
    if len(parts) == 1:
        point, margin = _read_with_margin(plain, text)
        return Spoken(point, None, approximate or margin > 0, margin)
    if len(parts) != 2 or not all(p.strip() for p in parts):
        raise WhenError(f"A range needs a start and an end; “{_short(text)}” has not. "
                        "Type for example 14:02..14:20.")  # fmt: skip
    start, end = (_read_point(p.strip(" ~"), text) for p in parts)
    if end.zone and not start.zone:
        start = replace(start, zone=end.zone, place=end.place)
    if start.zone and not end.zone:
        end = replace(end, zone=start.zone, place=start.place)
    if start.no_zone or end.no_zone or not (start.timed and end.timed):
        raise WhenError("A range needs two clock times. Type for example 14:02..14:20.")
    return Spoken(start, end)


def _tie_range(plain: str) -> str:
    """`14:02-14:20` as a range, where the second half cannot be an offset from UTC."""
    found = _HYPHENED.search(plain)
    if not found or (found[2] <= "14:00" and found[2][3:] in ("00", "15", "30", "45")):
        return plain
    return f"{plain[: found.start(2) - 1]}..{plain[found.start(2) :]}"


def _read_nothing(text: str) -> Spoken | None:
    lower = text.lower()
    for word in ("?", "unknown", "n/a", "not applicable"):
        rest = text[len(word) :]
        if not lower.startswith(word) or (word != "?" and rest[:1].isalnum()):
            continue
        reason = rest.strip()
        if word == "?":
            reason = reason.lstrip("?").strip()
        reason = reason.removeprefix(":").strip()
        absent = word in ("n/a", "not applicable")
        return Spoken(unknown=not absent, not_applicable=absent, reason=reason)
    return None


def _read_with_margin(plain: str, text: str) -> tuple[Point, int]:
    at = max(plain.rfind("~"), plain.rfind("±"))
    if at <= 0:
        return _read_point(plain, text), 0
    # A zone may stand behind the margin: 14:02~5m UTC.
    margin, _, zone = plain[at:].partition(" ")
    found = _MARGIN.fullmatch(margin)
    if not found:
        raise WhenError(f"“{_short(margin)}” is not a margin. Type for example 14:02~5m.")
    minutes = int(found[1]) * (60 if found[2] == "h" else 1)
    return _read_point(f"{plain[:at].strip()} {zone}".strip(), text), minutes


def _read_point(plain: str, text: str) -> Point:
    no_zone = plain.endswith(" ?zone")
    plain = plain.removesuffix(" ?zone")
    words = [w for raw in plain.split() if (w := raw.rstrip(",")) and w.lower() != "at"]
    zone = place = ""
    if len(words) > 1 and (named := zones.canonical(words[-1].strip("()"))):
        zone = named
        words.pop()
    words = [w.lower() for w in words]
    if words and not zone:
        words[-1], zone, place = _untie_zone(words[-1])
    if not words:
        raise _refuse(text)
    point = _read_words(_split_iso(words), text)
    if no_zone and (point.clock is None or point.full is None or zone):
        raise _refuse(text)
    return replace(point, zone=zone, place=place, no_zone=no_zone)


def _untie_zone(word: str) -> tuple[str, str, str]:
    """A zone written without a space: the Z or the offset of ISO 8601, perhaps with its place."""
    found = _TIED_ZONE.search(word)
    if not found or not (":" in word[: found.start()] or _BASIC.match(word)):
        return word, "", ""
    head = word[: found.start()]
    if found[1].startswith("-") and "-" not in head:
        # 14:02-05:30 is a range to some and an offset to others.
        clock = found[1][1:]
        raise WhenError(
            f"“{_short(word)}” could be a range or an offset from UTC. "
            f"Type {head}..{clock} or {head} {found[1]}.",
            (Choice("a range", f"{head}..{clock}"), Choice("an offset", f"{head} {found[1]}")),
        )
    zone = zones.canonical(found[1])
    place = zones.canonical(found[2]) if found[2] else ""
    if zone is None or place is None:
        return word, "", ""
    return head, zone, place


def _split_iso(words: list[str]) -> list[str]:
    if found := _BASIC.fullmatch(words[0]):
        seconds = f":{found[6]}" if found[6] else ""
        return [f"{found[1]}-{found[2]}-{found[3]}", f"{found[4]}:{found[5]}{seconds}", *words[1:]]
    if found := _ISO.match(words[0]):
        return [found[1], words[0][found.end() :], *words[1:]]
    return words


def _read_words(words: list[str], text: str) -> Point:
    if len(words) == 1 and (single := _read_single(words[0])):
        return single
    clock = None
    if len(words) > 1 and words[-1] in ("am", "pm"):
        words = [*words[:-2], words[-2] + words[-1]]
    if found := _CLOCK.fullmatch(words[-1]):
        # In “22 nov 2026” the four digits are the year, not 20:26.
        year = found[8] and found[0] >= "1900" and any(month_of(w) for w in words[-3:-1])
        if not year:
            clock = _read_clock(found, text)
            words = words[:-1]
    return replace(_read_date(words, text), clock=clock) if words else Point(clock=clock)


def _read_single(word: str) -> Point | None:
    if word == "now":
        return Point(now=True, precision=Precision.SECOND)
    if found := _DURATION.fullmatch(word):
        sizes = [int(n or 0) for n in found.groups()[2:]]
        seconds = sum(n * u for n, u in zip(sizes, (604800, 86400, 3600, 60, 1), strict=True))
        shift = timedelta(seconds=-seconds if found[2] == "-" else seconds)
        precision = Precision.SECOND if found[7] else Precision.MINUTE
        return Point(shift=shift, base=found[1] or "", precision=precision)
    if found := _EPOCH.fullmatch(word):
        if found[3]:
            return Point(epoch=int(found[3]) * 1000, precision=Precision.FRACTION)
        micro = int((found[2] or "").ljust(6, "0")[:6])
        precision = Precision.FRACTION if found[2] else Precision.SECOND
        return Point(epoch=int(found[1]) * 1_000_000 + micro, precision=precision)
    return None


def _read_clock(found: re.Match[str], text: str) -> Clock:
    hour = int(found[1] or found[6] or found[8])
    minute = int(found[2] or found[9] or 0)
    second = int(found[3] or 0)
    half = found[5] or found[7]
    if half:
        if not 1 <= hour <= 12:
            clock = f"{hour:02}:{minute:02}"
            choices = (Choice("without am or pm", clock),) if hour < 24 and minute < 60 else ()
            raise WhenError(f"“{_short(text)}” mixes two clocks. Type {clock} or a time from "
                            "1:00am to 12:59pm.", choices)  # fmt: skip
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise WhenError(f"“{_short(text)}” is not on a clock. Type a time from 00:00 to 23:59.")
    precision = Precision.SECOND if found[3] else Precision.MINUTE
    if found[4]:
        precision = Precision.FRACTION
    return Clock(hour, minute, second, int((found[4] or "").ljust(6, "0")[:6]), precision)


def _read_date(words: list[str], text: str) -> Point:
    weekday = weekday_of(words[0])
    if weekday is not None and len(words) > 1:
        point = _read_date(words[1:], text)
        if point.full is not None and point.full.weekday() != weekday:
            raise other_weekday(point.full)
        return replace(point, weekday=weekday) if point.month_day is not None else point
    if len(words) == 1:
        if weekday is not None:
            return Point(weekday=weekday)
        if words[0] in NEARBY:
            return Point(relative_day=NEARBY[words[0]])
        if found := _YMD.fullmatch(words[0]):
            return Point(full=_date(int(found[1]), int(found[2]), int(found[3]), text))
        if found := _MD.fullmatch(words[0]):
            return Point(month_day=_month_day(int(found[1]), int(found[2]), text))
        if found := _DMY.fullmatch(words[0]):
            raise _ask_order(found, text)
    return _read_named_month(words, text)


def other_weekday(day: date) -> WhenError:
    """That a day is of another weekday than the one that was typed before it."""
    actual = WEEKDAYS[day.weekday()].capitalize()
    return WhenError(f"{day} is a {actual}. Type the date or the weekday alone.")


def _read_named_month(words: list[str], text: str) -> Point:
    if len(words) not in (2, 3):
        raise _refuse(text)
    first, second = words[0], words[1]
    month = month_of(first) or month_of(second)
    found = _DAY.fullmatch(second if month_of(first) else first)
    if not month or not found:
        raise _refuse(text)
    if len(words) == 2:
        return Point(month_day=_month_day(month, int(found[1]), text))
    if not re.fullmatch(r"\d{4}", words[2]):
        raise _refuse(text)
    return Point(full=_date(int(words[2]), month, int(found[1]), text))


def _date(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise WhenError(f"“{_short(text)}” is not on the calendar. {EXAMPLES}") from error


def _month_day(month: int, day: int, text: str) -> tuple[int, int]:
    # 2000 is a leap year, so that 29 February is accepted.
    _date(2000, month, day, text)
    return (month, day)


def _ask_order(found: re.Match[str], text: str) -> WhenError:
    one, two, year = int(found[1]), int(found[2]), int(found[3])
    readings = []
    for month, day, order in ((two, one, "day first"), (one, two, "month first")):
        try:
            reading = date(year, month, day).isoformat()
        except ValueError:
            continue
        readings.append(Choice(order, text.replace(found[0], reading)))
    options = " or ".join(dict.fromkeys(c.text for c in readings)) or "the date as 2026-11-22"
    fault = "can be read day first or month first" if len(readings) > 1 else "has the year last"
    return WhenError(f"“{_short(text)}” {fault}. Type {options}.", tuple(readings))


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _refuse(text: str) -> WhenError:
    return NotATime(f"“{_short(text)}” is not a time. {EXAMPLES}")
