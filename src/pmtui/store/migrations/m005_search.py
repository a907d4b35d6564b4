"""The full-text index over everything of a postmortem."""

import sqlite3

from pmtui.errors import StoreError


def m005_search(conn: sqlite3.Connection) -> None:
    """Make the index; it holds words and places, the texts stay in their rows.

    What stands in the store already is taken in after the last step, by the rows as they are
    then. Raises StoreError where SQLite was built without full-text search.
    """
    try:
        conn.execute(
            "CREATE VIRTUAL TABLE search USING fts5(title, tags, text, content='', "
            "tokenize='ascii')"
        )
    except sqlite3.OperationalError as error:
        if "no such module" not in str(error):
            raise
        raise StoreError(
            "The SQLite of this Python has no full-text search (FTS5), which pmtui needs; the "
            "store was left as it is. Use a Python whose SQLite has it."
        ) from error
