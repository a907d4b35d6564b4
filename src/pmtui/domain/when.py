"""Typed times: a small strict grammar, resolved against now, the incident date and the row above.

Nothing is guessed: an ambiguous zone, a clock time that was skipped or happened twice, and every
time after now is asked about. `now` is passed in. Grammar after timew and taskwarrior; the words
themselves are read by `pmtui.domain.when_words`.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from pmtui.domain import zones
from pmtui.domain.moment import BLANK, When
from pmtui.domain.vocabulary import Certainty, Precision, ZoneKnown
from pmtui.domain.when_show import echo, format_when, show_when
from pmtui.domain.when_words import (
    Choice,
    Clock,
    Point,
    Spoken,
    WhenError,
    other_weekday,
    read,
)

__all__ = ["Choice", "WhenError", "echo", "format_when", "parse_when", "resolve", "show_when"]

_PRECISIONS = tuple(Precision)
_DISORDER = timedelta(hours=1)
_HALF_DAY = timedelta(hours=12)
_DAY = timedelta(days=1)
_ZERO = timedelta(0)


def parse_when(
    text: str,
    *,
    now: datetime,
    zone: str,
    day: date | None = None,
    above: When | None = None,
    future_ok: bool = False,
) -> When:
    """The time that a person typed, in `zone` unless another one is written with it.

    `day` dates a bare clock time of the first row, `above` those of the rows below; without both
    the latest such time not after `now` (aware) is meant. Blank text is a blank time. Raises
    WhenError for what cannot be read and for what must be asked, with choices where there are
    any; `future_ok` says that a time after now was asked about and is meant.
    """
    written = " ".join(text.split())
    if not written:
        return BLANK
    return resolve(
        read(written), written, now=now, zone=zone, day=day, above=above, future_ok=future_ok
    )


def resolve(
    spoken: Spoken,
    written: str,
    *,
    now: datetime,
    zone: str,
    day: date | None = None,
    above: When | None = None,
    future_ok: bool = False,
) -> When:
    """The time that words mean; see `parse_when`."""
    try:
        return _Resolver(spoken, written, now, zone, day, above, future_ok).resolve()
    except OverflowError as error:
        raise WhenError(
            f"“{written}” lies beyond the calendar. Type a date like 2026-11-22."
        ) from error


@dataclass(slots=True)
class _Resolver:
    spoken: Spoken
    written: str
    now: datetime
    zone: str
    day: date | None
    above: When | None
    future_ok: bool

    def resolve(self) -> When:
        spoken, written = self.spoken, self.written
        if spoken.unknown or spoken.not_applicable:
            kind = Certainty.NOT_APPLICABLE if spoken.not_applicable else Certainty.UNKNOWN
            return When(written=written, certainty=kind, reason=spoken.reason)
        start = spoken.start
        known = ZoneKnown.WRITTEN if start.zone or start.epoch is not None else ZoneKnown.ASSUMED
        name = start.place or start.zone or ("UTC" if start.epoch is not None else self.zone)
        certainty = Certainty.APPROXIMATE if spoken.approximate else Certainty.EXACT
        blank = When(
            written=written, certainty=certainty, margin=spoken.margin, zone=name, zone_known=known
        )
        if not start.timed:
            if start.no_zone or spoken.approximate:
                raise WhenError(f"“{written}” has no clock time. Type for example ~14:02.")
            day = self._day_of(start, self._find(name))
            self._refuse_future(datetime.combine(day, time(), self._find(name)))
            zoned = start.zone != ""
            return replace(
                blank,
                certainty=Certainty.DATE_ONLY,
                day=day,
                zone=name if zoned else "",
                zone_known=known if zoned else ZoneKnown.UNKNOWN,
            )
        if start.no_zone:
            assert start.full is not None and start.clock is not None
            local = _combine(start.full, start.clock)
            return replace(
                blank,
                local=local.isoformat(),
                precision=start.clock.precision,
                zone="",
                zone_known=ZoneKnown.UNKNOWN,
            )
        at, precision = self._instant(start, name)
        if spoken.end is None:
            self._refuse_future(at)
            return replace(blank, at=at, precision=precision)
        until, end_precision = self._end(spoken.end, at, name)
        if until < at:
            raise WhenError(
                f"“{written}” ends before it starts. Type the earlier time first, "
                "for example 14:02..14:20."
            )
        self._refuse_future(until)
        finest = max(precision, end_precision, key=_PRECISIONS.index)
        return replace(blank, certainty=Certainty.RANGE, at=at, until=until, precision=finest)

    def _find(self, name: str) -> tzinfo:
        try:
            return zones.find_zone(name)
        except zones.ZoneError as error:
            at = self.written.upper().rfind(name)
            before, behind = self.written[:at], self.written[at + len(name) :]
            choices = tuple(
                Choice(f"{name}: {place}", f"{before}{offset}{behind}")
                for offset, place in zones.AMBIGUOUS.get(name, ())
            )
            raise WhenError(str(error), choices) from error

    def _choices(self, *choices: Choice) -> tuple[Choice, ...]:
        """The readings of a clock time, as sure as it was typed; none that loses half a range."""
        if self.spoken.end is not None:
            return ()
        margin = f"~{self.spoken.margin}m" if self.spoken.margin else ""
        sign = "~" if self.spoken.approximate else ""
        return tuple(replace(c, text=f"{sign}{c.text}{margin}") for c in choices)

    def _instant(self, point: Point, name: str) -> tuple[datetime, Precision]:
        if point.epoch is not None:
            seconds, micro = divmod(point.epoch, 1_000_000)
            at = datetime.fromtimestamp(seconds, UTC) + timedelta(microseconds=micro)
            return at, point.precision
        if point.now or point.shift is not None:
            return self._shifted(point), point.precision
        assert point.clock is not None
        if point.place:
            day = self._day_of(point, self._find(point.zone))
            local = _combine(day, point.clock)
            return self._settle(local, point.zone), point.clock.precision
        if point.dated:
            return self._dated(point, point.clock, name), point.clock.precision
        return self._bare(point.clock, name), point.clock.precision

    def _shifted(self, point: Point) -> datetime:
        now = self.now.astimezone(UTC)
        if point.shift is None:
            return _cut(now, point.precision)
        before = point.shift < _ZERO
        base = point.base or ("now" if before else "above")
        if before and not point.base:
            self._ask_base(point.shift)
        if base == "now":
            return _cut(now + point.shift, point.precision)
        if self.above is None or self.above.at is None:
            raise WhenError("No row above has a clock time to count from. Type a time like 14:02.")
        return (self.above.until or self.above.at) + point.shift

    def _ask_base(self, shift: timedelta) -> None:
        today = zones.to_zone(self.now, self._find(self.zone)).date()
        if self.day is None or self.day == today:
            return
        ago = _shift_text(shift)
        choices = [Choice("before now", f"now{ago}")]
        if self.above is not None and self.above.at is not None:
            choices.append(Choice("before the row above", f"above{ago}"))
        options = " or ".join(f"{c.text} ({c.label})" for c in choices)
        raise WhenError(
            f"The incident date {self.day} is not today, so {ago} could count from elsewhere. "
            f"Type {options}, or a clock time.",
            tuple(choices),
        )

    def _day_of(self, point: Point, zone: tzinfo) -> date:
        """The day that is named: of a weekday or a day without year the last one."""
        today = zones.to_zone(self.now, zone).date()
        if point.full is not None:
            return point.full
        if point.relative_day is not None:
            return today + timedelta(days=point.relative_day)
        if point.month_day is not None:
            return _last_month_day(point, today)
        assert point.weekday is not None
        return today - timedelta(days=(today.weekday() - point.weekday) % 7)

    def _dated(self, point: Point, clock: Clock, name: str) -> datetime:
        zone = self._find(name)
        day = self._day_of(point, zone)
        if point.full is None and point.relative_day is None:
            now = zones.to_zone(self.now, zone).replace(tzinfo=None)
            if _combine(day, clock) > now and point.month_day is not None:
                day = _last_month_day(point, day - _DAY)
            elif _combine(day, clock) > now:
                day -= timedelta(days=7)
        return self._settle(_combine(day, clock), name)

    def _bare(self, clock: Clock, name: str) -> datetime:
        zone = self._find(name)
        above = self.above.sortable if self.above is not None else None
        if self.above is not None and above is not None:
            if self.above.at is None:
                day = above.date()
                last = above.replace(tzinfo=None)
            else:
                last = zones.to_zone(above, zone).replace(tzinfo=None)
                day = last.date()
            local = _combine(day, clock)
            # A small step back is disorder; a large one is the next day, and behind what led up to
            # the incident its own day.
            if self.above.day is None and last - local > _HALF_DAY:
                local += _DAY
            elif self.day is not None and day < self.day and last - local > _DISORDER:
                local = _combine(self.day, clock)
            return self._settle(local, name)
        if self.day is not None:
            return self._settle(_combine(self.day, clock), name)
        now = zones.to_zone(self.now, zone).replace(tzinfo=None)
        local = _combine(now.date(), clock)
        return self._settle(local if local <= now else local - _DAY, name)

    def _end(self, point: Point, start: datetime, name: str) -> tuple[datetime, Precision]:
        name = point.place or point.zone or name
        if point.shift is not None and point.shift >= _ZERO and not point.base:
            return start + point.shift, point.precision
        if point.clock is not None and not point.dated:
            zone = self._find(name)
            first = zones.to_zone(start, zone).replace(tzinfo=None)
            local = _combine(first.date(), point.clock)
            if local < first:
                local += _DAY
            return self._settle(local, name), point.clock.precision
        return self._instant(point, name)

    def _settle(self, local: datetime, name: str) -> datetime:
        """The one instant of a wall clock; what was skipped or happened twice is asked."""
        zone = self._find(name)
        found = zones.instants_of(local, zone)
        if len(found) == 1:
            return found[0]
        if found:
            options = [zones.to_zone(i, zone) for i in found]
            why = "happened twice, since clocks were set back"
        else:
            options = [_skipped(local, zone, fold) for fold in (1, 0)]
            why = "did not exist, since clocks were set forward"
        readings = [
            Choice(zones.label(o), f"{_plain(o)} {zones.offset_text(o.utcoffset() or _ZERO)}")
            for o in options
        ]
        texts = " or ".join(f"{c.text} ({c.label})" for c in readings)
        raise WhenError(
            f"{local:%H:%M} on {local:%Y-%m-%d} {why}. Type {texts}.", self._choices(*readings)
        )

    def _refuse_future(self, at: datetime) -> None:
        spoken = self.spoken
        if at <= self.now or self.future_ok:
            return
        zone = self._find(self.zone)
        shown = zones.to_zone(at, zone)
        choices: tuple[Choice, ...] = ()
        points = (spoken.start, spoken.end or spoken.start)
        if any(point.full is not None or point.relative_day is not None for point in points):
            today = zones.to_zone(self.now, zone).date()
            wanted = (
                "a time that has passed" if shown.date() == today else f"a day up to today, {today}"
            )
            raise WhenError(
                f"{shown:%a %Y-%m-%d %H:%M} lies ahead, and this asks for what has happened. "
                f"Type {wanted}."
            )
        hint = "Type a date, or a time that has passed."
        clock = spoken.start.clock
        if clock is not None and not spoken.start.zone and spoken.end is None:
            past = zones.to_zone(self.now, zone).replace(tzinfo=None)
            earlier = datetime.combine(past.date(), shown.time())
            if earlier > past:
                earlier -= _DAY
            text = f"{earlier:%Y-%m-%d} {_clock_text(clock)}"
            choices = self._choices(Choice("the last one", text))
            hint = f"Is {text} meant? Type it with its date."
        raise WhenError(f"{shown:%a %Y-%m-%d %H:%M} is still to come. {hint}", choices)


def _combine(day: date, clock: Clock) -> datetime:
    return datetime.combine(day, time(clock.hour, clock.minute, clock.second, clock.microsecond))


def _cut(instant: datetime, precision: Precision) -> datetime:
    if precision is Precision.MINUTE:
        return instant.replace(second=0, microsecond=0)
    return instant.replace(microsecond=0)


def _last_month_day(point: Point, latest: date) -> date:
    assert point.month_day is not None
    month, day = point.month_day
    # Leap days may be eight years apart.
    for year in range(latest.year, latest.year - 9, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= latest:
            if point.weekday not in (None, found.weekday()):
                raise other_weekday(found)
            return found
    raise OverflowError


def _skipped(local: datetime, zone: tzinfo, fold: int) -> datetime:
    """The real time for a skipped one, by the offset before the jump (fold 0) or after it."""
    return local.replace(tzinfo=zone, fold=fold).astimezone(UTC).astimezone(zone)


def _plain(moment: datetime) -> str:
    text = f"{moment:%Y-%m-%d %H:%M}" if moment.second == 0 else f"{moment:%Y-%m-%d %H:%M:%S}"
    return f"{text}.{moment.microsecond:06}" if moment.microsecond else text


def _clock_text(clock: Clock) -> str:
    text = f"{clock.hour:02}:{clock.minute:02}"
    if clock.precision is not Precision.MINUTE:
        text += f":{clock.second:02}"
    return text + (f".{clock.microsecond:06}" if clock.precision is Precision.FRACTION else "")


def _shift_text(shift: timedelta) -> str:
    seconds = int(abs(shift).total_seconds())
    text = ""
    for size, unit in ((86400, "d"), (3600, "h"), (60, "m"), (1, "s")):
        count, seconds = divmod(seconds, size)
        text += f"{count}{unit}" if count else ""
    return f"-{text or '0m'}"
