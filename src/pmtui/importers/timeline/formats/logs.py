"""Logs of one event per line: syslog, journal, application, web, container and kernel logs.

Lines that begin with no time belong to the line before. Where a collector and an application both
wrote a time, the application's is taken when the two agree to the day.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from pmtui.importers.timeline.calendarwords import MONTHS, key_of
from pmtui.importers.timeline.clock import Clock, Placed
from pmtui.importers.timeline.columns import epoch_stamp
from pmtui.importers.timeline.formats.logpatterns import INNER, SHAPES, Shape
from pmtui.importers.timeline.model import NO_TIME, ParsedEvent
from pmtui.importers.timeline.session import SPACES, Session, tidy
from pmtui.importers.timeline.stampparts import Stamp
from pmtui.importers.timeline.zones import zone_of

_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?!\d)")
_AMBIGUOUS = frozenset("+-UGCEMPBIZJKAS2.,: |]")
"""First characters of what could be a zone, a year, a fraction or a separator: look closer."""
_STEADY = ("syslog", "slashes", "klog")
"""Shapes whose words begin at once behind the gap that follows the clock."""
_DATED = re.compile(
    r"[\[(<\"']{0,2}(?:\d{1,4}([-/.])\d{1,2}\1\d{2,4}[T ,]{1,2}\d{1,2}:\d\d"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\d{1,2} \d{1,2}:\d\d"
    r"|\d\d:\d\d:\d\d(?=[ .,]))"
)
"""A line that begins like a record of its own, whether or not its time can be read."""
_SINGLE = frozenset({"syslog", "rfc5424", "access", "audit"})
"""Shapes of which every record is one line."""
_INDENTED = (" ", "\t", "#011", "-- ", "Traceback", "Caused by")
"""What a line begins with that goes on all the same: a trace, a word of the journal itself."""
_SAID = re.compile(
    r"(?:\[[^\]]{10,30}\]|[^\[\]-]{10,24} -) ~? ?(?!(?i:trace|debug|info|notice|warn|err|crit|fatal|alert))"
    r"[^\W\d_][^:\[\]{}=/]{0,40}: "
)
"""A day in digits, then a person and what was said: a chat, although its lines are like a log's."""
_MARGIN = 8
"""Blanks before a record that is still one of its own."""
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
    first = shape_of(lines[0])
    if first is not None and first.name == "numeric-day" and _SAID.match(lines[0]):
        share = min(share, 0.9)
    if first and (hits >= 2 or len(lines) == 1 or first.name == "report" or _traced(lines)):
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


@dataclass(slots=True)
class _Row:
    """A record that may still get more lines."""

    first: int
    at: str
    placed: Placed
    text: str
    format: str


class _Reader:
    """Remembers the last shape and the last day, since neighbours mostly share both."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self.session, self.clock = session, clock
        clock.carries_zone = False
        self.shape: Shape = SHAPES[0]
        self.named: set[str] = set(SHAPES[0].pattern.groupindex)
        self.day = ""
        self.before = self.behind = ""
        self.prefix = self.gap = ""
        self.placed: Placed | None = None

    def read(self, first: int, stop: int) -> int:
        source, line_of, alike = self.session.source, self.session.source.line, self._alike
        row: _Row | None = None
        count, lost = 0, -1
        for index in range(first, stop):
            if index % _TICK == 0:
                self.session.tick(index)
            line = line_of(index)
            found = alike(line, index) or self._line(line, index)
            if found is None and line[:1] == " ":
                found = self._indented(line, index)
            if found is not None:
                if row is not None:
                    self._emit(row, index)
                elif lost >= 0:
                    self._lose(lost, index)
                row, lost = found, -1
                count += 1
            elif row is not None:
                if self._apart(line):
                    self._emit(row, index)
                    row, lost = None, index
            elif lost < 0 and not source.blank(index):
                self.session.skip(index, index, "before the first log line")
        if row is not None:
            self._emit(row, stop)
        elif lost >= 0:
            self._lose(lost, stop)
        return count

    def _indented(self, line: str, index: int) -> _Row | None:
        """A line of the same shape that its program moved to the right."""
        body = line.lstrip(" ")
        if len(line) - len(body) > _MARGIN or not _DATED.match(body):
            return None
        return self._line(body, index) if self.shape.pattern.match(body) else None

    def _apart(self, line: str) -> bool:
        """Whether a line without a readable time is no part of the record above it."""
        if _DATED.match(line):
            return True
        single = self.shape.name in _SINGLE
        return single and bool(line.strip()) and not line.startswith(_INDENTED)

    def _lose(self, first: int, stop: int) -> None:
        """List lines that look like records and have no time that can be read."""
        while stop - 1 > first and self.session.source.blank(stop - 1):
            stop -= 1
        self.session.skip(first, stop - 1, NO_TIME)

    def _alike(self, line: str, index: int) -> _Row | None:
        """A line that differs from the one before in clock and words only, without its pattern."""
        prefix = self.prefix
        if not prefix or not line.startswith(prefix) or self.placed is None:
            return None
        begin = len(prefix)
        rest = begin + 8 + len(self.gap)
        if not _CLOCK.match(line, begin) or not line.startswith(self.gap, begin + 8):
            return None
        if line[rest : rest + 1] in _AMBIGUOUS or 'time="' in line or "ts=" in line:
            return None
        if self.placed.zone_known == "unknown":
            self.session.asking.zone(index + 1)
        at = f"{self.before}{line[begin : begin + 8]}{self.behind}"
        return _Row(index, at, self.placed, line[rest:], self.shape.name)

    def _emit(self, row: _Row, stop: int) -> None:
        """Add a record; blank lines behind it are not part of it."""
        last = stop - 1
        while last > row.first and self.session.source.blank(last):
            last -= 1
        placed = row.placed
        if not row.at:
            self.session.leave_undated(row.first, last, row.text, "; ".join(placed.reasons))
            return
        self.session.events.append(
            ParsedEvent(
                at=row.at,
                text=tidy(row.text or self.session.source.block(row.first + 1, last + 1)[:SPACES]),
                line=row.first + 1,
                last=last + 1,
                source=self.session.source,
                kind="log",
                source_zone=placed.source_zone,
                zone_known=placed.zone_known,
                confidence=placed.confidence,
                reason=placed.reasons[0] if placed.reasons else "",
                format=row.format,
            )
        )

    def _line(self, line: str, index: int) -> _Row | None:
        match = self.shape.pattern.match(line)
        if match is None:
            match = self._other_shape(line)
            if match is None:
                return None
        at = self._quick(match, line, index)
        if not at:
            placed = self._slow(match, line, index)
            if placed is None:
                return None
            at = placed.at
        else:
            placed = self.placed or Placed(at)
        rest = match["r"]
        if "p" in self.named and match["p"]:
            rest = match["p"] + rest
        if "=" in rest and ('time="' in rest or "ts=" in rest) or '"t' in rest[:40]:
            inner = self._inner(placed, at, rest, index)
            if inner is not placed:
                placed, at = inner, inner.at
        text = rest.lstrip(" \t:|-]") if rest[:1] in " \t:|-]" else rest
        return _Row(index, at, placed, text, self.shape.name)

    def _other_shape(self, line: str) -> re.Match[str] | None:
        for shape in SHAPES:
            match = shape.pattern.match(line)
            if match is not None:
                self.shape, self.named, self.day = shape, set(shape.pattern.groupindex), ""
                self.prefix = ""
                return match
        return None

    def _quick(self, match: re.Match[str], line: str, index: int) -> str:
        """The time of a line of the same day and zone as the one before: only the clock differs."""
        if not self.day or not {"h", "s"} <= self.named:
            return ""
        begin, end = match.start("h"), match.end("s")
        start, stop = match.span("t")
        clock = line[begin:end]
        if "f" in self.named and match.end("f") > end:
            behind = line[match.end("f") : stop]
            fraction = "." + line[match.start("f") : match.start("f") + 6]
            fraction = fraction[: match.end("f") - match.start("f") + 1]
        else:
            behind, fraction = line[end:stop], ""
        if (
            line[start:begin] + behind != self.day
            or len(clock) != 8
            or clock >= "24"
            or clock[6] > "5"
        ):
            return ""
        if self.placed is not None and self.placed.zone_known == "unknown":
            self.session.asking.zone(index + 1)
        return f"{self.before}{clock}{fraction}{self.behind}"

    def _slow(self, match: re.Match[str], line: str, index: int) -> Placed | None:
        """The time of a line by way of the clock; the day is remembered where it can be."""
        stamp = stamp_from(match, self.shape)
        if stamp is None:
            return None
        placed = self.clock.place(stamp, index + 1)
        self.placed, self.day, self.prefix = placed, "", ""
        moving = stamp.zone is None and self.hints_move()
        if (
            {"h", "s"} <= self.named
            and stamp.dated
            and not stamp.meridiem
            and placed.at
            and not moving
        ):
            cut = placed.at.find("T") + 1
            start, stop = match.span("t")
            end = match.end("f") if "f" in self.named and match["f"] else match.end("s")
            self.day = line[start : match.start("h")] + line[end:stop]
            self.before = placed.at[:cut]
            zone = re.search(r"(?:Z|[+-]\d\d:\d\d)$", placed.at[cut:])
            self.behind = zone.group() if zone else ""
            plain = (
                "p" not in self.named
                and end == match.end("s")
                and match.end("s") - match.start("h") == 8
            )
            if plain and self.shape.name in _STEADY:
                self.prefix = line[: match.start("h")]
                self.gap = line[end : match.start("r")]
        return placed

    def hints_move(self) -> bool:
        """Whether the zone of zone-less lines changes its offset with the date."""
        zone = zone_of(self.session.hints.zone) if self.session.hints.zone else self.clock.zone
        return zone is not None and zone.info is not None and zone.info.utcoffset(None) is None

    def _inner(self, outer: Placed, at: str, rest: str, index: int) -> Placed:
        """The application's own time, if it has a zone and is of the same day as the collector's."""
        match = INNER.search(rest, 0, 400)
        stamp = stamp_from(match, self.shape) if match else None
        if stamp is None or stamp.zone is None:
            return outer
        placed = self.clock.copy().place(stamp, index + 1)
        try:
            gap = _naive(placed.at) - _naive(at)
        except ValueError:
            return outer
        return placed if abs(gap.total_seconds()) <= 15 * 3600 else outer


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
        stamp.month = MONTHS[key_of(groups["mon"])]
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
