"""What doctor asks of a store: structure, texts against their hashes, history against rows,
permissions, and the kind of disk it lies on."""

import sqlite3
from pathlib import Path

from pmtui.domain.changes import apply
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem
from pmtui.errors import StoreError
from pmtui.store import history, rows, summaries
from pmtui.store.connection import loose_modes, without_index
from pmtui.store.errors import DamagedStore
from pmtui.store.fingerprints import are_sound, forget
from pmtui.store.place import filesystem, is_network, locks_here_only
from pmtui.store.search_check import is_sound
from pmtui.store.search_index import renew
from pmtui.store.writing import blank
from pmtui.value import Value


class Trouble(Value):
    """One thing that is wrong, or only worth knowing, as a sentence with the next step."""

    sentence: str
    grave: bool = True
    uid: str = ""
    index: bool = False
    """Whether only the search index must be built anew."""
    fingerprints: bool = False
    """Whether only the fingerprints must be made anew."""


def check(conn: sqlite3.Connection, path: Path) -> tuple[Trouble, ...]:
    """Everything found; an empty tuple means that all is well."""
    found = [Trouble(s, grave=False) for s in loose_modes(path)]
    kind = filesystem(path)
    if is_network(kind):
        told = f"The store {path} lies on a network disk ({kind}). It works there, but more slowly"
        if locks_here_only(path):
            told += ", and its locks count on one machine: never open it on two at a time"
        found.append(Trouble(f"{told}; keep it on a local disk if you can.", grave=False))
    found += _structure(conn, path)
    for summary in summaries.read(conn):
        found += _postmortem(conn, summary.uid, summary.reference)
    if not any(trouble.grave for trouble in found) and not is_sound(conn):
        found.append(
            Trouble(
                "The search index is not what the postmortems say; nothing of them is lost. "
                "pmtui doctor --repair builds it anew.",
                index=True,
            )
        )
    if not any(trouble.grave for trouble in found) and not are_sound(conn):
        found.append(
            Trouble(
                "What is kept to find incidents that resemble each other is not what the "
                "postmortems say; nothing of them is lost. pmtui doctor --repair makes it anew.",
                fingerprints=True,
            )
        )
    return tuple(found)


def _structure(conn: sqlite3.Connection, path: Path) -> list[Trouble]:
    lines = [line for (line,) in conn.execute("PRAGMA integrity_check(20)").fetchall()]
    lines = without_index(lines)
    if lines != ["ok"]:
        return [Trouble(f"The structure of {path} is damaged ({lines[0]}). Bring back a backup.")]
    if conn.execute("PRAGMA foreign_key_check").fetchall():
        return [Trouble(f"{path} holds rows of no postmortem. Bring back a backup.")]
    return []


def _postmortem(conn: sqlite3.Connection, uid: str, reference: str) -> list[Trouble]:
    try:
        stored = rows.read_postmortem(conn, uid)
    except DamagedStore as error:
        return [Trouble(f"{reference}: {error}", uid=uid)]
    found = [
        Trouble(
            f"{reference}: {_place(table, id)} is not what was saved (its checksum differs). "
            "pmtui doctor --repair writes it anew from the history.",
            uid=uid,
        )
        for table, id in wrong_rows(conn, stored)
    ]
    if replay(conn, uid) != stored and not found:
        found.append(
            Trouble(
                f"{reference}: its history does not lead to what is stored. Bring back a backup.",
                uid=uid,
            )
        )
    return found


def _place(table: str, id: str) -> str:
    return f"the record {id} in {table}" if id else f"the {table}"


def wrong_rows(conn: sqlite3.Connection, pm: Postmortem) -> list[tuple[str, str]]:
    """Table and id of every record whose text differs from the hash beside it."""
    wrong = []
    for table in (*SINGLES, *LISTS):
        part = getattr(pm, table)
        for id, record in [("", part)] if table in SINGLES else [(r.id, r) for r in part]:
            if rows.stored_hash(conn, pm.uid, table, id) != rows.digest_of(table, record):
                wrong.append((table, id))
    return wrong


def replay(conn: sqlite3.Connection, uid: str) -> Postmortem | None:
    """The postmortem as its history tells it; None where the history itself is damaged."""
    value = blank(uid)
    try:
        for operation in history.operations(conn, uid):
            value = apply(value, operation.changes, check=True)
    except (StoreError, *history.UNREADABLE):
        return None
    return value


def repair(conn: sqlite3.Connection, uid: str) -> Postmortem:
    """Write all rows of a postmortem anew from its history, inside the caller's transaction.

    Raises DamagedStore where the history itself cannot be read.
    """
    value = replay(conn, uid)
    if value is None:
        raise DamagedStore(
            "The history of this postmortem is damaged too, so it cannot be brought back from it. "
            "Bring back a backup with pmtui restore."
        )
    for table in (*SINGLES, *LISTS):
        conn.execute(f'DELETE FROM "{table}" WHERE pm_uid=?', (uid,))
        part = getattr(value, table)
        rows.insert(conn, uid, table, [part] if table in SINGLES else part)
    summaries.rewrite(conn, value)
    forget(conn, uid)
    renew(conn, uid)
    return value
