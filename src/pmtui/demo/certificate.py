"""The small postmortem of the demo: a SEV-4, complete, in the few fields such a one needs."""

from datetime import datetime

from pmtui.demo.moments import Day
from pmtui.domain.edits import add_all, set_fields
from pmtui.domain.postmortem import Impact, Overview, Postmortem, Response, Review
from pmtui.domain.records import (
    Action,
    Event,
    Evidence,
    Factor,
    Lesson,
    Publication,
    Transition,
)
from pmtui.domain.vocabulary import (
    ActionState,
    ActionType,
    CauseCategory,
    DetectedBy,
    EvidenceKind,
    Facet,
    FactorKind,
    LessonKind,
    Marker,
    Milestone,
    Priority,
    Severity,
    SeverityJudgement,
    Standing,
    Status,
)
from pmtui.review import CRITERIA_SET


def small_postmortem(now: datetime) -> Postmortem:
    """The postmortem as it was completed the day after, nine days before `now`."""
    day = Day(now, 10)
    completed = day.instant("10:20", later=1)
    pm = Postmortem(
        uid="democertificate4",
        overview=Overview(
            title="The staff travel portal showed a certificate warning for 34 minutes",
            incident_date=day.instant("06:55").date(),
            severity=Severity.SEV_4,
            owner="Idris Calloway",
            services=("travel-portal",),
            team="booking",
            tags=("certificate", "expiry"),
            summary=(
                "From 06:55 to 07:29 UTC the staff travel portal showed a certificate warning to "
                "about 60 people, because the renewed certificate was not loaded. Reloading the "
                "proxy ended it after 34 minutes."
            ),
            severity_judged=SeverityJudgement.STILL_RIGHT,
            severity_note="judged the day after",
        ),
        impact=Impact(
            who="staff who booked travel before their shift",
            affected="60",
            estimated=True,
            functions="open the portal without a warning",
            support_requests="4",
        ),
        response=Response(
            detected_by=DetectedBy.REPORT,
            detected_how="a call to the service desk",
            earlier="Yes: a probe that reads the served certificate would have told a week before.",
        ),
        review=Review(status=Status.COMPLETE, criteria_set=CRITERIA_SET),
    )
    pm = add_all(pm, "events", _events(day))
    pm = add_all(pm, "factors", _FACTORS)
    pm = add_all(pm, "lessons", _LESSONS)
    pm = add_all(pm, "actions", (_action(day),))
    pm = add_all(pm, "evidence", _EVIDENCE)
    pm = add_all(pm, "publications", (_publication(day),))
    for facet in Facet:
        worked, hard = _FACETS.get(facet, ("", ""))
        pm = set_fields(
            pm,
            "facets",
            facet.value,
            worked=worked,
            to_improve=hard,
            nothing_notable=not (worked or hard),
        )
    return add_all(
        pm,
        "transitions",
        (
            Transition(
                id="t-in-review",
                to=Status.IN_REVIEW,
                by="Idris Calloway",
                at=day.instant("10:12", later=1),
            ),
            Transition(
                id="t-complete",
                to=Status.COMPLETE,
                by="Idris Calloway",
                at=completed,
                criteria_set=CRITERIA_SET,
            ),
        ),
    )


def _events(day: Day) -> tuple[Event, ...]:
    return (
        Event(
            id="e-renewed",
            at=day.when("02:00"),
            who="renewal job",
            text="Certificate of the portal renewed on disk",
            milestones=(Milestone.LEAD_UP,),
        ),
        Event(
            id="e-expired",
            at=day.when("06:55"),
            who="travel-portal",
            text="The certificate that is being served expires",
            milestones=(Milestone.IMPACT_START,),
        ),
        Event(
            id="e-call",
            at=day.when("07:08"),
            who="service desk",
            text="First call about a certificate warning",
            milestones=(Milestone.DETECTED,),
            marker=Marker.DETECTION,
        ),
        Event(
            id="e-look",
            at=day.when("07:15"),
            who="responder on call",
            text="Served certificate compared with the one on disk: they differ",
            milestones=(Milestone.RESPONDING,),
            marker=Marker.DIAGNOSIS,
        ),
        Event(
            id="e-reload",
            at=day.when("07:29"),
            who="responder on call",
            text="Proxy reloaded, portal serves the renewed certificate",
            milestones=(Milestone.MITIGATED, Milestone.IMPACT_END, Milestone.RESOLVED),
            marker=Marker.REPAIR,
        ),
    )


_FACTORS = (
    Factor(
        id="f-reload",
        text="The renewal job writes the certificate and does not reload the proxy",
        kind=FactorKind.CONDITION,
        category=CauseCategory.ARCHITECTURE,
        standing=Standing.ESTABLISHED,
        events=("e-renewed", "e-look"),
    ),
    Factor(
        id="f-probe",
        text="The expiry probe reads the file and not the served certificate",
        kind=FactorKind.MISSED_SAFEGUARD,
        category=CauseCategory.BUG,
        standing=Standing.ESTABLISHED,
        events=("e-call",),
    ),
)

_FACETS = {
    Facet.DETECTION: ("The service desk called within minutes of the first warning.", ""),
    Facet.TOOLING: (
        "One command shows which certificate the proxy serves.",
        "The dashboard shows the certificate on disk only.",
    ),
}

_LESSONS = (
    Lesson(
        id="l-desk",
        kind=LessonKind.WENT_WELL,
        text="The service desk sent a picture of the warning, which named the certificate",
    ),
    Lesson(
        id="l-early",
        kind=LessonKind.GOT_LUCKY,
        text="It expired before the first shift and not within it",
    ),
)


def _action(day: Day) -> Action:
    return Action(
        id="a-reload",
        text="Reload the proxy from the renewal job and probe the served certificate",
        type=ActionType.PREVENT,
        owner="Idris Calloway",
        priority=Priority.P2,
        state=ActionState.COMMITTED,
        due=day.instant("12:00", later=30).date(),
        tracker="PORT-58",
        done_when="a renewal in staging is served within a minute",
        factors=("f-reload", "f-probe"),
    )


def _publication(day: Day) -> Publication:
    return Publication(
        id="b-wiki",
        where="https://wiki.example/postmortems/travel-portal-certificate",
        on=day.instant("10:30", later=1).date(),
        by="Idris Calloway",
    )


_EVIDENCE = (
    Evidence(
        id="v-renewed",
        of="e-renewed",
        kind=EvidenceKind.RAW,
        text="02:00:03 renew portal.example ok",
    ),
    Evidence(
        id="v-expired",
        of="e-expired",
        kind=EvidenceKind.QUERY,
        text="openssl s_client -connect portal.example:443 | openssl x509 -noout -enddate",
    ),
    Evidence(
        id="v-reload",
        of="e-reload",
        kind=EvidenceKind.QUOTE,
        text="“reloaded, the new one is served”",
    ),
    Evidence(
        id="v-call",
        of="e-call",
        kind=EvidenceKind.LINK,
        text="https://desk.example/ticket/8841",
    ),
    Evidence(
        id="v-look",
        of="e-look",
        kind=EvidenceKind.RAW,
        text="notAfter=06:55:00 served, notAfter=06:55:00 + 90 d on disk",
    ),
)
