"""Times as text: the echo under a typed one, the canonical form, and the short form of lists."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo

from pmtui.domain import zones
from pmtui.domain.moment import When
from pmtui.domain.skew import show_skew
from pmtui.domain.vocabulary import Certainty, Precision, ZoneKnown

ECHO_WIDTH = 74
"""Columns that an echo takes at most; later parts are left out rather than cut."""


def _because(head: str, reason: str) -> str:
    """An absence with its reason, which may itself begin like the head of one."""
    return f"{head}{':' if reason[:1] in (':', '?') else ''} {reason}".strip()


def format_when(when: When, *, zone: str) -> str:
    """The canonical text of a time, which `parse_when` reads back as the same time.

    `zone` is the one that goes without saying. A time in the hour that happened twice is written
    with its offset.
    """
    match when.certainty:
        case Certainty.UNKNOWN if when.at is None and not when.local and when.day is None:
            return _because("?", when.reason) if not when.blank else ""
        case Certainty.NOT_APPLICABLE:
            return _because("n/a", when.reason)
    if when.at is None:
        if when.day is not None:
            return f"{when.day.isoformat()} {when.zone}".strip()
        if not when.local:
            return _because("?", when.reason)
        local = datetime.fromisoformat(when.local)
        return f"{_tilde(when)}{_day(local)} {_clock(local, when)}{_margin(when)} ?zone"
    said = when.zone_known is not ZoneKnown.ASSUMED or when.zone != zone
    name = when.zone if zones.canonical(when.zone) or when.zone == zone else "UTC"
    zoned = zones.zone_or_utc(name)
    start = zones.to_zone(when.at, zoned)
    text = f"{_tilde(when)}{_day(start)} {_clock(start, when)}"
    doubtful = len(zones.instants_of(start.replace(tzinfo=None, fold=0), zoned)) > 1
    if when.until is not None:
        end = zones.to_zone(when.until, zoned)
        doubtful = doubtful or len(zones.instants_of(end.replace(tzinfo=None, fold=0), zoned)) > 1
        tail = f"{_day(end)} " if end.date() != start.date() else ""
        if doubtful:
            return f"{_full(start, when, name)}..{_full(end, when, name)}"
        text += f"..{tail}{_clock(end, when)}"
    elif doubtful:
        return f"{_tilde(when)}{_full(start, when, name)}{_margin(when)}"
    return text + _margin(when) + (f" {name}" if said else "")


def show_when(
    when: When, zone: str, *, with_date: bool, ascii: bool = False, margin: bool = False
) -> str:
    """A time as lists and exports show it, on the clock of `zone`, as finely as it was written.

    `~14:02` is approximate (with `margin` also how approximate), `?` unknown, `--:--` a day
    without a clock time; a quarantined time keeps its written clock and a `?`.
    """
    if when.at is None:
        if when.local:
            local = datetime.fromisoformat(when.local)
            head = f"{_day(local)} " if with_date else ""
            return f"{head}{_tilde(when)}{_clock(local, when)}?"
        if when.day is not None:
            return when.day.isoformat() if with_date else "--:--"
        return "n/a" if when.certainty is Certainty.NOT_APPLICABLE else "?"
    zoned = zones.zone_or_utc(zone)
    start = zones.to_zone(when.at, zoned)
    head = f"{_day(start)} " if with_date else ""
    text = f"{head}{_tilde(when)}{_clock(start, when)}"
    if when.until is not None:
        end = zones.to_zone(when.until, zoned)
        tail = f"{_day(end)} " if with_date and end.date() != start.date() else ""
        text += f"{'-' if ascii else '–'}{tail}{_clock(end, when)}"
    if margin and when.margin:
        text += f" {'+-' if ascii else '±'}{when.margin} min"
    return text


def show_times(whens: Iterable[When], zone: str) -> list[str]:
    """Times one below the other, each with its date only where that differs from the one above."""
    shown, last = [], ""
    for when in whens:
        full = show_when(when, zone, with_date=True)
        short = show_when(when, zone, with_date=False)
        day = full[:10] if full != short else ""
        shown.append(full if day != last else short)
        last = day or last
    return shown


def echo(when: When, *, zone: str, above: When | None = None, width: int = ECHO_WIDTH) -> str:
    """How a typed time is understood, in one line: in its zone, in another, and after the row
    above."""
    if when.at is None:
        return _echo_undated(when)
    own = zones.zone_or_utc(when.zone or zone)
    workbook = zones.zone_or_utc(zone)
    start = zones.to_zone(when.at, own)
    text = f"→ {start:%a} {_day(start)} {_span(when, start)} {zones.label(start)}"
    other = zones.to_zone(when.at, workbook)
    if _same_clock(other, start):
        other = zones.to_zone(when.at, zones.zone_or_utc("UTC"))
    if not _same_clock(other, start):
        weekday = f"{other:%a} " if other.date() != start.date() else ""
        second = f" = {weekday}{_span(when, other)} {zones.label(other)}"
        text += second if len(text) + len(second) <= width else ""
    for part in _behind(when, above, workbook):
        short = part.replace("after previous", "later").replace("before previous", "earlier")
        for said in (part, short):
            if len(text) + 3 + len(said) <= width:
                text += f" · {said}"
                break
    return text


def _echo_undated(when: When) -> str:
    if when.blank:
        return ""
    if when.certainty is Certainty.NOT_APPLICABLE:
        return f"→ does not apply: {when.reason or 'say why behind it'}"
    if when.day is not None:
        return f"→ {when.day:%a} {when.day.isoformat()}, no clock time"
    if when.local:
        return f"→ {when.local.replace('T', ' ')}, in a zone that is not known yet"
    return f"→ time unknown: {when.reason or 'say why behind the ?'}"


def _behind(when: When, above: When | None, workbook: tzinfo) -> list[str]:
    parts = []
    assert when.at is not None
    if when.margin:
        parts.append(f"±{when.margin} min")
    if when.skew:
        parts.append(f"source {show_skew(when.skew)}")
    if above is None or above.at is None:
        return parts
    last = above.until or above.at
    days = (_local_day(when.at, workbook) - _local_day(above.at, workbook)).days
    if days:
        parts.append(f"{days:+} day{'s' if abs(days) > 1 else ''}")
    minutes = (when.at - last).total_seconds() / 60
    if minutes >= 0:
        parts.append(f"{format_minutes(minutes)} after previous")
    elif when.at >= above.at:
        parts.append("during previous")
    else:
        parts.append(f"{format_minutes((above.at - when.at).total_seconds() / 60)} before previous")
    return parts


def format_minutes(minutes: float) -> str:
    """A length of time for people: `20 s`, `47 min`, `3 h 05 min`, `2 d 4 h`; never rounded up."""
    sign = "-" if minutes < 0 else ""
    seconds = int(abs(minutes) * 60 + 1e-6)
    if 0 < seconds < 60:
        return f"{sign}{seconds} s"
    whole = seconds // 60
    hours, rest = divmod(whole, 60)
    if hours == 0:
        return f"{sign}{whole} min"
    if hours < 24:
        return f"{sign}{hours} h {rest:02} min" if rest else f"{sign}{hours} h"
    days, hours = divmod(hours, 24)
    return f"{sign}{days} d {hours} h" if hours else f"{sign}{days} d"


def _local_day(instant: datetime, zone: tzinfo) -> date:
    return zones.to_zone(instant, zone).date()


def _same_clock(one: datetime, other: datetime) -> bool:
    return one.utcoffset() == other.utcoffset()


def _span(when: When, start: datetime) -> str:
    text = f"{_tilde(when)}{_clock(start, when)}"
    if when.until is None:
        return text
    end = zones.to_zone(when.until, start.tzinfo or UTC)
    weekday = f"{end:%a} " if end.date() != start.date() else ""
    return f"{text}..{weekday}{_clock(end, when)}"


def _day(local: datetime) -> str:
    return local.date().isoformat()


def _clock(local: datetime, when: When) -> str:
    text = f"{local.hour:02}:{local.minute:02}"
    if when.precision is Precision.MINUTE:
        return text
    text += f":{local.second:02}"
    if when.precision is Precision.SECOND:
        return text
    fraction = f"{local.microsecond:06}"
    return f"{text}.{fraction[:3] if fraction.endswith('000') else fraction}"


def _full(local: datetime, when: When, name: str) -> str:
    offset = zones.offset_text(local.utcoffset() or timedelta(0))
    place = f"[{name}]" if "/" in name else ""
    return f"{_day(local)}T{_clock(local, when)}{offset}{place}"


def _tilde(when: When) -> str:
    return "~" if when.certainty is Certainty.APPROXIMATE else ""


def _margin(when: When) -> str:
    return f"~{when.margin}m" if when.margin else ""
