"""Another machine that writes in the same store, where locks do not reach from one to the other.

SQLite's locks then protect nothing: two machines that write at once damage the file. The rows of
the writing sessions tell of each other, some saves late; so this is a help, and no lock.
"""

import sqlite3
from datetime import datetime, timedelta

from pmtui.domain.instants import decode_instant, encode_instant
from pmtui.store.holder import host

FRESH = timedelta(minutes=5)
"""How long a session on another machine counts as open after it was seen."""


def written_elsewhere(conn: sqlite3.Connection, kind: str, now: datetime) -> str:
    """Why nothing may be written now, as a sentence; "" where no other machine was seen lately.

    `kind` is the file system, of which `locks_here_only` said that its locks do not reach.
    """
    row = conn.execute(
        "SELECT author, user, host, seen FROM instance WHERE host<>? AND seen>? "
        "ORDER BY seen DESC LIMIT 1",
        (host(), encode_instant(now - FRESH)),
    ).fetchone()
    if row is None:
        return ""
    author, user, where, seen = row
    at = decode_instant(seen).astimezone()
    return (
        f"{author or user} wrote on {where} at {at:%H:%M}, and {kind} keeps no locks between "
        f"machines, so writing here as well could damage the store. Go on there, or close pmtui "
        f"there and come back in {FRESH.seconds // 60} minutes."
    )
