"""Imports without a screen: what the command line calls, in whole sentences throughout.

Nothing is asked here; what the text does not say is told as a sentence, and its rows land as
undated or waiting for a zone, which the workbook shows.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pmtui.domain import zones
from pmtui.domain.edits import Edit
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Overview, Postmortem
from pmtui.domain.skew import parse_skew
from pmtui.errors import AnswerIsNo, UsageError
from pmtui.importers.anchors import parsed_with
from pmtui.importers.document.model import Imported
from pmtui.importers.events import accept, plan
from pmtui.importers.placing import placed_by, placing
from pmtui.importers.rows import ImportPlan, ImportRow, ticked
from pmtui.importers.timeline.decoding import decode
from pmtui.importers.timeline.engine import Progress, parse_timeline
from pmtui.importers.times import Answers

FEWEST = 2
"""Rows with a time from which a pipe is a timeline and not the evidence of one event."""


@dataclass(frozen=True, slots=True)
class Landing:
    """What an import does to a postmortem: one edit, its label for the history, what to tell."""

    edit: Edit
    label: str
    told: tuple[str, ...] = ()
    count: int = 0
    """How many events land."""


def readable(data: bytes, name: str) -> str:
    """The clean text of bytes. Raises UsageError for what is empty or no text."""
    if not data.strip():
        raise UsageError(f"{name} is empty. Name a file with text, or pipe something in.")
    text, _ = decode(data)
    head = text[:8192]
    if sum(c in "\u2400\ufffd" or "\u2400" < c < "\u2421" for c in head) > len(head) // 10:
        raise UsageError(f"{name} is no text but binary data. Export it as text and import that.")
    return text


def altered(data: bytes) -> tuple[str, ...]:
    """Sentences about what had to be removed or shown as symbols to make bytes a clean text."""
    return tuple(decode(data)[1])


def answers_from(
    zone: str | None,
    date: str | None,
    year: str | None,
    skew: str | None = None,
    instead: Sequence[str] = (),
) -> Answers:
    """The hints of the command line. Raises UsageError for one that cannot be read.

    `instead` holds zones, or a label of the text with what it means: CST=Asia/Shanghai.
    """
    named = _known_zone("--zone", zone)
    labels, other = [], ""
    for text in instead:
        label, equals, name = text.rpartition("=")
        if equals and not (label.strip() and name.strip()):
            raise UsageError(
                f"--instead: “{text}” lacks the label or the zone. Type for example "
                "CST=Asia/Shanghai."
            )
        found = _known_zone("--instead", name.strip())
        if label:
            labels.append((label.strip(), found))
        else:
            other = found
    try:
        seconds = parse_skew(skew) if skew else None
    except ValueError as error:
        raise UsageError(f"--skew: {error}") from error
    try:
        day = dt.date.fromisoformat(date) if date else None
    except ValueError as error:
        raise UsageError(f"--date: “{date}” is no date. Type one like 2026-11-22.") from error
    if year and not (year.isdecimal() and len(year) == 4):
        raise UsageError(f"--year: “{year}” is no year. Type four digits like 2026.")
    return Answers(
        zone=named or None,
        date=day,
        year=int(year) if year else None,
        skew=seconds,
        instead=other,
        labels=tuple(labels),
    )


def _known_zone(option: str, zone: str | None) -> str:
    if not zone:
        return ""
    name = zones.canonical(zone) or zone
    try:
        zones.find_zone(name)
    except zones.ZoneError as error:
        raise UsageError(f"{option}: {error}") from error
    return name


def events_from(
    pm: Postmortem,
    text: str,
    *,
    name: str,
    now: dt.datetime,
    answers: Answers | None = None,
    everything: bool = False,
    unfold: bool = False,
    progress: Progress | None = None,
) -> Landing:
    """The import of a text into a timeline: its likely rows, or every row with a time.

    Lines of a machine that differ in numbers only are one event, unless they are unfolded.

    Raises UsageError where no line carries a time, and AnswerIsNo where nothing new would land.
    """
    answers = answers or Answers()
    parsed, answers = parsed_with(text, answers, now=now, progress=progress)
    if not parsed.events:
        raise UsageError(
            f"No line of {name} carries a time, so there are no events in it. Look at “pmtui "
            "timeline parse”, or give the text to “pmtui log”."
        )
    found = plan(parsed, pm, answers=answers, label=name, progress=progress, now=now, unfold=unfold)
    if everything or (unfold and not found.picked):
        found = _all_timed(found)
    known = sum(bool(row.known) for row in found.rows)
    left = _left(found)
    placed = placed_by(pm, found)
    if placed and not found.picked:
        return Landing(
            lambda value: placing(value, placed),
            f"times of {_events(len(placed))} from {name}",
            (_placed(len(placed)),),
            len(placed),
        )
    if not found.picked:
        if known and left:
            raise AnswerIsNo(
                f"The likely rows of {name} are in the timeline already; {_others(left)} not. "
                "Add --all to take them too; “pmtui timeline parse” shows them."
            )
        if known:
            waiting = {e.id for e in pm.events if e.at.quarantined} & {r.known for r in found.rows}
            still = f" {_waiting(len(waiting))}" if waiting else ""
            raise AnswerIsNo(
                f"Every event of {name} is in the timeline already; nothing changed.{still}"
            )
        raise AnswerIsNo(
            f"None of the {len(found.rows):,} rows of {name} is likely an event of its own. Add "
            "--all for all of them, or choose in the workbook: pmtui open, then I."
        )
    count = len(found.picked)
    told = _told(found, known, left)
    if placed:
        told = (told[0], _placed(len(placed)), *told[1:])
    return Landing(
        lambda value: placing(accept(value, found), placed),
        f"import {_events(count)} from {name}",
        told,
        count,
    )


def _all_timed(found: ImportPlan) -> ImportPlan:
    """The plan with every new row ticked that has a time."""
    timed = [row.id for row in found.rows if row.at.written and not row.known]
    return ticked(found, timed, True)


def _events(count: int) -> str:
    return f"{count:,} event{'s' * (count != 1)}"


def _waiting(count: int) -> str:
    waits = _many(count, "waits", "wait")
    return f"{count:,} {waits} for a time zone; {_AGAIN} --zone gives it, or {_SET}."


def _placed(count: int) -> str:
    return (
        f"{_events(count)} that waited for a zone or a date {_many(count, 'has', 'have')} it now."
    )


def _left(found: ImportPlan) -> list[ImportRow]:
    """The rows with a time that are new and are not taken."""
    return [r for r in found.rows if r.at.written and not r.known and r.id not in found.picked]


def _others(left: Sequence[ImportRow]) -> str:
    """So many rows that were left, as the beginning of a sentence with its verb."""
    noise = all(row.noise for row in left)
    if len(left) == 1:
        return f"1 row that {'looks like noise' if noise else 'was left'} is"
    return f"{len(left):,} rows that {'look like noise' if noise else 'were left'} are"


def draft_from(
    text: str,
    *,
    name: str,
    now: dt.datetime,
    zone: str = "UTC",
    answers: Answers | None = None,
    everything: bool = False,
    unfold: bool = False,
) -> Imported:
    """A new draft from a text: a whole document read as one, else a timeline with a working title.

    `everything` takes also the rows of a timeline that look like noise, `unfold` makes each of
    many similar lines an event. Raises UsageError where it is neither.
    """
    from pmtui.importers.document import is_document, read_document

    if is_document(text, name):
        return read_document(text, now=now, zone=zone, label=name, answers=answers)
    from pmtui.importers.incident import overview_of

    overview = replace(Overview(title=f"Imported from {name}", zone=zone), **overview_of(text))
    pm = Postmortem(uid=new_id(), overview=overview)
    landing = events_from(
        pm, text, name=name, now=now, answers=answers, everything=everything, unfold=unfold
    )
    pm = landing.edit(pm)
    first = next((e.at.sortable for e in pm.events if e.at.sortable is not None), None)
    if first is not None:
        day = zones.to_zone(first, zones.zone_or_utc(zone)).date()
        pm = replace(pm, overview=replace(pm.overview, incident_date=day))
    return Imported(pm, landing.told)


_OPTIONS = {"label": "--instead", "skew": "--skew"}
"""What answers a doubt on the command line."""


_KEYS = {"clock": "c", "order": "o"}
"""The key in the preview of an import that answers what no option does."""
_SET = "“pmtui set REF events.N.at WHEN”"
_AGAIN = "the same import into REF with"
"""What gives a time to events that wait for one: `placed_by` finds them again."""
_UNDO = re.compile(r"\b([Uu])ndo and (add\b|import\b)")
_REF = re.compile(r"\b(pmtui set|import into) REF\b")


def naming(told: Sequence[str], reference: str, *, fresh: bool = False) -> tuple[str, ...]:
    """Sentences about an import with the postmortem named that it went to.

    A postmortem that was begun for it is not undone but deleted.
    """

    def again(found: re.Match[str]) -> str:
        how = "import it again with" if found[2] == "add" else found[2]
        return f"{'Delete' if found[1] == 'U' else 'delete'} {reference} and {how}"

    told = tuple(_REF.sub(rf"\1 {reference}", sentence) for sentence in told)
    return tuple(_UNDO.sub(again, sentence) for sentence in told) if fresh else told


def _told(found: ImportPlan, known: int, left: Sequence[ImportRow] = ()) -> tuple[str, ...]:
    rows = found.ticked
    said = [f"Imported {len(rows):,} of {len(found.rows):,} rows ({found.format})."]
    said += _folded(rows)
    if known:
        said.append(f"{known:,} {_many(known, 'was', 'were')} in the timeline already.")
    if left:
        said.append(
            f"{_others(left)} not in it; --all takes them too, and “pmtui timeline parse” shows them."
        )
    said += _untimed(found)
    # what no option answers: which hour of two, or which of two readings of a date
    said += [
        f"{q.text} Undo and import it in the workbook (I), where {_KEYS[q.kind]} answers; or {_SET}."
        for q in found.questions
        if q.kind in _KEYS
    ]
    for question in found.questions:
        if question.kind in _OPTIONS:
            offered = question.choices[0] if question.choices else "…"
            if question.about:
                offered = f"{question.about}={offered}"
            said.append(
                f"{question.text} Undo and add {_OPTIONS[question.kind]} “{offered}” if so."
            )
    for question in found.questions:
        if question.kind == "zone" and question.about:
            offered = " or ".join(question.choices) or "Europe/Berlin"
            said.append(f"{question.text} Undo and add --instead {question.about}={offered}.")
    zoneless = any(q.kind == "zone" and not q.about for q in found.questions)
    if zoneless and (waiting := sum(row.at.quarantined for row in rows)):
        said.append(_waiting(waiting))
    if undated := sum(row.at.sortable is None for row in rows):
        have = _many(undated, "has", "have")
        said.append(f"{undated:,} {have} no date; {_AGAIN} --date or --year gives it, or {_SET}.")
    if hints := [row for row in rows if row.hint is not None]:
        first = hints[0]
        said.append(f"“{first.text[:50]}” may mark {first.hint}; m in the timeline marks it.")
    return (*said, *found.notes)


def _many(count: int, one: str, more: str) -> str:
    return one if count == 1 else more


def _folded(rows: Sequence[ImportRow]) -> list[str]:
    """That lines stand together in one event, and what makes each an event of its own."""
    folded = [row.count for row in rows if row.count > 1]
    if not folded:
        return []
    which = "1 event stands" if len(folded) == 1 else f"{len(folded):,} events stand"
    return [
        f"{which} for {sum(folded):,} lines that differ in numbers only, and "
        f"{_many(len(folded), 'keeps', 'keep')} the first of them as evidence; undo and import "
        "with --unfold for an event each."
    ]


def _untimed(found: ImportPlan) -> list[str]:
    """What became of rows of the timeline that have no time of their own."""
    rows = [row for row in found.rows if not row.at.written and not row.noise]
    if not rows:
        return []
    where = rows[0].lines[0]
    if len(rows) == 1:
        return [f"Line {where} has no time of its own and stayed out; “pmtui log” takes it."]
    return [
        f"{len(rows):,} rows have no time of their own and stayed out, the first in line {where}; "
        "“pmtui log” takes one."
    ]


def piped(
    pm: Postmortem,
    text: str,
    *,
    now: dt.datetime,
    answers: Answers | None = None,
    everything: bool = False,
) -> Landing | None:
    """What a pipe without words becomes where it is a timeline of its own: its likely rows, or all.

    None where it is not, so that it is the evidence of one event: fewer than two rows with a time,
    times without a zone or a day, a log of many lines, or nothing but noise. Raises AnswerIsNo where all of it is there already.
    """
    parsed = parse_timeline(text, (answers or Answers()).hints(now))
    if len(parsed.events) < FEWEST or parsed.format == "none":
        return None
    found = plan(parsed, pm, answers=answers, label="pipe", now=now)
    if everything:
        found = _all_timed(found)
    known = sum(bool(row.known) for row in found.rows)
    left = _left(found)
    if not found.picked and known >= FEWEST and left:
        raise AnswerIsNo(
            f"The likely rows of the pipe are in the timeline already; {_others(left)} not. "
            "Add --all to take them too."
        )
    if not found.picked and known >= FEWEST:
        raise AnswerIsNo("Every event of the pipe is in the timeline already; nothing changed.")
    few = len(found.picked) < (1 if everything else FEWEST - min(known, 1))
    if few or any(row.at.at is None for row in found.ticked):
        return None
    count = len(found.picked)
    label = f"log {_events(count)} from a pipe"
    return Landing(lambda value: accept(value, found), label, _told(found, known, left), count)
