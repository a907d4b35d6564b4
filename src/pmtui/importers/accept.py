"""Imports without a screen: what the command line calls, in whole sentences throughout.

Nothing is asked here; what the text does not say is told as a sentence, and its rows land as
undated or waiting for a zone, which the workbook shows.
"""

import datetime as dt
from dataclasses import dataclass, replace

from pmtui.domain import zones
from pmtui.domain.edits import Edit, add_all
from pmtui.domain.ids import new_id
from pmtui.domain.moment import When
from pmtui.domain.postmortem import Overview, Postmortem
from pmtui.domain.records import Event, Evidence
from pmtui.domain.text import sanitise
from pmtui.domain.vocabulary import Certainty, EvidenceKind, ZoneKnown
from pmtui.errors import AnswerIsNo, UsageError
from pmtui.importers.document.model import Imported
from pmtui.importers.events import accept, plan
from pmtui.importers.rows import LONGEST_RAW, ImportPlan, ticked
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


def answers_from(zone: str | None, date: str | None, year: str | None) -> Answers:
    """The hints of the command line. Raises UsageError for one that cannot be read."""
    named = None
    if zone:
        named = zones.canonical(zone)
        try:
            zones.find_zone(named or zone)
        except zones.ZoneError as error:
            raise UsageError(f"--zone: {error}") from error
    try:
        day = dt.date.fromisoformat(date) if date else None
    except ValueError as error:
        raise UsageError(f"--date: “{date}” is no date. Type one like 2026-11-22.") from error
    if year and not (year.isdecimal() and len(year) == 4):
        raise UsageError(f"--year: “{year}” is no year. Type four digits like 2026.")
    return Answers(zone=named or zone or None, date=day, year=int(year) if year else None)


def events_from(
    pm: Postmortem,
    text: str,
    *,
    name: str,
    now: dt.datetime,
    answers: Answers | None = None,
    everything: bool = False,
    progress: Progress | None = None,
) -> Landing:
    """The import of a text into a timeline: its likely rows, or every row with a time.

    Raises UsageError where no line carries a time, and AnswerIsNo where nothing new would land.
    """
    answers = answers or Answers()
    parsed = parse_timeline(text, answers.hints(now), progress)
    if not parsed.events:
        raise UsageError(
            f"No line of {name} carries a time, so there are no events in it. Look at “pmtui "
            "timeline parse”, or give the text to “pmtui log”."
        )
    found = plan(parsed, pm, answers=answers, label=name, progress=progress)
    if everything:
        timed = [row.id for row in found.rows if row.at.written and not row.known]
        found = ticked(found, timed, True)
    known = sum(bool(row.known) for row in found.rows)
    if not found.picked:
        if known:
            raise AnswerIsNo(f"Every event of {name} is in the timeline already; nothing changed.")
        raise AnswerIsNo(
            f"None of the {len(found.rows):,} rows of {name} is likely an event of its own. Add "
            "--all for all of them, or choose in the workbook: pmtui open, then I."
        )
    count = len(found.picked)
    label = f"import {count:,} event{'s' * (count != 1)} from {name}"
    return Landing(lambda value: accept(value, found), label, _told(found, known), count)


def draft_from(
    text: str, *, name: str, now: dt.datetime, zone: str = "UTC", answers: Answers | None = None
) -> Imported:
    """A new draft from a text: a whole document read as one, else a timeline with a working title.

    Raises UsageError where it is neither.
    """
    from pmtui.importers.document import is_document, read_document

    if is_document(text):
        return read_document(text, now=now, zone=zone, label=name, answers=answers)
    overview = Overview(title=f"Imported from {name}", zone=zone)
    pm = Postmortem(uid=new_id(), overview=overview)
    landing = events_from(pm, text, name=name, now=now, answers=answers)
    pm = landing.edit(pm)
    first = next((e.at.sortable for e in pm.events if e.at.sortable is not None), None)
    if first is not None:
        day = zones.to_zone(first, zones.zone_or_utc(zone)).date()
        pm = replace(pm, overview=replace(pm.overview, incident_date=day))
    return Imported(pm, landing.told)


def _told(found: ImportPlan, known: int) -> tuple[str, ...]:
    rows = found.ticked
    said = [f"Imported {len(rows):,} of {len(found.rows):,} rows ({found.format})."]
    if known:
        said.append(f"{known:,} were in the timeline already.")
    if waiting := sum(row.at.quarantined for row in rows):
        said.append(f"{waiting:,} wait for a time zone; undo and add --zone, or set it there.")
    if undated := sum(row.at.sortable is None for row in rows):
        said.append(f"{undated:,} have no date; undo and add --date or --year, or set it there.")
    if hints := [row for row in rows if row.hint is not None]:
        first = hints[0]
        said.append(f"“{first.text[:50]}” may mark {first.hint}; m in the timeline marks it.")
    return (*said, *found.notes)


def piped(
    pm: Postmortem, text: str, *, now: dt.datetime, words: str = "", answers: Answers | None = None
) -> Landing:
    """What `log -` does with a pipe: a timeline where its rows carry times, else one event now.

    `words` say what the one event is; without them its first line does. The pipe is its evidence.
    """
    source = "pipe"
    if not words:
        try:
            landing = events_from(pm, text, name=source, now=now, answers=answers, everything=True)
        except UsageError:
            landing = None
        if landing is not None and landing.count >= FEWEST:
            return landing
    clean = sanitise(text).text.strip("\n")
    head = next((line.strip() for line in clean.split("\n") if line.strip()), "")
    at = When(
        written="now",
        certainty=Certainty.EXACT,
        at=now.astimezone(dt.UTC).replace(second=0, microsecond=0),
        zone=pm.overview.zone or "UTC",
        zone_known=ZoneKnown.ASSUMED,
    )
    event = Event(id=new_id(), at=at, text=words or head[:400] or "output of a command")
    kept = clean[:LONGEST_RAW] + ("…" if len(clean) > LONGEST_RAW else "")
    evidence = Evidence(id=new_id(), of=event.id, kind=EvidenceKind.RAW, text=kept, source=source)

    def edit(value: Postmortem) -> Postmortem:
        value = add_all(value, "events", [event])
        return add_all(value, "evidence", [evidence]) if kept else value

    return Landing(edit, "log event", (), 1)
