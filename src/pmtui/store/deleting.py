"""Deleting a postmortem: out of every list and index at once, its history kept to bring it back.

Its rows go, so that nothing that asks across postmortems has to know of it; its operations move to
a table of their own, from which its rows are made anew. Vanishing for good is a step of its own.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from pmtui.domain.instants import decode_instant, encode_instant
from pmtui.errors import AnswerIsNo
from pmtui.store import summaries
from pmtui.store.asking import asked, kept
from pmtui.store.errors import UnknownReference
from pmtui.value import Value

if TYPE_CHECKING:
    from datetime import datetime

    from pmtui.store.store import Store

_OPERATION = "seq, pm_uid, step, run, author, kind, undoes, label, at, state, changes"
_ROW = "number, uid, title, created_at, changed_at, origin, seq"
_BESIDE = ("judged", "shared")
"""Tables about a postmortem that are no records of it."""


class Deleted(Value):
    """A postmortem that was deleted and can be brought back."""

    number: int
    uid: str
    title: str
    at: datetime
    author: str

    @property
    def reference(self) -> str:
        """How people call it: PM-7."""
        return f"PM-{self.number}"

    @property
    def name(self) -> str:
        """“PM-7 “Checkout failed””, for a sentence."""
        return f"{self.reference} “{self.title or 'Untitled'}”"


def delete(store: Store, uid: str) -> Deleted:
    """Delete a postmortem; `undelete` brings it back.

    Raises UnknownReference, or AnswerIsNo for a copy of what waits to be brought back.
    """

    def act(conn: sqlite3.Connection) -> Deleted:
        _move_out(conn, uid, encode_instant(store.clock.now()), store.author)
        store._held.clear()
        return _of(conn, "uid=?", uid)[0]

    return kept(store, act)


def deleted(store: Store) -> tuple[Deleted, ...]:
    """Everything that can be brought back, the latest first."""
    return asked(store, lambda conn: _of(conn, "1=?", 1))


def places_of(store: Store, uid: str) -> tuple[str, ...]:
    """Where a postmortem lies beside this store: the folders of a team."""

    def ask(conn: sqlite3.Connection) -> tuple[str, ...]:
        rows = conn.execute(
            "SELECT place FROM shared WHERE pm_uid=? AND NOT gone ORDER BY place", (uid,)
        ).fetchall()
        return tuple(place for (place,) in rows)

    return asked(store, ask)


def undelete(store: Store, reference: str) -> Deleted:
    """Bring one back, by its reference, its uid or a part of its title.

    A copy for reading that came in meanwhile gives way to one's own. Raises UnknownReference,
    AnswerIsNo where one's own is there again, or DamagedStore where its history cannot be read.
    """

    def act(conn: sqlite3.Connection) -> Deleted:
        store._held.clear()
        return _bring_back(conn, _meant(conn, reference))

    return kept(store, act)


def forget(store: Store, reference: str) -> Deleted:
    """Make a deleted postmortem vanish for good from the store's file. Raises UnknownReference."""

    def act(conn: sqlite3.Connection) -> Deleted:
        found = _meant(conn, reference)
        _forget(conn, found.uid)
        return found

    found = kept(store, act)
    # Pages that were freed still hold what was in them until the file is written anew.
    asked(store, lambda conn: conn.execute("VACUUM"))
    return found


def forget_in_copy(path: Path, uid: str) -> bool:
    """The same in a backup; whether it was there. Raises StoreError."""
    from pmtui.store import migrations
    from pmtui.store.connection import connect, immediate
    from pmtui.store.errors import NewerStore
    from pmtui.store.faults import TROUBLES, explain
    from pmtui.store.recognition import read_header

    header = read_header(path)
    if header is None or header.version != len(migrations.MIGRATIONS):
        raise NewerStore(f"{path} has the format of another release. Delete it by hand.")
    with closing(connect(path, read_only=False)) as conn:
        try:
            with immediate(conn):
                there = bool(summaries.number_of(conn, uid))
                if there:
                    _move_out(conn, uid, "2000-01-01T00:00:00Z", "")
                elif not _of(conn, "uid=?", uid):
                    return False
                _forget(conn, uid)
            conn.execute("VACUUM")
        except TROUBLES as error:
            raise explain(error, path) from error
    return True


def whereabouts(conn: sqlite3.Connection, reference: str) -> str:
    """Where a postmortem that is not in the lists may be, as a sentence; "" where nobody knows."""
    try:
        found = _meant(conn, reference)
    except (UnknownReference, sqlite3.Error):
        return ""
    by = f" by {found.author}" if found.author else ""
    return (
        f"{found.name} was deleted{by} on {found.at:%Y-%m-%d}. "
        f"pmtui undelete {found.reference} brings it back with its history."
    )


def _of(conn: sqlite3.Connection, condition: str, value: str | int) -> tuple[Deleted, ...]:
    rows = conn.execute(
        f"SELECT number, uid, title, at, author FROM deleted WHERE {condition} ORDER BY at DESC",
        (value,),
    ).fetchall()
    return tuple(Deleted(n, uid, title, decode_instant(at), by) for n, uid, title, at, by in rows)


def _meant(conn: sqlite3.Connection, reference: str) -> Deleted:
    wanted = " ".join(reference.split())
    digits = wanted.upper().removeprefix("PM-").removeprefix("PM")
    found: tuple[Deleted, ...] = ()
    if digits.isdecimal() and len(digits) < 18:
        found = _of(conn, "number=?", int(digits))
    found = found or _of(conn, "uid=?", wanted)
    if not found and wanted:
        key = wanted.casefold()
        found = tuple(d for d in _of(conn, "1=?", 1) if key in d.title.casefold())
    if len(found) != 1:
        many = "Several deleted postmortems are" if found else "No deleted postmortem is"
        raise UnknownReference(
            f"{many} called “{reference}”. pmtui undelete without a name lists them."
        )
    return found[0]


def _move_out(conn: sqlite3.Connection, uid: str, at: str, author: str) -> None:
    if not summaries.number_of(conn, uid):
        raise UnknownReference("This postmortem is not in the store any more. See pmtui list.")
    if _only_a_copy_came(conn, uid):
        (first,) = _of(conn, "uid=?", uid)
        raise AnswerIsNo(
            f"This is a copy of {first.name}, which was deleted here. "
            f"pmtui undelete {first.reference} puts that in its place; delete it then."
        )
    _drop(conn, uid)  # a copy that was deleted before this one came
    conn.execute(
        f"INSERT INTO deleted({_ROW}, at, author) SELECT {_ROW}, ?, ? FROM postmortem WHERE uid=?",
        (at, author.encode(errors="replace").decode(), uid),
    )
    conn.execute(
        f"INSERT INTO deleted_operation({_OPERATION}) "
        f"SELECT {_OPERATION} FROM operation WHERE pm_uid=?",
        (uid,),
    )
    _take_out(conn, uid)


def _take_out(conn: sqlite3.Connection, uid: str) -> None:
    from pmtui.domain.postmortem import LISTS, SINGLES
    from pmtui.store import fingerprints
    from pmtui.store.search_index import Rewriting

    index = Rewriting(conn, uid)
    fingerprints.forget(conn, uid)
    for table in (*SINGLES, *LISTS, *_BESIDE):
        conn.execute(f'DELETE FROM "{table}" WHERE pm_uid=?', (uid,))
    _without_guards(conn, "DELETE FROM operation WHERE pm_uid=?", uid)
    conn.execute("DELETE FROM postmortem WHERE uid=?", (uid,))
    index.follow()


def _bring_back(conn: sqlite3.Connection, found: Deleted) -> Deleted:
    from pmtui.store.check import repair

    if number := summaries.number_of(conn, found.uid):
        if not _only_a_copy_came(conn, found.uid):
            raise AnswerIsNo(
                f"{found.name} came back by another way meanwhile, as PM-{number}. Use that one."
            )
        _take_out(conn, found.uid)
    conn.execute(
        f"INSERT INTO postmortem({_ROW}) SELECT {_ROW} FROM deleted WHERE uid=?", (found.uid,)
    )
    conn.execute(
        f"INSERT INTO operation({_OPERATION}) "
        f"SELECT {_OPERATION} FROM deleted_operation WHERE pm_uid=?",
        (found.uid,),
    )
    repair(conn, found.uid)
    _drop(conn, found.uid)
    return found


def _only_a_copy_came(conn: sqlite3.Connection, uid: str) -> bool:
    """Whether what is there is somebody's copy for reading, while what was deleted is one's own."""
    rows = conn.execute(
        "SELECT p.origin <> '' AND d.origin = '' FROM postmortem p JOIN deleted d USING (uid) "
        "WHERE uid=?",
        (uid,),
    ).fetchall()
    return any(copy for (copy,) in rows)


def _forget(conn: sqlite3.Connection, uid: str) -> None:
    _drop(conn, uid)
    # where the cursor was, lines that were not added, pseudonyms
    conn.execute("DELETE FROM setting WHERE instr(key, ?) OR instr(value, ?)", (uid, uid))
    conn.execute("INSERT INTO search(search) VALUES ('optimize')")


def _drop(conn: sqlite3.Connection, uid: str) -> None:
    conn.execute("DELETE FROM deleted_operation WHERE pm_uid=?", (uid,))
    conn.execute("DELETE FROM deleted WHERE uid=?", (uid,))


def _without_guards(conn: sqlite3.Connection, statement: str, uid: str) -> None:
    """Run what the triggers of the history refuse, and put them back."""
    triggers = conn.execute(
        "SELECT name, sql FROM sqlite_master WHERE type='trigger' AND tbl_name='operation'"
    ).fetchall()
    for name, _ in triggers:
        conn.execute(f'DROP TRIGGER "{name}"')
    conn.execute(statement, (uid,))
    for _, sql in triggers:
        conn.execute(sql)
