"""The store of postmortems: the only way in and out of the file.

Every write is one immediate transaction that appends one operation to the log. A store belongs
to one thread at a time; `pmtui.store.saver` keeps one on a thread of its own.

Opening, listing and settings need no record classes, which take longer to load than all of these
together; the methods that read or write a postmortem import them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from pmtui.clock import Clock
from pmtui.domain.ids import new_id
from pmtui.domain.instants import encode_instant
from pmtui.store import summaries
from pmtui.store.cells import to_json
from pmtui.store.connection import identity, immediate
from pmtui.store.errors import (
    KnownPostmortem,
    ReadOnlyStore,
    StoreGone,
    UnknownReference,
)
from pmtui.store.faults import TROUBLES, explain
from pmtui.store.holder import Heartbeat
from pmtui.store.model import Committed, Loaded, Operation, Summary, Undone
from pmtui.store.opening import open_connection
from pmtui.store.place import locks_here_only
from pmtui.store.recognition import OPEN_FILES
from pmtui.store.refusing import refuse_locked, refuse_of_somebody_else, refuse_of_two_machines

if TYPE_CHECKING:
    from pmtui.domain.changes import Change
    from pmtui.domain.postmortem import Postmortem
    from pmtui.domain.rebase import Conflict
    from pmtui.review.model import Context
    from pmtui.store import history, writing
    from pmtui.store.check import Trouble
    from pmtui.store.purging import Purged, Wanted
    from pmtui.store.shared import Act

SYNC = "sync"
"""The kind of an operation that brings what was written in another store."""


class Store:
    """One open store; see the module. Close it when done, or use it in a `with` statement."""

    def __init__(
        self,
        path: Path,
        conn: sqlite3.Connection,
        *,
        clock: Clock,
        author: str,
        run: str,
        read_only_because: str,
        settle: writing.Settle | None,
    ) -> None:
        """Take over an open connection; callers use `Store.open`."""
        self.path = path
        self.clock = clock
        self.author = author
        """Who writes; may be set once it is known."""
        self.run = run
        self.read_only_because = read_only_because
        """Why nothing can be written, as a sentence; "" for a writable store."""
        self._conn = conn
        self._settle = settle
        self._identity = identity(path)
        self._unlocked = locks_here_only(path)
        self._closed = False
        self._heartbeat = Heartbeat(run, clock)
        self._held: dict[str, Loaded] = {}

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        clock: Clock,
        author: str = "",
        run: str | None = None,
        i_own_this: bool = False,
        settle: writing.Settle | None = None,
    ) -> Self:
        """Open a store, making it where there is none, and migrating an older one.

        A newer or write-protected store opens with `read_only_because` set. Raises a StoreError:
        ForeignStore, DamagedStore, LockedStore, OwnerDiffers, EmptyStoreWithBackups and others.
        """
        path = path.absolute()
        conn, because = open_connection(path, clock=clock, i_own_this=i_own_this)
        return cls(
            path,
            conn,
            clock=clock,
            author=author,
            run=run or new_id(),
            read_only_because=because,
            settle=settle,
        )

    def close(self) -> None:
        """Close the file. Nothing is pending: every write is committed when it returns."""
        self._conn.close()
        if not self._closed:
            OPEN_FILES.remove(self._identity)
        self._closed = True

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    # Reading

    def summaries(self, limit: int | None = None) -> tuple[Summary, ...]:
        """Every postmortem as a list shows it, the newest number first."""
        with self._explained():
            return summaries.read(self._conn, limit)

    def resolve(self, ref: str) -> Summary:
        """The postmortem meant by “PM-7”, “7”, a uid, a part of a title, or “.” for the last used.

        Raises UnknownReference or AmbiguousReference.
        """
        with self._explained():
            try:
                return summaries.resolve(self._conn, ref)
            except UnknownReference as error:
                raise self._deleted(ref) or error from None

    def load(self, uid: str) -> Loaded:
        """A postmortem and the number of its latest operation. Raises UnknownReference."""
        with self._explained(), self._one_snapshot():
            return self._remembered(self._read(uid))

    def operations(self, uid: str, since: int = 0) -> tuple[Operation, ...]:
        """The history of a postmortem after an operation's number, oldest first."""
        from pmtui.store import history

        with self._explained():
            return history.operations(self._conn, uid, since)

    def data_version(self) -> int:
        """A number that changes when another connection has written: cheap to poll."""
        with self._explained():
            (version,) = self._conn.execute("PRAGMA data_version").fetchone()
            return int(version)

    def recall(self, key: str, default: Any = None) -> Any:
        """A remembered setting: any JSON value."""
        with self._explained():
            row = self._conn.execute("SELECT value FROM setting WHERE key=?", (key,)).fetchone()
        return json.loads(row[0]) if row else default

    # Writing

    def remember(self, key: str, value: Any) -> None:
        """Keep a setting (last opened, current incident, a cursor); it is no part of a history."""
        with self._writing():
            self._conn.execute(
                "INSERT INTO setting(key, value) VALUES (?, ?) "
                "ON CONFLICT(key) DO UPDATE SET value=excluded.value",
                (key, to_json(value)),
            )

    def create(
        self,
        pm: Postmortem,
        *,
        label: str,
        kind: str = "create",
        origin: str = "",
        context: Context | None = None,
        also: Act | None = None,
    ) -> Loaded:
        """Put a new postmortem into the store and give it a number.

        With an origin it is somebody else's: read-only, and its status is what it says. `also` is
        done in the same transaction. Raises KnownPostmortem, or GateRefused for one that claims to be complete and is not.
        """
        from pmtui.domain.changes import diff
        from pmtui.store import writing

        with self._writing():
            if number := summaries.number_of(self._conn, pm.uid):
                raise KnownPostmortem(
                    f"This postmortem is in the store already, as PM-{number}. "
                    "Open that one, or import a copy with --copy."
                )
            number = summaries.insert(self._conn, pm.uid, encode_instant(self.clock.now()), origin)
            start = Loaded(writing.begin(self._conn, pm.uid), f"PM-{number}", 0, origin)
            save = writing.Save(new_id(), kind, label, "", self.run, self.author)
            made = self._write(start, diff(start.postmortem, pm), save, context)
            if also is not None:
                also(self._conn)
        return self._remembered(Loaded(made.postmortem, start.reference, made.seq, origin))

    def commit(
        self,
        uid: str,
        step: str,
        changes: Sequence[Change],
        base_seq: int,
        *,
        kind: str = "edit",
        label: str = "",
        undoes: str = "",
        context: Context | None = None,
        also: Act | None = None,
    ) -> Committed:
        """Save changes that were made on the postmortem as it was at `base_seq`.

        Operations of others since then are kept: the changes are rebased onto them. Raises
        GateRefused, DoesNotFit, OfSomebodyElse (but for the kind SYNC) or a StoreError; then
        nothing was saved. Without a context the standard one judges, where the gate must judge.
        """
        from pmtui.store import history, writing

        with self._writing():
            current = self._current(uid)
            if kind != SYNC:
                refuse_of_somebody_else(current)
            fitted: Sequence[Change] = changes
            conflicts: tuple[Conflict, ...] = ()
            if current.seq != base_seq:
                since = history.operations(self._conn, uid, base_seq)
                fitted, conflicts = writing.rebased(current.postmortem, changes, since)
            save = writing.Save(step, kind, label, undoes, self.run, self.author)
            done = self._write(current, fitted, save, context)
            if also is not None:
                also(self._conn)
        self._remembered(current._replace(postmortem=done.postmortem, seq=done.seq))
        return Committed(done.postmortem, done.seq, conflicts, done.notices)

    def undo(self, uid: str, *, context: Context | None = None) -> Undone:
        """Take back this author's latest step, over whatever was written since.

        Raises NothingToUndo. Changes of status are passed over.
        """
        return self._take_back(uid, "undo", context)

    def redo(self, uid: str, *, context: Context | None = None) -> Undone:
        """Bring again the step that this author took back last. Raises NothingToUndo."""
        return self._take_back(uid, "redo", context)

    def check(self) -> tuple[Trouble, ...]:
        """Everything that is wrong with the store, as sentences; empty when all is well."""
        from pmtui.store.check import check

        with self._explained():
            return check(self._conn, self.path)

    def repair(self, uid: str) -> Postmortem:
        """Bring damaged rows of a postmortem back from its history. Raises DamagedStore."""
        from pmtui.store.check import repair

        with self._writing():
            self._held.clear()
            return repair(self._conn, uid)

    def purge(self, uid: str, wanted: Wanted) -> Purged:
        """Make a text vanish from a postmortem and its history; told in an operation without it."""
        from pmtui.store import writing
        from pmtui.store.purging import purge

        with self._writing():
            self._held.clear()
            current = self._read(uid)
            done = purge(self._conn, uid, wanted)
            if done.fields:
                label = f"purge from {done.fields} fields, {done.operations} operations rewritten"
                save = writing.Save(new_id(), "purge", label, "", self.run, self.author)
                self._write(current._replace(postmortem=done.postmortem), (), save, None)
        with self._explained():
            # Pages that were freed still hold what was in them until the file is written anew.
            self._conn.execute("VACUUM")
        return done

    def backup(self, reason: str = "daily") -> Path:
        """Write a checked copy beside the earlier ones and drop those that are too old."""
        from pmtui.store.backup import backup

        with self._explained():
            return backup(self._conn, self.path, self.clock.now(), reason)

    def backup_is_due(self) -> bool:
        """Whether no backup was made since yesterday."""
        from pmtui.store.backup import is_due

        return is_due(self.path, self.clock.now())

    # Inside

    def _take_back(self, uid: str, kind: str, context: Context | None) -> Undone:
        from pmtui.domain.changes import diff
        from pmtui.store import history, writing

        with self._writing():
            current = self._current(uid)
            refuse_of_somebody_else(current)
            entry, target, conflicts = history.without_latest(
                self._conn, current, kind, self._is_mine
            )
            changes = diff(current.postmortem, target)
            refuse_locked(current.postmortem, changes)
            save = writing.Save(new_id(), kind, entry.label, entry.step, self.run, self.author)
            done = self._write(current, changes, save, context)
        self._remembered(Loaded(done.postmortem, current.reference, done.seq))
        problems = dict.fromkeys(history.in_words(done.postmortem, c) for c in conflicts)
        return Undone(done.postmortem, done.seq, entry.label, tuple(problems), done.notices)

    def _is_mine(self, entry: history.Entry) -> bool:
        return entry.run == self.run or entry.author == self.author

    def _write(
        self,
        current: Loaded,
        changes: Sequence[Change],
        save: writing.Save,
        context: Context | None,
    ) -> writing.Written:
        from pmtui.store import writing

        now = self.clock.now()
        settle = self._settle or writing.settle
        self._heartbeat.beat(self._conn, self.author)
        return writing.write(self._conn, current, changes, save, now, settle, context)

    def _current(self, uid: str) -> Loaded:
        held = self._held.get(uid)
        if held is None or held.seq != summaries.seq_of(self._conn, uid):
            return self._read(uid)
        return held._replace(origin=summaries.origin_of(self._conn, uid))

    def _read(self, uid: str) -> Loaded:
        number, seq = summaries.number_of(self._conn, uid), summaries.seq_of(self._conn, uid)
        if not number:
            raise self._deleted(uid) or UnknownReference(
                f"No postmortem with the identity {uid} is in this store. See pmtui list."
            )
        from pmtui.store.rows import read_postmortem

        origin = summaries.origin_of(self._conn, uid)
        return Loaded(read_postmortem(self._conn, uid), f"PM-{number}", seq, origin)

    def _deleted(self, ref: str) -> UnknownReference | None:
        """That what is meant was deleted, and how it comes back."""
        from pmtui.store.deleting import whereabouts

        told = whereabouts(self._conn, ref)
        return UnknownReference(told) if told else None

    def _remembered(self, loaded: Loaded) -> Loaded:
        # Only one is kept: a workbook shows one, and 10,000 events are worth megabytes.
        self._held = {loaded.postmortem.uid: loaded}
        return loaded

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self.read_only_because:
            raise ReadOnlyStore(self.read_only_because)
        if identity(self.path) != self._identity:
            raise StoreGone(self.path)
        with self._explained(), immediate(self._conn):
            if identity(self.path) != self._identity:
                raise StoreGone(self.path)  # replaced while this waited for the lock
            refuse_of_two_machines(self._conn, self._unlocked, self.clock)
            yield

    @contextmanager
    def _one_snapshot(self) -> Iterator[None]:
        self._conn.execute("BEGIN")
        try:
            yield
        finally:
            if self._conn.in_transaction:
                self._conn.execute("COMMIT")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except TROUBLES as error:
            raise explain(error, self.path) from error
