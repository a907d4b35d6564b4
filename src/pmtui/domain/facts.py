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
from pmtui.domain.records import Action, Event, Evidence, Factor, Lesson, Record
from pmtui.domain.timeline import (
    absence_of,
    by_identity,
    events_by_milestone,
    interval,
    milestone_events,
    timeline,
)
from pmtui.domain.when_show import format_minutes
from pmtui.value import Value

__all__ = [
    "Coverage",
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
    "events_for_factor",
    "evidence_coverage",
    "evidence_of",
    "factors_for_action",
    "factors_for_event",
    "format_minutes",
    "format_range",
    "gaps",
    "interval",
    "lessons_for_action",
    "linking_to",
    "milestone_events",
    "phases",
    "response_events",
    "timeline",
]


class Coverage(Value):
    """How many events are backed by evidence, all of them and those that carry a milestone."""

    backed: int
    events: int
    backed_milestones: int
    milestones: int

    @property
    def percent(self) -> int:
        """Whole percent of all events, rounded down; 0 without events."""
        return self.backed * 100 // self.events if self.events else 0


@by_identity
def _evidence_index(evidence: tuple[Evidence, ...]) -> dict[str, tuple[Evidence, ...]]:
    found: dict[str, list[Evidence]] = {}
    for record in evidence:
        found.setdefault(record.of, []).append(record)
    return {id: tuple(records) for id, records in found.items()}


def evidence_of(pm: Postmortem, id: str) -> tuple[Evidence, ...]:
    """The evidence of one record, in its order."""
    return _evidence_index(pm.evidence).get(id, ())


def evidence_coverage(pm: Postmortem) -> Coverage:
    """How much of the timeline is backed by evidence (criterion C08)."""
    return _coverage(pm.events, pm.evidence)


@by_identity
def _coverage(events: tuple[Event, ...], evidence: tuple[Evidence, ...]) -> Coverage:
    index = _evidence_index(evidence)
    key = [e for e in events if e.milestones]
    return Coverage(
        sum(1 for e in events if e.id in index),
        len(events),
        sum(1 for e in key if e.id in index),
        len(key),
    )


@by_identity
def _links_index(records: tuple[Any, ...], field: str) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = {}
    for record in records:
        for id in getattr(record, field):
            found.setdefault(id, []).append(record)
    return {id: tuple(linking) for id, linking in found.items()}


@by_identity
def _id_index(records: tuple[Any, ...]) -> dict[str, Any]:
    return {record.id: record for record in records}


def actions_for_factor(pm: Postmortem, id: str) -> tuple[Action, ...]:
    """The actions that answer a factor."""
    return _links_index(pm.actions, "factors").get(id, ())


def actions_for_lesson(pm: Postmortem, id: str) -> tuple[Action, ...]:
    """The actions that follow up a lesson."""
    return _links_index(pm.actions, "lessons").get(id, ())


def factors_for_event(pm: Postmortem, id: str) -> tuple[Factor, ...]:
    """The factors that an event shows."""
    return _links_index(pm.factors, "events").get(id, ())


def factors_for_action(pm: Postmortem, id: str) -> tuple[Factor, ...]:
    """The factors that an action answers."""
    action = _id_index(pm.actions).get(id)
    return _records(pm.factors, action.factors) if action is not None else ()


def lessons_for_action(pm: Postmortem, id: str) -> tuple[Lesson, ...]:
    """The lessons that an action follows up."""
    action = _id_index(pm.actions).get(id)
    return _records(pm.lessons, action.lessons) if action is not None else ()


def events_for_factor(pm: Postmortem, id: str) -> tuple[Event, ...]:
    """The events that show a factor."""
    factor = _id_index(pm.factors).get(id)
    return _records(pm.events, factor.events) if factor is not None else ()


def _records(records: tuple[Any, ...], ids: tuple[str, ...]) -> tuple[Any, ...]:
    index = _id_index(records)
    return tuple(index[id] for id in ids if id in index)


def linking_to(pm: Postmortem, table: str, id: str) -> tuple[tuple[str, Record], ...]:
    """Every record, with its table, that links to a record of `table`: the other ends of links."""
    return tuple(
        (other, record)
        for other, cls in LISTS.items()
        for spec in specs(cls).values()
        if spec.kind is Kind.LINKS and spec.table == table
        for record in _links_index(getattr(pm, other), spec.name).get(id, ())
    )
