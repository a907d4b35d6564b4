"""`list` and `show`: what there is, without changing anything."""

import click

from pmtui.cli.common import CLOCK, emit, emit_json, json_option, judging, load, store_open, tell
from pmtui.store.model import Summary


@click.command("list")
@click.option("--status", metavar="S", help="draft, in review or complete.")
@click.option("--severity", metavar="N", help="1 to 5.")
@click.option("--service", metavar="S", help="Only those that name this service.")
@json_option
def list_command(
    status: str | None, severity: str | None, service: str | None, as_json: bool, format_: str
) -> None:
    """List the postmortems of this store, the last changed first."""
    with store_open() as store:
        rows = [s for s in store.summaries() if _wanted(s, status, severity, service)]
    if as_json or format_ == "json":
        emit_json([_plain(s) for s in rows])
        return
    if not rows:
        tell("There is no postmortem yet; pmtui new TITLE begins one, pmtui demo shows one.")
    for s in rows:
        emit(_line(s))


def _wanted(s: Summary, status: str | None, severity: str | None, service: str | None) -> bool:
    return (
        (status is None or s.status.startswith(status.lower()))
        and (severity is None or (s.severity or "").endswith(severity))
        and (service is None or service in s.services)
    )


def _line(s: Summary) -> str:
    day = s.incident_date.isoformat() if s.incident_date else "no date   "
    return f"{s.reference:<6} {day}  {s.severity or '-':<5}  {s.status:<9}  {s.title or 'Untitled'}"


def _plain(s: Summary) -> dict[str, object]:
    return {
        "reference": s.reference,
        "uid": s.uid,
        "title": s.title,
        "severity": s.severity or None,
        "status": s.status,
        "incident_date": s.incident_date.isoformat() if s.incident_date else None,
        "owner": s.owner,
        "services": list(s.services),
    }


@click.command("show")
@click.argument("reference", metavar="REF")
@json_option
def show_command(reference: str, as_json: bool, format_: str) -> None:
    """Show a postmortem whole; --json prints the document of `export --to json`."""
    from pmtui.exporters import FLAVOURS, ExportOptions
    from pmtui.review import review

    with store_open() as store:
        loaded = load(store, reference)
    flavour = "json" if as_json or format_ == "json" else "gfm"
    pm = loaded.postmortem
    findings = review(pm, judging())
    options = ExportOptions(now=CLOCK.now(), findings=findings, reference=loaded.reference)
    emit(FLAVOURS[flavour].render(pm, options))
