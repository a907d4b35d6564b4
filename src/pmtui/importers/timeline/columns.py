"""Tables of any origin (Markdown, CSV, TSV): the columns are found by what is in them."""

import re
from dataclasses import dataclass, field

from pmtui.importers.timeline.calendarwords import WEEKDAYS
from pmtui.importers.timeline.clock import Clock
from pmtui.importers.timeline.lead import lead
from pmtui.importers.timeline.meridiem import settle
from pmtui.importers.timeline.session import Session
from pmtui.importers.timeline.stampparts import Stamp, masked
from pmtui.importers.timeline.stamps import read
from pmtui.importers.timeline.zones import Zone, stated, zone_of

_EVENT = re.compile(
    r"(?i)\b(?:events?|descriptions?|what|actions?|details?|messages?|notes?|text|summary"
    r"|activity|comments?|updates?|happened|entry|content|body|title)\b"
)
_ACTOR = re.compile(
    r"(?i)\b(?:who|actor|author|owner|person|by|user|responders?|engineer|name|from|sender"
    r"|reporter|assignee|team member)\b"
)
_END = re.compile(r"(?i)\b(?:end(?:ed)?|until|to|finish(?:ed)?|stop)\b")
_NOT_TIME = re.compile(r"(?i)duration|elapsed|delta|downtime|\bttl\b|t[+-]|offset|since")
_ZONE = re.compile(r"(?i)\b(?:tz|time ?zone|zone)\b")
_ASIDE = re.compile(
    r"(?i)[ ]?\([^()]{1,40}\)[ .]?|[ ](?:window|period|roughly|approx\.?|approximately|local(?: time)?)"
)
_MORE = re.compile(
    r"(?i)(?:[ ]{0,2}(?:,|;|&|\+|and\b|or\b)[ ]{0,2}~?\d{1,2}[:.]\d\d(?::\d\d)?(?:[ ]?[ap]\.?m\b\.?)?"
    r"(?:[ ]?(?:UTC|GMT|Z\b|[A-Z]{2,4}T\b))?){1,4}"
)
"""Further clocks in the cell of one row."""
_EPOCH = re.compile(r"\d{10}(?:\.\d{1,6})?$|\d{13}$|\d{16}$|\d{19}$")
_EMPTY = re.compile(r"(?i)[\s\-–—?~]*$|(?:tbd|n/?a|unknown|xx:xx|--:--|\?\?:\?\?)$")


@dataclass(slots=True)
class Table:
    """Rows with their line numbers; `header` is None when none is written."""

    header: list[str] | None
    rows: list[tuple[int, int, list[str]]]
    format: str = "markdown-table"


@dataclass(slots=True)
class _Plan:
    """Which column is what. -1: there is none."""

    time: int = -1
    date: int = -1
    end: int = -1
    second: int = -1
    weekday: int = -1
    zone: int = -1
    event: int = -1
    actor: int = -1
    header_zone: Zone | None = None
    second_zone: Zone | None = None
    stamps: dict[tuple[int, int], Stamp] = field(default_factory=dict)


def split_row(line: str) -> list[str]:
    """The cells of a Markdown table row."""
    body = line.strip()
    body = body[1:] if body.startswith("|") else body
    cells = re.split(r"(?<!\\)\|", body)
    if cells and not cells[-1].strip():
        cells.pop()
    return [cell.strip().replace("\\|", "|") for cell in cells]


def read_table(session: Session, clock: Clock, table: Table) -> int:
    """Emit an event per row; returns how many. A table without times emits none."""
    plan = _plan(table)
    if plan.time < 0 and plan.date < 0:
        return _leading(session, clock, table)
    if plan.header_zone is not None:
        clock.state_zone(plan.header_zone)
    settle([s for n in range(len(table.rows)) if (s := plan.stamps.get((n, plan.time)))], {})
    return sum(_emit(session, clock, table, plan, number) for number in range(len(table.rows)))


def stamp_of(cell: str) -> Stamp | None:
    """The time a cell consists of, or None."""
    text = cell.strip()
    if not text or len(text) > 80 or not any(mark.isdigit() for mark in text):
        return None
    if _EPOCH.match(text):
        return epoch_stamp(text)
    plain = masked(text)
    start = len(plain) - len(plain.lstrip(" (["))
    stamp = read(plain, start, loose=True)
    rest = plain[stamp.stop :] if stamp else ""
    more = _MORE.match(rest) if stamp and stamp.timed else None
    if stamp and more and not rest[more.end() :].strip(" )]."):
        stamp.notes += ("several times are written; the first is taken",)
        return stamp
    if len(rest.strip(" )].,:;-")) > 3 and not _ASIDE.fullmatch(rest):
        return None
    return stamp


def epoch_stamp(text: str) -> Stamp | None:
    """Seconds, milliseconds, microseconds or nanoseconds since 1970, of a plausible year."""
    from datetime import UTC, datetime

    whole, _, fraction = text.partition(".")
    digits = whole + fraction.ljust(6, "0")[:6] if len(whole) == 10 else whole.ljust(16, "0")[:16]
    seconds, micro = int(digits[:10]), digits[10:16] if len(digits) > 10 else ""
    if not 315_532_800 < seconds < 4_102_444_800:
        return None
    when = datetime.fromtimestamp(seconds, UTC)
    return Stamp(when.year, when.month, when.day, None, when.hour, when.minute, when.second,
                 fraction=micro.rstrip("0"), zone=Zone("UTC", UTC), stop=len(text))  # fmt: skip


def _plan(table: Table) -> _Plan:
    plan = _Plan()
    width = max((len(cells) for _, _, cells in table.rows), default=0)
    header = (table.header or []) + [""] * width
    for column in range(width):
        _judge(table, plan, column, header[column])
    _header_zones(plan, header)
    rest = [c for c in range(width) if c not in (plan.time, plan.date, plan.end, plan.second,
                                                 plan.weekday, plan.zone)]  # fmt: skip
    for column in rest:
        if plan.event < 0 and _EVENT.search(header[column]):
            plan.event = column
        elif plan.actor < 0 and _ACTOR.search(header[column]):
            plan.actor = column
    if plan.event < 0:
        free = [c for c in rest if c != plan.actor] or rest
        sizes = {c: sum(len(r[2][c]) for r in table.rows if c < len(r[2])) for c in free}
        plan.event = max(sizes, key=lambda c: sizes[c], default=-1)
    return plan


def _judge(table: Table, plan: _Plan, column: int, title: str) -> None:
    """Find out what a column holds from its cells."""
    filled, timed, dated, days = _contents(table, plan, column)
    if _ZONE.search(title) and not timed:
        plan.zone = column
    if not filled or _NOT_TIME.search(title):
        return
    if timed * 2 >= filled:
        _time_column(plan, column, title)
    elif dated * 2 >= filled and plan.date < 0:
        plan.date = column
    elif days * 2 >= filled and plan.weekday < 0:
        plan.weekday = column


def _time_column(plan: _Plan, column: int, title: str) -> None:
    """The first column of clocks, the end of a range, or the same times in another zone."""
    if plan.time < 0:
        plan.time = column
    elif plan.end < 0 and _END.search(title):
        plan.end = column
    elif plan.second < 0:
        plan.second = column


def _contents(table: Table, plan: _Plan, column: int) -> tuple[int, int, int, int]:
    """How many cells are filled, are clocks, dates alone, names of days."""
    filled = timed = dated = days = 0
    for number, (_, _, cells) in enumerate(table.rows):
        cell = cells[column] if column < len(cells) else ""
        if _EMPTY.match(cell):
            continue
        filled += 1
        stamp = stamp_of(cell)
        if stamp is not None:
            plan.stamps[number, column] = stamp
            timed += stamp.timed
            dated += stamp.dated and not stamp.timed
        elif cell.strip("*_ .").lower()[:3] in WEEKDAYS and len(cell) < 14:
            days += 1
    return filled, timed, dated, days


def _header_zones(plan: _Plan, header: list[str]) -> None:
    def of(column: int) -> Zone | None:
        return (stated(header[column]) or _last_word(header[column])) if column >= 0 else None

    plan.header_zone = of(plan.time) or of(plan.date)
    plan.second_zone = of(plan.second)
    if plan.second >= 0 and plan.second_zone is None:
        plan.second = -1


def _last_word(title: str) -> Zone | None:
    word = re.search(r"([A-Za-z/_]{2,30}(?:[+-]\d{1,2}(?::?\d\d)?)?)[\s)\]*_:]*$", title)
    return zone_of(word[1]) if word else None


def _emit(session: Session, clock: Clock, table: Table, plan: _Plan, number: int) -> bool:
    first, last, cells = table.rows[number]
    stamp = plan.stamps.get((number, plan.time)) if plan.time >= 0 else None
    day = plan.stamps.get((number, plan.date)) if plan.date >= 0 else None
    text = _text(plan, cells)
    stamp = _joined(stamp, day)
    if stamp is None:
        if text.strip():
            session.leave_undated(first, last, text, "the row has no time")
        return False
    if plan.weekday >= 0 and plan.weekday < len(cells) and stamp.dated:
        stamp.weekday = WEEKDAYS.get(cells[plan.weekday].strip("*_ .").lower()[:3])
    end = plan.stamps.get((number, plan.end)) if plan.end >= 0 else None
    if end is not None and stamp.end is None and end.timed:
        stamp.end = end
    other = plan.stamps.get((number, plan.second)) if plan.second >= 0 else None
    if other is not None and stamp.also is None and plan.second_zone is not None:
        other.zone = other.zone or plan.second_zone
        stamp.also = other
    if plan.zone >= 0 and plan.zone < len(cells) and stamp.zone is None:
        stamp.zone = zone_of(cells[plan.zone])
    placed = clock.place(stamp, first + 1)
    actor = cells[plan.actor].strip("*_ ") if 0 <= plan.actor < len(cells) else None
    session.emit(placed, text, first, last, format=table.format, actor=actor or None)
    return True


def _joined(stamp: Stamp | None, day: Stamp | None) -> Stamp | None:
    """The clock of one column on the day of another."""
    if stamp is None or day is None:
        return stamp or day
    if not stamp.dated:
        stamp.year, stamp.month, stamp.day = day.year, day.month, day.day
        stamp.numeric, stamp.weekday = day.numeric, day.weekday
    return stamp


def _text(plan: _Plan, cells: list[str]) -> str:
    """The event's own cell first, other words behind it."""
    own = cells[plan.event] if 0 <= plan.event < len(cells) else ""
    used = {plan.time, plan.date, plan.end, plan.second, plan.weekday, plan.zone, plan.event,
            plan.actor}  # fmt: skip
    rest = [cell for c, cell in enumerate(cells) if c not in used and re.search(r"[^\W\d_]", cell)]
    return " — ".join(part for part in [own, *rest] if part.strip())


def _leading(session: Session, clock: Clock, table: Table) -> int:
    """A table whose cells begin with a time and go on with words."""
    count = 0
    for first, last, cells in table.rows:
        place = next((n for n, cell in enumerate(cells) if lead(cell)), -1)
        found = lead(cells[place]) if place >= 0 else None
        if found is None:
            continue
        others = [cell for n, cell in enumerate(cells) if cell and n != place]
        text = found.text or " — ".join(others[:3])
        placed = clock.place(found.stamp, first + 1)
        session.emit(placed, text, first, last, format=table.format, label=found.label)
        count += 1
    return count
