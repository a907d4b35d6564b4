"""`import` and `timeline parse`: what exists already becomes a postmortem or a timeline."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from pmtui.cli.common import CLOCK, judging, store_open
from pmtui.cli.reading import one_line, read_input
from pmtui.cli.speaking import emit, emit_json, hanging, tell, width
from pmtui.domain.ids import new_id
from pmtui.errors import UsageError


@click.command("import")
@click.argument("file", metavar="FILE|-")
@click.option("--copy", is_flag=True, help="Import also what is in the store already, as a copy.")
def import_command(file: str, copy: bool) -> None:
    """Read a JSON document of pmtui into this store and print its reference.

    One that only claims to be complete comes in as in review.

    \b
    Examples: pmtui import pm.json
              ssh HOST pmtui export PM-7 --to json | pmtui import -
    """
    from pmtui.review.gate import admit
    from pmtui.schema.document import load_document

    document = load_document(read_input(file))
    context = judging()
    admitted = admit(document.postmortem, context)
    pm = admitted.postmortem
    with store_open() as store:
        known = {s.uid: s.reference for s in store.summaries()}
        if pm.uid in known:
            if not copy:
                raise UsageError(
                    f"This postmortem is in the store already, as {known[pm.uid]}. "
                    "Import it with --copy to have a second one."
                )
            pm = replace(pm, uid=new_id())
        name = "a pipe" if file == "-" else one_line(Path(file).name)[:80]
        loaded = store.create(pm, label=f"import {name}", kind="import", context=context)
        store.remember("last", pm.uid)
    emit(loaded.reference)
    for notice in (document.notice, *admitted.notices):
        if notice:
            tell(notice)
    tell(f"Imported; pmtui open {loaded.reference} opens it.")


@click.group("timeline")
def timeline_command() -> None:
    """Read a timeline out of any text.

    Example: pmtui timeline parse incident.log
    """


@timeline_command.command("parse")
@click.argument("file", metavar="FILE|-")
@click.option("--zone", metavar="Z", type=one_line, help="The zone of times that name none.")
@click.option("--date", "day", metavar="D", type=one_line, help="The date of times that name none.")
@click.option("--year", type=click.IntRange(1970, 9999), metavar="Y", help="The year likewise.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text",
              help="How.")  # fmt: skip
def parse_command(
    file: str, zone: str | None, day: str | None, year: int | None, as_json: bool, format_: str
) -> None:
    """Text to events; touches no store. --json gives every event with its lines.

    \b
    Examples: pmtui timeline parse incident.log --zone Europe/Berlin
              journalctl -u checkout | pmtui timeline parse - --json
    """
    from pmtui.importers import Hints, decode, parse_timeline, to_json

    on = _day(day)
    text, notes = decode(read_input(file))
    parsed = parse_timeline(text, Hints(zone=zone, date=on, year=year, now=CLOCK.now()))
    if as_json or format_ == "json":
        emit_json(to_json(parsed))
    else:
        columns = width()
        for event in parsed.events:
            emit(hanging(f"{event.at:<25}  ", _said(event), columns))
    for note in notes:
        tell(str(note))
    for question in parsed.questions:
        tell(question.text)


def _said(event: Any) -> str:
    return f"{event.actor}: {event.text}" if event.actor else str(event.text)


def _day(day: str | None) -> date | None:
    try:
        return date.fromisoformat(day) if day else None
    except ValueError as error:
        raise UsageError(f"“{day}” is not a date like 2026-11-22. Type year-month-day.") from error
