"""What tells incidents that resemble each other: fingerprints, and who shares which mark."""

import sqlite3

_TABLES = (
    # One row a postmortem, made at its operation `seq`; stale once there is a later one. `made`
    # is the version of the rules it was made by.
    """CREATE TABLE fingerprint(
        number INTEGER PRIMARY KEY,
        seq INTEGER NOT NULL,
        made INTEGER NOT NULL
    ) STRICT""",
    # All its marks, as compressed JSON; apart, so that looking for stale ones reads few pages.
    """CREATE TABLE fingerprint_marks(
        number INTEGER PRIMARY KEY,
        marks BLOB NOT NULL
    ) STRICT""",
    # The strongest marks of each, by which candidates are found without reading all.
    """CREATE TABLE fingerprint_mark(
        mark TEXT NOT NULL,
        number INTEGER NOT NULL,
        weight REAL NOT NULL,
        PRIMARY KEY(mark, number)
    ) STRICT, WITHOUT ROWID""",
    # In how many fingerprints each mark stands.
    """CREATE TABLE fingerprint_count(
        mark TEXT PRIMARY KEY,
        count INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
)


def m007_fingerprints(conn: sqlite3.Connection) -> None:
    """Make the tables; they are filled when somebody first asks what resembles what."""
    for statement in _TABLES:
        conn.execute(statement)
