"""What the timeline engine returns: events with their evidence, questions, remarks."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Literal

from pmtui.importers.timeline.milestones import milestone_hint
from pmtui.importers.timeline.source import Source

ZoneKnown = Literal["written", "heading", "asked", "assumed", "unknown"]
NO_TIME = "no readable time"
"""Why a line of a log is listed as skipped that looks like a record of its own."""
Confidence = Literal["sure", "likely", "doubtful"]


@dataclass(frozen=True, slots=True)
class Hints:
    """What the user says because the text does not. All may be absent.

    `zone` is an IANA name, an abbreviation or an offset; `date` is the day of the first row;
    `year` the year of dates without one; `now` lets a missing year be the nearest past one.
    """

    zone: str | None = None
    date: dt.date | None = None
    year: int | None = None
    now: dt.datetime | None = None
    labels: tuple[tuple[str, str], ...] = ()
    """What zone labels of the text mean, label and zone; they go before all that is written."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something the text does not say. `kind` names the hint or choice that answers it."""

    kind: Literal[
        "zone", "date", "year", "order", "clock", "base", "label", "skew", "format", "split"
    ]
    text: str
    choices: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    about: str = ""
    """For a label: the one that is doubted. For a zone: the label that several zones share."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A line that is no event (undated, skipped) or a note on one. `line` is 1-based, 0 = all."""

    line: int
    text: str
    reason: str = ""
    last: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedEvent:
    """One event as read. Its evidence is a span of the source, cut out when asked for.

    `at`: ISO 8601 with offset (zone known), local without (unknown), a bare date (no clock time),
    `+HH:MM:SS` (elapsed), `Thh:mm` (clock time, date unknown) or `--MM-DD…` (year unknown).
    """

    at: str
    text: str
    line: int
    last: int
    source: Source
    end: str | None = None
    approx: bool = False
    actor: str | None = None
    kind: str | None = None
    source_zone: str | None = None
    zone_known: ZoneKnown = "unknown"
    confidence: Confidence = "sure"
    reason: str = ""
    label: str = ""
    format: str = ""
    span: tuple[int, int] | None = None

    @property
    def lines(self) -> tuple[int, int]:
        """First and last line, 1-based."""
        return (self.line, self.last)

    @property
    def milestone_hint(self) -> str | None:
        """The milestone this row may mark; a suggestion, worked out when asked for."""
        return milestone_hint(self.label, self.text)

    @property
    def raw(self) -> str:
        """The lines of the source, or the part of them that is this event's record."""
        if self.span is not None:
            return self.source.text[self.span[0] : self.span[1]]
        return self.source.block(self.line - 1, self.last)


@dataclass(frozen=True, slots=True)
class ParsedTimeline:
    """Everything that came out of one paste; every line of it is in one of the lists."""

    format: str
    events: list[ParsedEvent] = field(default_factory=list)
    undated: list[Remark] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    skipped: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)


def corrected_at(text: str, skew: int) -> str:
    """A moment as parsed, read off a clock that was so many seconds ahead.

    One without a full date or without a clock time stays as it is.
    """
    if not skew or len(text) < 16 or text[10] != "T":
        return text
    try:
        moment = dt.datetime.fromisoformat(text) - dt.timedelta(seconds=skew)
    except (ValueError, OverflowError):
        return text
    fine = "." in text or moment.second or text[16:17] == ":"
    shown = moment.isoformat() if fine else moment.isoformat(timespec="minutes")
    return f"{shown.removesuffix('+00:00')}Z" if text.endswith("Z") else shown


def to_json(parsed: ParsedTimeline, skew: int = 0) -> dict[str, Any]:
    """The contract of `timeline parse --json`; with a skew each event tells it."""
    return {
        "format": parsed.format,
        "events": [_event(event, skew) for event in parsed.events],
        "undated": [_remark(remark) for remark in parsed.undated],
        "questions": [
            {"kind": q.kind, "text": q.text, "choices": list(q.choices), "lines": list(q.lines)}
            for q in parsed.questions
        ],
        "skipped": [_remark(remark) for remark in parsed.skipped],
    }


def _event(event: ParsedEvent, skew: int) -> dict[str, Any]:
    return {
        "at": corrected_at(event.at, skew),
        "end": corrected_at(event.end, skew) if event.end else None,
        "approx": event.approx,
        "text": event.text,
        "actor": event.actor,
        "kind": event.kind,
        "line": event.line,
        "lines": list(event.lines),
        "source_zone": event.source_zone,
        "raw": event.raw,
        **({"skew": skew} if skew else {}),
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {"line": remark.line, "text": remark.text, "reason": remark.reason}
