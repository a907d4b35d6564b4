"""From what is written to when it was: sticky days, missing years, zones, midnight, clock changes.

A `Clock` follows one source from its first line to its last. It completes a stamp with what was
said before, asks for what nobody said, and never corrects what is written.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo

from pmtui.importers.timeline.asking import Asking
from pmtui.importers.timeline.model import Confidence, Hints, ZoneKnown
from pmtui.importers.timeline.stampparts import Stamp, hour24
from pmtui.importers.timeline.zones import Zone, can_be, differs_by_season, zone_of

HALF_A_DAY = 12 * 60
"""Minutes: a clock that jumps back further than this has crossed midnight."""
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(slots=True)
class Placed:
    """A stamp with its place in time. `at` is "" when it cannot be a time at all (31 February)."""

    at: str
    end: str | None = None
    approx: bool = False
    source_zone: str | None = None
    zone_known: ZoneKnown = "unknown"
    confidence: Confidence = "sure"
    reasons: list[str] = field(default_factory=list)

    def doubt(self, reason: str, confidence: Confidence = "likely") -> None:
        """Lower the confidence, in words."""
        if reason not in self.reasons:
            self.reasons.append(reason)
        if self.confidence != "doubtful":
            self.confidence = confidence


@dataclass(slots=True)
class Clock:
    """What is known so far. One per source; `copy` starts another from the same knowledge."""

    hints: Hints
    asking: Asking
    day: date | None = None
    day_assumed: bool = False
    base_year: int | None = None
    day_first: bool | None = None
    zone: Zone | None = None
    zone_known: ZoneKnown = "unknown"
    shift: int = 0
    last: int | None = None
    rolls: bool = True
    carries_zone: bool = True
    seen: int = 0
    year_back: int = 0
    """1 where the rows begin in the year before the one that was told."""
    day_likely: bool | None = None
    """Day first or month first, where the dates of the paste lie close together in one reading."""
    home: date | None = None
    """The day of all rows "unless otherwise noted": an earlier date is that of one row alone."""

    def __post_init__(self) -> None:
        """Take the user's day, which dates the first row."""
        if self.day is None and self.hints.date is not None:
            self.day = self.hints.date

    def copy(self) -> "Clock":
        """A clock for the next source of the same paste."""
        return replace(self, shift=0, last=None, seen=0)

    def state_zone(self, zone: Zone, known: ZoneKnown = "heading") -> None:
        """A heading or sentence names the zone of what follows."""
        self.zone, self.zone_known = zone, known

    def start_day(self, stamp: Stamp, line: int) -> str:
        """A date on its own begins a new day; returns what is wrong with it, or ""."""
        placed = Placed("")
        day = self._day(stamp, line, placed)
        if day is None:
            return "; ".join(placed.reasons)
        self.day, self.day_assumed, self.shift, self.last = day, False, 0, None
        return ""

    def place(self, stamp: Stamp, line: int) -> Placed:
        """The time of a row, with all that was carried over and all that is doubtful."""
        if stamp.odd == "elapsed":
            self.asking.base(line)
            whole = stamp.second or 0
            return Placed(f"+{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}")
        placed = Placed("", approx=stamp.approx)
        placed.reasons.extend(stamp.notes)
        if stamp.notes:
            placed.confidence = "likely"
        day = self._day(stamp, line, placed)
        if stamp.dated and day is None and stamp.year is not None:
            self.asking.date(line, "; ".join(placed.reasons))
            return placed
        if not stamp.timed:
            return self._day_only(stamp, day, line, placed)
        if stamp.hour == 24 and day is not None:
            day = later(day, 1)
        day = self._roll(stamp, day, placed)
        zone, placed.zone_known = self._zone(stamp, line)
        placed.source_zone = zone.label if zone else None
        placed.at = self._iso(stamp, day, zone, line, placed)
        if stamp.end is not None:
            self._end(stamp, day, zone, line, placed)
        if stamp.also is not None:
            self._compare(stamp, placed)
        self.seen += 1
        return placed

    def _day_only(self, stamp: Stamp, day: date | None, line: int, placed: Placed) -> Placed:
        if day is None:
            placed.at = f"--{stamp.month:02d}-{stamp.day:02d}"
            return placed
        placed.at = day.isoformat()
        placed.zone_known = "unknown"
        if stamp.end is not None:
            last = self._day(stamp.end, line, placed)
            placed.end = last.isoformat() if last else None
        self.day, self.day_assumed, self.shift, self.last = day, False, 0, None
        return placed

    def _day(self, stamp: Stamp, line: int, placed: Placed) -> date | None:
        """The day of a stamp: written, completed with a year, or carried over."""
        if not stamp.dated:
            return self._carried(stamp, line, placed)
        month, number = stamp.month or 1, stamp.day or 1
        if stamp.numeric is not None:
            if self.day_first:
                number, month = stamp.numeric
            if self.day_first is None:
                if self.day_likely:
                    number, month = stamp.numeric
                self.asking.order(line)
                placed.doubt("day and month could be the other way round", "doubtful")
        year = (
            stamp.year if stamp.year is not None else self._year(stamp, month, number, line, placed)
        )
        if year is None:
            return None
        try:
            day = date(year, month, number)
        except ValueError:
            placed.doubt(f"{year}-{month:02d}-{number:02d} does not exist", "doubtful")
            return None
        if not 1970 < year < 2100:
            placed.doubt(f"the year {year} is unlikely", "doubtful")
        if stamp.weekday is not None and stamp.weekday != day.weekday():
            name = _NAMES[stamp.weekday]
            placed.doubt(f"{day.isoformat()} is not a {name}; kept as written", "doubtful")
        return day

    def _carried(self, stamp: Stamp, line: int, placed: Placed) -> date | None:
        if self.day is None:
            self.asking.date(line)
            placed.doubt("the date is not written", "likely")
            return None
        if self.day_assumed:
            placed.doubt(f"the date {self.day.isoformat()} is assumed")
        if stamp.weekday is not None:
            ahead = (stamp.weekday - self.day.weekday()) % 7
            if ahead:
                self.day, self.shift, self.last = later(self.day, ahead), 0, None
                placed.doubt(f"{_NAMES[stamp.weekday]} is taken as {self.day.isoformat()}")
        return later(self.day, self.shift)

    def _year(self, stamp: Stamp, month: int, number: int, line: int, placed: Placed) -> int | None:
        """A missing year: near the rows before, as told, by the weekday, else the nearest past."""
        if self.day is not None:
            return _nearest_year(self.day, month, number)
        if self.hints.year is not None:
            return self.hints.year - self.year_back
        base = self.base_year
        if base is None and self.hints.now is not None:
            now = self.hints.now
            base = now.year - ((month, number) > (now.month, now.day))
            if stamp.weekday is not None:
                fixed = _year_of(stamp.weekday, base, month, number)
                if fixed is not None:
                    return fixed
        if base is None:
            self.asking.year(line)
            placed.doubt("the year is not written")
            return None
        placed.doubt(f"the year {base} is assumed")
        self.asking.assumed_year(line, base)
        return base

    def _roll(self, stamp: Stamp, day: date | None, placed: Placed) -> date | None:
        """A clock that runs back by more than twelve hours has crossed midnight."""
        minutes = hour24(stamp.hour or 0, stamp.meridiem) % 24 * 60 + (stamp.minute or 0)
        if stamp.dated:
            if day is not None and self.home is not None and day < self.home:
                return later(day, stamp.day_shift)
            if day is not None:
                self.day, self.day_assumed, self.shift = day, False, 0
        elif stamp.day_shift and self.day is not None and self.shift <= abs(stamp.day_shift):
            self.shift = max(stamp.day_shift, 0)
            self.last = minutes if self.shift else None
            return later(self.day, stamp.day_shift)
        elif self.rolls and self.last is not None and day is not None:
            if self.last - minutes > HALF_A_DAY:
                self.shift += 1
                day = later(day, 1)
                placed.doubt("past midnight: +1 day")
            elif minutes - self.last > 18 * 60 and self.shift > 0:
                self.shift -= 1
                day = later(day, -1)
                placed.doubt("out of order")
            elif self.last - minutes > 0:
                placed.doubt("out of order")
        if stamp.day_shift and day is not None:
            day = later(day, stamp.day_shift)
        self.last = minutes
        return day

    def _zone(self, stamp: Stamp, line: int) -> tuple[Zone | None, ZoneKnown]:
        """Nearest wins: at the time, in a heading, as told, else unknown.

        A label that several zones share is kept, and asked about, where the zone that was told
        cannot be one of them: that one is for rows without a label.
        """
        zone, known = self._said(stamp.zone), "written"
        if zone is not stamp.zone:
            return zone, "asked"
        if (
            zone is not None
            and zone.info is not None
            and self.carries_zone
            and self.seen == 0
            and self.zone is None
        ):
            self.state_zone(zone, "assumed")
        if zone is None and self.zone is not None:
            zone, known = self._said(self.zone), self.zone_known
            if zone is not self.zone:
                return zone, "asked"
        told = zone_of(self.hints.zone) if self.hints.zone else None
        if zone is None or zone.info is None:
            answers = zone is None or not zone.choices or (told is not None and can_be(told, zone))
            if told is not None and told.info is not None and answers:
                return told, "asked"
            if zone is not None:
                self.asking.shared_zone(line, zone)
            else:
                self.asking.zone(line)
            return zone, "unknown"
        return zone, known  # type: ignore[return-value]

    def _said(self, zone: Zone | None) -> Zone | None:
        """The zone that a person said a label means; the same object where nobody said so."""
        if zone is not None:
            for label, name in self.hints.labels:
                if label.casefold() == zone.label.casefold():
                    return zone_of(name) or zone
        return zone

    def _iso(
        self, stamp: Stamp, day: date | None, zone: Zone | None, line: int, placed: Placed
    ) -> str:
        clock = clock_text(stamp)
        info = zone.info if zone else None
        if day is None:
            prefix = f"--{stamp.month:02d}-{stamp.day:02d}" if stamp.dated else ""
            return f"{prefix}T{clock}{fixed_offset(info)}"
        if info is None or zone is None:
            return f"{day.isoformat()}T{clock}"
        moment = datetime(day.year, day.month, day.day, hour24(stamp.hour or 0, stamp.meridiem) % 24,
                          stamp.minute or 0)  # fmt: skip
        offset = offset_at(moment, info)
        if offset is None:
            self.asking.clock_change(line, zone.label)
            placed.doubt(
                f"{clock} is skipped or comes twice in {zone.label} that night", "doubtful"
            )
            placed.zone_known = "unknown"
            return f"{day.isoformat()}T{clock}"
        if stamp.zone is not None or self.seen == 0:
            other = differs_by_season(zone, moment)
            if other:
                placed.doubt(f"{zone.label} is taken literally; {other} applied on that date")
        return f"{day.isoformat()}T{clock}{offset}"

    def _end(
        self, stamp: Stamp, day: date | None, zone: Zone | None, line: int, placed: Placed
    ) -> None:
        end = stamp.end
        if end is None:
            return
        if end.dated:
            day = self._day(end, line, placed)
        elif day is not None and minutes_of(end) < minutes_of(stamp):
            day = later(day, 1)
            placed.reasons.append("the end is on the next day")
        placed.end = self._iso(end, day, end.zone or zone, line, placed)

    def _compare(self, stamp: Stamp, placed: Placed) -> None:
        """Two readings of one instant have to agree; if not, both stay as written."""
        other = stamp.also
        if other is None or other.zone is None or other.zone.info is None:
            return
        try:
            first = datetime.fromisoformat(placed.at)
        except ValueError:
            return
        if first.tzinfo is None:
            return
        try:
            second = first.astimezone(other.zone.info)
        except OverflowError:
            return
        gap = (second.hour * 60 + second.minute - minutes_of(other)) % 720
        if gap:
            placed.doubt("the two times of this row do not agree; the first is kept", "doubtful")


def later(day: date, days: int) -> date:
    """A day some days later; the first or last day of the calendar stays where it is."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def minutes_of(stamp: Stamp) -> int:
    """Minutes since midnight as written."""
    return hour24(stamp.hour or 0, stamp.meridiem) % 24 * 60 + (stamp.minute or 0)


def clock_text(stamp: Stamp) -> str:
    """HH:MM, with seconds and fraction only where they are written."""
    hour = hour24(stamp.hour or 0, stamp.meridiem) % 24
    text = f"{hour:02d}:{stamp.minute or 0:02d}"
    if stamp.second is None:
        return text
    text += f":{min(stamp.second, 59):02d}"
    return f"{text}.{stamp.fraction[:6]}" if stamp.fraction else text


def fixed_offset(info: tzinfo | None) -> str:
    """The offset of a zone that has one whatever the date, else ""."""
    offset = info.utcoffset(None) if info else None
    return format_offset(offset) if offset is not None else ""


def format_offset(offset: timedelta) -> str:
    """Z or ±HH:MM."""
    minutes = round(offset.total_seconds() / 60)
    if minutes == 0:
        return "Z"
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def offset_at(moment: datetime, info: tzinfo) -> str | None:
    """The offset of a wall clock, None in the gap or the fold of a clock change."""
    try:
        early = moment.replace(tzinfo=info, fold=0).utcoffset()
        late = moment.replace(tzinfo=info, fold=1).utcoffset()
    except (OverflowError, ValueError):
        return None
    if early is None or early != late:
        return None
    return format_offset(early)


def _year_of(weekday: int, latest: int, month: int, number: int) -> int | None:
    """The latest of five years in which a day falls on a weekday."""
    for year in range(latest, latest - 5, -1):
        try:
            if date(year, month, number).weekday() == weekday:
                return year
        except ValueError:
            continue
    return None


def _nearest_year(near: date, month: int, number: int) -> int:
    """The year that brings month and day closest to another day of the same source."""
    best = near.year
    distance = 400
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            gap = abs((date(year, month, number) - near).days)
        except ValueError:
            continue
        if gap < distance:
            best, distance = year, gap
    return best
