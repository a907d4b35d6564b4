"""The grammar of times as people write them: dates, clocks, ranges, zones, approximations.

`lead` reads a time at the start of a text, `find` one inside it. Nothing is completed here: what
the text does not say stays None and is settled by `clock.Clock`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pmtui.importers.timeline.zones import LABEL, Zone, fixed, from_match

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),  # fmt: skip
        1,
    )
    for name in names.split()
}
WEEKDAYS = {name: i for i, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?![a-z])"
)
_DAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?(?![a-z])"
_YEAR = r"(?:19[7-9]\d|20\d\d|21\d\d)"
DATE = re.compile(
    rf"(?i)(?:(?P<wd>{_DAY})[.,]?\s{{1,3}}(?:the\s)?(?:on\s)?)?(?:"
    rf"(?P<y>\d{{4}})(?P<s>[-/.])(?P<mo>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?!\d)"
    rf"|(?P<m1>{_MONTH})\.?[\s-]{{1,3}}(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?![.,]\d)(?:\s?[-\u2013]\s?\d{{1,2}}(?![\d:.]))?"
    rf"(?:(?:,\s{{0,2}}|\s{{1,2}}|-|,?\s?of\s)(?P<y1>{_YEAR})(?!\d)(?![:.]\d))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\.?[\s-]{{1,3}}(?:of\s)?(?P<m2>{_MONTH})\.?"
    rf"(?:(?:,\s{{0,2}}|\s{{1,2}}|-)(?P<y2>{_YEAR})(?!\d)(?![:.]\d))?"
    rf"|(?P<a>\d{{1,2}})(?P<s3>[/.-])(?P<b>\d{{1,2}})(?P=s3)(?P<y3>\d{{4}}|\d\d)(?!\d)(?![/.-]\d)"
    rf"|(?P<y4>20\d\d)(?P<mo4>[01]\d)(?P<d4>[0-3]\d)(?=T\d{{4}})"
    rf"|(?P<a5>\d{{1,2}})(?P<s5>[/-])(?P<b5>\d{{1,2}})(?=,?\s{{1,2}}\d{{1,2}}:\d\d)"
    rf")"
)
TIME = re.compile(
    r"(?:T(?=\d))?(?:"
    r"(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<se>\d{2})(?:[.,](?P<fr>\d{1,9}))?|(?::[Xx?]{2})|(?!\.\d))(?!\d|:\d)"
    r"(?:[ \xa0\u202f]?(?P<ap>[AaPp]\.?[Mm]\b\.?|[ap]\b)|[ ]?(?:Uhr|hrs?|hours)\b\.?)?"
    r"|(?P<h2>\d{1,2})(?:[ \xa0\u202f]?)(?P<ap2>[AaPp]\.?[Mm]\b\.?)"
    r"|(?P<h3>\d{1,2})h(?P<mi3>\d{2})(?![\w:])"
    r"|(?P<hx>\d{1,2}):(?P<xx>[0-5]?[Xx?]{1,2}|--)(?::[Xx?\d]{2})?(?![^\WZz]|:\d)"
    r"|(?P<h4>[01]\d|2[0-3])(?P<mi4>[0-5]\d)(?P<s4>[0-5]\d)?(?=Z\b|[ ]?(?:UTC|GMT|hrs?\b|h\b)"
    r"|[+-]\d{2}:?\d{2}\b)(?:[ ]?h(?:rs?)?\b)?"
    r"|(?P<word>(?i:noon|midnight))\b"
    r")"
)
DOTTED = re.compile(r"(?P<h>[01]?\d|2[0-3])\.(?P<mi>[0-5]\d)(?:\.(?P<se>[0-5]\d))?(?![\d.%\w])")
COMPACT = re.compile(r"(?P<h>[01]\d|2[0-3])(?P<mi>[0-5]\d)(?![\d:.,%\w])")
_NO_CLOCK = re.compile(r"[ ,]{1,3}(?:--:--|XX:XX|\?\?:\?\?|TBD\b|\?\?)", re.I)
_DAY_PART = re.compile(
    r"(?i),?[ ]{1,2}(?:in the )?(?:early |late |mid-?)?(?:morning|afternoon|evening|night)(?![a-z])"
)
_WEEKDAY = re.compile(rf"(?i)(?P<wd>{_DAY})[.,:]?[ ]{{1,2}}(?:at |@ ?|- )?")
_APPROX = re.compile(
    r"(?i)(?:[~\u2248\u223c]\s{0,2}|(?:approx(?:imately)?\b\.?|ca\b\.?|circa|about|around|roughly|c\.(?= )|"
    r"(?:very\s)?early|late|mid|shortly (?:after|before)|just (?:after|before)|sometime|"
    r"some\s?time|(?:on )?the (?:morning|evening|night|afternoon) of|"
    r"(?:morning|afternoon|evening|night)(?: of)?|"
    r"after|before|near(?:ly)?|by|from|since|at least|no later than)(?![a-z])"
    r"(?:\s(?:the\s)?(?:morning|afternoon|evening|night)(?:\s(?:of|on))?)?\s{0,3})"
)
_EXACT_WORDS = ("by", "from", "since", "after", "before")
_DATE_TIME = re.compile(
    r"(?i)[ \t\xa0\u202f]{0,3}(?:T(?=\d)|[,|]?[ \xa0\u202f]{0,3}(?P<apx>at |@ ?|around |about "
    r"|approximately |approx\.? |ca\.? |circa |on |at around |at about |at approximately "
    r"|[-\u2013\u2014]{1,2} |, ?|[~\u2248] ?|: ?)?(?P<til>[~\u2248] ?)?[([]?)"
)
_TO = re.compile(
    r"[ \xa0]{0,3}(?:[-\u2010-\u2015\u2212~]{1,2}|\.\.\.?|\u2192|->|to\b|until\b|till\b|through\b"
    r"|and\b)[ \xa0]{0,3}"
)
_PLUS_DAY = re.compile(r"[ ]?[(\[]?\+(\d)(?:d| ?days?)?[)\]]?(?=[ ,:|]|$)")
_ONWARD = re.compile(r"(?i)[ ]{0,2}(?:onwards?\b|\+(?=[ :]|$))")
_TILDE = re.compile(r"[~\u2248]?[ ]?")
_SECOND_GAP = re.compile(r"[ ]{0,2}(?:[/|=][ ]{0,2}|[(\[][ ]?)")
_SECOND_CLOSE = re.compile(r"[^)\]\n]{0,12}[)\]]")
_DATE_GAP = re.compile(r"(?i)[ ]{0,2}(?:,[ ]{0,2}|on[ ]|\([ ]?|[ ])(?:on )?")
_ROUGHLY = re.compile(r"(?i)[ ]{0,2}\((?:approx\.?|approximately|ish|est\.?|estimated)\)|ish\b")
_SPACE = str.maketrans(
    {"*": " ", "`": " ", "\xa0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\u2248": "~"}
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
        stamp.weekday = WEEKDAYS[match["wd"][:3].lower()]
    if match["y"]:
        stamp.year, stamp.month, stamp.day = int(match["y"]), int(match["mo"]), int(match["d"])
    elif match["m1"] or match["m2"]:
        key = "1" if match["m1"] else "2"
        stamp.month = MONTHS[match["m" + key].lower()]
        stamp.day = int(match["d" + key])
        stamp.year = int(match["y" + key]) if match["y" + key] else None
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
    else:
        first, second, mark = match["a5"], match["b5"], match["s5"]
    one, two = int(first), int(second)
    if one > 12 or mark == ".":
        stamp.day, stamp.month = one, two
    else:
        stamp.month, stamp.day = one, two
        if two <= 12 and one != two:
            stamp.numeric = (one, two)


def read_clock(text: str, position: int, loose: bool = False) -> tuple[Stamp, int] | None:
    """A clock time at `position`. `loose` also accepts 15.26 and 0942."""
    match = TIME.match(text, position)
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
        stamp.hour = int(groups.get("h") or groups.get("h2") or groups.get("h3") or groups["h4"])
        minute = groups.get("mi") or groups.get("mi3") or groups.get("mi4")
        stamp.minute = int(minute) if minute else 0
        second = groups.get("se") or groups.get("s4")
        stamp.second = int(second) if second else None
        stamp.fraction = groups.get("fr") or ""
        marker = groups.get("ap") or groups.get("ap2") or ""
        stamp.meridiem = marker[:1].lower()
    if not _plausible(stamp):
        return None
    return stamp, match.end()


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


def read(text: str, position: int = 0, loose: bool = False) -> Stamp | None:
    """A whole time expression at `position` of a masked text; None when there is none."""
    start = position
    approx = _APPROX.match(text, position)
    fuzzy = False
    if approx:
        position = approx.end()
        fuzzy = approx.group().strip().lower() not in _EXACT_WORDS
    dated = read_date(text, position)
    if dated:
        stamp = _with_clock(text, dated[0], dated[1], loose)
    else:
        day = _WEEKDAY.match(text, position)
        clocked = read_clock(text, day.end() if day else position, loose)
        if clocked is None:
            return None
        stamp = clocked[0]
        if day:
            stamp.weekday = WEEKDAYS[day["wd"][:3].lower()]
        _after_clock(text, stamp, loose)
        _trailing_date(text, stamp)
    stamp.start = start
    stamp.approx = stamp.approx or fuzzy
    word = approx.group().strip().lower() if approx else ""
    if word in ("from", "since") and stamp.end is None:
        stamp.open_end = True
    return stamp


def _with_clock(text: str, stamp: Stamp, position: int, loose: bool) -> Stamp:
    """Join the clock time that follows a date, if one does."""
    stamp.stop = position
    gap = _DATE_TIME.match(text, position)
    if gap is None:
        return stamp
    clocked = read_clock(text, gap.end(), loose)
    if clocked is None or (gap.end() == position and text[position : position + 1] != "T"):
        part_of_day = _DAY_PART.match(text, position)
        if part_of_day:
            stamp.approx, stamp.stop = True, part_of_day.end()
            return stamp
        empty = _NO_CLOCK.match(text, position)
        stamp.stop = empty.end() if empty else position
        return _date_range(text, stamp) if not empty else stamp
    part = clocked[0]
    if gap.group().strip() == ":" and part.stop == gap.end():
        return stamp
    for name in ("hour", "minute", "second", "fraction", "meridiem"):
        setattr(stamp, name, getattr(part, name))
    stamp.notes += part.notes
    joiner = (gap["apx"] or "").strip()
    stamp.approx = part.approx or bool(gap["til"]) or joiner in _FUZZY_JOINERS
    stamp.stop = part.stop
    stamp.iso = gap.group()[-1:] in "Tt" and bool(gap.group())
    _after_clock(text, stamp, loose)
    return stamp


_FUZZY_JOINERS = (
    "around", "about", "approximately", "approx", "approx.", "ca", "ca.", "circa", "at around",
    "at about", "at approximately", "~",
)  # fmt: skip


def _date_range(text: str, stamp: Stamp) -> Stamp:
    """2026-05-01 to 2026-05-03, without clock times."""
    to = _TO.match(text, stamp.stop)
    second = read_date(text, to.end()) if to else None
    if second and not TIME.match(text, second[1] + 1):
        stamp.end = second[0]
        stamp.stop = second[1]
    return stamp


def _after_clock(text: str, stamp: Stamp, loose: bool) -> None:
    """Zone, end of a range, a second zone, "onward", behind a clock time."""
    exact = stamp.second is not None or stamp.iso
    zoned = read_zone(text, stamp.stop, strict=not exact)
    if zoned:
        stamp.zone, stamp.stop = zoned
    plus = _PLUS_DAY.match(text, stamp.stop)
    if plus and not zoned:
        stamp.day_shift, stamp.stop = int(plus[1]), plus.end()
    to = _TO.match(text, stamp.stop)
    if to:
        _range_end(text, stamp, to.end(), loose, spaced=to.group() != to.group().strip())
    _second_zone(text, stamp)
    onward = _ONWARD.match(text, stamp.stop)
    if onward:
        stamp.open_end, stamp.stop = True, onward.end()
    mark = _ROUGHLY.match(text, stamp.stop)
    if mark:
        stamp.approx, stamp.stop = True, mark.end()


def _range_end(text: str, stamp: Stamp, position: int, loose: bool, spaced: bool) -> None:
    tilde = _TILDE.match(text, position)
    position = tilde.end() if tilde else position
    dated = read_date(text, position) if stamp.dated else None
    if dated:
        end = _with_clock(text, dated[0], dated[1], False)
        if not end.timed:
            return
    else:
        clocked = read_clock(text, position, loose)
        if clocked is None:
            return
        end = clocked[0]
    zoned = read_zone(text, end.stop)
    if zoned:
        end.zone, end.stop = zoned
        if stamp.zone is None:
            stamp.zone = zoned[0]
    if end.meridiem and not stamp.meridiem and 1 <= (stamp.hour or 0) <= 12:
        stamp.meridiem = end.meridiem
        if _minutes(stamp) > _minutes(end) and end.meridiem == "p":
            stamp.meridiem = "a"
    stamp.end = end
    stamp.stop = end.stop


def _minutes(stamp: Stamp) -> int:
    return hour24(stamp.hour or 0, stamp.meridiem) * 60 + (stamp.minute or 0)


def hour24(hour: int, meridiem: str) -> int:
    """The hour of the day of a 12-hour clock; 24 becomes 0 by the caller's date arithmetic."""
    if meridiem == "a":
        return 0 if hour == 12 else hour
    if meridiem == "p":
        return 12 if hour == 12 else hour + 12
    return hour


def _second_zone(text: str, stamp: Stamp) -> None:
    """A second reading of the same instant: 09:00 PDT / 16:00 UTC, 15:08 (10:08 Eastern)."""
    gap = _SECOND_GAP.match(text, stamp.stop)
    if gap is None:
        return
    clocked = read_clock(text, gap.end())
    if clocked is None:
        return
    other = clocked[0]
    zoned = read_zone(text, other.stop)
    if zoned is None:
        return
    other.zone, other.stop = zoned
    close = _SECOND_CLOSE.match(text, other.stop)
    if "(" in gap.group() or "[" in gap.group():
        if close is None:
            return
        other.stop = close.end()
    stamp.also, stamp.stop = other, other.stop


def _trailing_date(text: str, stamp: Stamp) -> None:
    """14:02 UTC on 12 May; 14:02, 2026-05-12."""
    gap = _DATE_GAP.match(text, stamp.stop)
    dated = read_date(text, gap.end()) if gap else None
    if gap is None or dated is None or dated[0].odd:
        return
    part = dated[0]
    wordy = part.numeric is None and part.year is None
    if wordy and gap.group().strip() == "" and part.weekday is None:
        return
    stamp.year, stamp.month, stamp.day = part.year, part.month, part.day
    stamp.weekday, stamp.numeric = part.weekday, part.numeric
    stamp.stop = dated[1]
    if text[stamp.stop : stamp.stop + 1] == ")" and "(" in gap.group():
        stamp.stop += 1


PREPOSITION = re.compile(
    r"(?i)(?:^|(?<=[\s(\[.,;:*_]))(?:at|on|around|about|by|from|since|until|between|approximately|ca\.?"
    r"|circa|@|~|\u2248)[ ]{0,2}(?:about |around |approximately |roughly |~ ?)?(?=[~\u2248]?[\dA-Z])"
)


def find(text: str, loose: bool = False) -> Iterator[Stamp]:
    """Times inside a masked sentence that a preposition introduces, in order, not overlapping."""
    position = 0
    while True:
        match = PREPOSITION.search(text, position)
        if match is None:
            return
        stamp = read(text, match.end(), loose)
        if stamp is None:
            position = match.end()
            continue
        if re.search(r"(?i)about|around|approx|roughly|ca|circa|~|\u2248", match.group()):
            stamp.approx = True
        stamp.start = match.start()
        position = max(stamp.stop, match.end())
        yield stamp
