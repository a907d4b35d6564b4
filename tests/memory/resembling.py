"""Incidents written for the tests of likeness; none of them happened."""

from datetime import date

from pmtui.domain.edits import add, set_fields
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Action, Event, Evidence, Factor, Participant
from pmtui.domain.vocabulary import CauseCategory, EvidenceKind, FactorKind


def incident(uid, title, summary="", *, day=None, services=(), tags=(), factors=(), lines=()):
    """A postmortem with what a fingerprint is made of."""
    pm = set_fields(
        Postmortem(uid=uid), "overview", "", title=title, summary=summary, incident_date=day,
        services=tuple(services), tags=tuple(tags),
    )  # fmt: skip
    for number, factor in enumerate(factors):
        text, kind, category = factor if isinstance(factor, tuple) else (factor, None, None)
        pm = add(pm, "factors", Factor(id=f"f{number}", text=text, kind=kind, category=category))
    if lines:
        pm = add(pm, "events", Event(id="e", text="alerts fired"))
    for number, line in enumerate(lines):
        pm = add(
            pm, "evidence",
            Evidence(id=f"v{number}", of="e", kind=EvidenceKind.RAW, text=line),
        )  # fmt: skip
    return pm


POOL = incident(
    "pool", "Ledger refused bookings: connection pool exhausted",
    "The ledger answered 503 for 40 minutes because a slow report held the whole connection pool.",
    day=date(2026, 3, 2), services=("ledger",), tags=("postgres",),
    factors=(("No alert on free connections", FactorKind.MISSED_SAFEGUARD, CauseCategory.SCALE),),
    lines=("2026-03-02T09:12:44Z db-7 ledger[4112]: ERROR could not get a connection in 3000 ms",),
)  # fmt: skip
POOL_AGAIN = incident(
    "again", "Bookings fail: the ledger runs out of connections",
    "A batch job exhausted the connection pool of the ledger; bookings failed with 503 errors.",
    day=date(2026, 8, 9), services=("Ledger",), tags=("postgres",),
    factors=(("The pool has no reserve", FactorKind.MISSED_SAFEGUARD, CauseCategory.SCALE),),
    lines=("2026-08-09T22:01:02Z db-2 ledger[77]: ERROR could not get a connection in 5000 ms",),
)  # fmt: skip
EXPIRED = incident(
    "expired", "Partners could not log in: signing certificate expired",
    "The certificate of the identity provider expired; nobody owned its renewal.",
    day=date(2026, 5, 20), services=("identity",),
    factors=("The renewal reminder went to a mailbox that nobody reads",),
)  # fmt: skip
RENEWAL = incident(
    "renewal", "Webhooks failed after the TLS cert lapsed",
    "Automatic renewal of an SSL certificate had been failing silently for a month.",
    day=date(2026, 9, 1), services=("webhooks",),
)  # fmt: skip
PICTURES = incident(
    "pictures", "Product pictures looked blurred",
    "A new encoder chose the lowest quality for wide pictures.",
    day=date(2026, 6, 6), services=("media",),
)  # fmt: skip
LIBRARY = (POOL, POOL_AGAIN, EXPIRED, RENEWAL, PICTURES)


def with_people(pm, *names):
    """The same, with people who worked on it."""
    for number, name in enumerate(names):
        pm = add(pm, "participants", Participant(id=f"p{number}", name=name))
    return pm


def with_action(pm, **fields):
    """The same, with one action."""
    return add(pm, "actions", Action(id="a", **fields))
