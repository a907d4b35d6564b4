"""JSON texts: one document, many lines of records, or one cut in half."""

import math
from typing import Any

from pmtui.importers.timeline.clock import Clock
from pmtui.importers.timeline.columns import epoch_stamp
from pmtui.importers.timeline.formats.record import Record, zero
from pmtui.importers.timeline.formats.records import records_of
from pmtui.importers.timeline.jsontext import (
    Broken,
    Places,
    decode_at,
    decode_whole,
    let_go,
    repaired,
)
from pmtui.importers.timeline.model import Question
from pmtui.importers.timeline.session import Session
from pmtui.importers.timeline.stampparts import Stamp, masked
from pmtui.importers.timeline.stamps import read

_TICK = 2000


def claim(lines: list[str]) -> float:
    """Every line begins an object."""
    hits = sum(1 for line in lines if line.lstrip()[:1] == "{" and '"' in line)
    return 0.96 if hits * 10 >= 8 * len(lines) else 0.0


def whole_end(text: str, position: int) -> int | None:
    """Where the JSON value at `position` ends, None when there is no whole one."""
    try:
        value, end = decode_whole(text, position)
    except Broken:
        return None
    rest = text[end : text.find("\n", end) if text.find("\n", end) >= 0 else len(text)]
    if rest.strip(" \t,") or not isinstance(value, dict | list):
        return None
    objects = isinstance(value, dict) or any(isinstance(item, dict) for item in value)
    let_go(value)
    return end if objects else None


def read_json(session: Session, clock: Clock, first: int, stop: int) -> int:
    """Emit an event per record in lines `first` to `stop` - 1; never raises on broken JSON."""
    clock.carries_zone = False
    clock.rolls = False
    source = session.source
    text, limit = source.text, source.starts[stop] - 1
    position = source.starts[first]
    count = values = 0
    while position < limit:
        mark = text[position]
        if mark in " \t\r\n,":
            position += 1
            continue
        line = source.line_at(position)
        if values % _TICK == 0:
            session.tick(line)
        try:
            value, end = (decode_at if values else decode_whole)(text, position)
        except Broken as error:
            count += _broken(session, clock, position, limit, error)
            position = _resume(source.starts, line, stop, text)
            continue
        values += 1
        count += _value(session, clock, value, position, Places(text, position))
        let_go(value)
        position = end
    if values and not count:
        _no_records(session, first, stop)
    return count


def _resume(starts: Any, line: int, stop: int, text: str) -> int:
    """The next line that begins an object, after a broken one."""
    for index in range(line + 1, stop):
        start = starts[index]
        if text[start : start + 1] in ("{", "["):
            return int(start)
    return int(starts[stop])


def _broken(session: Session, clock: Clock, position: int, limit: int, error: Broken) -> int:
    """What can still be read of a text that breaks off; says where it does."""
    source = session.source
    line = source.line_at(min(error.position, max(limit - 1, 0)))
    if session.source.text[position] not in "{[":
        session.skip(line, line, "no JSON")
        return 0
    end = limit
    follower = _resume(source.starts, source.line_at(position), source.count, source.text)
    if follower < limit:
        end = follower
    fixed = repaired(source.text[position:end])
    session.note(line, f"The JSON breaks off in line {line + 1} ({error}); what is whole was read.")
    found = 0
    if fixed is not None:
        try:
            value, _ = decode_whole(fixed[0], 0)
            found = _value(session, clock, value, position, Places(fixed[0], 0), shift=position)
        except Broken:
            found = 0
    if not found:
        first = source.line_at(position)
        session.skip(first, source.line_at(max(end - 1, position)), "broken JSON")
    return found


def _no_records(session: Session, first: int, stop: int) -> None:
    text = (
        f"The JSON of lines {first + 1} to {stop} has no times that I know; which field holds them?"
    )
    session.asking.extra.append(Question("format", text, (), (first + 1,)))
    session.skip(first, stop - 1, "JSON without times")


def _value(
    session: Session, clock: Clock, value: Any, position: int, places: Places, shift: int = 0
) -> int:
    count = 0
    for record in records_of(value):
        span = places.span(record.path)
        begin, end = span if span else (places.start, places.start + 1)
        begin, end = begin + shift, end + shift
        if span is None:
            begin = position
            end = _end_of(places.text, places.start) + shift
        end = min(end, len(session.source.text))
        first, last = session.source.line_at(begin), session.source.line_at(max(begin, end - 1))
        if _record(session, clock, record, first, last, (begin, end)):
            count += 1
    return count


def _end_of(text: str, start: int) -> int:
    try:
        return decode_at(text, start)[1]
    except Broken:
        return len(text)


def stamp_of(when: Any) -> Stamp | None:
    """A JSON time: text, or a number since 1970."""
    if isinstance(when, bool) or zero(when):
        return None
    if isinstance(when, float) and not math.isfinite(when):
        return None
    if isinstance(when, float):
        return epoch_stamp(f"{when:.6f}" if when < 1e11 else str(int(when)))
    text = str(when).strip()
    if text.replace(".", "", 1).isdecimal():
        return epoch_stamp(text) if len(text) >= 10 else None
    return read(masked(text, 60), 0)


def _record(
    session: Session, clock: Clock, record: Record, first: int, last: int, span: tuple[int, int]
) -> bool:
    stamp = stamp_of(record.when)
    if stamp is None:
        session.leave_undated(first, last, record.text, "the record has no time")
        return False
    placed = clock.place(stamp, first + 1)
    end = stamp_of(record.end) if record.end is not None else None
    if end is not None:
        placed.end = clock.copy().place(end, first + 1).at or None
    session.emit(placed, record.text, first, last, format=record.format, actor=record.actor,
                 kind=record.kind, span=span)  # fmt: skip
    return True
