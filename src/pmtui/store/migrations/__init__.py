"""The schema of the store, as steps that are only ever added, never changed.

A released step is frozen: it names its tables in full and reads nothing of the domain.
"""

import sqlite3
from collections.abc import Callable
from typing import NamedTuple

from pmtui.store.migrations.m001_tables import m001_tables
from pmtui.store.migrations.m002_origin import m002_origin
from pmtui.store.migrations.m003_promises import m003_promises
from pmtui.store.migrations.m004_shared import m004_shared
from pmtui.store.migrations.m005_search import m005_search
from pmtui.store.migrations.m006_days import m006_days
from pmtui.store.migrations.m007_fingerprints import m007_fingerprints
from pmtui.store.migrations.m008_deleted import m008_deleted
from pmtui.store.migrations.m009_confirmations import m009_confirmations

Step = Callable[[sqlite3.Connection], None]

MIGRATIONS: tuple[Step, ...] = (
    m001_tables,
    m002_origin,
    m003_promises,
    m004_shared,
    m005_search,
    m006_days,
    m007_fingerprints,
    m008_deleted,
    m009_confirmations,
)
"""Every step in its order; the schema version of a store is how many of them it has seen."""

REINDEXED = frozenset({"m005_search", "m009_confirmations"})
"""The steps after which the search index is built anew, by the rows as the last step left them:
the one that makes it, and any that changes what it is made of."""

APPLICATION_ID = 0x504D5455
"""“PMTU”: what the header of a file of ours says it is."""


class Schema(NamedTuple):
    """The state of a store's schema against what this release knows."""

    version: int
    unknown: tuple[str, ...]
    """Names of applied steps that this release does not have: a newer release was here."""


def names() -> tuple[str, ...]:
    """The names of the known steps."""
    return tuple(step.__name__ for step in MIGRATIONS)


def schema_of(conn: sqlite3.Connection) -> Schema:
    """What the store has seen so far. Reads only."""
    (version,) = conn.execute("PRAGMA user_version").fetchone()
    if not version:
        return Schema(0, ())
    known = set(names())
    applied = [name for (name,) in conn.execute("SELECT name FROM migration").fetchall()]
    return Schema(version, tuple(n for n in applied if n not in known))


def migrate(conn: sqlite3.Connection, at: str) -> None:
    """Apply every pending step inside the caller's immediate transaction.

    The pending set is computed in the transaction, so that two first starts do not race.
    Foreign keys must have been switched off before it began.
    """
    done = schema_of(conn).version
    pending = MIGRATIONS[done:]
    if not pending:
        return
    if not done:
        conn.execute(f"PRAGMA application_id={APPLICATION_ID}")
        conn.execute("CREATE TABLE migration(name TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT")
    for step in pending:
        step(conn)
        conn.execute("INSERT INTO migration(name, at) VALUES (?, ?)", (step.__name__, at))
    if done and any(step.__name__ in REINDEXED for step in pending):
        from pmtui.store.search_index import rebuild_or_mark

        rebuild_or_mark(conn)
    conn.execute(f"PRAGMA user_version={len(MIGRATIONS)}")
    if conn.execute("PRAGMA foreign_key_check").fetchall():
        raise sqlite3.IntegrityError("rows without their postmortem after a migration")
