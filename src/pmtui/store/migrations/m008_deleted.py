"""Postmortems that were deleted, with their whole history, until somebody makes them vanish."""

import sqlite3

_TABLES = (
    # What is needed to put the row of the postmortem back, and who deleted it when.
    """CREATE TABLE deleted(
        number INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        created_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        origin TEXT NOT NULL,
        seq INTEGER NOT NULL,
        at TEXT NOT NULL,
        author TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE deleted_operation(
        seq INTEGER PRIMARY KEY,
        pm_uid TEXT NOT NULL REFERENCES deleted(uid) ON DELETE CASCADE,
        step TEXT NOT NULL,
        run TEXT NOT NULL,
        author TEXT NOT NULL,
        kind TEXT NOT NULL,
        undoes TEXT NOT NULL,
        label TEXT NOT NULL,
        at TEXT NOT NULL,
        state TEXT NOT NULL,
        changes TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX deleted_operation_pm ON deleted_operation(pm_uid)",
)


def m008_deleted(conn: sqlite3.Connection) -> None:
    """Make the tables; the rows of a deleted postmortem are made anew from its history."""
    for statement in _TABLES:
        conn.execute(statement)
