"""From parsed rows to events of a postmortem: a plan to look at first, then one step to accept.

Pure: a plan is a value, every change to it gives another one, and nothing reaches the postmortem
before `accept`. Nothing vanishes on the way: repeats are folded and can be expanded, rows without a
time are listed, what the postmortem knows already is shown as known.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from pmtui.domain.edits import add, add_all, toggle_milestone
from pmtui.domain.facts import events_by_milestone
from pmtui.domain.ids import new_id
from pmtui.domain.moment import When
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Event, Evidence, Participant, SourceText
from pmtui.domain.text import sanitise
from pmtui.domain.vocabulary import REPEATABLE, EvidenceKind, Milestone
from pmtui.importers.known import Known
from pmtui.importers.noise import hint_of, is_noise
from pmtui.importers.timeline.collapse import collapse
from pmtui.importers.timeline.engine import Cancelled, Progress
from pmtui.importers.timeline.model import ParsedEvent, ParsedTimeline, Question, Remark
from pmtui.importers.times import Answers, spanning, when_of

LONGEST_TEXT = 400
"""Characters of an event's text; the whole of a longer one goes into its detail."""
LONGEST_RAW = 16_000
"""Characters of raw lines kept with one event."""
LONGEST_SOURCE = 250_000
"""Characters of a source text that a field takes."""
MANY = 50
"""Rows of a log above which none is ticked for the person: that many lines are no timeline."""
REPEATS = 3
"""Equal rows from which on they are folded into one."""
_HUMAN = (None, "message", "mail", "commit", "command", "incident")
_LAST_COUNTS = frozenset({Milestone.RESOLVED, Milestone.IMPACT_END, Milestone.RECOVERED})
_ASKED = ("zone", "date", "year", "order", "clock", "base")

Part = ParsedEvent | Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """One row of the preview: an event as it would land, and what it was read from."""

    id: str
    """Stays the same when the text is parsed again with other answers."""
    parts: tuple[Part, ...]
    """What it was read from: one parsed row, repeats folded into it, rows merged into it."""
    at: When
    text: str
    who: str = ""
    detail: str = ""
    noise: bool = False
    """Hardly an event: folded and unticked at the start."""
    confidence: str = "sure"
    reason: str = ""
    hint: Milestone | None = None
    """A milestone that it may mark; set by a person only."""
    milestones: tuple[Milestone, ...] = ()
    known: str = ""
    """The id of the event of the postmortem that it repeats."""

    @property
    def count(self) -> int:
        """How many rows of the source it stands for."""
        return len(self.parts)

    @property
    def lines(self) -> tuple[int, int]:
        """First and last line of the source, counted from 1."""
        return self.parts[0].line, max(part.last or part.line for part in self.parts)

    @property
    def raw(self) -> str:
        """The lines it was read from, cut where they are more than an event keeps."""
        kept: list[str] = []
        room = LONGEST_RAW
        for number, part in enumerate(self.parts):
            raw = part.raw if isinstance(part, ParsedEvent) else part.text
            if len(raw) > room:
                kept.append(f"{raw[:room]}… (and {len(self.parts) - number - 1:,} more rows)")
                break
            kept.append(raw)
            room -= len(raw) + 1
        return "\n".join(kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import would do: its rows in the order of the source, and what is not known yet."""

    rows: tuple[ImportRow, ...]
    picked: frozenset[str] = frozenset()
    """The ids of the rows that are ticked, and would land."""
    questions: tuple[Question, ...] = ()
    """What is asked once for all rows: zone, date, year, order of day and month, start."""
    notes: tuple[str, ...] = ()
    """What else should be said about the text, in sentences."""
    format: str = "none"
    label: str = ""
    """What the text is called: a file name, or when it was pasted."""
    people: tuple[str, ...] = ()
    """Names to take into the roster of participants."""
    source_text: str = ""
    """The whole text, where it is to be kept as well."""

    @property
    def ticked(self) -> tuple[ImportRow, ...]:
        """The rows that would land."""
        return tuple(row for row in self.rows if row.id in self.picked)

    @property
    def timed(self) -> int:
        """How many rows carry a time."""
        return sum(isinstance(row.parts[0], ParsedEvent) for row in self.rows)


def plan(
    parsed: ParsedTimeline,
    pm: Postmortem,
    *,
    answers: Answers | None = None,
    label: str = "",
    progress: Progress | None = None,
) -> ImportPlan:
    """What importing a parsed text into a postmortem would do, likely rows ticked.

    `progress` is told (rows planned, rows at most); Cancelled is raised where it returns False.
    """
    answers = answers or Answers()
    known = Known(pm)
    rows = []
    for number, group in enumerate(_groups(parsed.events)):
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
    asked = tuple(q for q in parsed.questions if _open(q, answers))
    said = tuple(q.text for q in parsed.questions if q not in asked and not _answered(q, answers))
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
    text = _one_line(first.text)
    if len(group) > 1:
        at = spanning(at, when_of(group[-1], answers))
    word = hint_of(first)
    row = ImportRow(
        id=f"{first.line}",
        parts=group,
        at=at,
        text=text,
        who=_one_line(first.actor or ""),
        noise=word is None and is_noise(first),
        confidence=first.confidence,
        reason=first.reason,
        hint=Milestone(word) if word else None,
    )
    if known and (event := known.match(when_of(first, answers), text, row.raw)) is not None:
        return replace(row, known=event.id, hint=None, reason="the timeline has it already")
    return row


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
        text=_one_line(remark.text),
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
    about_one_line = (
        question.kind == "date" and len(question.lines) == 1 and "say which" in (question.text)
    )
    return question.kind in _ASKED and not about_one_line and not _answered(question, answers)


def _answered(question: Question, answers: Answers) -> bool:
    match question.kind:
        case "order":
            return answers.day_first is not None
        case "clock":
            return answers.after_change is not None
        case "base":
            return answers.start is not None
        case _:
            return False  # the engine was told and does not ask again


def _sentence(note: Remark) -> str:
    where = f"Line {note.line}: " if note.line else ""
    return f"{where}{note.text}" + (f" ({note.reason})" if note.reason else "")


def _one_line(text: str) -> str:
    return sanitise(text, multiline=False).text.strip()


# -- changing a plan -------------------------------------------------------------------------------


def with_rows(
    plan: ImportPlan, ids: Iterable[str], change: Callable[[ImportRow], ImportRow]
) -> ImportPlan:
    """The plan with some of its rows changed; ids that are gone are passed over."""
    wanted = set(ids)
    rows = tuple(change(row) if row.id in wanted else row for row in plan.rows)
    return replace(plan, rows=rows)


def ticked(plan: ImportPlan, ids: Iterable[str], on: bool) -> ImportPlan:
    """The plan with rows ticked or unticked."""
    return replace(plan, picked=plan.picked | set(ids) if on else plan.picked - set(ids))


def merged(plan: ImportPlan, id: str) -> ImportPlan:
    """The plan with a row merged into the one above it, whose time and words lead."""
    rows = list(plan.rows)
    number = next((n for n, row in enumerate(rows) if row.id == id), 0)
    if not number:
        return plan
    above, row = rows[number - 1], rows[number]
    said = f"{row.who}: {row.text}" if row.who and row.who != above.who else row.text
    detail = "\n".join(part for part in (above.detail, said, row.detail) if part)
    rows[number - 1] = replace(
        above,
        parts=(*above.parts, *row.parts),
        detail=detail,
        noise=above.noise and row.noise,
        hint=above.hint or row.hint,
        milestones=tuple(dict.fromkeys((*above.milestones, *row.milestones))),
    )
    del rows[number]
    return replace(plan, rows=tuple(rows), picked=(plan.picked - {row.id}) | {above.id})


def split(plan: ImportPlan, id: str, answers: Answers | None = None) -> ImportPlan:
    """The plan with a row taken apart: repeats and merged rows, or one taken as known made new."""
    answers = answers or Answers()
    rows: list[ImportRow] = []
    picked = plan.picked
    for row in plan.rows:
        if row.id != id:
            rows.append(row)
        elif len(row.parts) > 1:
            pieces = [_alone(row, number, part, answers) for number, part in enumerate(row.parts)]
            rows += pieces
            if id in picked:
                picked = picked | {piece.id for piece in pieces}
        else:
            rows.append(replace(row, known="", reason="taken as a new event"))
    return replace(plan, rows=tuple(rows), picked=picked)


def _alone(row: ImportRow, number: int, part: Part, answers: Answers) -> ImportRow:
    id = row.id if number == 0 else f"{row.id}.{number}"
    if isinstance(part, Remark):
        at, who = When(reason="no time is written"), ""
    else:
        at, who = when_of(part, answers), _one_line(part.actor or "")
    return ImportRow(
        id=id,
        parts=(part,),
        at=at,
        text=_one_line(part.text),
        who=who,
        noise=row.noise,
        confidence=row.confidence if number == 0 else getattr(part, "confidence", "doubtful"),
        reason=part.reason,
        hint=row.hint if number == 0 else None,
        milestones=row.milestones if number == 0 else (),
    )


def new_people(plan: ImportPlan, pm: Postmortem) -> tuple[str, ...]:
    """Who speaks in the ticked rows and stands in no roster yet: suggestions, in order."""
    there = {
        key.strip().removeprefix("@").casefold()
        for person in pm.participants
        for key in (person.name, person.handle)
    }
    found = dict.fromkeys(row.who for row in plan.ticked if row.who)
    return tuple(n for n in found if n.removeprefix("@").casefold() not in there)


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
