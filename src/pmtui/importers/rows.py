"""The rows of an import as they are looked at before anything lands, and what a person does to them.

A plan is a value: every change gives another one.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from pmtui.domain.bots import is_bot
from pmtui.domain.moment import When
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.text import sanitise
from pmtui.domain.vocabulary import Milestone
from pmtui.importers.timeline.model import ParsedEvent, Question, Remark
from pmtui.importers.times import Answers, when_of

LONGEST_RAW = 16_000
"""Characters of raw lines kept with one event."""

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


def with_rows(
    plan: ImportPlan, ids: Iterable[str], change: Callable[[ImportRow], ImportRow]
) -> ImportPlan:
    """The plan with some of its rows changed; ids that are gone are passed over."""
    wanted = set(ids)
    rows = tuple(change(row) if row.id in wanted else row for row in plan.rows)
    return replace(plan, rows=rows)


def ticked(plan: ImportPlan, ids: Iterable[str], on: bool) -> ImportPlan:
    """The plan with rows ticked or unticked."""
    chosen = frozenset(ids)
    if not on:
        return replace(plan, picked=plan.picked - chosen)
    # Rather the given set than a union equal to it: a paste may have a hundred thousand rows.
    return replace(plan, picked=chosen if plan.picked <= chosen else plan.picked | chosen)


def merged(plan: ImportPlan, id: str, into: str = "") -> ImportPlan:
    """The plan with a row merged into another one, else into the one above; that one leads."""
    rows = list(plan.rows)
    number = next((n for n, row in enumerate(rows) if row.id == id), 0)
    target = next((n for n, row in enumerate(rows) if row.id == into), number - 1)
    if target < 0 or target == number or rows[number].id != id:
        return plan
    above, row = rows[target], rows[number]
    said = f"{row.who}: {row.text}" if row.who and row.who != above.who else row.text
    detail = "\n".join(part for part in (above.detail, said, row.detail) if part)
    rows[target] = replace(
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
        elif not row.known and (lines := _by_line(row)):
            rows += lines
            if id in picked:
                picked = picked | {line.id for line in lines}
        else:
            rows.append(replace(row, known="", reason="taken as a new event"))
    return replace(plan, rows=tuple(rows), picked=picked)


def can_split(row: ImportRow) -> bool:
    """Whether a row stands for several: repeats, merged rows, lines of a chat, or a known event."""
    return row.count > 1 or bool(row.known) or bool(_by_line(row))


def _by_line(row: ImportRow) -> tuple[ImportRow, ...]:
    """The lines of a chat message as rows of one time: what was copied as one may be several."""
    part = row.parts[0]
    if not isinstance(part, ParsedEvent) or part.kind != "message" or part.last == part.line:
        return ()
    lines = [line.strip() for line in part.raw.split("\n")]
    words = [(n, line) for n, line in enumerate(lines) if len(line) > 1 and line in row.text]
    if len(words) < 2:
        return ()
    pieces = []
    for number, (place, line) in enumerate(words):
        first = part.line if number == 0 else part.line + place
        alone = replace(part, text=line, line=first, last=part.line + place, span=None)
        pieces.append(
            replace(
                row,
                id=row.id if number == 0 else f"{row.id}.{number}",
                parts=(alone,),
                text=one_line(without_ticks(line)),
                hint=row.hint if number == 0 else None,
                milestones=row.milestones if number == 0 else (),
            )
        )
    return tuple(pieces)


def _alone(row: ImportRow, number: int, part: Part, answers: Answers) -> ImportRow:
    id = row.id if number == 0 else f"{row.id}.{number}"
    if isinstance(part, Remark):
        at, who = When(reason="no time is written"), ""
    else:
        at, who = when_of(part, answers), one_line(part.actor or "")
    return ImportRow(
        id=id,
        parts=(part,),
        at=at,
        text=one_line(part.text),
        who=who,
        noise=row.noise,
        confidence=row.confidence if number == 0 else getattr(part, "confidence", "doubtful"),
        reason=part.reason,
        hint=row.hint if number == 0 else None,
        milestones=row.milestones if number == 0 else (),
    )


def new_people(plan: ImportPlan, pm: Postmortem) -> tuple[str, ...]:
    """Who speaks in the ticked rows and stands in no roster yet: suggestions, in order.

    A program is nobody: it has a name as one, or its chat tags it so.
    """
    there = {
        key.strip().removeprefix("@").casefold()
        for person in pm.participants
        for key in (person.name, person.handle)
    }
    found = dict.fromkeys(row.who for row in plan.ticked if row.who)
    programs = {row.who for row in plan.ticked if row.who and _tagged(row)}
    return tuple(
        name
        for name in found
        if name.removeprefix("@").casefold() not in there
        and name not in programs
        and not is_bot(name)
    )


_TAG = re.compile(r"[ \t]{0,4}\n?[ \t]{0,4}(?:APP|BOT|WORKFLOW)\b")


def _tagged(row: ImportRow) -> bool:
    """Whether the source tags who speaks as a program, behind the name or on the line below."""
    before, name, behind = row.raw.partition(row.who)
    return bool(name) and "\n" not in before and _TAG.match(behind) is not None


_TICKED = re.compile(r"\s{0,40}(`{1,3})(?!`)([^`]{1,4000})\1\s{0,40}")


def without_ticks(text: str) -> str:
    """A message that is wholly code without its marks; code among words stays marked as code."""
    whole = _TICKED.fullmatch(text) if "`" in text else None
    return whole[2] if whole else text


def one_line(text: str) -> str:
    """Words of a source as one safe line."""
    return sanitise(text, multiline=False).text.strip()
