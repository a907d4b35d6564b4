"""What was last shared with a team, or read from it."""

import sqlite3


def m004_shared(conn: sqlite3.Connection) -> None:
    """Keep, for each postmortem that lies elsewhere too, the document both sides had.

    `base` is "" for one that is only read here: its rows are the document.
    """
    conn.execute(
        "CREATE TABLE shared("
        "pm_uid TEXT NOT NULL REFERENCES postmortem(uid), "
        "place TEXT NOT NULL, entry TEXT NOT NULL, mark TEXT NOT NULL, "
        "gone INTEGER NOT NULL DEFAULT 0, at TEXT NOT NULL, base TEXT NOT NULL DEFAULT '', "
        "PRIMARY KEY(pm_uid, place)) STRICT"
    )
