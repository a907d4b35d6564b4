"""Entry lines: one typed line becomes one record, in the workbook, in `log` and in `add`.

Every list has a small grammar; a line without a recognisable head is all text. Nothing here
raises: what cannot be read is a problem in words, and its words stay in the text. A backslash at
the start of a line says that it has no head.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pmtui.domain.days import parse_due
from pmtui.domain.entry_actions import action_candidates, parse_action
from pmtui.domain.entry_lists import (
    factor_candidates,
    lesson_candidates,
    metric_candidates,
    parse_factor,
    parse_lesson,
    parse_metric,
    parse_participant,
    parse_publication,
    parse_question,
    participant_candidates,
    publication_candidates,
    question_candidates,
)
from pmtui.domain.entry_timeline import (
    absence_candidates,
    event_candidates,
    evidence_candidates,
    parse_absence,
    parse_event,
    parse_evidence,
)
from pmtui.domain.entry_words import Entry, EntryContext
from pmtui.domain.fields import defaults
from pmtui.domain.moment import When
from pmtui.domain.postmortem import LISTS, Postmortem
from pmtui.value import Value

__all__ = [
    "ENTRY_HELP",
    "ENTRY_TABLES",
    "Entry",
    "EntryContext",
    "EntryTable",
    "format_entry",
    "parse_due",
    "parse_entry",
    "resolve_links",
    "same_fields",
]


class EntryTable(Value, kw_only=True):
    """The grammar of one list: how a line is read and written, and how it is taught."""

    parse: Callable[[str, EntryContext], Entry]
    candidates: Callable[[Any, str], list[str]]
    """Ways to write a record, the plainest first; the first that reads back right is used."""
    covers: tuple[str, ...]
    """The fields that a line can say."""
    example: str
    explains: str


ENTRY_TABLES: dict[str, EntryTable] = {
    "events": EntryTable(
        parse=parse_event,
        candidates=event_candidates,
        covers=("at", "text", "who", "milestones", "marker"),
        example="14:02 rolled back 4711 @ic !mitigated",
        explains="A time, what happened as a fact, @who by role, !milestone or !kind.",
    ),
    "absences": EntryTable(
        parse=parse_absence,
        candidates=absence_candidates,
        covers=("milestone", "why", "reason"),
        example="detected unknown: the log was rotated away",
        explains="A milestone, unknown or n/a, and behind the colon why.",
    ),
    "evidence": EntryTable(
        parse=parse_evidence,
        candidates=evidence_candidates,
        covers=("kind", "text", "source"),
        example="> 502 for all requests -- lb-3:/var/log/haproxy.log",
        explains="A link, > a quote, query: or recollection of a role:, and -- from where.",
    ),
    "actions": EntryTable(
        parse=parse_action,
        candidates=action_candidates,
        covers=(
            "text", "type", "owner", "priority", "state", "due", "review_on", "tracker",
            "done_when", "theme", "effort", "done_during", "declined_because",
        ),
        example="prevent P1 @storage due fri: add admission check for node pools",
        explains="Type, P1, @owner, committed, due …: then the action; [OPS-12] is its ticket.",
    ),
    "factors": EntryTable(
        parse=parse_factor,
        candidates=factor_candidates,
        covers=("text", "kind", "category", "standing"),
        example="missed safeguard, established: no alert below zero free connections",
        explains="Kind, category, standing: then the condition that had to be present.",
    ),
    "lessons": EntryTable(
        parse=parse_lesson,
        candidates=lesson_candidates,
        covers=("text", "kind"),
        example="+ the runbook named the right dashboard",
        explains="+ went well, - went poorly, * got lucky, then what others should know.",
    ),
    "metrics": EntryTable(
        parse=parse_metric,
        candidates=metric_candidates,
        covers=("name", "value", "unit", "estimated", "note"),
        example="failed checkouts: 1,204 orders ~",
        explains="What was counted, the figure, its unit; ~ for an estimate, (how obtained).",
    ),
    "participants": EntryTable(
        parse=parse_participant,
        candidates=participant_candidates,
        covers=("name", "roles", "handle", "team", "on_call"),
        example="Noor Haddad, incident commander, @noor",
        explains="A name, then roles, @handle, team … and on call behind commas.",
    ),
    "questions": EntryTable(
        parse=parse_question,
        candidates=question_candidates,
        covers=("text", "asked_by"),
        example="Why did the second node not take over? @storage",
        explains="What nobody knows yet, and @who asks.",
    ),
    "publications": EntryTable(
        parse=parse_publication,
        candidates=publication_candidates,
        covers=("where", "on", "by"),
        example="https://wiki.example/pm/checkout on 2026-12-01 @comms",
        explains="Where it was shared, on which date, @who shared it.",
    ),
}  # fmt: skip
"""Every list that takes entry lines."""

ENTRY_HELP: dict[str, tuple[str, str]] = {
    table: (grammar.example, grammar.explains) for table, grammar in ENTRY_TABLES.items()
}
"""For each such list an example and one line that explains it: empty panes and help show these."""

_NEUTRAL = EntryContext(now=datetime(9900, 1, 1, tzinfo=UTC))


def parse_entry(table: str, line: str, context: EntryContext) -> Entry:
    """How a typed line is understood as a record of a list. Never raises for any line.

    Raises KeyError for a list that takes no entry lines.
    """
    return ENTRY_TABLES[table].parse(" ".join(line.split()), context)


def format_entry(table: str, record: Any, *, zone: str = "UTC") -> str:
    """The entry line that reads back as the same fields; `zone` goes without saying.

    Only fields that the grammar covers are written; runs of white space become one space.
    """
    grammar = ENTRY_TABLES[table]
    lines = [" ".join(c.split()) for c in grammar.candidates(record, zone)]
    context = replace(_NEUTRAL, zone=zone)
    for line in lines:
        if same_fields(table, record, parse_entry(table, line, context)):
            return line
    return lines[0]


def same_fields(table: str, record: Any, entry: Entry) -> bool:
    """Whether an entry says what a record holds, as far as its grammar covers; how a time was
    written does not count."""
    standard = defaults(LISTS[table])
    for name in ENTRY_TABLES[table].covers:
        one, other = getattr(record, name), entry.record_fields.get(name, standard[name])
        if isinstance(one, When) and isinstance(other, When):
            one, other = replace(one, written=""), replace(other, written="")
        elif isinstance(one, str):
            one = " ".join(one.split())
        if one != other:
            return False
    return True


def resolve_links(pm: Postmortem, entry: Entry) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """The ids for links named in words, by link field, and sentences about those not found.

    A target is named by its number in the list, its id, or a part of its text that only it has.
    """
    found: dict[str, tuple[str, ...]] = {}
    problems = []
    for field, text in entry.link_by_text:
        records: tuple[Any, ...] = getattr(pm, field)
        wanted = text.casefold()
        hits = [r.id for r in records if r.id == text]
        if text.isdecimal():
            # A number is never looked for in the texts: it would name a record by accident.
            hits = hits or [r.id for n, r in enumerate(records, 1) if n == int(text[:9])]
        else:
            hits = hits or [r.id for r in records if wanted in r.text.casefold()]
        if len(hits) == 1:
            found[field] = tuple(dict.fromkeys((*found.get(field, ()), hits[0])))
        else:
            fault = "names several" if hits else "names none"
            problems.append(f"“{text}” {fault} of the {field}; type its number in the list.")
    return found, problems
