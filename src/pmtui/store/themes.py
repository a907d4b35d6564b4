"""What of all postmortems themes are counted from, and what was judged so that it need not be again.

Facets, factors and waivers are read as they stand. Which criteria a postmortem left open is known
only by judging it, a few milliseconds each; so that is kept in the table `judged` with the
operation after which it was so, and only what changed since is judged anew. Wording and secrets
are left out of it: they take twenty times as long, and `check` tells of them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from pmtui.domain.vocabulary import Status
from pmtui.memory.themes import Kind, Sighting, Source
from pmtui.store.asking import asked, kept
from pmtui.store.errors import DamagedStore
from pmtui.value import Value

if TYPE_CHECKING:
    from pmtui.review.model import Context
    from pmtui.store.store import Store

_SEEN = (
    (Kind.FACET, "SELECT pm_uid, facet FROM facets WHERE to_improve <> '' AND facet IS NOT NULL"),
    (Kind.FACTOR, "SELECT DISTINCT pm_uid, kind FROM factors WHERE kind IS NOT NULL"),
    (Kind.CATEGORY, "SELECT DISTINCT pm_uid, category FROM factors WHERE category IS NOT NULL"),
    (Kind.WAIVER, "SELECT DISTINCT pm_uid, criterion FROM waivers"),
)
_STATUSES = {s.value: s for s in Status}


class Judged(Value):
    """What judging some postmortems brought."""

    left_open: dict[str, tuple[str, ...]]
    """The ids of the criteria that each left open."""
    unreadable: tuple[str, ...] = ()
    """The uids of those whose rows are damaged."""


def read_sources(store: Store) -> tuple[Source, ...]:
    """Every postmortem as themes count it."""
    rows = asked(
        store,
        lambda conn: conn.execute(
            "SELECT uid, number, title, status, "
            "coalesce(incident_date, substr(created_at, 1, 10)), origin FROM postmortem"
        ).fetchall(),
    )
    return tuple(
        Source(uid, number, title, _STATUSES[status], date.fromisoformat(day), origin)
        for uid, number, title, status, day, origin in rows
    )


def read_sightings(store: Store) -> tuple[Sighting, ...]:
    """What recurs without being judged: facets, factors and waivers."""

    def read(conn: sqlite3.Connection) -> tuple[Sighting, ...]:
        return tuple(
            (uid, kind, key) for kind, query in _SEEN for uid, key in conn.execute(query).fetchall()
        )

    return asked(store, read)


def context_of(now: datetime) -> Context:
    """How criteria left open are judged: as everywhere, but for wording and secrets."""
    from pmtui.review.context import standard_context

    return replace(standard_context(now), language=None, secrets=None)


def rules_of(context: Context) -> str:
    """The name of the rules by which a context judges; what was judged by others is judged anew."""
    from pmtui.review import CRITERIA_SET
    from pmtui.review.model import digest

    return f"{CRITERIA_SET}/{digest(repr(context.policy))}"


def read_judged(store: Store, rules: str) -> dict[str, tuple[str, ...]]:
    """What is known already: which criteria are open, by the uid of a postmortem as it is now."""
    rows = asked(
        store,
        lambda conn: conn.execute(
            "SELECT j.pm_uid, j.criteria FROM judged j "
            "JOIN postmortem p ON p.uid = j.pm_uid AND p.seq = j.seq WHERE j.rules = ?",
            (rules,),
        ).fetchall(),
    )
    return {uid: tuple(json.loads(criteria)) for uid, criteria in rows}


def judge(store: Store, uids: Sequence[str], context: Context) -> Judged:
    """Judge some postmortems and keep what was found, where the store takes it."""
    from pmtui.review import review
    from pmtui.review.model import Level

    counted = (Level.BLOCK, Level.WARN, Level.ATTEST)
    found: dict[str, tuple[str, ...]] = {}
    rows: list[tuple[str, int, str, str]] = []
    unreadable = []
    rules = rules_of(context)
    for uid in uids:
        try:
            loaded = store.load(uid)
        except DamagedStore:
            unreadable.append(uid)
            continue
        left = (f.criterion for f in review(loaded.postmortem, context) if f.level in counted)
        found[uid] = tuple(dict.fromkeys(left))
        rows.append((uid, loaded.seq, rules, json.dumps(found[uid])))
    if rows and not store.read_only_because:
        kept(store, lambda conn: _keep(conn, rows))
    return Judged(found, tuple(unreadable))


def _keep(conn: sqlite3.Connection, rows: Iterable[tuple[str, int, str, str]]) -> None:
    conn.executemany(
        "INSERT OR REPLACE INTO judged(pm_uid, seq, rules, criteria) VALUES (?, ?, ?, ?)", rows
    )
