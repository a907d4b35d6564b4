"""What `actions`, `themes` and `similar` print with --json, as dataclasses; see
`pmtui.schema.generated`."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pmtui.domain.vocabulary import ActionState, ActionType, Priority, Relation, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionEntry:
    """One action of `actions --json`."""

    reference: str
    uid: str
    action: str
    """Its name in the postmortem: A2."""
    id: str
    text: str
    type: ActionType | None
    owner: str
    priority: Priority | None
    state: ActionState
    due: date | None
    review_on: date | None
    days_late: int
    """0 for what is not overdue."""
    tracker: str
    done_when: str
    declined_because: str
    theme: str
    answers: list[str]
    """Kinds and categories of the factors that it answers."""
    services: list[str]
    title: str
    """The postmortem's."""
    began: date
    """The day of the incident, or the one on which the postmortem was begun."""
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """One postmortem behind a number."""

    reference: str
    uid: str
    title: str
    day: date
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeEntry:
    """One thing that recurs."""

    kind: Literal["facet", "factor", "category", "open", "waiver"]
    key: str
    label: str
    count: int
    postmortems: list[SourceEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemesReport:
    """What `themes --json` prints."""

    since: date | None
    until: date | None
    postmortems: int
    judged: int
    """How many of them are in review or complete, so that criteria left open count."""
    themes: list[ThemeEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseEntry:
    """One action of a postmortem that resembles another one."""

    name: str
    """How the command line calls it in its postmortem: A2."""
    text: str
    owner: str
    state: ActionState
    due: date | None
    in_words: str
    """What became of it: “open for 94 days”, “done”."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarEntry:
    """One postmortem of `similar --json`, the most alike first."""

    reference: str
    uid: str
    title: str
    origin: str
    """Where a read-only document of somebody else came from; "" for one's own."""
    incident_date: date | None
    status: Status
    likeness: float
    """From 0 to 1; it orders the list and is no measure of anything else."""
    asked: bool
    """Whether the review asks about it (C36)."""
    relation: Relation | None
    """What was decided about it."""
    reasons: list[str]
    """What both have in common, the strongest first."""
    promises: list[PromiseEntry]
