"""`export`: to stdout, to a file, to the clipboard; instructions go to stderr."""

import os
from pathlib import Path
from typing import Literal

import click

from pmtui.cli.common import CLOCK, judging, load, settings, store_open
from pmtui.cli.reading import one_line, reference_argument
from pmtui.cli.speaking import emit, on_terminal, tell
from pmtui.clipboard import copy_out, ssh_line, terminal_writer
from pmtui.config import this_host
from pmtui.domain.zones import ZoneError, find_zone
from pmtui.errors import UsageError
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.files import write_file
from pmtui.review import review


@click.command("export")
@reference_argument
@click.option(
    "--to", "flavour", default="gfm", metavar="FLAVOUR", type=one_line, help="Default gfm."
)
@click.option("-o", "--output", metavar="FILE", help="A file, or - for stdout (the default).")
@click.option("--force", is_flag=True, help="Overwrite the file if it exists.")
@click.option("--copy", "to_clipboard", is_flag=True, help="Send it to the clipboard.")
@click.option(
    "--names",
    type=click.Choice(["full", "initials", "roles"]),
    default="full",
    help="How people are named.",
)
@click.option("--zone", metavar="Z", type=one_line, help="Another zone than the postmortem's.")
@click.option("--no-appendix", is_flag=True, help="Without evidence and source texts.")
@click.option("--timeline", type=click.Choice(["table", "list"]), help="The timeline's form.")
@click.option("--actions", type=click.Choice(["table", "list"]), help="The actions' form.")
@click.option("--sheet", type=click.Choice(["actions", "timeline"]), default="actions",
              help="What csv holds.")  # fmt: skip
@click.option("--raw", is_flag=True, help="csv for machines, without guards for spreadsheets.")
def export_command(
    reference: str,
    flavour: str,
    output: str | None,
    force: bool,
    to_clipboard: bool,
    names: Literal["full", "initials", "roles"],
    zone: str | None,
    no_appendix: bool,
    timeline: Literal["table", "list"] | None,
    actions: Literal["table", "list"] | None,
    sheet: Literal["actions", "timeline"],
    raw: bool,
) -> int:
    """Hand a postmortem over: --to gfm, json, or any other flavour that --to list names.

    \b
    Examples: pmtui export PM-7 > pm.md
              pmtui export PM-7 --to json -o pm.json
              ssh HOST pmtui export PM-7 --to gfm | pbcopy
    """
    if flavour == "list":
        emit("\n".join(f"{f.name:<16} {f.purpose}" for f in FLAVOURS.values()))
        return 0
    if flavour not in FLAVOURS:
        raise UsageError(f"“{flavour}” is not a flavour. Type one of {', '.join(FLAVOURS)}.")
    chosen = FLAVOURS[flavour]
    with store_open() as store:
        loaded = load(store, reference)
    options = ExportOptions(
        now=CLOCK.now(),
        zone=_known(zone),
        names=names,
        findings=review(loaded.postmortem, judging()),
        reference=loaded.reference,
        appendix=not no_appendix,
        timeline=timeline,
        actions=actions,
        sheet=sheet,
        raw=raw,
    )
    text = chosen.render(loaded.postmortem, options)
    file = ""
    if output and output != "-":
        written = write_file(_named(output), text, force=force)
        file = str(written.path)
        tell(f"Written to {file} ({written.size:,} bytes). {chosen.paste_instruction}")
    elif output == "-" or not to_clipboard:
        emit(text)
    ssh = ssh_line(loaded.reference, flavour, this_host(settings()))
    if to_clipboard:
        copied = copy_out(text, env=os.environ, write=terminal_writer(), file=file, ssh=ssh)
        tell(copied.message)
        return 0 if copied.sent or file or output else 1
    if not file and on_terminal():
        tell(f"{chosen.paste_instruction} From your own machine: {ssh}")
    return 0


def _known(zone: str | None) -> str | None:
    if zone is None:
        return None
    try:
        find_zone(zone)
    except ZoneError as error:
        raise UsageError(str(error)) from error
    return zone


def _named(output: str) -> Path:
    if "\0" in output:
        raise UsageError("That is not the name of a file. Name another one.")
    return Path(output)
