"""`add` and `set`: fill a postmortem without the workbook, by the same grammar."""

from typing import Any

import click

from pmtui.cli.common import CLOCK, commit, load, store_open, today, zone_of
from pmtui.cli.places import called, find_field, find_record, name_of, record_path, table_of
from pmtui.cli.reading import (
    WORDS_WITH_DASHES,
    one_line,
    piped_text,
    reference_argument,
    typed_text,
)
from pmtui.cli.recording import adding, told, when_problem
from pmtui.cli.speaking import emit, tell
from pmtui.domain import fields
from pmtui.domain.edits import Edit, set_fields, toggle_milestone
from pmtui.domain.entry import ENTRY_HELP, EntryContext, parse_entry
from pmtui.domain.fields import FieldSpec, Kind
from pmtui.domain.ids import new_id
from pmtui.domain.moment import When
from pmtui.domain.postmortem import LISTS, Postmortem, find, record_class
from pmtui.domain.text import LONGEST_FIELD
from pmtui.domain.timeline import timeline
from pmtui.domain.vocabulary import ActionState
from pmtui.domain.when import parse_when
from pmtui.domain.when_words import WhenError
from pmtui.domain.zones import to_zone, zone_or_utc
from pmtui.errors import UsageError
from pmtui.review.team import graded

FREE = {"related": "uid", "sources": "text"}
"""Lists without an entry grammar: the field that takes the whole line."""

BY_COMMAND = {
    **{f"review.{name}": "attest" for name in ("held_on", "readers", "reviewer", "approver")},
    "review.recorded_by": "attest",
    "waivers": "waive",
    "confirmations": "attest",
}
"""Fields and tables that a command of their own sets."""


@click.command("add", context_settings=WORDS_WITH_DASHES)
@reference_argument
@click.argument("list_", metavar="LIST")
@click.argument("words", metavar="LINE...", nargs=-1, required=True)
@click.option("--of", "of", metavar="RECORD", help="For evidence: what it supports, like E3.")
def add_command(reference: str, list_: str, words: tuple[str, ...], of: str | None) -> None:
    """Add a record by its entry line and print its id; - takes one record a line from the pipe.

    \b
    Examples: pmtui add PM-7 event "14:02 rolled back 4711 @ic !mitigated"
              pmtui add PM-7 action "prevent P1 @storage due fri: add a check"
              pmtui add PM-7 evidence --of E3 "https://grafana.example/d/checkout"
    """
    table = table_of(list_)
    if table not in (*ENTRY_HELP, *FREE):
        raise UsageError(f"The {table} cannot be added to by hand; see pmtui --help.")
    lines = _lines(table, words)
    with store_open() as store:
        loaded = load(store, reference)
        owner = _supported(loaded.postmortem, table, of)
        ids: list[str] = []
        echoes: list[str] = []

        def edit(pm: Postmortem) -> Postmortem:
            for line in lines:
                step, id, echo = _adding(pm, table, line, owner)
                pm = step(pm)
                ids.append(id)
                echoes.append(echo)
            return pm

        done = commit(store, loaded, edit, f"add to {table}")
    for id, echo in zip(ids, echoes, strict=True):
        emit(id)
        tell(f"{name_of(done.postmortem, table, id)} {echo}".strip())


def _lines(table: str, words: tuple[str, ...]) -> list[str]:
    if words == ("-",):
        text = piped_text()
        lines = [text] if table == "sources" else [one_line(x) for x in text.split("\n")]
    else:
        text = typed_text(words)
        lines = [text if table == "sources" else one_line(text)]
    for line in lines:
        refuse_too_long(line, table)
    lines = [line for line in lines if line.strip()]
    if not lines:
        example = ENTRY_HELP[table][0] if table in ENTRY_HELP else "PM-3"
        raise UsageError(f"There is nothing to add. Type for example: {example}")
    return lines


def refuse_too_long(text: str, table: str) -> None:
    """Raises UsageError for a text that no field takes; source texts take it."""
    if len(text) <= LONGEST_FIELD or table == "sources":
        return
    raise UsageError(
        f"A field takes {LONGEST_FIELD // 1024} KB; this text has {len(text) // 1024} KB. Keep it "
        "as a source text with pmtui add REF sources -, or make a timeline of it with pmtui import."
    )


def _supported(pm: Postmortem, table: str, of: str | None) -> str:
    """The id of the record that new evidence supports, "" for other lists."""
    if table != "evidence":
        if of:
            raise UsageError("--of is for evidence only. Leave it out.")
        return ""
    if not of:
        raise UsageError("Evidence supports a record. Name it with --of, for example --of E3.")
    return record_path(pm, of)[1]


def _adding(pm: Postmortem, table: str, line: str, of: str) -> tuple[Edit, str, str]:
    """The edit, the id of the new record, and how the line was understood."""
    if table in FREE:
        values: dict[str, Any] = {FREE[table]: line}
        record: Any = LISTS[table](id=new_id(), **values)
        return adding(table, record), record.id, f"→ added to {table}"
    entry = parse_entry(table, line, entry_context(pm))
    if table == "publications":
        _refuse_code(str(entry.record_fields.get("where", "")))
    links = told(pm, entry)
    values = {**entry.record_fields, **links} | ({"of": of} if of else {})
    record = LISTS[table](id=new_id(), **values)
    return adding(table, record, entry.evidence), record.id, entry.echo


def _refuse_code(where: str) -> None:
    from pmtui.exporters.publishing import refuse_code

    refuse_code(where)


def entry_context(pm: Postmortem) -> EntryContext:
    """How bare times of an entry line are read: in the zone and behind the last event."""
    timed = [e.at for e in timeline(pm) if e.at.sortable is not None]
    return EntryContext(
        now=CLOCK.now(),
        zone=zone_of(pm),
        day=pm.overview.incident_date,
        above=timed[-1] if timed else None,
        participants=pm.participants,
    )


@click.command("set", context_settings=WORDS_WITH_DASHES)
@reference_argument
@click.argument("path", metavar="FIELD")
@click.argument("words", metavar="VALUE...", nargs=-1, required=True)
def set_command(reference: str, path: str, words: tuple[str, ...]) -> None:
    """Set one field; - reads the value from the pipe, "" empties it.

    \b
    Examples: pmtui set PM-7 severity 2
              pmtui set PM-7 detection.worked "the alert fired within a minute"
              pmtui set PM-7 actions.2.owner "Noor Haddad"
              pmtui set PM-7 factors.1.events 2,3
              pmtui set PM-7 summary - < summary.txt
    """
    with store_open() as store:
        loaded = load(store, reference)
        pm = loaded.postmortem
        if path.strip().lower() in ("status", "review.status"):
            raise UsageError("The status moves by pmtui review, pmtui complete or pmtui reopen.")
        table, record, name = find_field(pm, one_line(path))
        if other := BY_COMMAND.get(f"{table}.{name}") or BY_COMMAND.get(table):
            raise UsageError(f"{path} is set by pmtui {other}; see pmtui {other} --help.")
        spec = fields.specs(record_class(table))[name]
        text = typed_text(words[0] if len(words) == 1 else words)
        if words == ("-",) and not text.strip():
            raise UsageError(f'The pipe is empty; {path} stays. "" in its place empties a field.')
        value = _value(pm, table, record, spec, text)
        if (table, name) == ("publications", "where"):
            _refuse_code(value)
        done = commit(
            store, loaded, _setting(table, record, spec, value), f"set {spec.label.lower()}"
        )
    same = "was so already; nothing was changed" if done is loaded else "is set"
    named = called(done.postmortem, table, record)
    where = f"{named} in {loaded.reference}" if named else loaded.reference
    before = name_of(pm, table, record)
    moved = before != name_of(done.postmortem, table, record)
    tell(f"{spec.label} of {where} {same}.{f' It was {before} before.' if moved else ''}")
    if (table, name) == ("overview", "incident_date") and value and value > today():
        tell(f"{value} is still to come. Set it again if that was a slip.")
    waiting = sum(e.at.quarantined for e in done.postmortem.events)
    if (table, name) == ("overview", "zone") and waiting:
        tell(
            f"{waiting} of its times still have no zone, since their source named none: import it "
            f"again into {loaded.reference} with --zone, or set each of them."
        )
    if value is ActionState.DONE and not find(done.postmortem, table, record).done_when:
        place = f"{name_of(pm, table, record)}.done_when"
        tell(f"What shows that it works? pmtui set {loaded.reference} {place} TEXT says it.")


def _value(pm: Postmortem, table: str, record: str, spec: FieldSpec, text: str) -> Any:
    """The value that a text means for a field of this postmortem. Raises UsageError."""
    if spec.kind is Kind.LINKS:
        parts = fields.split_names(text)
        return tuple(dict.fromkeys(find_record(pm, spec.table, part) for part in parts))
    refuse_too_long(text, table)
    if (table, spec.name) == ("overview", "severity"):
        text = graded(text.strip())
    try:
        value = fields.parse(
            spec,
            text,
            parse_when=lambda t: _when(pm, table, record, t),
            today=today(),
        )
    except WhenError as error:
        raise UsageError(when_problem(error)) from error
    except fields.FieldError as error:
        raise UsageError(str(error)) from error
    if value is None:
        return fields.defaults(record_class(table))[spec.name]
    if (table, spec.name) == ("absences", "milestone"):
        raise UsageError("An absence keeps its milestone. Add another one instead of renaming it.")
    return value


def _when(pm: Postmortem, table: str, record: str, text: str) -> When:
    """A time of a record; a bare clock time stays on the day it had."""
    zone = zone_of(pm)
    now: When = getattr(find(pm, table, record), "at", When())
    day = pm.overview.incident_date
    if now.at is not None:
        day = to_zone(now.at, zone_or_utc(zone)).date()
    return parse_when(text, now=CLOCK.now(), zone=zone, day=now.day or day)


def _setting(table: str, record: str, spec: FieldSpec, value: Any) -> Edit:
    def edit(pm: Postmortem) -> Postmortem:
        if (table, spec.name) == ("events", "milestones"):
            for milestone in set(find(pm, table, record).milestones) ^ set(value):
                pm = toggle_milestone(pm, record, milestone)
            return pm
        return set_fields(pm, table, record, **{spec.name: value})

    return edit
