"""Asking a store which incidents resemble one, and who else was troubled by the same service."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from datetime import date
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

from pmtui.errors import StoreError
from pmtui.store import summaries
from pmtui.store.asking import asked, kept
from pmtui.store.errors import DamagedStore
from pmtui.store.fingerprints import (
    counts_of,
    forget_all,
    found_by,
    refresh,
    shared_with,
    stale,
)
from pmtui.store.promises import read_promises
from pmtui.value import Value

if TYPE_CHECKING:
    from pmtui.domain.postmortem import Postmortem
    from pmtui.memory.fingerprint import Fingerprint
    from pmtui.memory.matches import Match
    from pmtui.review.model import SimilarPostmortem
    from pmtui.store.model import Summary
    from pmtui.store.store import Store

LIMIT = 5
"""Matches that are shown where nobody says how many."""
_CANDIDATES = 40
"""Postmortems that are compared mark by mark; the others share less than these."""
_PATIENCE = 2.0
"""Seconds for which a save that completes a postmortem may make fingerprints."""
_MOMENT = 1.0
"""Seconds after which a person who waits is told why."""
_STEP = 0.25
"""Seconds of one transaction in which fingerprints are made; savers wait that long at most."""


class Found(Value):
    """What resembles a postmortem, the most alike first."""

    matches: tuple[Match, ...]
    whole: bool = True
    """Whether every postmortem was compared: not while fingerprints are still to be made."""


def catch_up(
    store: Store, *, seconds: float | None = None, told: Callable[[], None] | None = None
) -> bool:
    """Make the fingerprints of what was changed; True where none is left.

    `seconds` bounds it, but for one postmortem at least; without, it goes on to the end. `told` is
    called once where that takes longer than a moment, so that a person who waits knows why. A
    store that cannot be written now (read only, locked, a full disk) answers with what it has.
    """
    if not asked(store, lambda conn: stale(conn, 1)):
        return True
    try:
        return _catch_up(store, seconds, told)
    except StoreError:
        return False


def left(store: Store) -> int:
    """How many postmortems were changed since they were last compared."""
    return len(asked(store, stale))


def _catch_up(store: Store, seconds: float | None, told: Callable[[], None] | None) -> bool:
    began, said = monotonic(), told is None
    spent, whole = 0.0, inf if seconds is None else seconds
    while True:
        step = min(_STEP, whole - spent)
        if kept(store, lambda conn, step=step: refresh(conn, step)):  # type: ignore[misc]
            return True
        spent = monotonic() - began
        if spent >= whole:
            return False
        if not said and spent > _MOMENT and told is not None:
            told()
            said = True


def find_similar(store: Store, pm: Postmortem, *, limit: int = LIMIT, whole: bool = True) -> Found:
    """The postmortems of a store that resemble a value, which need not be stored as it is.

    Compares with what `catch_up` made; `whole` is what it answered.
    """
    from pmtui.memory.fingerprint import fingerprint

    found = asked(store, lambda conn: _find(conn, fingerprint(pm), pm, limit))
    return Found(tuple(_with_promises(store, match) for match in found), whole)


def _with_promises(store: Store, match: Match) -> Match:
    from dataclasses import replace

    from pmtui.memory.matches import open_first

    return replace(match, promises=open_first(read_promises(store, uid=match.uid)))


def _find(conn: sqlite3.Connection, here: Fingerprint, pm: Postmortem, limit: int) -> list[Match]:
    from pmtui.memory.likeness import Rarity, likeness, sought, strength
    from pmtui.memory.matches import LISTED, Match

    total, counts = counts_of(conn, here.marks)
    rarity = Rarity(total, counts)
    number = summaries.number_of(conn, pm.uid)
    candidates = found_by(conn, sought(here, rarity), number, _CANDIDATES)
    others = shared_with(conn, here, candidates)
    ranked = sorted(
        (-strong, -other)
        for other, there in others.items()
        if (strong := strength(here, there, rarity)) >= LISTED
    )
    compared = [
        (-strong, -other, likeness(here, others[-other], rarity))
        for strong, other in ranked[:limit]
    ]
    known = summaries.numbered(conn, [other for _, other, _ in compared])
    day = pm.overview.incident_date
    return [
        Match(
            uid=s.uid,
            number=s.number,
            title=s.title or "Untitled",
            origin=s.origin,
            day=s.incident_date,
            status=s.status,
            strength=round(strong, 3),
            reasons=found.reasons,
            later=bool(day and s.incident_date and s.incident_date > day),
            solid=found.solid,
            copy=found.same or (s.incident_date == day and _same_title(s.title, pm.overview.title)),
        )
        for strong, other, found in compared
        if (s := known.get(other)) is not None
    ]


def _same_title(one: str, other: str) -> bool:
    folded = " ".join(one.casefold().split())
    return bool(folded) and folded == " ".join(other.casefold().split())


def asked_about(found: Found) -> tuple[SimilarPostmortem, ...]:
    """Those of which the review asks whether it is the same trouble again (C36)."""
    from pmtui.memory.matches import NAMED
    from pmtui.review.model import SimilarPostmortem

    return tuple(
        SimilarPostmortem(uid=m.uid, reference=m.reference, title=m.title, why=_briefly(m))
        for m in [m for m in found.matches if m.asked][:NAMED]
    )


def _briefly(match: Match) -> str:
    origin = (f"from {match.origin}",) if match.origin else ()
    return "; ".join((*origin, *match.reasons[:2]))


def past_of(conn: sqlite3.Connection, pm: Postmortem) -> tuple[SimilarPostmortem, ...]:
    """What the gate is told of the past, inside the transaction of a save.

    Other programs wait meanwhile, so that fingerprints are made for a few seconds only.
    """
    from pmtui.memory.fingerprint import fingerprint

    refresh(conn, _PATIENCE)
    return asked_about(Found(tuple(_find(conn, fingerprint(pm), pm, LIMIT))))


def names_of(store: Store, pm: Postmortem) -> dict[str, str]:
    """What the postmortems that one was compared with are called here, by how they are written.

    An address is its own name; what is not in the store has the name "".
    """
    from pmtui.errors import UsageError

    names = {}
    for record in pm.related:
        if not record.uid or "://" in record.uid:
            continue
        try:
            s = store.resolve(record.uid)
        except UsageError:
            names[record.uid] = ""
            continue
        origin = f" (from {s.origin})" if s.origin else ""
        names[record.uid] = f"{s.reference}{origin} {s.title or 'Untitled'}"
    return names


def called_of(store: Store, pm: Postmortem) -> dict[str, str]:
    """What a copy that leaves calls the postmortems this one was compared with, likewise.

    An address is its own name, and so is what is not in the store.
    """
    from pmtui.domain.called import called
    from pmtui.errors import UsageError

    names = {}
    for written in {record.uid for record in pm.related}:
        if not written or "://" in written:
            continue
        try:
            s = store.resolve(written)
        except UsageError:
            continue
        try:
            shared = store.load(s.uid).postmortem.publications
        except DamagedStore:
            shared = ()  # doctor tells of it; this postmortem leaves all the same
        web = [p for p in shared if p.where.startswith(("https://", "http://"))]
        latest = max(web, key=lambda p: p.on or date.min, default=None)
        address = latest.where if latest is not None else ""
        names[written] = called(s.reference, s.title, origin=s.origin, address=address)
    return names


def found_again(store: Store, pm: Postmortem) -> Postmortem:
    """A postmortem that came back, compared with the same ones as the copy that left.

    Where number and title do not both say the same, the words stay as they are.
    """
    from pmtui.domain.called import read_called
    from pmtui.domain.edits import set_fields
    from pmtui.errors import UsageError

    for record in pm.related:
        if (other := read_called(record.uid)) is None:
            continue
        for wanted in (other.reference, other.title):
            try:
                s = store.resolve(wanted)
            except UsageError:
                continue
            if " ".join(s.title.split()) == other.title:
                pm = set_fields(pm, "related", record.id, uid=s.uid)
                break
    return pm


def forget_everything(store: Store) -> None:
    """Take out all fingerprints; the next one who asks makes them anew."""
    kept(store, forget_all)


def touching(store: Store, services: Iterable[str], uid: str = "") -> tuple[Summary, ...]:
    """The postmortems that name one of some services, the newest number first, but for one uid."""
    wanted = {service.casefold() for service in services}
    if not wanted:
        return ()
    return tuple(
        s
        for s in store.summaries()
        if s.uid != uid and any(service.casefold() in wanted for service in s.services)
    )


def services_named(store: Store, text: str) -> tuple[str, ...]:
    """The services of the store that a text names word for word."""
    from pmtui.memory.words import words

    said = f" {' '.join(words(text))} "
    cells = asked(
        store,
        lambda conn: conn.execute(
            "SELECT DISTINCT services FROM postmortem WHERE services <> '[]'"
        ).fetchall(),
    )
    known: dict[str, str] = {}
    for (cell,) in cells:
        for service in json.loads(cell):
            known.setdefault(service.casefold(), service)
    return tuple(
        known[key]
        for key in sorted(known)
        if (spoken := " ".join(words(key))) and f" {spoken} " in said
    )
