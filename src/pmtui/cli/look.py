"""`list` and `show`: what there is, without changing anything."""

import re
from typing import TYPE_CHECKING

import click

from pmtui.cli.common import CLOCK, json_option, judging, load, store_open, today
from pmtui.cli.reading import one_line, reference_argument
from pmtui.cli.speaking import emit, emit_json, hanging, tell, width
from pmtui.errors import UsageError

if TYPE_CHECKING:
    from pmtui.domain.postmortem import Postmortem
    from pmtui.store.model import Summary
    from pmtui.store.store import Store

STATUSES = ("draft", "in review", "complete")

_SEVERITY = re.compile(r"(?:sev-?)?([1-5])", re.IGNORECASE)


@click.command("list")
@click.option("--status", metavar="S", type=one_line, help="draft, in review or complete.")
@click.option("--severity", metavar="N", type=one_line, help="1 to 5.")
@click.option("--service", metavar="S", type=one_line, help="Only those that name this service.")
@click.option("--on-this-day", is_flag=True, help="Only those of this day in earlier years.")
@json_option
def list_command(
    status: str | None,
    severity: str | None,
    service: str | None,
    on_this_day: bool,
    as_json: bool,
    format_: str,
) -> None:
    """List the postmortems of this store, the newest first.

    \b
    Examples: pmtui list --status draft --severity 2
              pmtui list --on-this-day
    """
    status, severity = _status(status), _severity(severity)
    with store_open() as store:
        everything = _of_this_day(store) if on_this_day else store.summaries()
    rows = [
        s
        for s in everything
        if status in (None, s.status)
        and severity in (None, s.severity)
        and (service is None or service.casefold() in (x.casefold() for x in s.services))
    ]
    if as_json or format_ == "json":
        emit_json([plain_summary(s) for s in rows])
    elif rows:
        columns = width()
        emit("\n".join(_line(s, columns) for s in rows))
    elif everything or on_this_day:
        when = " on this day of an earlier year" if on_this_day else ""
        tell(f"No postmortem fits{when}; pmtui list shows all of them.")
    else:
        tell("There is no postmortem yet; pmtui new TITLE begins one, pmtui demo shows one.")


def _of_this_day(store: "Store") -> "tuple[Summary, ...]":
    from pmtui.store.recalling import on_this_day

    return on_this_day(store, today())


def _status(typed: str | None) -> str | None:
    if typed is None:
        return None
    wanted = typed.lower().replace("-", " ")
    found = [s for s in STATUSES if s.removeprefix("in ").startswith(wanted.removeprefix("in "))]
    if len(found) != 1:
        raise UsageError(f"“{typed}” is not a status. Type draft, in review or complete.")
    return found[0]


def _severity(typed: str | None) -> str | None:
    if typed is None:
        return None
    from pmtui.review.team import graded

    found = _SEVERITY.fullmatch(graded(typed))
    if not found:
        raise UsageError(f"“{typed}” is not a severity. Type 1 to 5.")
    return f"SEV-{found[1]}"


def _line(s: "Summary", columns: int | None) -> str:
    return hanging(*head_of(s), columns)


def head_of(s: "Summary") -> tuple[str, str]:
    """The head of a postmortem's line in a list, and its title with where it came from."""
    day = s.incident_date.isoformat() if s.incident_date else "no date"
    head = f"{s.reference:<6} {day:<10}  {s.severity or '-':<5}  {s.status:<9}  "
    origin = f" (from {s.origin})" if s.origin else ""
    return head, f"{s.title or 'Untitled'}{origin}"


def plain_summary(s: "Summary") -> dict[str, object]:
    """The shape of `pmtui.schema.shapes.ListEntry`, built here so that no schema is imported."""
    return {
        "reference": s.reference,
        "uid": s.uid,
        "title": s.title,
        "severity": s.severity or None,
        "status": s.status,
        "incident_date": s.incident_date.isoformat() if s.incident_date else None,
        "owner": s.owner,
        "services": list(s.services),
        "origin": s.origin,
    }


@click.command("show")
@reference_argument
@click.argument("part", metavar="[PART]", required=False, type=one_line)
@json_option
def show_command(reference: str, part: str | None, as_json: bool, format_: str) -> None:
    """Show a postmortem whole, or one part of it with the numbers that `set` takes.

    --json prints the document of `export --to json`.

    \b
    Examples: pmtui show PM-7
              pmtui show PM-7 actions
              pmtui show PM-7 overview
    """
    json = as_json or format_ == "json"
    with store_open() as store:
        loaded = load(store, reference)
        names = _names(store, loaded.postmortem, listed=bool(part))
    pm = loaded.postmortem
    if part:
        if json:
            raise UsageError("A part is shown as text only. Leave out --json, or the part.")
        emit("\n".join(_part(pm, part, names)))
        return
    from dataclasses import replace

    from pmtui.exporters import FLAVOURS, ExportOptions
    from pmtui.exporters.words import team_words
    from pmtui.review import review

    findings = review(pm, judging(pm))
    options = ExportOptions(now=CLOCK.now(), findings=findings, reference=loaded.reference)
    options = replace(options, team=team_words(), others=names)
    emit(FLAVOURS["json" if json else "gfm"].render(pm, options))
    if loaded.refusal:
        tell(loaded.refusal)


def _names(store: "Store", pm: "Postmortem", *, listed: bool) -> dict[str, str]:
    """What the postmortems are called that this one was compared with: `listed`, or in the text."""
    if not pm.related:
        return {}
    from pmtui.store.similar import called_of, names_of

    if not listed:
        return called_of(store, pm)

    return {uid: name or f"{uid}, not in this store" for uid, name in names_of(store, pm).items()}


def _part(pm: "Postmortem", part: str, names: dict[str, str]) -> list[str]:
    """The lines of a single record's fields, or of a list's records with their numbers.

    `names` are those of other postmortems, by how they are written.
    """
    from pmtui.cli.places import rows_of, table_of
    from pmtui.domain import fields
    from pmtui.domain.entry import ENTRY_TABLES, format_entry
    from pmtui.domain.postmortem import SINGLES

    columns = width()
    single = part.lower()
    if single in SINGLES:
        record = getattr(pm, single)
        return [
            hanging(
                f"{s.name} = ", fields.show(s, getattr(record, s.name)) or "(empty)", columns, 4
            )
            for s in fields.form(type(record))
        ]
    table = table_of(part)
    lines = []
    for number, record in enumerate(rows_of(pm, table), 1):
        if table in ENTRY_TABLES:
            text = format_entry(table, record, zone=pm.overview.zone or "UTC")
        else:
            shown = ((s.label, fields.show(s, getattr(record, s.name)))
                     for s in fields.form(type(record)))  # fmt: skip
            if table == "related":
                shown = ((label, names.get(value, value)) for label, value in shown)
            text = "; ".join(f"{label}: {value}" for label, value in shown if value)
        lines.append(hanging(f"{number:>3}  {record.id}  ", one_line(text), columns, 5))
    if not lines:
        tell(f"There is nothing in {table} yet; pmtui add REF {table} LINE adds a record.")
    return lines
