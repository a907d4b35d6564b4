"""The postmortem as one frozen value: five single records, and the lists.

The workbook holds exactly one of these and replaces it with every edit. Incomplete is always a
valid value: incompleteness is a finding of the review, never an error here.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from pmtui.domain.fields import (
    choice,
    choices,
    day,
    flag,
    line,
    machine,
    names,
    prose,
    zone,
)
from pmtui.domain.records import (
    Absence,
    Action,
    Confirmation,
    Event,
    Evidence,
    FacetAnalysis,
    Factor,
    FalseAlarm,
    Lesson,
    Metric,
    Participant,
    Publication,
    Question,
    Record,
    RelatedPostmortem,
    SourceText,
    Transition,
    Waiver,
)
from pmtui.domain.vocabulary import (
    Depth,
    DetectedBy,
    Facet,
    ImpactType,
    NamePolicy,
    Pane,
    Severity,
    SeverityJudgement,
    Status,
)
from pmtui.value import Value


class Overview(Value, kw_only=True):
    """What the incident was, in short, and who is accountable for the postmortem."""

    title: str = line("Title", "What did users notice?", "Card payments failed for EU customers")
    incident_date: date | None = day("Incident date", "On which day did it begin?")
    severity: Severity | None = choice("Severity", "How bad was it? Unsure: the higher.", Severity)
    owner: str = line("Owner", "Which one person is accountable for it?", "Noor Haddad")
    services: tuple[str, ...] = names("Services", "Which services took part?", "checkout, ledger")
    zone: str = zone("Time zone", "In which zone is the timeline shown?", "Europe/Berlin")
    summary: str = prose(
        "Summary",
        "In 2-3 sentences: what users met, for how long, the cause in a clause, and the fix.",
        "Checkout rejected 38 % of card payments for 47 minutes, because …",
    )
    background: str = prose("Background", "What does a newcomer need to know, jargon explained?")
    resolution: str = prose(
        "Resolution", "What ended it, for now and for good, and what showed it?"
    )
    external_summary: str = prose("Message: summary", "What do customers need to know?")
    external_happened: str = prose("Message: what happened", "What happened, without internals?")
    external_next: str = prose("Message: what we do", "What are we doing about it?")
    severity_judged: SeverityJudgement | None = choice(
        "Severity afterwards", "Was the severity still right afterwards?", SeverityJudgement
    )
    severity_note: str = line("Severity note", "What changed, and when was it judged?")
    incident_id: str = line("Incident id", "Under which id is it known elsewhere?", "INC-2207")
    team: str = line("Team", "Which team owns the service?", "payments")
    tags: tuple[str, ...] = names("Tags", "Under which words should it be found?", "expiry, tls")
    audience: str = line("Audience", "For whom is it written?", "all of engineering")
    late_because: str = line("Late because", "If it was written late: why?")
    name_policy: NamePolicy | None = choice(
        "Names", "May causal prose carry names, or roles only?", NamePolicy, NamePolicy.NAMES
    )
    depth: Depth | None = choice("Depth", "Another depth of review than the severity's?", Depth)
    depth_because: str = line("Depth because", "Why another depth?")


class Impact(Value, kw_only=True):
    """Who was affected, how many, in what; estimates are welcome, unknowns are said."""

    who: str = line("Who", "Who was affected?", "customers who paid by card in the EU")
    affected: str = line("How many", "How many of them?", "1,204")
    population: str = line("Of how many", "Out of how many?", "38,000")
    estimated: bool = flag("Estimated", "Are these estimates?")
    functions: str = line("Functions", "What could they not do, and how badly?", "pay by card")
    regions: str = line("Regions", "Where?", "eu-west, eu-central")
    types: tuple[ImpactType, ...] = choices("In which way", "How did it show?", ImpactType)
    support_requests: str = line("Support requests", "How many people asked for help?", "41")
    support_links: str = line("Support links", "Where are they?", "https://desk.example/…")
    description: str = prose("Description", "What was it like for them?")
    unknown_because: str = line(
        "Unknown because", "Why is there no figure?", "the counter was reset by the restart"
    )
    duration_unknown_because: str = line("No duration because", "Why is its length unknown?")
    total_outage: bool = flag("Total outage", "Was it a total loss for everyone?")
    near_miss: bool = flag("Near miss", "Was nobody affected?")


class Causes(Value, kw_only=True):
    """What surrounds the contributing factors."""

    lead_up: str = prose("Lead-up", "What happened before that matters?")
    only_one_because: str = line("Only one because", "If there is one factor only: why?")
    past_checked: str = line(
        "Past checked", "Which earlier incidents or known work resemble it?", "none found in PM-1…9"
    )


class Response(Value, kw_only=True):
    """How the response itself worked, beyond its facets."""

    detected_by: DetectedBy | None = choice("Detected by", "By what was it noticed?", DetectedBy)
    detected_how: str = line("Detected how", "By whom or which alert?", "alert CheckoutErrors")
    earlier: str = line(
        "Could be earlier", "Could it have been noticed earlier? “No, because …” is an answer."
    )
    surprise: str = prose("Surprise", "Why were we surprised?")
    none_went_well: bool = flag("Nothing went well", "Looked for what went well and found none?")


class Plan(Value, kw_only=True):
    """What surrounds the actions."""

    no_action_because: str = line(
        "No prevention because", "Why does no action prevent or mitigate a recurrence?"
    )


class Review(Value, kw_only=True):
    """Status, and what no machine can know: that people met and agreed."""

    status: Status = machine(Status.DRAFT)
    criteria_set: str = machine()
    held_on: date | None = day("Review held on", "On which day was it reviewed?")
    readers: tuple[str, ...] = names("Read by", "Which participants read it and agree?", "Ana, Ben")
    reviewer: str = line("Reviewer", "Who other than the owner reviewed it?")
    approver: str = line("Approver", "Who accepts causes and priority actions?")
    recorded_by: str = line("Recorded by", "Who records this?")
    held_where: str = line("Where", "In which meeting or at which link?")
    note: str = prose("Note", "What should be remembered of it?")
    held_fingerprint: str = machine()
    """Digest of factors, actions and their links at the review; it lapses when these change."""
    learned: str = line("Learned", "What does someone now do differently?")


FACETS = tuple(FacetAnalysis(id=f.value, rank=f"i{i:04}", facet=f) for i, f in enumerate(Facet))
"""The six facets of a new postmortem, not yet answered."""


class Postmortem(Value, kw_only=True):
    """One postmortem, whole. Equality is by value; unchanged parts are shared between versions."""

    uid: str
    """80 random bits; the identity across stores. The PM number belongs to a store, not here."""
    overview: Overview = Overview()
    impact: Impact = Impact()
    causes: Causes = Causes()
    response: Response = Response()
    plan: Plan = Plan()
    review: Review = Review()
    participants: tuple[Participant, ...] = ()
    questions: tuple[Question, ...] = ()
    sources: tuple[SourceText, ...] = ()
    events: tuple[Event, ...] = ()
    absences: tuple[Absence, ...] = ()
    metrics: tuple[Metric, ...] = ()
    factors: tuple[Factor, ...] = ()
    related: tuple[RelatedPostmortem, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    facets: tuple[FacetAnalysis, ...] = FACETS
    lessons: tuple[Lesson, ...] = ()
    actions: tuple[Action, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    false_alarms: tuple[FalseAlarm, ...] = ()
    publications: tuple[Publication, ...] = ()
    transitions: tuple[Transition, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()


SINGLES: dict[str, type[Any]] = {
    "overview": Overview,
    "impact": Impact,
    "causes": Causes,
    "response": Response,
    "plan": Plan,
    "review": Review,
}
"""The records that exist once, by the attribute that holds them; their record id is ""."""

LISTS: dict[str, type[Record]] = {
    "participants": Participant,
    "questions": Question,
    "sources": SourceText,
    "events": Event,
    "absences": Absence,
    "metrics": Metric,
    "factors": Factor,
    "related": RelatedPostmortem,
    "evidence": Evidence,
    "facets": FacetAnalysis,
    "lessons": Lesson,
    "actions": Action,
    "waivers": Waiver,
    "false_alarms": FalseAlarm,
    "publications": Publication,
    "transitions": Transition,
    "confirmations": Confirmation,
}
"""The lists of records, by the attribute that holds them, each kept in the order of rank."""

PANE_OF: dict[str, Pane] = {
    "overview": Pane.OVERVIEW,
    "participants": Pane.OVERVIEW,
    "questions": Pane.OVERVIEW,
    "sources": Pane.OVERVIEW,
    "events": Pane.TIMELINE,
    "absences": Pane.TIMELINE,
    "evidence": Pane.TIMELINE,
    "impact": Pane.IMPACT,
    "metrics": Pane.IMPACT,
    "causes": Pane.CAUSES,
    "factors": Pane.CAUSES,
    "related": Pane.CAUSES,
    "response": Pane.RESPONSE,
    "facets": Pane.RESPONSE,
    "lessons": Pane.RESPONSE,
    "plan": Pane.ACTIONS,
    "actions": Pane.ACTIONS,
    "review": Pane.REVIEW,
    "waivers": Pane.REVIEW,
    "false_alarms": Pane.REVIEW,
    "publications": Pane.REVIEW,
    "transitions": Pane.REVIEW,
    "confirmations": Pane.REVIEW,
}
"""The pane on which a record is edited."""


def record_class(table: str) -> type[Any]:
    """The class of a table's records. Raises KeyError for a table that does not exist."""
    return SINGLES[table] if table in SINGLES else LISTS[table]


def find(pm: Postmortem, table: str, id: str) -> Any:
    """The record of a table by id; singles have the id "". Raises KeyError where it is gone."""
    if table in SINGLES:
        return getattr(pm, table)
    for record in getattr(pm, table):
        if record.id == id:
            return record
    raise KeyError(f"{table} has no record {id!r}")


def with_part(pm: Postmortem, table: str, value: Any) -> Postmortem:
    """The postmortem with one single record or one list replaced."""
    part: dict[str, Any] = {table: value}
    return replace(pm, **part)


def depth_of(pm: Postmortem) -> Depth:
    """How deep the review goes: set by hand, or by the severity; a near miss is light.

    Without a severity the review is full, since unsure means the higher.
    """
    if pm.overview.depth is not None:
        return pm.overview.depth
    if pm.impact.near_miss:
        return Depth.LIGHT
    match pm.overview.severity:
        case Severity.SEV_3:
            return Depth.STANDARD
        case Severity.SEV_4 | Severity.SEV_5:
            return Depth.LIGHT
        case _:
            return Depth.FULL
