"""The parts of a written time: a date, a clock, a zone label. What is not written stays None."""

import re
from dataclasses import dataclass

from pmtui.importers.timeline.calendarwords import DAY, MONTH, MONTHS, WEEKDAYS, key_of
from pmtui.importers.timeline.zones import LABEL, Zone, fixed, from_match

_YEAR = r"(?:19[7-9]\d|20\d\d|21\d\d)"
DATE = re.compile(
    rf"(?i)(?:(?P<wd>{DAY})[.,]?\s{{1,3}}(?:the\s)?(?:on\s)?)?(?:"
    rf"(?P<y>\d{{4}})(?P<s>[-/.])(?P<mo>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?!\d)(?:/\d{{1,2}}(?![\d/:]))?"
    rf"|(?P<y7>{_YEAR})[ -](?P<m7>{MONTH})[ -](?P<d7>\d{{1,2}})(?!\d|:\d)"
    rf"|(?P<m1>{MONTH})\.?[\s-]{{1,3}}(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?![.,]\d)(?:\s?[-\u2013]\s?\d{{1,2}}(?![\d:.]))?"
    rf"(?:(?:,\s{{0,2}}|\s{{1,2}}|-|,?\s?(?:of|de)\s)(?P<y1>{_YEAR})(?!\d)(?![:.]\d))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\.?[\s/-]{{1,3}}(?:(?:of|de)\s)?(?P<m2>{MONTH})\.?"
    rf"(?:/(?P<y6>\d{{4}}|\d\d)(?!\d)(?![:.]\d)|(?:,\s{{0,2}}|\s{{1,2}}|-|\sde\s)(?P<y2>{_YEAR})(?!\d)(?![:.]\d))?"
    rf"|(?P<a>\d{{1,2}})(?P<s3>[/.-])(?P<b>\d{{1,2}})(?P=s3)(?P<y3>\d{{4}}|\d\d)(?!\d)(?![/.-]\d)"
    rf"|(?P<y4>20\d\d)(?P<mo4>[01]\d)(?P<d4>[0-3]\d)(?=T\d{{4}})"
    rf"|(?P<a5>\d{{1,2}})(?P<s5>[/-])(?P<b5>\d{{1,2}})(?=,?\s{{1,4}}~?\d{{1,2}}:\d\d)"
    rf"|(?P<a6>\d{{1,2}})\.(?P<b6>\d{{1,2}})\.(?=,?\s{{1,2}}\d{{1,2}}[:.]\d\d)"
    rf")"
)
TIME = re.compile(
    r"(?:T(?=\d))?(?:"
    r"(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<se>\d{2})(?:[.,](?P<fr>\d{1,9})(?:[-\u2013]\.\d{1,6})?)?|(?::[\dXx?][Xx?])|(?!\.\d))(?!\d|:\d)"
    r"(?:[ \xa0\u202f]?(?P<ap>[AaPp]\.?[Mm]\b\.?)|(?P<ap3>[ap]\b)|[ ]?(?:Uhr|hrs?|hours)\b\.?)?"
    r"|(?P<h5>\d{1,2})(?::[ ]|\.)(?P<mi5>[0-5]\d)[ ]?(?P<ap5>[AaPp]\.?[Mm]\b\.?)"
    r"|(?P<h2>\d{1,2})(?:[ \xa0\u202f]?)(?P<ap2>[AaPp]\.?[Mm]\b\.?)"
    r"|(?P<h3>\d{1,2})h(?P<mi3>\d{2})(?![\w:])"
    r"|(?P<hx>\d{1,2}):(?P<xx>[0-5]?[Xx?]{1,2}|--)(?::[Xx?\d]{2})?(?![^\WZz]|:\d)"
    r"|(?P<h4>[01]\d|2[0-3])(?P<mi4>[0-5]\d)(?P<s4>[0-5]\d)?(?=Z\b|[ ]?(?:UTC|GMT|hrs?\b|h\b)"
    r"|[+-]\d{2}:?\d{2}\b)(?:[ ]?h(?:rs?)?\b)?"
    r"|(?P<word>(?i:noon|midnight))\b"
    r")"
)
DOTTED = re.compile(
    r"(?P<h>[01]?\d|2[0-3])\.(?P<mi>[0-5]\d)(?:\.(?P<se>[0-5]\d))?(?![\d.%\w])(?:[ ]?(?:Uhr|hrs?)\b)?"
)
COMPACT = re.compile(r"(?P<h>[01]\d|2[0-3])(?P<mi>[0-5]\d)(?![\d:.,%\w])")
DATED_COMPACT = re.compile(
    r"(?P<h>[01]\d|2[0-3])(?P<mi>[0-5]\d)(?=[ ]?:(?!\d)|[ ][-\u2013\u2014][ ]|[)\]]|[ ]?$)"
)
_DATED_HOUR = re.compile(r"(?P<h>[01]?\d|2[0-3])h(?![\w:])")
"""22h behind a whole date; 0942 behind a whole date, and with a separator behind it, is a clock."""
_SPACE = str.maketrans(
    {
        "*": " ",
        "`": " ",
        "\xa0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\t": " ",
        "\u2248": "~",
        "\u2010": "-",
        "\u2011": "-",
    }
)


@dataclass(slots=True)
class Stamp:
    """A time as written. Every part may be missing; `start`, `stop` are its place in the text."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    fraction: str = ""
    meridiem: str = ""
    zone: Zone | None = None
    approx: bool = False
    end: "Stamp | None" = None
    open_end: bool = False
    numeric: tuple[int, int] | None = None
    also: "Stamp | None" = None
    odd: str = ""
    start: int = 0
    stop: int = 0
    day_shift: int = 0
    iso: bool = False
    notes: tuple[str, ...] = ()

    @property
    def dated(self) -> bool:
        """A day is written."""
        return self.day is not None

    @property
    def timed(self) -> bool:
        """A clock time, or at least its hour, is written."""
        return self.hour is not None


def masked(text: str, size: int = 400) -> str:
    """The head of a text with Markdown emphasis and odd spaces blanked, position by position."""
    head = text[:size].translate(_SPACE)
    return re.sub(r"(?<![^\W_])_{1,2}|_{1,2}(?![^\W_])", lambda m: " " * len(m.group()), head)


def read_date(text: str, position: int) -> tuple[Stamp, int] | None:
    """A date at `position`, or None. Impossible dates are read and marked odd, not repaired."""
    match = DATE.match(text, position)
    if match is None:
        return None
    stamp = Stamp(start=position, stop=match.end())
    if match["wd"]:
        stamp.weekday = WEEKDAYS[key_of(match["wd"])]
    if match["y"]:
        stamp.year, stamp.month, stamp.day = int(match["y"]), int(match["mo"]), int(match["d"])
    elif match["m1"] or match["m2"]:
        key = "1" if match["m1"] else "2"
        stamp.month = MONTHS[key_of(match["m" + key])]
        stamp.day = int(match["d" + key])
        year = match["y" + key] or (match["y6"] if key == "2" else None)
        stamp.year = (int(year) if len(year) > 2 else 2000 + int(year)) if year else None
    elif match["y7"]:
        stamp.year, stamp.day = int(match["y7"]), int(match["d7"])
        stamp.month = MONTHS[key_of(match["m7"])]
    elif match["y4"]:
        stamp.year, stamp.month, stamp.day = int(match["y4"]), int(match["mo4"]), int(match["d4"])
    else:
        _numeric(stamp, match)
    if not (1 <= (stamp.month or 1) <= 12 and 1 <= (stamp.day or 1) <= 31):
        if stamp.year is None or stamp.numeric:
            return None
        stamp.odd = "no such date"
    return stamp, match.end()


def _numeric(stamp: Stamp, match: re.Match[str]) -> None:
    """All-digit dates: which number is the month is asked unless one exceeds 12."""
    if match["a"]:
        first, second, year, mark = match["a"], match["b"], int(match["y3"]), match["s3"]
        stamp.year = year if year > 99 else 2000 + year
    elif match["a5"]:
        first, second, mark = match["a5"], match["b5"], match["s5"]
    else:
        first, second, mark = match["a6"], match["b6"], "."
    one, two = int(first), int(second)
    if one > 12 or mark == ".":
        stamp.day, stamp.month = one, two
    else:
        stamp.month, stamp.day = one, two
        if two <= 12 and one != two:
            stamp.numeric = (one, two)


def read_clock(
    text: str, position: int, loose: bool = False, dated: bool = False
) -> tuple[Stamp, int] | None:
    """A clock time at `position`. `loose` also accepts 15.26 and 0942.

    `dated`: a whole date stands in front, which makes a separated 0942 a clock as well.
    """
    match = TIME.match(text, position)
    if match is None and dated:
        match = DATED_COMPACT.match(text, position) or _DATED_HOUR.match(text, position)
    if match is None and loose:
        match = DOTTED.match(text, position) or COMPACT.match(text, position)
    if match is None:
        return None
    groups = match.groupdict()
    stamp = Stamp(start=position, stop=match.end())
    if groups.get("word"):
        stamp.hour, stamp.minute = (12, 0) if groups["word"].lower() == "noon" else (0, 0)
    elif groups.get("hx"):
        stamp.hour, stamp.approx = int(groups["hx"]), True
        tens = groups["xx"][:1]
        stamp.minute = int(tens) * 10 if tens.isdigit() else 0
        stamp.notes += ("the minute is not written in full",)
    else:
        hours = [value for key in _HOURS if (value := groups.get(key))]
        stamp.hour = int(hours[0])
        minute = next((value for key in _MINUTES if (value := groups.get(key))), None)
        stamp.minute = int(minute) if minute else 0
        second = groups.get("se") or groups.get("s4")
        stamp.second = int(second) if second else None
        stamp.fraction = groups.get("fr") or ""
        marker = next((value for key in _HALVES if (value := groups.get(key))), "")
        stamp.meridiem = marker[:1].lower()
    if not _plausible(stamp):
        return None
    return stamp, match.end()


_HOURS = ("h", "h2", "h3", "h4", "h5")
_MINUTES = ("mi", "mi3", "mi4", "mi5")
_HALVES = ("ap", "ap2", "ap3", "ap5")
"""The groups of the ways to write a clock."""


def _plausible(stamp: Stamp) -> bool:
    hour, minute, second = stamp.hour or 0, stamp.minute or 0, stamp.second or 0
    if minute > 59 or second > 60 or hour > 24 or (hour == 24 and minute):
        return False
    if stamp.meridiem and hour > 12:
        stamp.notes += (f"{hour}:{minute:02d} with {stamp.meridiem.upper()}M is read as 24 h",)
        stamp.meridiem = ""
    return True


_ZONE_OPENING = re.compile(r"[ ]{0,3}[(\[]?[ ]?")
_ZONE_CLOSING = re.compile(r"[^()\[\]\n]{0,24}[)\]]")
UTC_ZONE = Zone("Z", fixed(0))


def read_zone(text: str, position: int, strict: bool = False) -> tuple[Zone, int] | None:
    """A zone label behind a clock time, with or without brackets.

    `strict`: a bare -07:00 is the end of a range (13:30-13:45), not an offset.
    """
    match = _ZONE_OPENING.match(text, position)
    start = match.end() if match else position
    label = LABEL.match(text, start)
    if label is None:
        mark = text[position : position + 1]
        if mark and mark in "Zz" and not text[position + 1 : position + 2].isalnum():
            return UTC_ZONE, position + 1
        return None
    zone = from_match(label)
    if zone is None or (start == position and not label["off"] and label.group()[:1] != "Z"):
        return None
    if strict and label["off"] and label["off"][0] in "-\u2212" and start == position:
        return None
    return _bracketed(text, position, start, label.end(), zone)


def _bracketed(
    text: str, position: int, start: int, stop: int, zone: Zone
) -> tuple[Zone, int] | None:
    """A bracket that was opened before the label has to close behind it."""
    if not text[position:start].strip():
        return zone, stop
    tail = _ZONE_CLOSING.match(text, stop)
    return (zone, tail.end()) if tail else None


def hour24(hour: int, meridiem: str) -> int:
    """The hour of the day of a 12-hour clock; 24 becomes 0 by the caller's date arithmetic."""
    if meridiem == "a":
        return 0 if hour == 12 else hour
    if meridiem == "p":
        return hour if hour >= 12 else hour + 12  # 13:19 PM is written, and means 13:19
    return hour
