"""`remove` and `move`: what lists need beside `add`."""

import click

from pmtui.cli.common import commit, load, store_open
from pmtui.cli.places import called, record_path, rows_of
from pmtui.cli.reading import one_line, reference_argument
from pmtui.cli.speaking import tell
from pmtui.domain.edits import move, remove
from pmtui.errors import UsageError

BY_COMMAND = {
    "facets": "The six facets always stay; empty their fields with pmtui set.",
    "waivers": "A waiver is taken back with pmtui waive REF CRITERION --back.",
    "false_alarms": "A false alarm is taken back with pmtui waive REF RULE --back.",
    "confirmations": "A confirmation is taken back with pmtui attest REF --unconfirm ID.",
    "transitions": "What happened to the status stays in the log.",
}
"""Lists whose records are not removed by hand, and what to do instead."""


@click.command("remove")
@reference_argument
@click.argument("record", metavar="RECORD", type=one_line)
def remove_command(reference: str, record: str) -> None:
    """Remove a record with its evidence and every link to it; undo brings all of it back.

    Example: pmtui remove PM-7 actions.2
    """
    with store_open() as store:
        loaded = load(store, reference)
        table, id = record_path(loaded.postmortem, record)
        if sentence := BY_COMMAND.get(table):
            raise UsageError(sentence)
        commit(store, loaded, lambda pm: remove(pm, table, id), f"remove from {table}")
    tell(
        f"Removed {called(loaded.postmortem, table, id)}; pmtui undo {loaded.reference} brings it back."
    )


@click.command("move", context_settings={"ignore_unknown_options": True})
@reference_argument
@click.argument("record", metavar="RECORD", type=one_line)
@click.argument("by", metavar="BY", type=int)
def move_command(reference: str, record: str, by: int) -> None:
    """Move a record up (-1) or down (1) in its list; the timeline is ordered by its times.

    Example: pmtui move PM-7 factors.3 -2
    """
    with store_open() as store:
        loaded = load(store, reference)
        table, id = record_path(loaded.postmortem, record)
        if table in BY_COMMAND:
            raise UsageError(f"The {table} have an order of their own. Move another record.")
        done = commit(store, loaded, lambda pm: move(pm, table, id, by), f"move in {table}")
    count = len(rows_of(done.postmortem, table))
    tell(f"It is {called(done.postmortem, table, id)} of {count} now.")
