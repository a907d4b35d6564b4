"""The full-text index, kept by the transaction that changes the rows it speaks of.

It holds words and places but no texts: an entry is taken out by the very texts that it was made
of, and what is shown of a hit is read from its row. So the file grows little, and a purged text
has one place less to vanish from. Its words are those of `pmtui.memory.words`.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from pmtui.store.search_texts import (
    FIELDS,
    NOTHING,
    PM_BITS,
    Texts,
    entries_of,
    entry_number,
    row_numbers,
    texts_of,
)
from pmtui.store.summaries import number_of

Connection = sqlite3.Connection
Touched = Mapping[str, Mapping[str, tuple[Any, Any]]]
"""By table and id: a record before and after a save, None where there is none."""

CREATE = "CREATE VIRTUAL TABLE search USING fts5(title, tags, text, content='', tokenize='ascii')"
STALE = "search index is stale"
"""The setting that says so: set where the index failed a save, which must not fail with it."""

_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR)


class Follower:
    """Takes the changes of one save into the index.

    Made before the rows are written, since the numbers of rows that go are known only then.
    """

    def __init__(self, conn: Connection, uid: str, touched: Touched) -> None:
        self._conn = conn
        self._uid = uid
        self._changes = _changes(touched)
        gone = {
            t: [i for i, (old, _) in c.items() if old != NOTHING] for t, c in self._changes.items()
        }
        self._rows = {t: row_numbers(conn, uid, t, ids) for t, ids in gone.items()}

    def follow(self) -> None:
        """Write what changed, once the rows are written. A broken index is marked as stale."""
        if not self._changes or is_stale(self._conn):
            return
        number = number_of(self._conn, self._uid)
        old: list[tuple[int, Texts]] = []
        new: list[tuple[int, Texts]] = []
        for table, changes in self._changes.items():
            before = self._rows[table]
            fresh = [i for i, (_, after) in changes.items() if after != NOTHING and i not in before]
            after = row_numbers(self._conn, self._uid, table, fresh)
            for id, (was, is_now) in changes.items():
                if id in before and was != NOTHING:
                    old.append((entry_number(number, table, before[id]), was))
                row = after.get(id, before.get(id))
                if row is not None and is_now != NOTHING:
                    new.append((entry_number(number, table, row), is_now))
        _write_safely(self._conn, old, new)


def _changes(touched: Touched) -> dict[str, dict[str, tuple[Texts, Texts]]]:
    """By table and id: the texts before and after, where they differ."""
    found: dict[str, dict[str, tuple[Texts, Texts]]] = {}
    for table, records in touched.items():
        if table not in FIELDS:
            continue
        for id, (before, after) in records.items():
            pair = texts_of(table, before), texts_of(table, after)
            if pair[0] != pair[1]:
                found.setdefault(table, {})[id] = pair
    return found


def _write_safely(
    conn: Connection, old: Iterable[tuple[int, Texts]], new: Iterable[tuple[int, Texts]]
) -> None:
    conn.execute("SAVEPOINT search_entries")
    try:
        _write(conn, old, new)
        # A savepoint makes the index write its pages now; at the commit a failure would be one
        # of the save.
        conn.execute("SAVEPOINT search_written")
        conn.execute("RELEASE search_written")
    except sqlite3.DatabaseError as error:
        if (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF not in _BROKEN:
            raise
        conn.execute("ROLLBACK TO search_entries")
        mark_stale(conn)
    conn.execute("RELEASE search_entries")


def _write(
    conn: Connection, old: Iterable[tuple[int, Texts]], new: Iterable[tuple[int, Texts]]
) -> None:
    # In the order of the entries, else the index writes a piece of its own for each.
    steps = [(entry, 0, texts) for entry, texts in old] + [
        (entry, 1, texts) for entry, texts in new
    ]
    for entry, is_new, texts in sorted(steps):
        if is_new:
            _put(conn, entry, texts)
        else:
            conn.execute(
                "INSERT INTO search(search, rowid, title, tags, text) "
                "VALUES ('delete', ?, ?, ?, ?)",
                (entry, *texts),
            )


def _put(conn: Connection, entry: int, texts: Texts) -> None:
    conn.execute(
        "INSERT INTO search(rowid, title, tags, text) VALUES (?, ?, ?, ?)", (entry, *texts)
    )


def is_stale(conn: Connection) -> bool:
    """Whether the index missed a save and must be built anew."""
    return conn.execute("SELECT 1 FROM setting WHERE key=?", (STALE,)).fetchone() is not None


def mark_stale(conn: Connection) -> None:
    """Say that the index must be built anew before it is asked again."""
    conn.execute(
        "INSERT INTO setting(key, value) VALUES (?, 'true') ON CONFLICT(key) DO NOTHING", (STALE,)
    )


def rebuild(conn: Connection) -> int:
    """Build the index anew from the rows, inside the caller's transaction; how many entries."""
    _discard(conn)
    conn.execute(CREATE)
    count = 0
    known = conn.execute("SELECT number, uid FROM postmortem ORDER BY number").fetchall()
    for number, uid in known:
        for entry, texts in entries_of(conn, uid, number):
            _put(conn, entry, texts)
            count += 1
    conn.execute("DELETE FROM setting WHERE key=?", (STALE,))
    return count


def _discard(conn: Connection) -> None:
    """Drop the index, also one whose own tables are so damaged that SQLite cannot open it."""
    try:
        conn.execute("DROP TABLE IF EXISTS search")
        return
    except sqlite3.DatabaseError as error:
        if (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF not in _BROKEN:
            raise
    # Its tables are replaced by those of an empty one, which can be opened and dropped.
    conn.execute(CREATE.replace(" search ", " temp.search_empty ", 1))
    for part in ("data", "idx", "docsize", "config"):
        (sql,) = conn.execute(
            "SELECT sql FROM temp.sqlite_master WHERE name=?", (f"search_empty_{part}",)
        ).fetchone()
        conn.execute(f"DROP TABLE IF EXISTS main.search_{part}")
        conn.execute(sql.replace("search_empty", "search", 1))
        conn.execute(f"INSERT INTO main.search_{part} SELECT * FROM temp.search_empty_{part}")
    conn.execute("DROP TABLE temp.search_empty")
    conn.execute("DROP TABLE search")


def rebuild_or_mark(conn: Connection) -> None:
    """Build the index anew, or mark it where a damaged row hinders that: the rows matter more."""
    conn.execute("SAVEPOINT search_rebuilt")
    try:
        rebuild(conn)
    except (sqlite3.DatabaseError, UnicodeDecodeError, ValueError) as error:
        code = getattr(error, "sqlite_errorcode", None) or 0
        if code and code & 0xFF not in _BROKEN:
            raise
        conn.execute("ROLLBACK TO search_rebuilt")
        mark_stale(conn)
    conn.execute("RELEASE search_rebuilt")


def renew(conn: Connection, uid: str) -> None:
    """Take in all rows of a postmortem, after they were written anew from its history.

    One that the index knows already brings all of it to be built anew, since nobody knows what
    its former rows had been.
    """
    number = number_of(conn, uid)
    known = conn.execute(
        "SELECT 1 FROM search_docsize WHERE id BETWEEN ? AND ? LIMIT 1",
        (number << PM_BITS, (number + 1 << PM_BITS) - 1),
    ).fetchone()
    if known or is_stale(conn):
        rebuild_or_mark(conn)
    else:
        _write_safely(conn, (), list(entries_of(conn, uid, number)))


class Rewriting:
    """Takes all of one postmortem out before its rows are written anew, and in again after it."""

    def __init__(self, conn: Connection, uid: str) -> None:
        self._conn = conn
        self._uid = uid
        self._number = number_of(conn, uid)
        self._old = list(entries_of(conn, uid, self._number))

    def follow(self, *, forget: bool = False) -> None:
        """Write the entries of the new rows; `forget` leaves no page with a word that went."""
        if not is_stale(self._conn):
            new = list(entries_of(self._conn, self._uid, self._number))
            _write_safely(self._conn, self._old, new)
        if not forget:
            return
        if is_stale(self._conn):
            rebuild(self._conn)
        else:
            # Words that were taken out stand in older pieces until all are made one.
            self._conn.execute("INSERT INTO search(search) VALUES ('optimize')")
