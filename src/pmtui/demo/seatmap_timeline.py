"""The timeline of the demo's SEV-2: fourteen events, and what shows them."""

from pmtui.demo.moments import Day
from pmtui.domain.records import Event, Evidence
from pmtui.domain.vocabulary import EvidenceKind, Marker, Milestone

_SOURCE = "incident channel"

_ROWS: tuple[tuple[str, str, str, str, tuple[Milestone, ...], Marker | None], ...] = (
    (
        "e-restart",
        "08:40",
        "release train",
        "Seatmap restarts in eu-west to take new fares; it loads flag client 3.2",
        (Milestone.LEAD_UP,),
        None,
    ),
    (
        "e-start",
        "~09:12",
        "seatmap",
        "99th percentile of seat holds passes 8 s, first requests end with 504",
        (Milestone.IMPACT_START,),
        None,
    ),
    (
        "e-calls",
        "09:24",
        "support",
        "Three callers within five minutes cannot pick a seat",
        (Milestone.DETECTED,),
        Marker.DETECTION,
    ),
    (
        "e-page",
        "09:26",
        "support",
        "Support pages booking on call",
        (Milestone.PAGED,),
        Marker.COMMUNICATION,
    ),
    (
        "e-ack",
        "09:31",
        "responder on call",
        "Page acknowledged; dashboards and log of seatmap opened",
        (Milestone.ACKNOWLEDGED, Milestone.RESPONDING),
        None,
    ),
    (
        "e-declared",
        "09:34",
        "responder on call",
        "Incident declared as SEV-3, incident commander joins",
        (Milestone.DECLARED,),
        Marker.COMMUNICATION,
    ),
    (
        "e-decide-restart",
        "09:41",
        "incident commander",
        "Decision to restart seatmap rather than to shift traffic to eu-central",
        (),
        Marker.DECISION,
    ),
    (
        "e-restarted",
        "09:47",
        "responder on call",
        "Seatmap restarted; error rate falls to 6 % for four minutes, then rises to 41 % again",
        (),
        Marker.REPAIR,
    ),
    (
        "e-escalated",
        "10:37",
        "incident commander",
        "Severity raised to SEV-2, flag team called",
        (Milestone.ESCALATED,),
        Marker.COMMUNICATION,
    ),
    (
        "e-dump",
        "10:40",
        "flag expert",
        "Thread dump: 64 of 64 worker threads wait in the flag client",
        (),
        Marker.DIAGNOSIS,
    ),
    (
        "e-notice",
        "10:42",
        "customer liaison",
        "Status page: seats cannot be picked, bookings without a seat work",
        (Milestone.FIRST_NOTICE,),
        Marker.COMMUNICATION,
    ),
    (
        "e-pinned",
        "10:44",
        "flag expert",
        "Flag client pinned to 3.1 in the configuration of seatmap",
        (Milestone.KEY_CHANGE,),
        Marker.REPAIR,
    ),
    (
        "e-mitigated",
        "10:48",
        "seatmap",
        "Error rate of seat holds below 0.5 %",
        (Milestone.MITIGATED, Milestone.IMPACT_END),
        None,
    ),
    (
        "e-resolved",
        "11:16",
        "incident commander",
        "Flag client 3.2 blocked in the release train, incident closed",
        (Milestone.RESOLVED,),
        None,
    ),
)

_DETAILS = {
    "e-decide-restart": {
        "known_then": (
            "The dashboard of seatmap showed full queues and healthy memory. The release "
            "dashboard named no release since Monday, because libraries are not on it."
        ),
        "options": (
            "- restart: five minutes, easy to repeat\n"
            "- shift traffic to eu-central: twenty minutes, and fares differ there\n"
            "- wait for the next log sample: seen as giving up time"
        ),
    },
}


def events(day: Day) -> tuple[Event, ...]:
    """The fourteen events, in order."""
    return tuple(
        Event(
            id=id,
            at=day.when(clock),
            who=who,
            text=text,
            milestones=milestones,
            marker=marker,
            source=_SOURCE,
            **_DETAILS.get(id, {}),
        )
        for id, clock, who, text, milestones, marker in _ROWS
    )


_SHOWN = (
    ("e-restart", EvidenceKind.LINK, "https://releases.example/train/2207#seatmap"),
    ("e-start", EvidenceKind.LINK, "https://graphs.example/d/seatmap-holds?quantile=0.99"),
    ("e-calls", EvidenceKind.LINK, "https://desk.example/search?tag=seat-selection"),
    ("e-page", EvidenceKind.RAW, "09:26:14 page booking-primary from=support text='seats grey'"),
    ("e-ack", EvidenceKind.QUOTE, "“have it, looking at seatmap first”"),
    ("e-declared", EvidenceKind.QUOTE, "“calling this a SEV-3 for now”"),
    ("e-decide-restart", EvidenceKind.RECOLLECTION, "recollection of the incident commander"),
    ("e-escalated", EvidenceKind.QUOTE, "“this is not a SEV-3, getting flags in”"),
    (
        "e-dump",
        EvidenceKind.RAW,
        '"worker-17" WAITING\n  at flags.client.Fresh.await(Fresh:88)\n  at seatmap.Fares.visible',
    ),
    ("e-notice", EvidenceKind.LINK, "https://status.example/history/seats"),
    ("e-pinned", EvidenceKind.LINK, "https://git.example/seatmap/config/commit/9b1e70"),
    (
        "e-mitigated",
        EvidenceKind.QUERY,
        'sum(rate(holds{code="504"}[2m])) / sum(rate(holds[2m])) < 0.005',
    ),
    ("e-resolved", EvidenceKind.QUOTE, "“3.2 is blocked, closing”"),
    ("f-wait", EvidenceKind.LINK, "https://git.example/flag-client/compare/3.1...3.2"),
    ("m-failed-holds", EvidenceKind.QUERY, 'sum(increase(holds{code="504"}[96m]))'),
)

EVIDENCE = tuple(Evidence(id=f"v-{of}", of=of, kind=kind, text=text) for of, kind, text in _SHOWN)
"""What shows the events, a factor and a figure."""
