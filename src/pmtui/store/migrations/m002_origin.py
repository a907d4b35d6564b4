"""Where a postmortem that belongs to somebody else came from."""

import sqlite3


def m002_origin(conn: sqlite3.Connection) -> None:
    """Name the origin of each postmortem; "" is one's own, anything else is read-only."""
    conn.execute("ALTER TABLE postmortem ADD COLUMN origin TEXT NOT NULL DEFAULT ''")
