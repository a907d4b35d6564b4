"""`share`: one's own postmortems into the folder of the team, masked, committed, pushed if asked."""

import click

from pmtui.cli.common import CLOCK, judging, store_open
from pmtui.cli.reading import complete_reference, one_line
from pmtui.cli.reading import reference as as_reference
from pmtui.cli.team import place_named, say
from pmtui.errors import UsageError


@click.command("share")
@click.argument(
    "references",
    metavar="[REF]...",
    nargs=-1,
    type=as_reference,
    shell_complete=complete_reference,
)
@click.option("--all-complete", is_flag=True, help="Every complete postmortem of yours.")
@click.option("--push", is_flag=True, help="Push to the remote that the branch follows.")
@click.option("--message", metavar="TEXT", type=one_line, help="The message of the commit.")
@click.option("--to", "folder", metavar="DIR", help="Another folder than team_folder is.")
def share_command(
    references: tuple[str, ...],
    all_complete: bool,
    push: bool,
    message: str | None,
    folder: str | None,
) -> None:
    """Put postmortems into the team's folder, as Markdown and JSON, one directory each.

    Likely secrets and personal data are masked first, and people are named as the team's rules
    say; your own store keeps every word. In a git checkout only these files are committed.

    \b
    Examples: pmtui share PM-7 --push
              pmtui share --all-complete --to ~/postmortems
    """
    if not references and not all_complete:
        raise UsageError("Say which: pmtui share REF, or --all-complete for every complete one.")
    from pmtui.team import sharing
    from pmtui.team.redaction import redaction_of

    place = place_named(folder)
    context = judging()
    with store_open() as store:
        uids = [store.resolve(r).uid for r in references]
        if all_complete:
            uids += sharing.all_complete(store, place)
        wanted = sharing.Wanted(
            uids=tuple(dict.fromkeys(uids)),
            redaction=redaction_of(store),
            push=push,
            message=message or "",
        )
        told = sharing.share(store, place, wanted, context=context, now=CLOCK.now())
    say(told, "There is nothing to share: none of yours is complete. pmtui list shows them.")
