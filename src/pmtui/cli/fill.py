"""`add` and `set`: fill a postmortem without the workbook, by the same grammar."""

from typing import Any

import click

from pmtui.cli.common import CLOCK, commit, emit, load, store_open, tell, typed_text, zone_of
from pmtui.domain import fields
from pmtui.domain.edits import add, set_absence, set_fields
from pmtui.domain.entry import ENTRY_HELP, EntryContext, parse_entry, resolve_links
from pmtui.domain.ids import new_id
from pmtui.domain.moment import When
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem, record_class
from pmtui.domain.records import Evidence
from pmtui.domain.timeline import timeline
from pmtui.domain.vocabulary import EvidenceKind
from pmtui.domain.when import parse_when
from pmtui.domain.when_words import WhenError
from pmtui.errors import UsageError

ALIASES = {
    "timeline": "events",
    "event": "events",
    "action": "actions",
    "factor": "factors",
    "cause": "factors",
    "lesson": "lessons",
    "participant": "participants",
    "metric": "metrics",
    "figure": "metrics",
    "question": "questions",
    "absence": "absences",
    "milestone": "absences",
    "publication": "publications",
    "published": "publications",
}
"""What people call the lists, beside the names of the tables."""


@click.command("add")
@click.argument("reference", metavar="REF")
@click.argument("list_", metavar="LIST")
@click.argument("words", metavar="LINE...", nargs=-1, required=True)
def add_command(reference: str, list_: str, words: tuple[str, ...]) -> None:
    """Add a record by its entry line and print its id.

    \b
    Examples: pmtui add PM-7 event "14:02 rolled back 4711 @ic !mitigated"
              pmtui add PM-7 action "prevent P1 @storage due fri: add admission check"
    """
    table = ALIASES.get(list_.lower(), list_.lower())
    if table not in ENTRY_HELP:
        known = ", ".join(sorted({*ALIASES, *ENTRY_HELP}))
        raise UsageError(f"“{list_}” is not a list of a postmortem; known are {known}.")
    with store_open() as store:
        loaded = load(store, reference)
        pm = loaded.postmortem
        line = " ".join(typed_text(words).split())
        entry = parse_entry(table, line, entry_context(pm))
        for problem in entry.problems:
            tell(problem)
        links, unresolved = resolve_links(pm, entry)
        for problem in unresolved:
            tell(problem)
        values: dict[str, Any] = {**entry.record_fields, **links}
        record: Any = LISTS[table](id=new_id(), **values)
        evidence = [
            Evidence(id=new_id(), of=record.id, kind=EvidenceKind.LINK, text=url)
            for url in entry.evidence
        ]
        commit(
            store, loaded, lambda value: _added(value, table, record, evidence), f"add to {table}"
        )
    emit(record.id)
    tell(entry.echo)


def entry_context(pm: Postmortem) -> EntryContext:
    """How bare times of an entry line are read: in the zone and behind the last event."""
    rows = timeline(pm)
    return EntryContext(
        now=CLOCK.now(),
        zone=zone_of(pm),
        day=pm.overview.incident_date,
        above=rows[-1].at if rows else None,
        participants=pm.participants,
    )


def _added(pm: Postmortem, table: str, record: Any, evidence: list[Evidence]) -> Postmortem:
    if table == "absences" and record.milestone is not None:
        return set_absence(pm, record)
    pm = add(pm, table, record)
    for item in evidence:
        pm = add(pm, "evidence", item)
    return pm


@click.command("set")
@click.argument("reference", metavar="REF")
@click.argument("path", metavar="FIELD")
@click.argument("words", metavar="VALUE...", nargs=-1, required=True)
def set_command(reference: str, path: str, words: tuple[str, ...]) -> None:
    """Set one field; - reads the value from the pipe, "" empties it.

    \b
    Examples: pmtui set PM-7 severity 2
              pmtui set PM-7 facets.detection.worked "the alert fired within a minute"
              pmtui set PM-7 actions.K4F.owner "Noor Haddad"
    """
    with store_open() as store:
        loaded = load(store, reference)
        table, record, name = find_field(loaded.postmortem, path)
        spec = fields.specs(record_class(table))[name]
        pm = loaded.postmortem
        text = typed_text(words[0] if len(words) == 1 else words)
        try:
            value = fields.parse(spec, text, parse_when=lambda t: _when(pm, t))
        except (fields.FieldError, WhenError) as error:
            raise UsageError(str(error)) from error
        commit(
            store,
            loaded,
            lambda v: set_fields(v, table, record, **{name: value}),
            f"set {spec.label.lower()}",
        )
    tell(f"{spec.label} of {loaded.reference} is set.")


def _when(pm: Postmortem, text: str) -> When:
    return parse_when(text, now=CLOCK.now(), zone=zone_of(pm), day=pm.overview.incident_date)


def find_field(pm: Postmortem, path: str) -> tuple[str, str, str]:
    """Table, record id and field behind `title`, `overview.title` or `actions.ID.owner`.

    An id may be shortened while it is unambiguous. Raises UsageError with what would fit.
    """
    parts = path.split(".")
    match parts:
        case [name]:
            homes = [t for t in SINGLES if name in _settable(t)]
            if len(homes) == 1:
                return homes[0], "", name
            if homes:
                raise UsageError(f"“{name}” could be {' or '.join(f'{t}.{name}' for t in homes)}.")
        case [table, name] if table in SINGLES and name in _settable(table):
            return table, "", name
        case [list_, start, name]:
            table = ALIASES.get(list_, list_)
            if table in LISTS and name in _settable(table):
                return table, _record_id(pm, table, start), name
    known = ", ".join(f"{t}.{n}" for t in SINGLES for n in _settable(t))
    raise UsageError(
        f"“{path}” is not a field. Type one of {known}, or LIST.ID.FIELD with the id that "
        "pmtui show --json prints."
    )


def _settable(table: str) -> list[str]:
    return [s.name for s in fields.form(record_class(table))]


def _record_id(pm: Postmortem, table: str, start: str) -> str:
    ids: list[str] = [r.id for r in getattr(pm, table) if r.id.startswith(start.lower())]
    if len(ids) == 1:
        return ids[0]
    found = f"{len(ids)} records begin so" if ids else "no record begins so"
    raise UsageError(f"“{start}” names no single record of {table}: {found}. Type more of its id.")
