"""`check`, `review`, `attest`, `waive`, `complete`, `reopen`: the review and its gate."""

import click

from pmtui.cli.common import (
    CLOCK,
    commit,
    emit,
    emit_json,
    json_option,
    judging,
    load,
    settings,
    store_open,
    tell,
    typed_text,
)
from pmtui.config import author_name
from pmtui.domain import fields
from pmtui.domain.postmortem import Review
from pmtui.errors import AnswerIsNo, UsageError
from pmtui.review import counts, gate, ready_for_review, ready_to_complete, review
from pmtui.review.gate import GateRefused
from pmtui.review.held import attest
from pmtui.review.model import Finding
from pmtui.review.waivers import waive

GROUPS = {"write": "To write", "look": "To look at", "people": "Waiting on people"}


@click.command("check")
@click.argument("reference", metavar="REF")
@json_option
def check_command(reference: str, as_json: bool, format_: str) -> int:
    """Say every finding, and apart: ready for review, ready to complete.

    Exit code 0 when nothing bars completion, 1 otherwise.
    """
    with store_open() as store:
        pm = load(store, reference).postmortem
    findings = review(pm, judging())
    ready = ready_to_complete(findings)
    if as_json or format_ == "json":
        emit_json(
            {
                "status": pm.review.status.value,
                "ready": ready,
                "ready_for_review": ready_for_review(findings),
                "findings": [_plain(f) for f in findings],
            }
        )
        return 0 if ready else 1
    _print(findings)
    tally = counts(findings)
    emit(f"{tally.write} to write, {tally.look} to look at, {tally.people} waiting on people.")
    emit(f"Ready for review: {_yes(ready_for_review(findings))}. Ready to complete: {_yes(ready)}.")
    return 0 if ready else 1


def _print(findings: tuple[Finding, ...]) -> None:
    for group, heading in GROUPS.items():
        rows = [f for f in findings if f.group.value == group]
        if rows:
            emit(f"{heading}:")
        for f in rows:
            emit(f"  {f.level.value:<6} {f.criterion:<6} {f.pane.value:<8} {f.message} {f.next}")


def _plain(f: Finding) -> dict[str, object]:
    return {
        "criterion": f.criterion,
        "level": f.level.value,
        "group": f.group.value,
        "pane": f.pane.value,
        "table": f.table,
        "record": f.record,
        "field": f.field,
        "message": f.message,
        "next": f.next,
    }


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _refuse(refusal: GateRefused) -> AnswerIsNo:
    lines = [f"  {f.criterion:<6} {f.pane.value:<8} {f.message} {f.next}" for f in refusal.findings]
    return AnswerIsNo("\n".join([str(refusal), *lines]))


@click.command("review")
@click.argument("reference", metavar="REF")
@click.option("--anyway", is_flag=True, help="Also while findings bar completion.")
@click.option("--by", metavar="NAME", help="Who decides so; default is you.")
def review_command(reference: str, anyway: bool, by: str | None) -> None:
    """Move a draft to in review; says what is still open."""
    _transition(
        reference,
        "move to review",
        lambda pm, who: gate.move_to_review(
            pm, by=who, at=CLOCK.now(), context=judging(), anyway=anyway
        ),
        by,
    )
    tell("It is in review; pmtui complete REF completes it.")


@click.command("complete")
@click.argument("reference", metavar="REF")
@click.option("--by", metavar="NAME", help="Who decides so; default is you.")
def complete_command(reference: str, by: str | None) -> None:
    """Complete it; with a blocking finding it lists all of them and changes nothing."""
    _transition(
        reference,
        "complete",
        lambda pm, who: gate.complete(pm, by=who, at=CLOCK.now(), context=judging()),
        by,
    )
    tell("It is complete; pmtui export REF --to gfm hands it over.")


@click.command("reopen")
@click.argument("reference", metavar="REF")
@click.argument("reason", nargs=-1, required=True)
@click.option("--by", metavar="NAME", help="Who decides so; default is you.")
def reopen_command(reference: str, reason: tuple[str, ...], by: str | None) -> None:
    """Reopen a complete postmortem, with a reason that stays in the history."""
    why = typed_text(reason)
    _transition(
        reference,
        "reopen",
        lambda pm, who: gate.reopen(pm, by=who, at=CLOCK.now(), reason=why),
        by,
    )
    tell("It is in review again.")


def _transition(reference: str, label: str, edit: object, by: str | None) -> None:
    assert callable(edit)
    who = by or author_name(settings())
    with store_open() as store:
        loaded = load(store, reference)
        try:
            commit(store, loaded, lambda pm: edit(pm, who), label, kind="status")
        except GateRefused as refusal:
            raise _refuse(refusal) from refusal


@click.command("attest")
@click.argument("reference", metavar="REF")
@click.option("--on", "on", metavar="DATE", help="The day of the review; default today.")
@click.option("--reader", "readers", multiple=True, metavar="NAME", help="Who read it and agrees.")
@click.option("--reviewer", metavar="NAME", required=True, help="Who, other than the owner.")
@click.option("--approver", metavar="NAME", default="", help="Who accepts causes and actions.")
@click.option("--where", metavar="PLACE", default="", help="Meeting or link.")
@click.option("--note", metavar="TEXT", default="", help="What should be remembered.")
@click.option("--by", metavar="NAME", help="Who records this; default is you.")
def attest_command(
    reference: str,
    on: str | None,
    readers: tuple[str, ...],
    reviewer: str,
    approver: str,
    where: str,
    note: str,
    by: str | None,
) -> None:
    """Record that the review was held: what no machine can know (C37 to C39)."""
    try:
        day = fields.parse(fields.specs(Review)["held_on"], on or "")
    except fields.FieldError as error:
        raise UsageError(str(error)) from error
    who = by or author_name(settings())
    with store_open() as store:
        loaded = load(store, reference)
        commit(
            store,
            loaded,
            lambda pm: attest(
                pm,
                held_on=day or CLOCK.now().astimezone().date(),
                readers=readers,
                reviewer=reviewer,
                approver=approver,
                recorded_by=who,
                where=where,
                note=note,
            ),
            "record the review",
            kind="status",
        )
    tell("The review is recorded; it lapses when a factor or an action is added or removed.")


@click.command("waive")
@click.argument("reference", metavar="REF")
@click.argument("criterion", metavar="CRITERION")
@click.argument("reason", nargs=-1, required=True)
@click.option("--record", metavar="ID", default="", help="Which record, where several are found.")
@click.option("--by", metavar="NAME", help="Who decides so; default is you.")
def waive_command(
    reference: str, criterion: str, reason: tuple[str, ...], record: str, by: str | None
) -> None:
    """Set a finding aside with a reason, which the export prints.

    Example: pmtui waive PM-7 C28 "P2 is right, the service is retired in May"
    """
    who = by or author_name(settings())
    with store_open() as store:
        loaded = load(store, reference)
        found = [
            f
            for f in review(loaded.postmortem, judging())
            if f.criterion == criterion.upper() and f.record.startswith(record)
        ]
        if not found:
            raise UsageError(f"{criterion.upper()} has no open finding here; see pmtui check REF.")
        if len(found) > 1:
            ids = ", ".join(f.record or f.table for f in found)
            raise UsageError(f"{criterion.upper()} has several findings; name one: --record {ids}.")
        commit(
            store,
            loaded,
            lambda pm: waive(pm, found[0], reason=typed_text(reason), by=who, at=CLOCK.now()),
            "waive a finding",
            kind="status",
        )
    tell("It is waived; the waiver is void when the text it waives changes.")
