"""`new`: a postmortem begins with a title; everything else can wait."""

import click

from pmtui.cli.common import saved, settings, store_open, today
from pmtui.cli.reading import one_line, typed_text
from pmtui.cli.speaking import emit, tell
from pmtui.domain import fields
from pmtui.domain.edits import set_fields
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Overview, Postmortem
from pmtui.errors import UsageError


def _services(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The services of the team's rules, for the completion of a shell."""
    from pmtui.review.team import team

    return [s for s in team().services if s.casefold().startswith(incomplete.casefold())]


@click.command("new")
@click.argument("title", nargs=-1, required=True)
@click.option("--severity", metavar="N", type=one_line, help="1 to 5, or SEV-1 to SEV-5.")
@click.option(
    "--date", "day", metavar="D", type=one_line, help="Day of the incident; default today."
)
@click.option(
    "--zone", metavar="Z", type=one_line, help="Time zone of the timeline, like Europe/Berlin."
)
@click.option(
    "--service",
    "services",
    multiple=True,
    metavar="S",
    type=one_line,
    shell_complete=_services,
    help="A service; repeatable.",
)
@click.option("--owner", metavar="NAME", type=one_line, help="The one person accountable for it.")
@click.option("--near-miss", is_flag=True, help="Nobody was affected.")
def new_command(
    title: tuple[str, ...],
    severity: str | None,
    day: str | None,
    zone: str | None,
    services: tuple[str, ...],
    owner: str | None,
    near_miss: bool,
) -> None:
    """Begin a postmortem and print its reference alone.

    \b
    Examples: pmtui new "Card payments failed" --severity 2 --service checkout
              pmtui new "Nightly export late" --severity 4 --date yesterday
    """
    from pmtui.review.team import graded

    named = one_line(typed_text(title))
    if not named:
        raise UsageError("A postmortem begins with a title. Type what users noticed.")
    typed = {
        "severity": graded(severity) if severity else None,
        "incident_date": day,
        "zone": zone,
        "owner": owner,
        "services": ",".join(services) or None,
    }
    pm = begun(named)
    specs = fields.specs(Overview)
    try:
        values = {
            n: fields.parse(specs[n], t, today=today()) for n, t in typed.items() if t is not None
        }
    except fields.FieldError as error:
        raise UsageError(str(error)) from error
    pm = set_fields(pm, "overview", "", **values)
    if near_miss:
        pm = set_fields(pm, "impact", "", near_miss=True)
    from pmtui.cli.similar import hints

    with store_open() as store:
        loaded = store.create(pm, label="new postmortem")
        saved()
        store.remember("last", pm.uid)
        emit(loaded.reference)
        tell(f"pmtui open {loaded.reference} opens it; pmtui log captures events into it.")
        past = hints(store, loaded.postmortem)
    for sentence in past:
        tell(sentence)
    if past:
        tell(f"pmtui similar {loaded.reference} shows what resembles it.")


def begun(title: str) -> Postmortem:
    """A postmortem of today with nothing but a title."""
    from pmtui.review.team import beginning

    overview = Overview(title=title, incident_date=today(), **beginning(settings().zone))
    return Postmortem(uid=new_id(), overview=overview)
