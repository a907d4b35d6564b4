"""Rows that stand in the timeline already, at other times: is the clock or the zone of one off?

Nothing is changed here. A difference of many rows becomes a question: of a few seconds or minutes
about the clock of the source, of quarters of an hour about its zone. So does a label by which
rows lie in the future.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pmtui.domain import zones
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.skew import show_skew
from pmtui.domain.vocabulary import Precision
from pmtui.importers.rows import ImportRow
from pmtui.importers.timeline.engine import Progress, parse_timeline
from pmtui.importers.timeline.model import ParsedEvent, ParsedTimeline, Question
from pmtui.importers.timeline.zones import can_be, zone_of
from pmtui.importers.times import Answers

MOST = 300
"""Rows and events that are compared; a source shows its clock in fewer."""
FEWEST_WORDS = 3
ALIKE = 0.75
"""The share of words in common from which two texts speak of one event, wherever they stand."""
FARTHEST = 14 * 3600
"""Seconds; zones differ by no more."""
LARGEST_SKEW = 15 * 60
"""Seconds; a clock that nobody sets drifts by less in months."""
QUARTER = 15 * 60
_WORD = re.compile(r"\w{2,60}")
_WRITTEN = ("written", "heading", "assumed")


def asked_by_anchors(
    rows: Sequence[ImportRow], pm: Postmortem, now: dt.datetime | None
) -> list[Question]:
    """At most one question: about the clock of the source, or about its zone label."""
    new = [row for row in rows if not row.known and not row.noise and row.at.at is not None][:MOST]
    pairs = _pairs(new, pm)
    if pairs and sum(bool(row.known) for row in rows) < len(pairs):
        gap, number, where = _commonest(pairs)
        off = round(gap / QUARTER) * QUARTER
        if abs(gap - off) <= 120 and 2 * QUARTER <= abs(off) <= FARTHEST:
            if question := _label(where, off, pm, f"{_rows(number)} in the timeline already, "
                                  f"{_minutes(off)}"):  # fmt: skip
                return [question]
        elif number > 1 and 2 <= abs(gap) <= LARGEST_SKEW:
            told = show_skew(gap)
            text = (
                f"{_rows(number)} in the timeline already, each {_moved(gap)}: is the clock of this "
                f"source {told}?"
            )
            return [Question("skew", text, (told,), tuple(row.lines[0] for row in where))]
    return _future(new, pm, now)


def label_of(events: Iterable[ParsedEvent]) -> str:
    """The zone that most rows are written in by their own label, "" where none is."""
    labels = Counter(
        event.source_zone for event in events if event.source_zone and event.zone_known in _WRITTEN
    )
    return labels.most_common(1)[0][0] if labels else ""


def parsed_with(
    text: str, answers: Answers, *, now: dt.datetime, progress: Progress | None = None
) -> tuple[ParsedTimeline, Answers]:
    """A text read with the answers, and these as its labels settle them; read again where they do."""
    parsed = parse_timeline(text, answers.hints(now), progress)
    settled = _settled(answers, parsed.events)
    if settled.labels != answers.labels:
        parsed = parse_timeline(text, settled.hints(now), progress)
    return parsed, settled


def _settled(answers: Answers, events: Sequence[ParsedEvent]) -> Answers:
    """Answers whose zone `instead` names its label: a shared one it can be, else the commonest."""
    if not answers.instead:
        return answers
    told = zone_of(answers.instead)
    waiting = {e.source_zone for e in events if e.zone_known == "unknown" and e.source_zone}
    for label in sorted(waiting):
        shared = zone_of(label)
        if told is not None and shared is not None and shared.choices and can_be(told, shared):
            labels = (*answers.labels, (label, answers.instead))
            return replace(answers, labels=labels, instead="")
    return replace(answers, label=label_of(events))


def _pairs(rows: Sequence[ImportRow], pm: Postmortem) -> list[tuple[int, ImportRow]]:
    """Rows that an event elsewhere in the timeline repeats: seconds they are later, and the row."""
    events = [(e.at, words) for e in pm.events[:MOST] if e.at.at is not None
              and len(words := _words(e.text)) >= FEWEST_WORDS]  # fmt: skip
    found = []
    for row in rows if events else ():
        own = _words(row.text)
        if len(own) < FEWEST_WORDS:
            continue
        gaps = [
            (row.at.at - at.at).total_seconds()
            for at, words in events
            if at.at is not None
            and row.at.at is not None
            and len(own & words) >= max(FEWEST_WORDS, ALIKE * max(len(own), len(words)))
        ]
        if gaps:
            gap = min(gaps, key=abs)
            slack = 60 if row.at.precision is Precision.MINUTE else 1
            if slack < abs(gap) <= FARTHEST + 120:
                found.append((round(gap), row))
    return found


def _commonest(pairs: list[tuple[int, ImportRow]]) -> tuple[int, int, list[ImportRow]]:
    """The gap that most pairs have within a minute: its middle, how many, and their rows."""
    best = max(pairs, key=lambda pair: sum(abs(pair[0] - gap) <= 60 for gap, _ in pairs))[0]
    near = sorted((p for p in pairs if abs(p[0] - best) <= 60), key=lambda p: p[0])
    return near[len(near) // 2][0], len(near), [row for _, row in near]


def _label(rows: Sequence[ImportRow], off: int, pm: Postmortem, why: str) -> Question | None:
    parts = [part for row in rows for part in row.parts if isinstance(part, ParsedEvent)]
    label = label_of(parts)
    row = next((r for r in rows if r.parts[0] in parts and label), None)
    if row is None or row.at.at is None:
        return None
    true = row.at.at - dt.timedelta(seconds=off)
    own = zones.to_zone(row.at.at, zones.zone_or_utc(row.at.zone)).utcoffset() or dt.timedelta(0)
    wanted = own + dt.timedelta(seconds=off)
    zone = next(
        (
            name
            for name in (pm.overview.zone, "UTC", "Europe/London")
            if name and zones.to_zone(true, zones.zone_or_utc(name)).utcoffset() == wanted
        ),
        "",
    ) or (zones.offset_text(wanted) if abs(wanted) <= dt.timedelta(hours=14) else "")
    if not zone:
        return None
    text = f"{label} is written, yet {why}: were they written in {zone}?"
    return Question("label", text, (zone, label), tuple(r.lines[0] for r in rows[:20]), label)


def _future(rows: Sequence[ImportRow], pm: Postmortem, now: dt.datetime | None) -> list[Question]:
    """A label by which rows have not happened yet, where the workbook's zone would explain it."""
    if now is None:
        return []
    late = [r for r in rows if r.at.at is not None and r.at.at > now + dt.timedelta(minutes=5)]
    if not late:
        return []
    first, last = late[0], max(late, key=lambda r: r.at.at or now)
    assert first.at.at is not None and last.at.at is not None
    own = zones.to_zone(first.at.at, zones.zone_or_utc(first.at.zone)).utcoffset()
    there = zones.to_zone(first.at.at, zones.zone_or_utc(pm.overview.zone)).utcoffset()
    off = ((there or dt.timedelta(0)) - (own or dt.timedelta(0))).total_seconds()
    if off <= 0 or last.at.at - dt.timedelta(seconds=off) > now:
        return []
    verb = "lies" if len(late) == 1 else "lie"
    why = f"{'one row' if len(late) == 1 else f'{len(late)} rows'} {verb} in the future"
    question = _label(late, round(off), pm, why)
    return [question] if question else []


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text[:1000].casefold()))


def _rows(count: int) -> str:
    return "one row stands" if count == 1 else f"{count} rows stand"


def _minutes(off: int) -> str:
    minutes = abs(off) // 60
    shown = f"{minutes} min" if minutes % 60 else f"{minutes // 60} h"
    return f"{shown} {'earlier' if off > 0 else 'later'}"


def _moved(gap: int) -> str:
    return f"{show_skew(abs(gap)).removesuffix(' ahead')} {'earlier' if gap > 0 else 'later'}"
