"""What a written timeline says once for all its rows: the zone, the first day, the year."""

import re

from pmtui.importers.timeline.clock import Clock
from pmtui.importers.timeline.columns import split_row
from pmtui.importers.timeline.entries import Entry
from pmtui.importers.timeline.stampparts import DATE, Stamp, masked, read_date
from pmtui.importers.timeline.zones import Zone, stated

_DATE_LABEL = re.compile(
    r"(?i)[\W_]{0,6}(?:incident |event )?(?:date|day|datum)\b[^:]{0,12}:[ *_]*"
)
_ON_DAY = re.compile(r"(?i)\b(?:all|times?|everything|events?)\b[^.\n]{0,60}\bon[ ]+(?:the )?")
_FIELD = re.compile(r"[\W_]{0,6}(?P<label>[^\W\d_][^:\n]{0,30}):[ *_]{1,4}")
_OTHER_DAY = re.compile(
    r"(?i)prepared|updated?|edited|changed|published|created|written|meeting|review|due|deadline"
    r"|next|version|valid|expir|schedul|planned|report|author|status|released?|filed|closed"
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z*])")
_UNLESS = re.compile(r"(?i)\b(?:unless|except|if not)\b")


_WRITTEN = re.compile(
    r"(?i)\b(?:updated|edited|published|posted|written|prepared|reviewed|meeting|due|deadline|author)"
)


def learn(clock: Clock, entries: list[Entry], begin: int = 0) -> None:
    """Tell the clock the one zone of a document, and the day in its title or date field.

    `begin`: where the named timeline begins, 0 when none is named.
    """
    zones: dict[str, Zone] = {}
    for entry in entries:
        if entry.kind in ("heading", "line", "bullet", "quote") and (zone := stated(entry.text)):
            zones.setdefault(zone.label, zone)
    if len(zones) == 1:
        clock.state_zone(next(iter(zones.values())))
    if clock.day is not None:
        told = any(_UNLESS.search(e.text) and _ON_DAY.search(e.text) for e in entries if not e.lead)
        clock.home = clock.day if told else None
        return
    clock.year_back = _begins_before([e.lead.stamp for e in entries if e.lead])
    for number, entry in enumerate(entries):
        if _day_in(clock, entry, number == 0):
            return
    if not _field_day(clock, entries):
        _told_day(clock, entries[:begin])


def _day_in(clock: Clock, entry: Entry, opening: bool) -> bool:
    """A date in a title, a date field or a sentence about all times begins the first day."""
    plain = masked(entry.text, 200)
    if entry.kind == "heading" and entry.level <= 2 and (entry.lead is None or entry.day_only):
        match = DATE.search(plain)
        start = match.start() if match else -1
    else:
        field = _DATE_LABEL.match(plain) or _ON_DAY.search(plain)
        start = field.end() if field and entry.lead is None else -1
        title = opening or stated(entry.text) is not None
        if start < 0 and title and entry.lead is None and entry.last == entry.first:
            match = DATE.search(plain)
            start = match.start() if match else -1
    found = read_date(plain, start) if start >= 0 else None
    if found is None or found[0].numeric or found[0].odd:
        return False
    clock.start_day(found[0], entry.first + 1)
    if _UNLESS.search(plain):
        clock.home = clock.day
    return clock.day is not None


def first_row(entries: list[Entry], begin: int) -> int:
    """The first row from `begin` on that has a clock time and no sentence around it."""
    for place in range(begin, len(entries)):
        entry = entries[place]
        if entry.kind == "table" or (
            entry.lead and entry.lead.stamp.timed and not entry.lead.sentence
        ):
            return place
    return begin


def _fields(entry: Entry) -> list[tuple[Entry, str]]:
    """A line as it stands, and the rows of a table of two columns as fields."""
    if entry.kind != "table":
        return [(entry, entry.text)]
    cells = [split_row(text) for _, text in (entry.item.parts if entry.item else [])]
    return [(entry, f"{row[0]}: {row[1]}") for row in cells if len(row) == 2]


def _field_day(clock: Clock, entries: list[Entry]) -> bool:
    """A field in any language above the rows whose value is a date: the only one there is."""
    days: dict[tuple[int | None, ...], tuple[Stamp, int]] = {}
    rows = (pair for entry in entries for pair in _fields(entry))
    for entry, text in rows:
        if entry.clock_only:
            break
        plain = masked(text, 120)
        field = _FIELD.match(plain)
        found = read_date(plain, field.end()) if field else None
        if field is None or found is None or _OTHER_DAY.search(field["label"]):
            continue
        stamp, stop = found
        if stamp.year and not (stamp.numeric or stamp.odd or plain[stop:].strip(" .)")):
            days.setdefault((stamp.year, stamp.month, stamp.day), (stamp, entry.first + 1))
    if len(days) == 1:
        clock.start_day(*next(iter(days.values())))
    return len(days) == 1


def _told_day(clock: Clock, entries: list[Entry]) -> None:
    """The day that the sentences above a timeline tell, best one that tells a clock time as well."""
    days: dict[tuple[int | None, ...], tuple[Stamp, int]] = {}
    sure: dict[tuple[int | None, ...], tuple[Stamp, int]] = {}
    for entry in entries:
        if entry.kind not in ("line", "bullet", "quote"):
            continue
        for sentence in _SENTENCE_END.split(entry.text[:4000]):
            plain = masked(sentence)
            match = DATE.search(plain)
            found = read_date(plain, match.start()) if match else None
            if found is None or _WRITTEN.search(plain):
                continue
            stamp = found[0]
            if (stamp.year or clock.hints.year) and not (stamp.numeric or stamp.odd):
                key = (stamp.year, stamp.month, stamp.day)
                days.setdefault(key, (stamp, entry.first + 1))
                if re.search(r"\d\d?:\d\d", plain):
                    sure.setdefault(key, days[key])
    for told in (sure, days):
        if len(told) == 1:
            clock.start_day(*next(iter(told.values())))
            clock.day_assumed = clock.day is not None
            return


def _begins_before(stamps: list[Stamp]) -> int:
    """1 where most rows lie behind a turn of the year: a year that is told is the year of most."""
    days = [(s.month or 1, s.day or 1) for s in stamps if s.dated]
    if any(s.dated and s.year is not None for s in stamps):
        return 0
    turns = [n for n in range(1, len(days)) if days[n][0] < days[n - 1][0] - 3]
    return int(len(turns) == 1 and len(days) - turns[0] > turns[0])
