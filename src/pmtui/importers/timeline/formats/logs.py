"""Logs of one event per line: syslog, journal, application, web, container and kernel logs.

Lines that begin with no time belong to the line before. Where a collector and an application both
wrote a time, the application's is taken when the two agree to the day.
"""

import re
from datetime import datetime

from pmtui.importers.timeline.clock import Clock, Placed
from pmtui.importers.timeline.columns import epoch_stamp
from pmtui.importers.timeline.formats.logpatterns import INNER, SHAPES, Shape
from pmtui.importers.timeline.session import Session
from pmtui.importers.timeline.stamps import MONTHS, Stamp
from pmtui.importers.timeline.zones import zone_of

_TICK = 2000
"""Lines between two reports of progress."""


def shape_of(line: str) -> Shape | None:
    """The shape of a log line, None when it is none."""
    if not any(mark.isdigit() for mark in line[:120]):
        return None
    for shape in SHAPES:
        match = shape.pattern.match(line)
        if match and (shape.name != "epoch" or epoch_stamp(match["epoch"])):
            return shape
    return None


def claim(lines: list[str]) -> float:
    """How much of a paragraph is log: lines with a time, and what follows a first one."""
    hits = sum(1 for line in lines if shape_of(line))
    if not hits:
        return 0.0
    share = hits / len(lines)
    if shape_of(lines[0]) and (hits >= 2 or len(lines) == 1 or _traced(lines)):
        return max(share, 0.6)
    return share if hits >= 2 else 0.0


def _traced(lines: list[str]) -> bool:
    """The lines below the first are indented or a stack trace."""
    return all(
        line[:1] in " \t" or line.startswith(("Traceback", "Caused by")) for line in lines[1:]
    )


def read(session: Session, clock: Clock, first: int, stop: int) -> int:
    """Emit an event per log line of `first` to `stop` - 1; returns how many."""
    return _Reader(session, clock).read(first, stop)


class _Reader:
    """Remembers the last shape and the last time, since neighbours mostly share both."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self.session, self.clock = session, clock
        clock.carries_zone = False
        self.shape: Shape = SHAPES[0]
        self.key = ""
        self.placed: Placed | None = None

    def read(self, first: int, stop: int) -> int:
        source, emit, tick = self.session.source, self.session.emit, self.session.tick
        open_at = -1
        text = ""
        placed: Placed | None = None
        count = 0
        for index in range(first, stop):
            if index % _TICK == 0:
                tick(index)
            found = self._line(source.line(index), index)
            if found is None:
                if open_at < 0 and not source.blank(index):
                    self.session.skip(index, index, "before the first log line")
                continue
            if placed is not None:
                emit(
                    placed, text, open_at, self._last(open_at, index), format=self.name, kind="log"
                )
                count += 1
            placed, text = found
            self.name = self.shape.name
            open_at = index
        if placed is not None:
            emit(placed, text, open_at, self._last(open_at, stop), format=self.name, kind="log")
            count += 1
        return count

    name = "log"

    def _last(self, begin: int, stop: int) -> int:
        """The last line of a record: trailing blank lines are not part of it."""
        last = stop - 1
        while last > begin and self.session.source.blank(last):
            last -= 1
        return last

    def _line(self, line: str, index: int) -> tuple[Placed, str] | None:
        match = self.shape.pattern.match(line)
        if match is None:
            for shape in SHAPES:
                match = shape.pattern.match(line)
                if match is not None:
                    self.shape, self.key = shape, ""
                    break
            else:
                return None
        key = match["t"]
        if key != self.key or self.placed is None:
            stamp = stamp_from(match, self.shape)
            if stamp is None:
                return None
            self.placed = self.clock.place(stamp, index + 1)
            self.key = key
        placed, rest = self.placed, match["r"]
        if "p" in match.re.groupindex and match["p"]:
            rest = match["p"] + rest
        if "=" in rest and ('time="' in rest or "ts=" in rest) or '"t' in rest[:40]:
            placed = self._inner(placed, rest, index)
        return placed, rest.lstrip(" \t:|-]") if rest[:1] in " \t:|-]" else rest

    def _inner(self, outer: Placed, rest: str, index: int) -> Placed:
        """The application's own time, if it has a zone and is of the same day as the collector's."""
        match = INNER.search(rest, 0, 400)
        stamp = stamp_from(match, self.shape) if match else None
        if stamp is None or stamp.zone is None:
            return outer
        placed = self.clock.copy().place(stamp, index + 1)
        try:
            gap = _naive(placed.at) - _naive(outer.at)
        except ValueError:
            return outer
        if abs(gap.total_seconds()) > 15 * 3600:
            placed = outer
            placed.doubt("the line holds a second time of another day", "likely")
        return placed


def _naive(at: str) -> datetime:
    return datetime.fromisoformat(at).replace(tzinfo=None)


def stamp_from(match: re.Match[str], shape: Shape) -> Stamp | None:
    """The stamp of a match; None for numbers that are no time."""
    groups = match.groupdict()
    if groups.get("epoch"):
        return epoch_stamp(groups["epoch"])
    if groups.get("up"):
        return Stamp(second=int(groups["up"]), fraction=groups["f"], odd="elapsed")
    stamp = Stamp(fraction=groups.get("f") or "", meridiem=(groups.get("ap") or "").lower())
    stamp.hour = int(groups.get("h") or groups.get("hh") or 0)
    stamp.minute = int(groups.get("mi") or groups.get("nn") or 0)
    stamp.second = int(groups.get("s") or groups.get("ss") or 0)
    if stamp.hour > 24 or stamp.minute > 59 or stamp.second > 60:
        return None
    _set_day(stamp, groups)
    if stamp.month is not None and not (1 <= stamp.month <= 12 and 1 <= (stamp.day or 0) <= 31):
        return None
    if groups.get("z"):
        stamp.zone = zone_of(groups["z"])
    return stamp


def _set_day(stamp: Stamp, groups: dict[str, str]) -> None:
    year = groups.get("y") or groups.get("y2")
    stamp.year = int(year) if year else None
    if groups.get("yy"):
        stamp.year = 2000 + int(groups["yy"])
    if groups.get("mon"):
        stamp.month = MONTHS[groups["mon"].lower()]
    elif groups.get("mo") or groups.get("mm"):
        stamp.month = int(groups.get("mo") or groups["mm"])
    day = groups.get("d") or groups.get("dd")
    stamp.day = int(day) if day else None
    if groups.get("a"):
        _set_numeric(stamp, int(groups["a"]), int(groups["b"]), groups["sep"])


def _set_numeric(stamp: Stamp, one: int, two: int, mark: str) -> None:
    if one > 12 or mark == ".":
        stamp.day, stamp.month = one, two
    else:
        stamp.month, stamp.day = one, two
        if two <= 12 and one != two:
            stamp.numeric = (one, two)
