"""`check`: every finding, and apart whether it is ready for review and ready to complete."""

from collections.abc import Iterable

import click

from pmtui.cli.common import json_option, judging, load, store_open
from pmtui.cli.places import name_of
from pmtui.cli.reading import reference_argument
from pmtui.cli.speaking import emit, emit_json, hanging, padded, tell, width
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import Status
from pmtui.review import counts, ready_for_review, ready_to_complete, review, waived
from pmtui.review.model import Finding

GROUPS = {"write": "To write", "look": "To look at", "people": "Waiting on people"}
"""The headings of the three groups, in their order."""


@click.command("check")
@reference_argument
@json_option
def check_command(reference: str, as_json: bool, format_: str) -> int:
    """Say every finding, and apart: ready for review, ready to complete.

    Exit code 0 when nothing bars completion, 1 otherwise.

    \b
    Examples: pmtui check PM-7
              pmtui check PM-7 --json
    """
    with store_open() as store:
        loaded = load(store, reference)
    pm = loaded.postmortem
    context = judging(pm)
    findings = review(pm, context)
    ready = ready_to_complete(findings)
    if as_json or format_ == "json":
        from pmtui.schema.shapes import findings_json

        emit_json(findings_json(pm.review.status, findings))
        return 0 if ready else 1
    tally = counts(findings)
    aside = waived(pm, context)
    columns = width()
    lines = grouped(pm, findings, columns)
    said = [f"{tally.write} to write, {tally.look} to look at, {tally.people} waiting on people."]
    if pm.waivers:
        said.append(f"{len(aside.current)} waived, {len(aside.void)} waivers void.")
    for_review = _yes(ready_for_review(findings))
    said.append(f"Ready for review: {for_review}. Ready to complete: {_yes(ready)}.")
    emit("\n".join([*lines, *(hanging("", line, columns, 2) for line in said)]))
    if pm.review.status is not Status.COMPLETE:
        tell(_next(loaded.reference, findings))
    return 0 if ready else 1


def grouped(pm: Postmortem, findings: Iterable[Finding], columns: int | None) -> list[str]:
    """The findings in their three groups, a line each, wrapped to `columns`."""
    found = tuple(findings)
    lines = []
    for group, heading in GROUPS.items():
        rows = [f for f in found if f.group.value == group]
        if rows:
            lines.append(f"{heading}:")
            lines += [line_of(pm, f, columns) for f in rows]
    return lines


def line_of(pm: Postmortem, f: Finding, columns: int | None) -> str:
    """One finding: level, criterion, pane, the record it is about, what is odd, what to do."""
    place = name_of(pm, f.table, f.record)
    head = f"  {f.level.value:<6} {f.criterion:<5} {padded(f.pane.value, 8)} "
    return hanging(head, f"{place + ': ' if place else ''}{f.message} {f.next}", columns, 4)


def _next(reference: str, findings: Iterable[Finding]) -> str:
    """What to do with a postmortem that is not complete yet."""
    if ready_to_complete(findings):
        return f"pmtui complete {reference} completes it."
    if ready_for_review(findings):
        return f"What is left waits on people: hold the review, then pmtui attest {reference} records it."
    return f"Mend what bars the way, or set it aside with a reason: pmtui waive {reference} --help."


def _yes(value: bool) -> str:
    return "yes" if value else "no"
