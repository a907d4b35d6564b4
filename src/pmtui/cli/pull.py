"""`pull`: a postmortem that was logged on another box."""

import click

from pmtui.cli.common import judging, store_open
from pmtui.cli.reading import reference as as_reference
from pmtui.cli.team import say


@click.command("pull")
@click.argument("host", metavar="HOST")
@click.argument("reference", metavar="REF", type=as_reference)
@click.option("--program", metavar="PATH", default="pmtui", help="How pmtui is called there.")
def pull_command(host: str, reference: str, program: str) -> None:
    """Fetch your own postmortem from another box over ssh.

    REF is as that box knows it. A new one becomes yours here; one that you have is merged.

    Example: pmtui pull box7.example PM-3
    """
    from pmtui.team.pulling import fetched, pull, ssh_command

    data = fetched(ssh_command(host, reference, program), host)
    context = judging()
    with store_open() as store:
        told = pull(store, host, data, context=context)
    say(told, "Nothing new.")
