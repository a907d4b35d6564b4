"""`import` and `timeline parse`: what exists already becomes a postmortem or a timeline."""

import sys
from datetime import date
from pathlib import Path

import click

from pmtui.cli.common import CLOCK, emit, emit_json, store_open, tell
from pmtui.domain.ids import new_id
from pmtui.errors import UsageError

LARGEST = 20_000_000
"""Bytes of one import; more is refused before it is read."""


def read_input(name: str) -> bytes:
    """The bytes of a file, or of the pipe for “-”. Raises UsageError with the reason."""
    try:
        if name == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}. Name another file.") from error
    if len(data) > LARGEST:
        raise UsageError(f"{name} is larger than 20 MB; cut it into parts and import these.")
    return data


@click.command("import")
@click.argument("file", metavar="FILE|-")
@click.option("--copy", is_flag=True, help="Import also what is in the store already, as a copy.")
def import_command(file: str, copy: bool) -> None:
    """Read a JSON document of pmtui into this store and print its reference.

    Example: ssh HOST pmtui export PM-7 --to json | pmtui import -
    """
    from dataclasses import replace

    from pmtui.schema.document import read_document

    pm = read_document(read_input(file))
    with store_open() as store:
        known = {s.uid: s.reference for s in store.summaries()}
        if pm.uid in known:
            if not copy:
                raise UsageError(
                    f"This postmortem is in the store already, as {known[pm.uid]}. "
                    "Import it with --copy to have a second one."
                )
            pm = replace(pm, uid=new_id())
        loaded = store.create(pm, label=f"import {Path(file).name}", kind="import")
        store.remember("last", pm.uid)
    emit(loaded.reference)
    tell(f"Imported; pmtui open {loaded.reference} opens it.")


@click.group("timeline")
def timeline_command() -> None:
    """Read a timeline out of any text."""


@timeline_command.command("parse")
@click.argument("file", metavar="FILE|-")
@click.option("--zone", metavar="Z", help="The zone of times that name none.")
@click.option("--date", "day", metavar="D", help="The date of times that name none.")
@click.option("--year", type=int, metavar="Y", help="The year of dates that name none.")
@click.option("--json", "as_json", is_flag=True, help="As JSON (the full record).")
def parse_command(
    file: str, zone: str | None, day: str | None, year: int | None, as_json: bool
) -> None:
    """Text to events; touches no store.

    Example: pmtui timeline parse incident.log --zone Europe/Berlin --json
    """
    from pmtui.importers import Hints, decode, parse_timeline, to_json

    try:
        on = date.fromisoformat(day) if day else None
    except ValueError as error:
        raise UsageError(f"“{day}” is not a date like 2026-11-22; type year-month-day.") from error
    text, notes = decode(read_input(file))
    hints = Hints(zone=zone, date=on, year=year, now=CLOCK.now())
    parsed = parse_timeline(text, hints)
    for note in notes:
        tell(str(note))
    if as_json:
        emit_json(to_json(parsed))
        return
    for event in parsed.events:
        who = f"{event.actor}: " if event.actor else ""
        emit(f"{event.at:<25}  {who}{event.text}")
    for question in parsed.questions:
        tell(str(getattr(question, "text", question)))
