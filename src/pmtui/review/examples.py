"""A complete postmortem of an invented SEV-2: the ground on which every criterion is tried.

Ids and times are fixed, so that examples and tests can name them. It passes every criterion at
full depth, seen at `EXAMPLE_NOW`.
"""

from datetime import UTC, date, datetime

from pmtui.domain.edits import add_all
from pmtui.domain.moment import When
from pmtui.domain.postmortem import Causes, Impact, Overview, Postmortem, Response, Review
from pmtui.domain.records import (
    Action,
    Event,
    Evidence,
    FacetAnalysis,
    Factor,
    Lesson,
    Metric,
    Participant,
    RelatedPostmortem,
)
from pmtui.domain.vocabulary import (
    ActionState,
    ActionType,
    CauseCategory,
    Certainty,
    DetectedBy,
    EvidenceKind,
    Facet,
    FactorKind,
    ImpactType,
    LessonKind,
    Marker,
    Milestone,
    Priority,
    Relation,
    Role,
    Severity,
    SeverityJudgement,
    Standing,
    ZoneKnown,
)
from pmtui.review.held import attest
from pmtui.review.model import SimilarPostmortem

EXAMPLE_NOW = datetime(2026, 3, 13, 10, 0, tzinfo=UTC)
"""The moment at which the example is seen: three days after the incident."""

EXAMPLE_SIMILAR = SimilarPostmortem(
    uid="similarsimilar22",
    reference="PM-3",
    title="Label printing slow after a restart",
    why="same service",
)
"""An earlier postmortem that the example has looked at and dismissed."""


def instant(clock: str) -> When:
    """An exact time on the day of the example, from HH:MM in UTC."""
    hour, minute = clock.split(":")
    at = datetime(2026, 3, 10, int(hour), int(minute), tzinfo=UTC)
    return When(
        written=clock, certainty=Certainty.EXACT, at=at, zone="UTC", zone_known=ZoneKnown.WRITTEN
    )


def _event(id: str, clock: str, who: str, text: str, *marks: Milestone, **more: str) -> Event:
    marker = Marker(more.pop("marker", "other"))
    return Event(
        id=id,
        at=instant(clock),
        who=who,
        text=text,
        milestones=marks,
        marker=marker,
        source="incident channel",
        **more,
    )


_EVENTS = (
    _event(
        "e-moved",
        "05:30",
        "platform team",
        "Address re-index rescheduled from 02:00 to 05:50 to make room for a backup",
        Milestone.LEAD_UP,
    ),
    _event("e-reindex", "05:50", "scheduler", "Re-index opens 38 connections to the database"),
    _event(
        "e-start",
        "06:04",
        "label-service",
        "31 % of label print requests return 503",
        Milestone.IMPACT_START,
    ),
    _event(
        "e-alert",
        "06:11",
        "monitoring",
        "Alert LabelErrors fires at 5 % failed prints over 5 minutes",
        Milestone.DETECTED,
        Milestone.PAGED,
        marker="detection",
    ),
    _event(
        "e-declared",
        "06:13",
        "responder on call",
        "Page acknowledged, incident declared as SEV-2",
        Milestone.ACKNOWLEDGED,
        Milestone.DECLARED,
        Milestone.RESPONDING,
    ),
    _event(
        "e-pool",
        "06:19",
        "responder on call",
        "Pool dashboard shows 0 of 40 connections free in label-service",
        marker="diagnosis",
    ),
    _event(
        "e-decision",
        "06:31",
        "incident commander",
        "Decision to pause the re-index rather than restart label-service",
        marker="decision",
        known_then="Both services share one database; the re-index was the newest session in it.",
        options="Restart label-service, raise its pool, pause the re-index. Pausing can be undone.",
    ),
    _event("e-paused", "06:34", "database expert", "Re-index paused", marker="repair"),
    _event(
        "e-notice",
        "06:40",
        "customer liaison",
        "Status page tells depots that label printing is degraded",
        Milestone.FIRST_NOTICE,
        marker="communication",
    ),
    _event(
        "e-back",
        "06:56",
        "label-service",
        "Failed prints are below 0.1 % at all 64 depots",
        Milestone.MITIGATED,
        Milestone.RECOVERED,
        Milestone.IMPACT_END,
    ),
    _event(
        "e-resolved",
        "07:20",
        "incident commander",
        "Re-index back at 02:00 in the schedule, incident closed",
        Milestone.RESOLVED,
    ),
)

_FACTORS = (
    Factor(
        id="f-schedule",
        text="The re-index ran in the morning peak",
        kind=FactorKind.TRIGGER,
        category=CauseCategory.CHANGE,
        standing=Standing.ESTABLISHED,
        detail="The new time was chosen from the backup plan, which does not show load.",
        events=("e-moved", "e-reindex"),
    ),
    Factor(
        id="f-shared",
        text="Both services draw on one set of 40 database connections without a quota",
        kind=FactorKind.CONDITION,
        category=CauseCategory.ARCHITECTURE,
        standing=Standing.ESTABLISHED,
        why_chain="The set was sized for one service.\nThe second service joined it in 2024.",
        events=("e-pool",),
    ),
    Factor(
        id="f-alert",
        text="No alert watches how many connections are free",
        kind=FactorKind.MISSED_SAFEGUARD,
        category=CauseCategory.DEPENDENCY,
        standing=Standing.HYPOTHESIS,
    ),
)

_LESSONS = (
    Lesson(id="l-well", kind=LessonKind.WENT_WELL, text="The runbook led to the pool dashboard"),
    Lesson(
        id="l-poorly",
        kind=LessonKind.WENT_POORLY,
        text="Depots heard of it 29 minutes after the alert",
    ),
    Lesson(
        id="l-luck",
        kind=LessonKind.GOT_LUCKY,
        text="The database expert was already awake for another change",
    ),
)

_ACTIONS = (
    Action(
        id="a-quota",
        text="Give label-service its own set of 40 connections",
        type=ActionType.PREVENT,
        owner="Ilse Brandt",
        priority=Priority.P1,
        state=ActionState.COMMITTED,
        due=date(2026, 3, 27),
        tracker="DEPOT-812",
        done_when="a re-index at full width in staging leaves 40 connections free",
        factors=("f-shared", "f-schedule"),
    ),
    Action(
        id="a-alert",
        text="Add an alert for fewer than 5 free connections over 2 minutes",
        type=ActionType.DETECT,
        owner="Tomás Rey",
        priority=Priority.P2,
        state=ActionState.COMMITTED,
        due=date(2026, 4, 10),
        tracker="DEPOT-813",
        done_when="the alert fires in a staging run that takes 36 connections",
        factors=("f-alert",),
    ),
    Action(
        id="a-notice",
        text="Add a status page template for depots to the SEV-2 checklist",
        type=ActionType.RESPOND,
        owner="Wen Zhao",
        priority=Priority.P3,
        state=ActionState.COMMITTED,
        due=date(2026, 4, 10),
        tracker="to be filed",
        done_when="the next drill posts a notice within 10 minutes",
        lessons=("l-poorly",),
    ),
)

_FACETS = {
    Facet.DETECTION: ("The alert named the service and its dashboard", ""),
    Facet.ESCALATION: ("The database expert joined within 6 minutes of the page", ""),
    Facet.COMMUNICATION: ("", "The customer liaison role was empty for the first 20 minutes"),
    Facet.COORDINATION: ("One person spoke with the depots, one worked on the database", ""),
    Facet.TOOLING: ("", "The pool dashboard does not show which service holds a connection"),
}


def _facet(position: int, facet: Facet) -> FacetAnalysis:
    worked, to_improve = _FACETS.get(facet, ("", ""))
    return FacetAnalysis(
        id=facet.value,
        rank=f"i{position:04}",
        facet=facet,
        worked=worked,
        to_improve=to_improve,
        nothing_notable=facet not in _FACETS,
    )


def complete_example() -> Postmortem:
    """A postmortem in draft that passes every criterion at full depth and was reviewed."""
    pm = Postmortem(
        uid="exampleexample22",
        overview=_overview(),
        impact=_impact(),
        causes=Causes(
            lead_up="A backup was added at 02:00 in February, when the re-index used to run.",
            past_checked="No earlier incident names the connection set; DEPOT-640 asked for one.",
        ),
        response=Response(
            detected_by=DetectedBy.ALERT,
            detected_how="alert LabelErrors",
            earlier="Yes: an alert on free connections fires 12 minutes earlier.",
            surprise="The re-index was thought to read from the replica.",
        ),
        review=Review(learned="We look at the load curve before a job is given a new time."),
        facets=tuple(_facet(i, f) for i, f in enumerate(Facet)),
    )
    pm = add_all(pm, "participants", _participants())
    pm = add_all(pm, "events", _EVENTS)
    pm = add_all(pm, "metrics", (_metric(),))
    pm = add_all(pm, "factors", _FACTORS)
    pm = add_all(pm, "related", (_related(),))
    pm = add_all(pm, "lessons", _LESSONS)
    pm = add_all(pm, "actions", _ACTIONS)
    pm = add_all(pm, "evidence", _evidence())
    return attest(
        pm,
        held_on=date(2026, 3, 12),
        readers=("Ilse Brandt", "Tomás Rey", "Wen Zhao"),
        reviewer="Sunniva Dahl",
        approver="Kofi Mensah",
        recorded_by="Ilse Brandt",
        where="weekly review, room Fjord",
        note="The facts were agreed; the action on connections was moved up.",
    )


def _overview() -> Overview:
    return Overview(
        title="Depots could not print parcel labels in the morning peak",
        incident_date=date(2026, 3, 10),
        severity=Severity.SEV_2,
        owner="Ilse Brandt",
        services=("label-service", "address-index"),
        summary=(
            "Between 06:04 and 06:56 UTC, 31 % of label print requests from 64 depots failed and "
            "2,180 parcels left late. An address re-index in the morning peak took nearly all "
            "database connections that label-service shares with it. Pausing the re-index ended "
            "the impact after 52 minutes; it runs at 02:00 again."
        ),
        background="A depot prints a label for each parcel before it is loaded.",
        resolution="The re-index was paused, then moved back; failed prints fell below 0.1 %.",
        severity_judged=SeverityJudgement.STILL_RIGHT,
        severity_note="judged in the review on 2026-03-12",
        team="parcel platform",
        tags=("database", "schedule"),
    )


def _impact() -> Impact:
    return Impact(
        who="depot staff and the people whose parcels they load",
        affected="2,180",
        population="7,030",
        functions="print a parcel label; retries succeeded for two prints in three",
        regions="all 64 depots",
        types=(ImpactType.AVAILABILITY,),
        support_requests="58",
        description="Depots queued vans until labels printed; 2,180 parcels left with a later tour.",
    )


def _metric() -> Metric:
    return Metric(
        id="m-prints",
        name="failed label prints",
        value="3,412",
        unit="requests",
        note="count of 503 responses between 06:04 and 06:56",
    )


def _related() -> RelatedPostmortem:
    return RelatedPostmortem(
        id="r-restart",
        uid=EXAMPLE_SIMILAR.uid,
        relation=Relation.DISMISSED,
        note="that one was a cold cache",
    )


def _participants() -> tuple[Participant, ...]:
    return (
        Participant(
            id="p-ilse",
            name="Ilse Brandt",
            handle="@ilse",
            roles=(Role.INCIDENT_COMMANDER,),
            team="parcel platform",
        ),
        Participant(
            id="p-tomas",
            name="Tomás Rey",
            handle="@tomas",
            roles=(Role.RESPONDER,),
            on_call=True,
        ),
        Participant(id="p-wen", name="Wen Zhao", handle="@wen", roles=(Role.CUSTOMER_LIAISON,)),
        Participant(id="p-sunniva", name="Sunniva Dahl", roles=(Role.REVIEWER,)),
    )


def _evidence() -> tuple[Evidence, ...]:
    shown = {
        "e-start": (EvidenceKind.LINK, "https://graphs.example/d/labels?from=0604&to=0656"),
        "e-alert": (EvidenceKind.RAW, "06:11:08 LabelErrors firing 5.2 % > 5 %"),
        "e-declared": (EvidenceKind.QUOTE, "“taking this, opening SEV-2”"),
        "e-moved": (EvidenceKind.LINK, "https://git.example/schedule/commit/4f1c"),
        "e-notice": (EvidenceKind.LINK, "https://status.example/2026-03-10"),
        "e-back": (EvidenceKind.QUERY, "sum(rate(print_errors[5m])) / sum(rate(prints[5m]))"),
        "e-resolved": (EvidenceKind.RECOLLECTION, "recollection of the incident commander"),
    }
    return tuple(
        Evidence(id=f"v-{of[2:]}", of=of, kind=kind, text=text)
        for of, (kind, text) in shown.items()
    )
