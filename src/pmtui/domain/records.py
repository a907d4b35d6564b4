"""The records of a postmortem that come in lists: events, factors, actions and their like.

Every record has an opaque id that is never reused and a rank that orders it among its siblings.
Field descriptions (label, question, kind) stand beside the fields; see `pmtui.domain.fields`.
Sources of the fields: PagerDuty's postmortem template, Google SRE, Atlassian, Jeli, Etsy.
"""

from datetime import date, datetime

from pmtui.domain.fields import (
    choice,
    choices,
    day,
    flag,
    line,
    links,
    machine,
    prose,
    when,
)
from pmtui.domain.moment import BLANK, When
from pmtui.domain.vocabulary import (
    ActionState,
    ActionType,
    CauseCategory,
    Certainty,
    EvidenceKind,
    Facet,
    FactorKind,
    LessonKind,
    Marker,
    Milestone,
    Priority,
    ProblemClass,
    Relation,
    Role,
    ServiceLevel,
    Standing,
    Status,
)
from pmtui.value import Value

_ABSENT = (Certainty.UNKNOWN, Certainty.NOT_APPLICABLE)
"""What a milestone can be that no event carries."""


class Record(Value, kw_only=True):
    """What every record has."""

    id: str
    rank: str = ""


class Participant(Record, kw_only=True):
    """Someone who worked on the incident or on the postmortem, with what they did."""

    name: str = line("Name", "Who was involved?", "Noor Haddad")
    roles: tuple[Role, ...] = choices("Roles", "In which roles?", Role)
    handle: str = line("Handle", "By what handle does the chat know them?", "@noor")
    team: str = line("Team", "For which team?", "storage")
    on_call: bool = flag("On call", "Were they on call at the time?")


class Event(Record, kw_only=True):
    """One thing that happened, as a fact: when, who by role, what, and how that is known."""

    at: When = when("Time", "When did it happen?", BLANK, "14:02, ~14:02, 14:02..14:20 or ?")
    text: str = line("Event", "What happened, as a fact?", "5xx rate of checkout passed 2 %")
    who: str = line("Who", "Who or what did it, by role?", "incident commander")
    milestones: tuple[Milestone, ...] = choices("Milestones", "Which moments is this?", Milestone)
    marker: Marker | None = choice("Kind", "What kind of moment was it?", Marker)
    detail: str = prose("Detail", "What else belongs to it?")
    known_then: str = prose(
        "Known then",
        "What was known or believed at that moment, and what did the screens show?",
        "The dashboard showed the database healthy; the alert named only the proxy.",
    )
    options: str = prose(
        "Options", "Which options were seen, and what made this one the best at the time?"
    )
    notes: str = prose("Notes", "Which questions remain about it?")
    source: str = line("Source", "From where is it known?", "chat of the incident channel")


class Evidence(Record, kw_only=True):
    """A link, quote, query, raw line or recollection that supports one record."""

    of: str = machine()
    """The id of the event, factor, metric or lesson that it supports."""
    kind: EvidenceKind | None = choice("Kind", "What is it?", EvidenceKind, EvidenceKind.QUOTE)
    text: str = prose("Evidence", "What shows it?", "https://grafana.example/d/checkout?from=…")
    source: str = line("Source", "From where was it taken?", "lb-3:/var/log/haproxy.log")
    lines: str = line("Lines", "Which lines of the source?", "812-815")


class Absence(Record, kw_only=True):
    """A milestone that no event carries, and why: unknown, or not applicable."""

    milestone: Milestone | None = choice("Milestone", "Which moment?", Milestone)
    why: Certainty = choice("Is", "Unknown or not applicable?", _ABSENT, Certainty.UNKNOWN)
    reason: str = line("Because", "Why can it not be given?", "the log was rotated away")


class Metric(Record, kw_only=True):
    """One figure of the impact: failed orders, revenue, error budget, whatever counts here."""

    name: str = line("Figure", "What was counted?", "failed checkouts")
    value: str = line("Value", "How many or how much?", "1,204")
    unit: str = line("Unit", "In which unit?", "orders")
    estimated: bool = flag("Estimated", "Is it an estimate?")
    note: str = line("Note", "How was it obtained?", "difference to last Tuesday")


class Factor(Record, kw_only=True):
    """A condition that had to be present. There are several; none of them is a person."""

    text: str = line(
        "Factor", "Which condition had to be present?", "The pool size had no alert below zero free"
    )
    kind: FactorKind | None = choice("Kind", "What part did it play?", FactorKind)
    category: CauseCategory | None = choice("Category", "Of what sort is it?", CauseCategory)
    standing: Standing | None = choice("Standing", "How firmly does it stand?", Standing)
    detail: str = prose("Detail", "How did it contribute, and what was thought normal?")
    why_chain: str = prose(
        "Why chain",
        "What made it possible? One step a line, the last one not a person.",
        "The limit was raised by hand because the pipeline cannot set it.",
    )
    events: tuple[str, ...] = links("Seen in", "Which events show it?", "events")
    problem_class: ProblemClass | None = choice("Class", "Was it foreseen?", ProblemClass)
    service_level: ServiceLevel | None = choice(
        "Service level", "For a dependency: was its service level met?", ServiceLevel
    )
    declined_because: str = line(
        "No action because", "Why is nothing done about it?", "retired with v1 in March"
    )


class FacetAnalysis(Record, kw_only=True):
    """How one part of the response worked; its id is the facet's word, so that six exist always."""

    facet: Facet | None = machine(None)
    worked: str = prose("Worked", "What worked here, and what made it work?")
    to_improve: str = prose("To improve", "What was hard here, and what made it hard?")
    nothing_notable: bool = flag("Nothing notable", "Was there nothing notable?")


class Lesson(Record, kw_only=True):
    """What went well, what went poorly, where luck helped."""

    kind: LessonKind | None = choice("Kind", "Well, poorly or lucky?", LessonKind)
    text: str = line("Lesson", "What should others know?", "The runbook named the right dashboard")
    declined_because: str = line("No follow-up because", "Why is it not followed up?")


class Action(Record, kw_only=True):
    """A committed change, or an idea, or a documented decision not to act."""

    text: str = line(
        "Action", "What will be done, verb first?", "Add an admission check for node pools"
    )
    type: ActionType | None = choice("Type", "What is it for?", ActionType)
    owner: str = line("Owner", "Which one person owns it?", "@storage-lead")
    priority: Priority | None = choice("Priority", "How soon does it matter?", Priority)
    state: ActionState = choice("State", "Idea or commitment?", ActionState, ActionState.PROPOSED)
    due: date | None = day("Due", "By which date?", ahead=True)
    review_on: date | None = day("Review on", "When will it be looked at again?", ahead=True)
    tracker: str = line("Tracker", "Which ticket, or “to be filed”?", "OPS-4711")
    done_when: str = line(
        "Done when", "What shows that it works?", "a pool without limits is refused in staging"
    )
    factors: tuple[str, ...] = links("Answers", "Which factors does it answer?", "factors")
    lessons: tuple[str, ...] = links("Follows up", "Which lessons does it follow up?", "lessons")
    theme: str = line("Theme", "To which larger effort does it belong?")
    effort: str = line("Effort", "How large is it?", "2 days")
    done_during: bool = flag("Already done", "Was it done during the response?")
    declined_because: str = line("Declined because", "Why will it not be done?")
    detail: str = prose("Detail", "What should its owner know?")


class Question(Record, kw_only=True):
    """Something nobody knows yet, with who asked and what came of it."""

    text: str = line("Question", "What is not known?", "Why did the second node not take over?")
    asked_by: str = line("Asked by", "Who asked?")
    answer: str = prose("Answer", "What came of it?")


class Waiver(Record, kw_only=True):
    """A criterion set aside by a named person with a reason; void when its text changes."""

    criterion: str = machine()
    record: str = machine()
    field: str = machine()
    text_hash: str = machine()
    """Digest of the text that was waived; empty where there is none."""
    reason: str = prose("Reason", "Why does it not apply here?")
    by: str = line("By", "Who decides so?")
    at: datetime | None = machine(None)


class Confirmation(Record, kw_only=True):
    """What a team asks people to confirm, confirmed by a named person; void when its text changes."""

    criterion: str = machine()
    """The id that the team gave it."""
    text: str = line("Confirmed", "What is confirmed?")
    by: str = line("By", "Who confirms it?")
    at: datetime | None = machine(None)


class FalseAlarm(Record, kw_only=True):
    """A language finding marked wrong by a named person; counted, not printed."""

    rule: str = machine()
    record: str = machine()
    field: str = machine()
    text_hash: str = machine()
    by: str = machine()
    at: datetime | None = machine(None)


class RelatedPostmortem(Record, kw_only=True):
    """Another postmortem that was compared with this one, and what was decided."""

    uid: str = line("Postmortem", "Which postmortem?", "PM-12 or a link")
    relation: Relation | None = choice("Relation", "Related or dismissed?", Relation)
    note: str = line("Note", "What do they share, or why not?")


class Publication(Record, kw_only=True):
    """Where the postmortem was shared."""

    where: str = line("Where", "Where was it published?", "https://wiki.example/pm/checkout")
    on: date | None = day("On", "On which date?")
    by: str = line("By", "Who published it?")


class SourceText(Record, kw_only=True):
    """Text that was pasted and kept whole: a chat, a log, an old document."""

    label: str = line("Label", "What is it?", "incident channel, 14:00 to 15:30")
    text: str = prose("Text", "The text as it was pasted.")


class Transition(Record, kw_only=True):
    """One change of status: who moved it where, when and why. Never edited."""

    to: Status = machine(Status.DRAFT)
    by: str = machine()
    at: datetime | None = machine(None)
    reason: str = machine()
    criteria_set: str = machine()
    """The version of the criteria that were met, when it was completed."""
