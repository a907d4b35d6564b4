"""The grammar of times as people write them: dates, clocks, ranges, zones, approximations.

`read` reads a time at a place of a text, `find` those inside a sentence. Nothing is completed
here: what the text does not say stays None and is settled by `clock.Clock`.
"""

import re
from collections.abc import Iterator

from pmtui.importers.timeline.calendarwords import DAY, WEEKDAYS, key_of
from pmtui.importers.timeline.stampparts import (
    TIME,
    Stamp,
    hour24,
    read_clock,
    read_date,
    read_zone,
)

_WORDS = (
    r"(?:ab|seit|desde|d\u00e8s|depuis|dalle|vanaf|um|gegen|etwa|ungef\u00e4hr|kurz (?:nach|vor)|vers|environ"
    r"|\u00e0|hacia|sobre|alrededor de|a(?= las? )|verso(?: le)?|alle|por volta d[ae]s?|\u00e0s|rond|omstreeks|om|klo?\.?)"
)
_BEFORE = r"(?: (?:las|les|la|as|die))?[ ]{1,2}(?=[~*_]{0,2}\d)"
ABROAD = _WORDS + _BEFORE
"""Prepositions of other languages: "ab 19:27", "hacia las 21:30"."""
_APPROX_ABROAD = re.compile("(?P<word>" + _WORDS + ")" + _BEFORE, re.I)

_APPROX = re.compile(
    r"(?i)(?:[~\u2248\u223c]\s{0,2}|(?:approx(?:imately)?\b\.?|ca\b\.?|circa|about|around|roughly|c\.(?= )|"
    r"(?:very\s)?early|late|mid|shortly (?:after|before)|just (?:after|before)|sometime|"
    r"some\s?time|(?:on )?the (?:morning|evening|night|afternoon) of|"
    r"(?:morning|afternoon|evening|night)(?: of)?|"
    r"after|before|near(?:ly)?|by|from|since|at least|no later than)(?![a-z])"
    r"(?:\s(?:the\s)?(?:morning|afternoon|evening|night)(?:\s(?:of|on))?)?\s{0,3})"
)

_DATE_GAP = re.compile(r"(?i)[ ]{0,2}(?:,[ ]{0,2}|on[ ]|\([ ]?|[ ])(?:on )?")

_DATE_TIME = re.compile(
    r"(?i)[ \t\xa0\u202f]{0,3}(?:T(?=\d)|/(?=\d\d:\d\d)|[,|]?[ \xa0\u202f]{0,3}(?P<apx>at |@ ?|um |\u00e0 |a las |alle |\u00e0s |om |around |about "
    r"|approximately |approx\.? |ca\.? |circa |on |at around |at about |at approximately "
    r"|[-\u2013\u2014]{1,2} |, ?|[~\u2248] ?|: ?)?(?P<til>[~\u2248] ?)?[([]?)"
)

_DAY_PART = re.compile(
    r"(?i),?[ ]{1,2}(?:in the )?(?:early |late |mid-?)?(?:morning|afternoon|evening|night)(?![a-z])"
)

_OPEN_WORDS = ("from", "since", "ab", "seit", "desde", "d\u00e8s", "depuis", "dalle", "vanaf")
_EXACT_WORDS = (
    *_OPEN_WORDS,
    "by",
    "after",
    "before",
    "um",
    "\u00e0",
    "a",
    "alle",
    "\u00e0s",
    "om",
    "kl",
    "kl.",
    "klo",
)

_NO_CLOCK = re.compile(r"[ ,]{1,3}(?:--:--|XX:XX|\?\?:\?\?|TBD\b|\?\?)", re.I)

_ONWARD = re.compile(r"(?i)[ ]{0,2}(?:onwards?\b|\+(?=[ :]|$))")

_OTHER_DAY = re.compile(
    r"(?i)[ ]?[(\[](?:on )?(?:the )?(?P<way>prev(?:ious|\.)?|prior|before|next|following)[ ]?"
    r"(?:day|night|evening|morning)?[)\]]"
)

_PLUS_DAY = re.compile(r"[ ]?[(\[]?\+(\d)(?:d| ?days?)?[)\]]?(?=[ ,:|]|$)")

_ROUGHLY = re.compile(r"(?i)[ ]{0,2}\((?:approx\.?|approximately|ish|est\.?|estimated)\)|ish\b")

_SECOND_CLOSE = re.compile(r"[^)\]\n]{0,12}[)\]]")

_SECOND_GAP = re.compile(r"[ ]{0,2}(?:[/|=][ ]{0,2}|[(\[][ ]?)")

_TILDE = re.compile(r"[~\u2248]?[ ]?")

_TO = re.compile(
    r"[ \xa0]{0,3}(?:[-\u2010-\u2015\u2212~]{1,2}|\.\.\.?|\u2192|->|to\b|until\b|till\b|through\b"
    r"|and\b)[ \xa0]{0,3}"
)

_WEEKDAY = re.compile(rf"(?i)(?P<wd>{DAY})[.,:]?[ ]{{1,2}}(?:at |@ ?|- )?")


def read(text: str, position: int = 0, loose: bool = False) -> Stamp | None:
    """A whole time expression at `position` of a masked text; None when there is none."""
    start = position
    approx = _APPROX.match(text, position)
    if approx is None and text[position : position + 1].isalpha():
        approx = _APPROX_ABROAD.match(text, position)
    word, fuzzy = "", False
    if approx:
        position = approx.end()
        word = approx.group().strip().lower() if approx.re is _APPROX else approx["word"].lower()
        fuzzy = word not in _EXACT_WORDS
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
            stamp.weekday = WEEKDAYS[key_of(day["wd"])]
        _after_clock(text, stamp, loose)
        _trailing_date(text, stamp)
    stamp.start = start
    stamp.approx = stamp.approx or fuzzy
    if word in _OPEN_WORDS and stamp.end is None:
        stamp.open_end = True
    return stamp


def _with_clock(text: str, stamp: Stamp, position: int, loose: bool) -> Stamp:
    """Join the clock time that follows a date, if one does."""
    stamp.stop = position
    gap = _DATE_TIME.match(text, position)
    if gap is None:
        return stamp
    spaced = gap.end() > position and stamp.year is not None
    clocked = read_clock(text, gap.end(), loose, dated=spaced)
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
    other = _OTHER_DAY.match(text, stamp.stop)
    if other:
        stamp.day_shift = 1 if other["way"].lower() in ("next", "following") else -1
        stamp.stop = other.end()
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
        if gap.group().strip() == "/" and stamp.end is None:
            stamp.stop = other.stop
            stamp.notes += ("several times are written; the first is taken",)
            _second_zone(text, stamp)
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
