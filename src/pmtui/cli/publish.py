"""`publish`: note where a postmortem was shared and when, which also works once it is complete."""

from datetime import date

import click

from pmtui.cli.common import CLOCK, commit, load, past_day, store_open, today
from pmtui.cli.decide import by_option, who
from pmtui.cli.reading import reference_argument, typed_text
from pmtui.cli.speaking import tell
from pmtui.errors import UsageError
from pmtui.exporters.publishing import publish, refuse_code
from pmtui.review.moments import tomorrow


@click.command("publish")
@reference_argument
@click.argument("where", metavar="WHERE...", nargs=-1, required=True)
@click.option("--on", metavar="D", type=past_day, help="On which day; default is today.")
@by_option
def publish_command(
    reference: str, where: tuple[str, ...], on: date | None, by: str | None
) -> None:
    """Note where it was shared; a place that is noted already gets the new date.

    Example: pmtui publish PM-7 https://wiki.example/pm/checkout
    """
    place = " ".join(typed_text(where).split())
    if not place:
        raise UsageError("Say where it was shared: an address, a channel, a list.")
    refuse_code(place)
    day = on or today()
    if day > tomorrow(CLOCK.now()):
        raise UsageError(
            f"{day.isoformat()} is still to come. Note where it was shared once it was, "
            "or name the day it was with --on."
        )
    with store_open() as store:
        loaded = load(store, reference)
        done = commit(
            store,
            loaded,
            lambda pm: publish(pm, where=place, on=day, by=who(by)),
            "note where it was published",
        )
    said = "noted already" if done is loaded else "noted"
    tell(f"{loaded.reference}: {said} as published in {place} on {day.isoformat()}.")
