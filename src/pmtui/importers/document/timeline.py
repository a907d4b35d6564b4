"""The timeline of a document, read by the timeline engine and put back among its lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from pmtui.domain import zones
from pmtui.domain.ids import new_id
from pmtui.domain.moment import When
from pmtui.domain.records import Event, Evidence
from pmtui.domain.text import sanitise
from pmtui.domain.vocabulary import EvidenceKind
from pmtui.importers.anchors import parsed_with
from pmtui.importers.document.inline import labels_of
from pmtui.importers.document.listing import cells
from pmtui.importers.document.records import whole_day
from pmtui.importers.rows import LONGEST_RAW, one_line
from pmtui.importers.timeline.model import ParsedEvent, ParsedTimeline, Question
from pmtui.importers.times import Answers, when_of

LONGEST_TEXT = 600
"""Characters of an event's text; its raw lines and detail hold the rest."""
_BULLET = re.compile(r"[ \t]{0,24}[-*+\u2022](?=[ \t])")
FEWEST = 5
"""Rows with a time that make a timeline of a document without a heading that says so."""


@dataclass(slots=True)
class Told:
    """The events of a document, their evidence, and the lines that they hold."""

    events: list[Event] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    questions: list[Question] = field(default_factory=list)
    zones: set[str] = field(default_factory=set)


def read_timeline(
    text: str, regions: list[tuple[int, int]], *, now: datetime, answers: Answers, label: str
) -> Told:
    """The events inside the regions (line indexes); without regions those of the whole text.

    Lines between two events hang on the first of them, as its detail. A table's rows have none.
    A row of the list without a time is an event without one.
    """
    parsed, answers = parsed_with(text, answers, now=now)
    chosen = _chosen(parsed, regions)
    told = Told(questions=list(parsed.questions) if chosen else [])
    lines = text.split("\n")
    untimed = _untimed(parsed, chosen, lines) if regions else []
    days = _day_lines(lines, regions, chosen)
    told.lines |= days
    starts = sorted([*(row.line - 1 for row in (*chosen, *untimed)), *days])
    for parsed_event in sorted([*chosen, *untimed], key=lambda row: row.line):
        following = next((line for line in starts if line > parsed_event.line - 1), len(lines))
        _take(told, parsed_event, following, lines, regions, answers, label)
    return told


def _day_lines(
    lines: list[str], regions: list[tuple[int, int]], chosen: list[ParsedEvent]
) -> set[int]:
    """Indexes of lines that are nothing but the day of rows below them, which hold it."""
    held = {event.at[:10] for event in chosen}
    return {
        number
        for first, stop in regions
        for number in range(max(first, 0), stop)
        if (day := day_alone(lines[number])) is not None and day.isoformat() in held
    }


def day_alone(line: str) -> date | None:
    """The day in full that a line names and nothing else, whatever sets it off; None for none."""
    bare = line.strip(" \t*_:>-")
    if not 8 <= len(bare) <= 40 or line.lstrip()[:1] in ("#", "|"):
        return None
    return whole_day(bare.rpartition(", ")[2] if bare[:1].isalpha() and "-" in bare else bare)


def _untimed(
    parsed: ParsedTimeline, chosen: list[ParsedEvent], lines: list[str]
) -> list[ParsedEvent]:
    """Rows of a list without a time, among or below rows of the same list that have one."""
    found: list[ParsedEvent] = []
    for remark in parsed.undated:
        above = [event for event in chosen if event.line < remark.line]
        mark = _BULLET.match(lines[remark.line - 1])
        if not above or mark is None:
            continue
        last = _BULLET.match(lines[above[-1].line - 1])
        between = lines[above[-1].last : remark.line - 1]
        if last is None or last[0] != mark[0] or any(t.lstrip()[:1] == "#" for t in between):
            continue
        found.append(
            ParsedEvent(
                at="",
                text=remark.text,
                line=remark.line,
                last=max(remark.last, remark.line),
                source=above[-1].source,
                format=above[-1].format,
                reason=remark.reason,
            )
        )
    return found


def _chosen(parsed: ParsedTimeline, regions: list[tuple[int, int]]) -> list[ParsedEvent]:
    events = sorted(parsed.events, key=lambda event: event.line)
    if not regions:
        return events if len(events) >= FEWEST else []
    return [e for e in events if any(a <= e.line - 1 < b for a, b in regions)]


def _take(
    told: Told,
    parsed: ParsedEvent,
    following: int,
    lines: list[str],
    regions: list[tuple[int, int]],
    answers: Answers,
    label: str,
) -> None:
    text = one_line(labels_of(parsed.text))
    at = when_of(parsed, answers) if parsed.at else When(reason=parsed.reason)
    if at.zone:
        told.zones.add(at.zone)
    detail = ""
    if regions:
        told.lines.update(range(parsed.line - 1, parsed.last))
        stop = min(following, next(b for a, b in regions if a <= parsed.line - 1 < b))
        detail = _detail(told, parsed, stop, lines)
    if len(text) > LONGEST_TEXT:
        detail = f"{text}\n\n{detail}".strip()
        text = text[:LONGEST_TEXT].rsplit(" ", 1)[0] + " …"
    event = Event(
        id=new_id(), at=at, text=text, who=one_line(parsed.actor or ""), detail=detail, source=label
    )
    told.events.append(event)
    raw = sanitise(parsed.raw[:LONGEST_RAW]).text
    told.evidence.append(
        Evidence(
            id=new_id(),
            of=event.id,
            kind=EvidenceKind.RAW,
            text=raw,
            source=label,
            lines=f"{parsed.line}"
            if parsed.line == parsed.last
            else f"{parsed.line}-{parsed.last}",
        )
    )


def _detail(told: Told, parsed: ParsedEvent, stop: int, lines: list[str]) -> str:
    """The lines below an event up to the next one, unless a heading or a table stands between."""
    if lines[parsed.line - 1].lstrip().startswith("|"):
        return ""
    end = parsed.last
    while end < stop and not lines[end].lstrip().startswith("#"):
        end += 1
    kept = "\n".join(lines[parsed.last : end]).strip("\n")
    if not kept.strip("`~ \t\n"):
        kept = ""  # the end of a fence around the rows
        told.lines.update(range(parsed.last, end))
    elif kept.strip():
        told.lines.update(range(parsed.last, end))
    return kept


def table_heads(text_lines: list[str], taken: set[int]) -> set[int]:
    """Indexes of the head and ruler lines of tables whose rows became events."""
    found: set[int] = set()
    for index in sorted(taken):
        above = index - 1
        while above >= 0 and above not in taken and "|" in text_lines[above]:
            row = " ".join(cells(text_lines[above]))
            if len(row.strip("-: ")) > 120:
                break
            found.add(above)
            above -= 1
    return found


def first_day(events: Sequence[Event], zone: str) -> date | None:
    """The day on which a timeline begins, on the clock of a zone; None where it has no day."""
    first = min((e.at.sortable for e in events if e.at.sortable is not None), default=None)
    return zones.to_zone(first, zones.zone_or_utc(zone)).date() if first is not None else None


def together(regions: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Neighbouring regions as one."""
    out: list[tuple[int, int]] = []
    for first, stop in regions:
        if out and out[-1][1] == first:
            out[-1] = (out[-1][0], stop)
        else:
            out.append((first, stop))
    return out
