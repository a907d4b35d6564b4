"""From parsed rows to events of a postmortem: a plan to look at first, then one step to accept.

Pure: a plan is a value, every change to it gives another one, and nothing reaches the postmortem
before `accept`. Nothing vanishes on the way: repeats are folded and can be expanded, rows without a
time are listed, what the postmortem knows already is shown as known.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from pmtui.domain.edits import add, add_all, toggle_milestone
from pmtui.domain.facts import events_by_milestone
from pmtui.domain.ids import new_id
from pmtui.domain.moment import When
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Event, Evidence, Participant, SourceText
from pmtui.domain.text import sanitise
from pmtui.domain.vocabulary import REPEATABLE, EvidenceKind, Milestone
from pmtui.importers.anchors import asked_by_anchors
from pmtui.importers.document.inline import labels_of
from pmtui.importers.known import Known
from pmtui.importers.noise import hint_of, is_noise
from pmtui.importers.rows import LONGEST_RAW, ImportPlan, ImportRow, one_line, without_ticks
from pmtui.importers.timeline.collapse import collapse
from pmtui.importers.timeline.engine import Cancelled, Progress
from pmtui.importers.timeline.model import ParsedEvent, ParsedTimeline, Question, Remark
from pmtui.importers.times import Answers, spanning, when_of

LONGEST_TEXT = 400
"""Characters of an event's text; the whole of a longer one goes into its detail."""
LONGEST_SOURCE = 250_000
"""Characters of a source text that a field takes."""
MANY = 50
"""Rows of a log above which none is ticked for the person: that many lines are no timeline."""
REPEATS = 3
"""Equal rows from which on they are folded into one."""
_HUMAN = (None, "message", "mail", "commit", "command", "incident")
_ALERTS = ("alert", "firing", "trigger")
"""Kinds of rows by which a machine says that something is wrong; the first of them detects it."""
_LAST_COUNTS = frozenset({Milestone.RESOLVED, Milestone.IMPACT_END, Milestone.RECOVERED})
_ASKED = ("zone", "label", "skew", "date", "year", "order", "clock", "base")


def plan(
    parsed: ParsedTimeline,
    pm: Postmortem,
    *,
    answers: Answers | None = None,
    label: str = "",
    progress: Progress | None = None,
    now: datetime | None = None,
    unfold: bool = False,
) -> ImportPlan:
    """What importing a parsed text into a postmortem would do, likely rows ticked.

    Repeats of machines are one row, unless they are to be unfolded.

    `progress` is told (rows planned, rows at most); Cancelled is raised where it returns False.
    """
    answers = answers or Answers()
    known = Known(pm)
    rows = []
    groups = ((event,) for event in parsed.events) if unfold else _groups(parsed.events)
    for number, group in enumerate(groups):
        if progress is not None and number % 256 == 0 and not progress(number, len(parsed.events)):
            raise Cancelled
        rows.append(_row(group, answers, known))
    rows += [_undated(remark, parsed, "an undated row", False) for remark in parsed.undated]
    rows += [_undated(remark, parsed, "no time", True) for remark in parsed.skipped]
    rows.sort(key=lambda row: row.parts[0].line)
    rows = _numbered(_hinted(rows, pm))
    picked = frozenset(row.id for row in rows if _likely(row))
    if len(picked) > MANY and _is_log(parsed):
        picked = frozenset()
    questions = [*parsed.questions]
    if not any(q.kind == "label" for q in questions):
        questions += asked_by_anchors(rows, pm, now)
    asked = tuple(q for q in questions if _open(q, answers))
    said = tuple(q.text for q in questions if q not in asked and not _answered(q, answers))
    notes = (*said, *(_sentence(note) for note in parsed.notes))
    return ImportPlan(
        rows=tuple(rows),
        picked=picked,
        questions=asked,
        notes=notes,
        format=parsed.format,
        label=label,
    )


def _groups(events: list[ParsedEvent]) -> Iterator[tuple[ParsedEvent, ...]]:
    """Repeats of machines folded; what people wrote stays apart, also where it reads alike."""
    for group in collapse(events):
        if group.count >= REPEATS and group.first.kind not in _HUMAN:
            yield group.events
        else:
            yield from ((event,) for event in group.events)


def _row(group: tuple[ParsedEvent, ...], answers: Answers, known: Known) -> ImportRow:
    first = group[0]
    at = when_of(first, answers)
    text = one_line(said(first))
    if len(group) > 1:
        at = spanning(at, when_of(group[-1], answers))
    word = hint_of(first) or ("detected" if first.kind in _ALERTS else None)
    row = ImportRow(
        id=f"{first.line}",
        parts=group,
        at=at,
        text=text,
        who=one_line(first.actor or ""),
        noise=word is None and is_noise(first),
        confidence=first.confidence,
        reason=first.reason,
        hint=Milestone(word) if word else None,
    )
    if known and (event := known.match(when_of(first, answers), text, row.raw)) is not None:
        return replace(row, known=event.id, hint=None, reason="the timeline has it already")
    return row


def said(parsed: ParsedEvent) -> str:
    """The words of a row without the marks by which its source sets them off."""
    if parsed.format == "markdown":
        return labels_of(parsed.text)
    return without_ticks(parsed.text) if parsed.kind in ("message", "commit") else parsed.text


def _likely(row: ImportRow) -> bool:
    """Whether a row is ticked for the person: timed, no noise, and new."""
    return isinstance(row.parts[0], ParsedEvent) and not row.noise and not row.known


def _undated(remark: Remark, parsed: ParsedTimeline, reason: str, noise: bool) -> ImportRow:
    if parsed.events and remark.line:
        source = parsed.events[0].source
        whole = source.block(remark.line - 1, min(remark.last or remark.line, source.count))
        remark = replace(remark, text=whole[:LONGEST_RAW] or remark.text)
    return ImportRow(
        id=f"{remark.line}",
        parts=(remark,),
        at=When(reason="no time is written"),
        text=one_line(remark.text),
        noise=noise,
        confidence="doubtful",
        reason=remark.reason or reason,
    )


def _hinted(rows: list[ImportRow], pm: Postmortem) -> list[ImportRow]:
    """The rows with at most one suggestion for each milestone that nothing marks yet."""
    taken = {m for m in events_by_milestone(pm) if m not in REPEATABLE}
    chosen: dict[Milestone, int] = {}
    for number, row in enumerate(rows):
        if row.hint is not None and (row.hint in _LAST_COUNTS or row.hint not in chosen):
            chosen[row.hint] = number
    kept = {number for milestone, number in chosen.items() if milestone not in taken}
    return [
        replace(row, hint=None) if row.hint is not None and number not in kept else row
        for number, row in enumerate(rows)
    ]


def _numbered(rows: list[ImportRow]) -> list[ImportRow]:
    """Rows of one line told apart."""
    seen: dict[str, int] = {}
    out = []
    for row in rows:
        count = seen[row.id] = seen.get(row.id, 0) + 1
        out.append(row if count == 1 else replace(row, id=f"{row.id}-{count}"))
    return out


def _is_log(parsed: ParsedTimeline) -> bool:
    return sum(event.kind in ("log", "command") for event in parsed.events) > len(parsed.events) / 2


def _open(question: Question, answers: Answers) -> bool:
    of_one_row = (
        question.kind == "date" and len(question.lines) == 1 and "say which" in question.text
    )
    return question.kind in _ASKED and not of_one_row and not _answered(question, answers)


def _answered(question: Question, answers: Answers) -> bool:
    match question.kind:
        case "order":
            return answers.day_first is not None
        case "clock":
            return answers.after_change is not None
        case "base":
            return answers.start is not None
        case "label":
            return bool(answers.instead)
        case "skew":
            return answers.skew is not None
        case _:
            return False  # the engine was told and does not ask again


def _sentence(note: Remark) -> str:
    where = f"Line {note.line}: " if note.line else ""
    return f"{where}{note.text}" + (f" ({note.reason})" if note.reason else "")


# -- accepting -------------------------------------------------------------------------------------


def accept(pm: Postmortem, plan: ImportPlan) -> Postmortem:
    """The postmortem with the ticked rows in it: events with evidence, people, the source text.

    A row that repeats a known event adds its lines to that event as evidence.
    """
    there = {event.id for event in pm.events}
    fresh = [row for row in plan.ticked if row.known not in there]
    events = [(row, _event(row, plan.label)) for row in fresh]
    backed = [(row, event.id) for row, event in events]
    backed += [(row, row.known) for row in plan.ticked if row.known in there]
    have = {(evidence.of, evidence.text) for evidence in pm.evidence}
    evidence = [_evidence(row, of, plan.label) for row, of in backed]
    pm = add_all(pm, "events", [event for _, event in events])
    pm = add_all(pm, "evidence", [e for e in evidence if (e.of, e.text) not in have])
    for row, of in backed:
        for milestone in row.milestones:
            if milestone not in next(e.milestones for e in pm.events if e.id == of):
                pm = toggle_milestone(pm, of, milestone)
    pm = add_all(pm, "participants", [Participant(id=new_id(), name=n) for n in plan.people])
    if plan.source_text:
        pm = add(pm, "sources", source_of(plan.label, plan.source_text))
    return pm


def _event(row: ImportRow, label: str) -> Event:
    text, detail = row.text, row.detail
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT].rsplit(" ", 1)[0] + " …"
        detail = "\n".join(part for part in (row.text, row.detail) if part)
    if row.count > 1 and not row.detail:
        text = f"{text} ({row.count} times)"
    return Event(id=new_id(), at=row.at, text=text, who=row.who, detail=detail, source=label)


def _evidence(row: ImportRow, of: str, label: str) -> Evidence:
    first, last = row.lines
    return Evidence(
        id=new_id(),
        of=of,
        kind=EvidenceKind.RAW,
        text=sanitise(row.raw).text,
        source=label,
        lines=f"{first}" if first == last else f"{first}-{last}",
    )


def source_of(label: str, text: str) -> SourceText:
    """A whole text as a source, cut where a field takes no more."""
    kept = sanitise(text[:LONGEST_SOURCE]).text
    if len(text) > LONGEST_SOURCE:
        kept += f"\n… (cut here; the text has {len(text):,} characters)"
    return SourceText(id=new_id(), label=label or "imported text", text=kept)
