"""The SEV-2 of the demo: seats could not be picked while a library waited for an answer."""

from datetime import datetime

from pmtui.demo import seatmap_causes, seatmap_timeline
from pmtui.demo.moments import Day
from pmtui.domain.edits import add_all, set_fields
from pmtui.domain.postmortem import Causes, Impact, Overview, Postmortem, Response
from pmtui.domain.records import Lesson, Metric, Participant, Question
from pmtui.domain.vocabulary import (
    DetectedBy,
    Facet,
    ImpactType,
    LessonKind,
    Role,
    Severity,
)


def seatmap_postmortem(now: datetime) -> Postmortem:
    """The postmortem as a draft that is nearly there."""
    day = Day(now, 2)
    pm = Postmortem(
        uid="demoseatmap2flag",
        overview=_overview(day),
        impact=_IMPACT,
        causes=_CAUSES,
        response=_RESPONSE,
    )
    pm = add_all(pm, "participants", _PARTICIPANTS)
    pm = add_all(pm, "questions", _QUESTIONS)
    pm = add_all(pm, "events", seatmap_timeline.events(day))
    pm = add_all(pm, "metrics", _METRICS)
    pm = add_all(pm, "factors", seatmap_causes.FACTORS)
    pm = add_all(pm, "lessons", _LESSONS)
    pm = add_all(pm, "actions", seatmap_causes.actions(day))
    pm = add_all(pm, "evidence", seatmap_timeline.EVIDENCE)
    for facet, (worked, to_improve) in _FACETS.items():
        pm = set_fields(pm, "facets", facet.value, worked=worked, to_improve=to_improve)
    return pm


def _overview(day: Day) -> Overview:
    return Overview(
        title="Seats could not be picked in 41 % of bookings",
        incident_date=day.instant("09:12").date(),
        severity=Severity.SEV_2,
        owner="Maren Okafor",
        services=("seatmap", "flag-service"),
        team="booking",
        tags=("time-out", "library release"),
        summary=(
            "From about 09:12 to 10:48 UTC, 41 % of people who booked on the web could not pick a "
            "seat. A new release of the flag client waits for fresh flags on every request, and "
            "with it all worker threads of seatmap waited. Pinning the client to 3.1 ended the "
            "impact after 96 minutes."
        ),
        background=(
            "Seatmap draws the cabin and holds a seat for ten minutes. It asks the flag service "
            "which fares show which seats; the flag client is the library that asks."
        ),
        resolution=(
            "For now the flag client is pinned to 3.1, shown by an error rate below 0.5 % from "
            "10:48. For good it gets a time limit and a pool of its own."
        ),
    )


_IMPACT = Impact(
    who="people who booked on the web and in the apps",
    affected="18,400",
    population="45,000",
    functions="pick a seat; booking without a seat went on working",
    regions="eu-west",
    types=(ImpactType.AVAILABILITY, ImpactType.RESPONSE_TIME),
    support_requests="212",
    description=(
        "The cabin stayed grey for eight seconds, then the page offered to go on without a seat. "
        "Families called to be seated together."
    ),
)

_METRICS = (
    Metric(
        id="m-failed-holds",
        name="failed seat holds",
        value="18,400",
        unit="requests",
        note="504 responses of seatmap from 09:12 to 10:48",
    ),
    Metric(
        id="m-abandoned",
        name="bookings given up",
        value="2,150",
        unit="bookings",
        estimated=True,
        note="difference to the two Wednesdays before",
    ),
)

_CAUSES = Causes(
    lead_up=(
        "Library releases reach a service with its next restart. Seatmap restarted at 08:40 to "
        "take new fares, and took flag client 3.2 with them."
    ),
    past_checked="Looked through the library: no earlier one had threads waiting on another service.",
)

_RESPONSE = Response(
    detected_by=DetectedBy.REPORT,
    detected_how="three callers told support within five minutes",
    earlier="Yes: latency passed its usual range at 09:13 and nothing watched it.",
    surprise="A restart was taken to bring new fares and nothing else.",
)

_PARTICIPANTS = (
    Participant(
        id="p-maren",
        name="Maren Okafor",
        handle="@maren",
        roles=(Role.INCIDENT_COMMANDER,),
        team="booking",
    ),
    Participant(
        id="p-idris",
        name="Idris Calloway",
        handle="@idris",
        roles=(Role.RESPONDER,),
        team="booking",
        on_call=True,
    ),
    Participant(
        id="p-yuki",
        name="Yuki Sandoval",
        handle="@yuki",
        roles=(Role.SUBJECT_MATTER_EXPERT,),
        team="flags",
    ),
    Participant(
        id="p-leoni",
        name="Leoni Achterberg",
        handle="@leoni",
        roles=(Role.CUSTOMER_LIAISON,),
        team="support",
    ),
)

_QUESTIONS = (
    Question(
        id="q-healthy-zone",
        text="Why did one of the three zones answer normally throughout?",
        asked_by="Yuki Sandoval",
    ),
)

_FACETS = {
    Facet.DETECTION: (
        "Support passed the first calls on within three minutes.",
        "The engineer should have noticed the latency warning in the channel.",
    ),
    Facet.ESCALATION: (
        "",
        "The flag team was called 71 minutes after the first page, since nothing pointed to flags.",
    ),
    Facet.COMMUNICATION: (
        "Once it was posted, the status page was updated every 20 minutes.",
        "The first public notice came 78 minutes after the first call.",
    ),
    Facet.COORDINATION: ("One person decided, one worked, one spoke with support.", ""),
    Facet.TOOLING: (
        "A thread dump showed the wait within a minute.",
        "The release dashboard shows services, not the libraries inside them.",
    ),
    Facet.RECOVERY: ("A pinned version takes effect within four minutes, without a build.", ""),
}

_LESSONS = (
    Lesson(
        id="l-pin",
        kind=LessonKind.WENT_WELL,
        text="The flag client could be pinned by configuration, without a build",
    ),
    Lesson(
        id="l-notice",
        kind=LessonKind.WENT_POORLY,
        text="Customers read of it on the status page 78 minutes after the first call",
    ),
    Lesson(
        id="l-dump",
        kind=LessonKind.GOT_LUCKY,
        text="The one person who reads thread dumps daily was in the office",
    ),
)
