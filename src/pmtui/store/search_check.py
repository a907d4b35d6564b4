"""What doctor asks of the search index: whether it is what building it anew would give."""

import sqlite3

from pmtui.memory.words import words
from pmtui.store.faults import TROUBLES
from pmtui.store.search_index import is_stale
from pmtui.store.search_texts import entries_of

_SUM = 2**64
_LONGEST = 32_768
"""Bytes that FTS5 keeps of a word."""


def is_sound(conn: sqlite3.Connection) -> bool:
    """Whether every word of every record stands in the index at its place, and nothing else.

    Looks at all of them, which takes about as long as building the index.
    """
    if is_stale(conn):
        return False
    try:
        return _in_index(conn) == _in_rows(conn)
    except TROUBLES:
        return False


def _in_index(conn: sqlite3.Connection) -> tuple[int, int]:
    # The view of the index is a temporary table, which a connection for reading may not make.
    (only,) = conn.execute("PRAGMA query_only").fetchone()
    conn.execute("PRAGMA query_only=OFF")
    try:
        return _counted(conn)
    finally:
        conn.execute(f"PRAGMA query_only={only}")


def _counted(conn: sqlite3.Connection) -> tuple[int, int]:
    conn.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_places "
        "USING fts5vocab(main, search, instance)"
    )
    try:
        count = total = 0
        for place in conn.execute(
            "SELECT doc, col, offset, CAST(term AS BLOB) FROM temp.search_places"
        ):
            count += 1
            total += hash(place)
    finally:
        conn.execute("DROP TABLE temp.search_places")
    return count, total % _SUM


def _in_rows(conn: sqlite3.Connection) -> tuple[int, int]:
    count = total = 0
    known = conn.execute("SELECT uid, number FROM postmortem").fetchall()
    for uid, number in known:
        for entry, texts in entries_of(conn, uid, number):
            for column, text in zip(("title", "tags", "text"), texts, strict=True):
                for offset, word in enumerate(_tokens(text)):
                    count += 1
                    total += hash((entry, column, offset, word.encode()[:_LONGEST]))
    return count, total % _SUM


def _tokens(folded: str) -> list[str]:
    """The words of a folded text as SQLite's tokenizer `ascii` takes them."""
    if folded.isascii():
        return words(folded)
    return "".join(c if ord(c) > 127 or c.isalnum() else " " for c in folded).split()
