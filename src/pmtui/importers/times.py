"""The time of a parsed row as a postmortem knows it: instant, what was written, how sure it is.

Nothing is invented. A wall clock without a zone stays one (the event is quarantined), a clock time
without a day is unknown with what was written, and elapsed time counts only from a start that a
person named.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace

from pmtui.domain import zones
from pmtui.domain.moment import When
from pmtui.domain.skew import corrected
from pmtui.domain.vocabulary import Certainty, Precision, ZoneKnown
from pmtui.importers.timeline.model import Hints, ParsedEvent

EITHER_WAY = "the other way round"
"""In the engine's reason for a date of digits alone that can be read two ways."""
TWICE = "skipped or comes twice"
"""In the engine's reason for a wall clock that a clock change repeats or leaves out."""
_ELAPSED = re.compile(r"\+(\d{1,6}):(\d\d):(\d\d)")
_LEAD = re.compile(r"[^\w~+(-]{1,20}")
_LONGEST_WRITTEN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a person said because the text does not say it. Everything may be absent."""

    zone: str | None = None
    """An IANA name, an abbreviation or an offset."""
    date: dt.date | None = None
    """The day of the first row."""
    year: int | None = None
    day_first: bool | None = None
    """How dates of digits alone are read; month first where nobody said."""
    after_change: bool | None = None
    """Whether times in the hour that came twice are the second ones."""
    start: dt.datetime | None = None
    """The aware instant from which elapsed times count."""
    skew: int | None = None
    """Seconds that the clock of the source was ahead of the others."""
    label: str = ""
    """A zone label of the text that is not believed, and stays in what was written."""
    instead: str = ""
    """The zone that rows with this label are read in."""
    labels: tuple[tuple[str, str], ...] = ()
    """What labels of the text mean, label and zone."""

    def hints(self, now: dt.datetime) -> Hints:
        """What the engine is told."""
        return Hints(zone=self.zone, date=self.date, year=self.year, now=now, labels=self.labels)


def when_of(parsed: ParsedEvent, answers: Answers) -> When:
    """The time of one parsed row, the clock of its source put right where a person said so."""
    if answers.instead and parsed.source_zone == answers.label:
        parsed = relabelled(parsed, answers.instead)
    return corrected(_when_of(parsed, answers), answers.skew or 0)


def relabelled(parsed: ParsedEvent, zone: str) -> ParsedEvent:
    """The row with its wall clock read in another zone than the one that is written."""
    info = zones.zone_or_utc(zone)

    def moved(text: str) -> str:
        try:
            local = dt.datetime.fromisoformat(text).replace(tzinfo=None)
        except ValueError:
            return text
        aware = local.replace(tzinfo=info)
        offset = aware.utcoffset()
        twice = offset != aware.replace(fold=1).utcoffset()
        clock = text[: 10 + len(_CLOCK.match(text[10:])[0])]  # type: ignore[index]
        return clock if twice or offset is None else f"{clock}{_iso_offset(offset)}"

    if "T" not in parsed.at[8:]:
        return parsed
    return replace(
        parsed,
        at=moved(parsed.at),
        end=moved(parsed.end) if parsed.end else None,
        source_zone=zone,
        zone_known="asked",
    )


_CLOCK = re.compile(r"(?:T[\d:.]{1,20})?")


def _iso_offset(offset: dt.timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _when_of(parsed: ParsedEvent, answers: Answers) -> When:
    written = _written(parsed)
    if found := _ELAPSED.fullmatch(parsed.at):
        return _elapsed(parsed.at, found, written, answers)
    start = _moment(parsed, parsed.at, answers)
    end = _moment(parsed, parsed.end, answers) if parsed.end else None
    approximate = Certainty.APPROXIMATE if parsed.approx else Certainty.EXACT
    match start:
        case dt.datetime() if start.tzinfo is not None:
            return _placed(parsed, start, end, written, approximate)
        case dt.datetime():
            return When(
                written=written or parsed.at.replace("T", " "),
                certainty=approximate,
                local=start.isoformat(),
                precision=_precision(parsed.at),
                zone="",
                reason=_side_open(parsed),
            )
        case dt.date():
            text = f"{parsed.at}..{parsed.end}" if parsed.end else parsed.at
            return When(written=written or text, certainty=Certainty.DATE_ONLY, day=start)
    return When(written=written or _plain(parsed.at), reason=_missing(parsed.at))


def _placed(
    parsed: ParsedEvent,
    start: dt.datetime,
    end: dt.date | None,
    written: str,
    certainty: Certainty,
) -> When:
    at = _utc(start)
    until = _utc(end) if isinstance(end, dt.datetime) and end.tzinfo is not None else None
    if until is not None and until < at:
        until = None  # an end before its start is a contradiction; the written text keeps it
    known = ZoneKnown(parsed.zone_known)
    return When(
        written=written or _plain(parsed.at),
        certainty=Certainty.RANGE if until is not None else certainty,
        at=at,
        until=until,
        precision=_precision(parsed.at),
        zone=zones.canonical(parsed.source_zone or "") or _offset(start),
        zone_known=ZoneKnown.ASKED if known is ZoneKnown.UNKNOWN else known,
    )


def _elapsed(text: str, found: re.Match[str], written: str, answers: Answers) -> When:
    gone = dt.timedelta(hours=int(found[1]), minutes=int(found[2]), seconds=int(found[3]))
    if answers.start is None:
        return When(written=written or text, reason="it counts from a start that is not known")
    try:
        at = _utc(answers.start + gone)
    except OverflowError:
        return When(written=written or text, reason="it lies beyond the calendar")
    return When(
        written=written or text,
        certainty=Certainty.EXACT,
        at=at,
        precision=Precision.SECOND,
        zone=_offset(answers.start),
        zone_known=ZoneKnown.ASKED,
    )


def _moment(parsed: ParsedEvent, text: str, answers: Answers) -> dt.datetime | dt.date | None:
    """A written moment with what the person said about it; None where it is no full date."""
    try:
        found: dt.datetime | dt.date
        found = dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)
        if answers.day_first and EITHER_WAY in parsed.reason:
            found = found.replace(month=found.day, day=found.month)
    except ValueError:
        return None
    if isinstance(found, dt.datetime) and found.tzinfo is None and TWICE in parsed.reason:
        return _settled(found, parsed, answers)
    return found


def _settled(local: dt.datetime, parsed: ParsedEvent, answers: Answers) -> dt.datetime:
    """A wall clock in a clock change, once the person said on which side of it."""
    name = zones.canonical(parsed.source_zone or "")
    if answers.after_change is None or name is None:
        return local
    return local.replace(tzinfo=zones.zone_or_utc(name), fold=int(answers.after_change))


def _side_open(parsed: ParsedEvent) -> str:
    """Why a wall clock of a known zone is not placed yet; "" where its zone is not known."""
    if TWICE not in parsed.reason or not parsed.source_zone:
        return ""
    return f"before or after the clock change in {parsed.source_zone}"


def _utc(moment: dt.datetime) -> dt.datetime:
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        return moment.replace(tzinfo=dt.UTC)


def _offset(moment: dt.datetime) -> str:
    offset = moment.utcoffset() or dt.timedelta(0)
    return zones.offset_text(offset) if offset else "UTC"


def _precision(text: str) -> Precision:
    clock = text.partition("T")[2]
    if "." in clock:
        return Precision.FRACTION
    return Precision.SECOND if clock[5:6] == ":" else Precision.MINUTE


def _written(parsed: ParsedEvent) -> str:
    """The time as it stands before the words of the row, "" where it does not stand there."""
    line = parsed.raw[:400].split("\n", 1)[0]
    head = line.partition(parsed.text[:24])[0] if parsed.text else line
    if parsed.actor:
        head = head.partition(parsed.actor)[0] or head.partition(parsed.actor)[2]
    head = _LEAD.sub("", head, count=1) if _LEAD.match(head) else head
    head = " ".join(head.split()).rstrip(" -–—:|*_<>[]#,;")
    if "[" in head and "]" not in head or not 3 < len(head) <= _LONGEST_WRITTEN:
        head = ""
    return head if any(c.isdigit() for c in head) else _written_below(parsed)


def _written_below(parsed: ParsedEvent) -> str:
    """The clock of a message whose program writes it on the line below the name."""
    if parsed.kind != "message":
        return ""
    for line in parsed.raw[:400].split("\n")[1:3]:
        if len(line) <= _LONGEST_WRITTEN and (found := _BELOW.search(line)):
            return found[0].strip()
    return ""


_BELOW = re.compile(
    r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:[ \xa0\u202f]?(?:[AaPp]\.?[Mm]\.?|Uhr))?[ \t]{0,4}$"
)


def _plain(text: str) -> str:
    return text.removeprefix("--").removeprefix("T").replace("T", " ")


def _missing(text: str) -> str:
    if text.startswith("--"):
        return "the year is not written"
    return "the date is not written" if text.startswith("T") else "it is no date of the calendar"


def spanning(first: When, last: When) -> When:
    """The time of repeats folded into one: from the first to the last of them."""
    if first.at is None or last.at is None or last.at <= first.at:
        return first
    return replace(first, certainty=Certainty.RANGE, until=last.until or last.at)
