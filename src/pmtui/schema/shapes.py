"""What the command line prints as JSON: each shape as a dataclass, and the plain values of it.

`pmtui.schema.generated` describes the same dataclasses as JSON Schema; nothing here imports
pydantic.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from pmtui.domain.vocabulary import Pane, Severity, Status
from pmtui.review import ready_for_review, ready_to_complete
from pmtui.review.model import Finding, Group, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingEntry:
    """One finding of `check --json`."""

    criterion: str
    level: Level
    group: Group
    pane: Pane
    record: str
    field: str
    message: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What `check REF --json` prints."""

    status: Status
    ready: bool
    """Ready to complete: nothing blocks and nothing waits on people."""
    ready_for_review: bool
    """Nothing is left but what people must confirm."""
    findings: list[FindingEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """One postmortem of `list --json`."""

    reference: str
    uid: str
    title: str
    severity: Severity | None
    status: Status
    incident_date: date | None
    owner: str
    services: list[str]
    origin: str = ""
    """Where a read-only document of somebody else came from; "" for one's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEntry(ListEntry):
    """One postmortem of `search --json`, the best first, and the place that fits best."""

    pane: Pane | None
    """None where only filters were asked for."""
    table: str
    record: str
    """The id of the record, "" for one that exists once."""
    field: str
    snippet: str
    """The words around the hit on one line, cut with `…`."""
    marks: list[tuple[int, int]]
    """Where in the snippet the words stand that were looked for: start and end in characters."""


def findings_json(status: Status, findings: Iterable[Finding]) -> dict[str, Any]:
    """What stands between a postmortem and completion, in the order of the review."""
    found = tuple(findings)
    report = CheckReport(
        status=status,
        ready=ready_to_complete(found),
        ready_for_review=ready_for_review(found),
        findings=[_entry(f) for f in found],
    )
    return asdict(report)


def _entry(finding: Finding) -> FindingEntry:
    return FindingEntry(
        criterion=finding.criterion,
        level=finding.level,
        group=finding.group,
        pane=finding.pane,
        record=finding.record,
        field=finding.field,
        message=finding.message,
        next=finding.next,
    )


def list_json(entries: Iterable[ListEntry]) -> list[dict[str, Any]]:
    """The rows of the library, in their order."""
    return [_dated(asdict(entry)) for entry in entries]


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    day: date | None = row["incident_date"]
    return row | {"incident_date": day.isoformat() if day else None}
