"""`export`: to stdout, to a file, to the clipboard; instructions go to stderr."""

import os
import sys
from pathlib import Path
from typing import Literal

import click

from pmtui.cli.common import CLOCK, emit, judging, load, settings, store_open, tell
from pmtui.clipboard import copy_out, ssh_line, terminal_writer
from pmtui.config import this_host
from pmtui.errors import UsageError
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.files import write_file
from pmtui.review import review


@click.command("export")
@click.argument("reference", metavar="REF")
@click.option("--to", "flavour", default="gfm", metavar="FLAVOUR", help="gfm, json, …")
@click.option("-o", "--output", metavar="FILE", help="A file, or - for stdout (the default).")
@click.option("--force", is_flag=True, help="Overwrite the file if it exists.")
@click.option("--copy", "to_clipboard", is_flag=True, help="Send it to the clipboard.")
@click.option(
    "--names",
    type=click.Choice(["full", "initials", "roles"]),
    default="full",
    help="How people are named.",
)
@click.option("--zone", metavar="Z", help="Another zone for the times than the postmortem's.")
@click.option("--no-appendix", is_flag=True, help="Without evidence and source texts.")
def export_command(
    reference: str,
    flavour: str,
    output: str | None,
    force: bool,
    to_clipboard: bool,
    names: Literal["full", "initials", "roles"],
    zone: str | None,
    no_appendix: bool,
) -> None:
    """Hand a postmortem over in a flavour.

    \b
    Examples: pmtui export PM-7 --to gfm > pm.md
              ssh HOST pmtui export PM-7 --to gfm | pbcopy
    """
    if flavour not in FLAVOURS:
        raise UsageError(f"“{flavour}” is not a flavour; known are {', '.join(FLAVOURS)}.")
    chosen = FLAVOURS[flavour]
    with store_open() as store:
        loaded = load(store, reference)
    options = ExportOptions(
        now=CLOCK.now(),
        zone=zone,
        names=names,
        findings=review(loaded.postmortem, judging()),
        reference=loaded.reference,
        appendix=not no_appendix,
    )
    text = chosen.render(loaded.postmortem, options)
    ssh = ssh_line(loaded.reference, flavour, this_host(settings()))
    file = ""
    if output and output != "-":
        written = write_file(Path(output), text, force=force)
        file = str(written.path)
        tell(f"Written to {file} ({written.size:,} bytes). {chosen.paste_instruction}")
    elif not to_clipboard:
        emit(text)
        if sys.stdout.isatty():
            tell(chosen.paste_instruction)
    if to_clipboard:
        tell(copy_out(text, env=os.environ, write=terminal_writer(), file=file, ssh=ssh).message)
    else:
        tell(f"From your own machine: {ssh}")
