"""Times as pmtui's exports print them, read back with the one zone that the document names."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from pmtui.domain import zones
from pmtui.domain.moment import BLANK, When
from pmtui.domain.skew import parse_skew
from pmtui.domain.vocabulary import Certainty, Precision, ZoneKnown

_CLOCK = r"\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?: [+-]\d{4})?"
_PLACED = re.compile(
    rf"(?P<about>~)?(?P<start>{_CLOCK})(?: to (?P<end>{_CLOCK}))?(?: ±(?P<margin>\d{{1,6}}) min)?"
    r"(?: \((?P<reason>.{1,2000})\))?$",
    re.DOTALL,
)
_LOCAL = re.compile(
    r"(~?)(\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?) "
    r"\((?:zone unknown|not placed: (.{1,400}))\)$",
    re.DOTALL,
)
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?: \((.{1,2000})\))?$", re.DOTALL)
_UNKNOWN = re.compile(
    r"(?P<what>unknown|not applicable)(?:, written “(?P<written>.{0,2000})”)?"
    r"(?: \((?P<reason>.{1,2000})\))?$",
    re.DOTALL,
)


_SKEW = re.compile(r" \(clock of the source ([^()]{1,40}), corrected\)$")


def read_time(text: str, zone: str) -> When:
    """The time that a cell shows; a blank one for what is no time."""
    bare = _SKEW.sub("", text.strip())
    try:
        when = _read(bare, zone)
        if found := _SKEW.search(text.strip()):
            return replace(when, skew=parse_skew(found[1]))
        return when
    except (ValueError, OverflowError):
        return When(written=text, reason="it is no date of the calendar")


def _read(text: str, zone: str) -> When:
    if not text or text == "no time yet":
        return BLANK
    if found := _LOCAL.match(text):
        return When(
            written=found[1] + found[2],
            certainty=Certainty.APPROXIMATE if found[1] else Certainty.EXACT,
            local=datetime.fromisoformat(found[2]).isoformat(),
            precision=_precision(found[2]),
            reason=found[3] or "",
        )
    if found := _PLACED.match(text):
        certainty = Certainty.APPROXIMATE if found["about"] else Certainty.EXACT
        until = _instant(found["end"], zone) if found["end"] else None
        return When(
            written=text,
            certainty=Certainty.RANGE if until is not None else certainty,
            at=_instant(found["start"], zone),
            until=until,
            margin=int(found["margin"] or 0),
            precision=_precision(found["start"]),
            zone=zone,
            zone_known=ZoneKnown.HEADING,
            reason=found["reason"] or "",
        )
    if found := _DAY.match(text):
        return When(
            written=found[1],
            certainty=Certainty.DATE_ONLY,
            day=date.fromisoformat(found[1]),
            reason=found[2] or "",
        )
    if found := _UNKNOWN.match(text):
        not_applicable = found["what"] == "not applicable"
        return When(
            written=found["written"] or "",
            certainty=Certainty.NOT_APPLICABLE if not_applicable else Certainty.UNKNOWN,
            reason=found["reason"] or "",
        )
    return When(written=text, reason="it is no time that is known here")


def _instant(text: str, zone: str) -> datetime:
    clock, offset = text[:-6] if text[-5] in "+-" else text, text[-5:] if text[-5] in "+-" else ""
    local = datetime.fromisoformat(_padded(clock))
    if offset:
        gap = timedelta(hours=int(offset[1:3]), minutes=int(offset[3:]))
        return (local - gap if offset[0] == "+" else local + gap).replace(tzinfo=UTC)
    found = zones.instants_of(local, zones.zone_or_utc(zone))
    return found[0] if found else local.replace(tzinfo=UTC)


def _padded(clock: str) -> str:
    head, dot, fraction = clock.partition(".")
    return f"{head}.{fraction.ljust(6, '0')}" if dot else clock


def _precision(clock: str) -> Precision:
    if "." in clock:
        return Precision.FRACTION
    return Precision.SECOND if clock[10:19].count(":") == 2 else Precision.MINUTE
