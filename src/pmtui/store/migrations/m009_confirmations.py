"""What a team asks people to confirm, confirmed one by one."""

import sqlite3

_TABLES = (
    """CREATE TABLE "confirmations"(
        rowid INTEGER PRIMARY KEY,
        pm_uid TEXT NOT NULL REFERENCES postmortem(uid),
        id TEXT NOT NULL,
        rank TEXT NOT NULL DEFAULT '',
        "criterion" TEXT NOT NULL DEFAULT '',
        "text" TEXT NOT NULL DEFAULT '',
        "by" TEXT NOT NULL DEFAULT '',
        "at" TEXT,
        hash TEXT NOT NULL,
        UNIQUE(pm_uid, id)
    ) STRICT""",
    'CREATE INDEX "confirmations_rank" ON "confirmations"(pm_uid, rank)',
)


def m009_confirmations(conn: sqlite3.Connection) -> None:
    """Make the table; it begins empty."""
    for statement in _TABLES:
        conn.execute(statement)
