"""`sync`: what colleagues shared comes into the store, to read; one's own is merged."""

import click

from pmtui.cli.common import CLOCK, judging, store_open
from pmtui.cli.reading import reference as as_reference
from pmtui.cli.team import place_named, say


@click.command("sync")
@click.option("--pull", is_flag=True, help="Fetch and merge from the remote first.")
@click.option("--from", "folder", metavar="DIR", help="Another folder than team_folder is.")
@click.option("--adopt", metavar="REF", type=as_reference, help="Make one yours to edit.")
def sync_command(pull: bool, folder: str | None, adopt: str | None) -> None:
    """Read what colleagues shared into your library.

    Theirs are read-only until you adopt them. Where a colleague changed one of yours, or git was
    left with two sides, both are merged: no text is lost, and no JSON is edited by hand.

    \b
    Examples: pmtui sync --pull
              pmtui sync --from ~/postmortems
              pmtui sync --adopt PM-7
    """
    if adopt is not None:
        from pmtui.cli.adopt import adopted

        adopted(adopt)
        return
    from pmtui.team.syncing import sync

    place = place_named(folder)
    context = judging()
    with store_open() as store:
        told = sync(store, place, pull=pull, context=context, now=CLOCK.now())
    say(told, f"Nothing new in {place.label}.")
