"""`publish`: note where a postmortem was shared and when, which also works once it is complete."""

from datetime import date

import click

from pmtui.cli.common import CLOCK, commit, load, store_open
from pmtui.cli.decide import by_option, who
from pmtui.cli.reading import one_line, reference_argument, typed_text
from pmtui.cli.speaking import tell
from pmtui.errors import UsageError
from pmtui.exporters.publishing import publish


@click.command("publish")
@reference_argument
@click.argument("where", metavar="WHERE...", nargs=-1, required=True)
@click.option("--on", metavar="D", type=one_line, help="On which day; default is today.")
@by_option
def publish_command(reference: str, where: tuple[str, ...], on: str | None, by: str | None) -> None:
    """Note where it was shared; a place that is noted already gets the new date.

    Example: pmtui publish PM-7 https://wiki.example/pm/checkout
    """
    place = " ".join(typed_text(where).split())
    if not place:
        raise UsageError("Say where it was shared: an address, a channel, a list.")
    day = _day(on)
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


def _day(on: str | None) -> date:
    if on is None:
        return CLOCK.now().astimezone().date()
    try:
        return date.fromisoformat(on)
    except ValueError as error:
        raise UsageError(f"“{on}” is not a date. Type one like 2026-11-22.") from error
