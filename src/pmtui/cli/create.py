"""`new`: a postmortem begins with a title; everything else can wait."""

import click

from pmtui.cli.common import CLOCK, emit, settings, store_open, tell, typed_text
from pmtui.domain import fields
from pmtui.domain.edits import set_fields
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Overview, Postmortem
from pmtui.errors import UsageError


@click.command("new")
@click.argument("title", nargs=-1, required=True)
@click.option("--severity", metavar="N", help="1 to 5, or SEV-1 to SEV-5.")
@click.option("--date", "incident_date", metavar="D", help="Day of the incident; default today.")
@click.option("--zone", metavar="Z", help="Time zone of the timeline, like Europe/Berlin.")
@click.option("--service", "services", multiple=True, metavar="S", help="A service; repeatable.")
@click.option("--owner", metavar="NAME", help="The one person accountable for it.")
@click.option("--near-miss", is_flag=True, help="Nobody was affected.")
def new_command(
    title: tuple[str, ...],
    severity: str | None,
    incident_date: str | None,
    zone: str | None,
    services: tuple[str, ...],
    owner: str | None,
    near_miss: bool,
) -> None:
    """Begin a postmortem and print its reference alone.

    \b
    Example: pmtui new "Card payments failed" --severity 2 --service checkout
    """
    config = settings()
    values: dict[str, object] = {
        "title": " ".join(typed_text(title).split()),
        "incident_date": CLOCK.now().astimezone().date(),
    }
    if config.zone:
        values["zone"] = config.zone
    typed = {"severity": severity, "incident_date": incident_date, "zone": zone, "owner": owner}
    specs = fields.specs(Overview)
    for name, text in typed.items():
        if text is not None:
            try:
                values[name] = fields.parse(specs[name], text)
            except fields.FieldError as error:
                raise UsageError(str(error)) from error
    if services:
        values["services"] = fields.parse(specs["services"], ",".join(services))
    pm = set_fields(Postmortem(uid=new_id()), "overview", "", **values)
    if near_miss:
        pm = set_fields(pm, "impact", "", near_miss=True)
    with store_open() as store:
        loaded = store.create(pm, label="new postmortem")
        store.remember("last", pm.uid)
        store.remember("current", pm.uid)
    emit(loaded.reference)
    tell(f"pmtui open {loaded.reference} opens it; pmtui log captures events into it.")
