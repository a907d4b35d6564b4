"""What is asked across all postmortems: which promises have a day, which criteria are left open."""

import sqlite3


def m003_promises(conn: sqlite3.Connection) -> None:
    """An index that answers at once what is overdue, and a table of what was judged.

    `judged` remembers which criteria a postmortem left open as it was after its operation `seq`,
    by the rules named in `rules`; it holds nothing that cannot be judged again.
    """
    conn.execute(
        "CREATE INDEX actions_promised ON actions(coalesce(due, review_on), pm_uid) "
        "WHERE state = 'committed'"
    )
    conn.execute(
        """CREATE TABLE judged(
            pm_uid TEXT PRIMARY KEY REFERENCES postmortem(uid) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            rules TEXT NOT NULL,
            criteria TEXT NOT NULL DEFAULT '[]'
        ) STRICT"""
    )
