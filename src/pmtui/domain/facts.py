"""What follows from a postmortem without anyone typing it: the one door to the derived facts.

Order and milestones of the timeline, durations with their formula, gaps, phases, evidence, and
links read from both ends. Pure and cheap: computed once for each list they depend on.
"""

from typing import Any

from pmtui.domain.durations import (
    Duration,
    Minutes,
    Phase,
    duration,
    durations,
    format_range,
    phases,
)
from pmtui.domain.fields import Kind, specs
from pmtui.domain.gaps import Gap, gaps, response_events
from pmtui.domain.postmortem import LISTS, Postmortem
from pmtui.domain.records import Action, Evidence, Record
from pmtui.domain.timeline import (
    absence_of,
    by_identity,
    events_by_milestone,
    interval,
    milestone_events,
    timeline,
)
from pmtui.domain.when_show import format_minutes

__all__ = [
    "Duration",
    "Gap",
    "Minutes",
    "Phase",
    "absence_of",
    "actions_for_factor",
    "actions_for_lesson",
    "duration",
    "durations",
    "events_by_milestone",
    "evidence_of",
    "format_minutes",
    "format_range",
    "gaps",
    "interval",
    "linking_to",
    "milestone_events",
    "phases",
    "response_events",
    "timeline",
]


@by_identity
def _evidence_index(evidence: tuple[Evidence, ...]) -> dict[str, tuple[Evidence, ...]]:
    found: dict[str, list[Evidence]] = {}
    for record in evidence:
        found.setdefault(record.of, []).append(record)
    return {id: tuple(records) for id, records in found.items()}


def evidence_of(pm: Postmortem, id: str) -> tuple[Evidence, ...]:
    """The evidence of one record, in its order."""
    return _evidence_index(pm.evidence).get(id, ())


@by_identity
def _links_index(records: tuple[Any, ...], field: str) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = {}
    for record in records:
        for id in getattr(record, field):
            found.setdefault(id, []).append(record)
    return {id: tuple(linking) for id, linking in found.items()}


def actions_for_factor(pm: Postmortem, id: str) -> tuple[Action, ...]:
    """The actions that answer a factor."""
    return _links_index(pm.actions, "factors").get(id, ())


def actions_for_lesson(pm: Postmortem, id: str) -> tuple[Action, ...]:
    """The actions that follow up a lesson."""
    return _links_index(pm.actions, "lessons").get(id, ())


def linking_to(pm: Postmortem, table: str, id: str) -> tuple[tuple[str, Record], ...]:
    """Every record, with its table, that links to a record of `table`: the other ends of links."""
    return tuple(
        (other, record)
        for other, cls in LISTS.items()
        for spec in specs(cls).values()
        if spec.kind is Kind.LINKS and spec.table == table
        for record in _links_index(getattr(pm, other), spec.name).get(id, ())
    )
