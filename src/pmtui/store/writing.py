"""One save inside an open transaction: rows, operation, verification, gate."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from pmtui.domain.changes import (
    Change,
    ChangeError,
    ChangeKind,
    Touched,
    apply,
    diff,
    from_plain,
    invert,
    to_plain,
    trace,
)
from pmtui.domain.ids import new_id
from pmtui.domain.plain import encode_instant
from pmtui.domain.postmortem import SINGLES, Postmortem
from pmtui.domain.rebase import Conflict, rebase
from pmtui.domain.vocabulary import Status
from pmtui.store import rows, summaries
from pmtui.store.cells import to_json
from pmtui.store.errors import DamagedStore, DoesNotFit
from pmtui.store.merging import merge
from pmtui.store.model import Loaded, Operation
from pmtui.store.search_index import Follower
from pmtui.value import Value

if TYPE_CHECKING:
    from pmtui.review.model import Context


class Settled(Protocol):
    """What the gate hands back."""

    @property
    def postmortem(self) -> Postmortem:
        """The value as it may be stored: the one given, or one that fell back to review."""
        ...

    @property
    def notices(self) -> Sequence[str]:
        """Sentences about what the gate changed."""
        ...


Settle = Callable[[Postmortem, Postmortem, "Context"], Settled]


def settle(before: Postmortem, after: Postmortem, context: "Context") -> Settled:
    """The gate of the review, imported only while a postmortem is or becomes complete."""
    from pmtui.review.gate import settle as ask

    answer: Settled = ask(before, after, context)
    return answer


class Save(Value):
    """What an operation says about itself."""

    step: str
    kind: str
    label: str
    undoes: str
    run: str
    author: str


class Written(Value):
    """What stands in the store after the save."""

    postmortem: Postmortem
    seq: int
    notices: tuple[str, ...]


def blank(uid: str) -> Postmortem:
    """Where every history starts: no record at all, not even the facets."""
    return Postmortem(uid=uid, facets=())


def rebased(
    current: Postmortem, changes: Sequence[Change], since: Sequence[Operation]
) -> tuple[Sequence[Change], tuple[Conflict, ...]]:
    """Changes on the value before the operations `since`, as they apply after them.

    Where these wrote in the same text, or brought back what the changes build on, the values
    before, theirs and ours are merged. Raises DoesNotFit.
    """
    foreign = [c for operation in since for c in operation.changes]
    try:
        if not _places(changes) & _places(foreign):
            moved = rebase(changes, foreign)
            with suppress(ChangeError):
                apply(current, moved.changes, check=True)
                return moved.changes, named(moved.conflicts, since)
        base = apply(current, invert(foreign))
        merged, conflicts = merge(base, current, apply(base, changes, check=True))
    except ChangeError as error:
        raise misfit() from error
    return diff(current, merged), named(conflicts, since)


def named(conflicts: Sequence[Conflict], since: Sequence[Operation]) -> tuple[Conflict, ...]:
    """The conflicts with who wrote the other side last."""
    authors = {(c.table, c.id, c.field): o.author for o in since for c in o.changes}
    return tuple(
        replace(c, who=authors.get((c.table, c.id, c.field), c.who) or since[-1].author)
        for c in conflicts
    )


def _places(changes: Sequence[Change]) -> set[tuple[str, str, str]]:
    return {(c.table, c.id, c.field) for c in changes if c.kind is ChangeKind.SPLICE}


def misfit() -> DoesNotFit:
    """The error of changes made on something else than they say."""
    return DoesNotFit(
        "These changes were made on another text than the one in the store, so they were not "
        "saved. Open the postmortem anew and make them again."
    )


def write(
    conn: sqlite3.Connection,
    current: Loaded,
    changes: Sequence[Change],
    save: Save,
    now: datetime,
    settle: Settle,
    context: "Context | None",
) -> Written:
    """Write changes that fit the current value, and what the gate adds to them.

    Without a context the standard one of the moment judges, built where the gate must judge. The
    status of somebody else's postmortem is what its owner says: their gate let it through.

    Raises DoesNotFit, GateRefused, DamagedStore; the caller's transaction then rolls back.
    """
    done, notices = _append(conn, current, changes, save, now)
    statuses = (current.postmortem.review.status, done.postmortem.review.status)
    if Status.COMPLETE in statuses and not current.origin:
        if context is None:
            from pmtui.review.context import standard_context

            context = standard_context(now)
        if not context.similar and _past_counts(current.postmortem, changes):
            from pmtui.store.similar import past_of

            context = replace(context, similar=past_of(conn, done.postmortem))
        settled = settle(current.postmortem, done.postmortem, context)
        notices += tuple(settled.notices)
        if settled.postmortem != done.postmortem:
            added = diff(done.postmortem, settled.postmortem)
            by_gate = replace(save, step=new_id(), kind="gate", label="back to review", undoes="")
            done, more = _append(conn, done, added, by_gate, now)
            notices += more
    return Written(done.postmortem, done.seq, notices)


def _past_counts(before: Postmortem, changes: Sequence[Change]) -> bool:
    """Whether what resembles a postmortem can matter to the gate: not while it stays complete."""
    complete = before.review.status is Status.COMPLETE
    return not complete or any(change.table == "related" for change in changes)


def _append(
    conn: sqlite3.Connection, current: Loaded, changes: Sequence[Change], save: Save, now: datetime
) -> tuple[Loaded, tuple[str, ...]]:
    text = to_json([to_plain(c) for c in changes])
    try:
        # Applied from the text that is logged: replaying the log gives this very value.
        logged = [from_plain(plain) for plain in json.loads(text)]
        after, touched = trace(current.postmortem, logged, check=True)
    except ChangeError as error:
        raise misfit() from error
    index = Follower(conn, after.uid, touched)
    hashes, stale = _write_rows(conn, after.uid, touched)
    index.follow()
    at = encode_instant(now)
    state = rows.combine(_state(conn, current), *hashes)
    done = conn.execute(
        "INSERT INTO operation(pm_uid, step, run, author, kind, undoes, label, at, state, changes) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            after.uid,
            save.step,
            save.run,
            _storable(save.author),
            save.kind,
            save.undoes,
            _storable(save.label),
            at,
            state,
            text,
        ),
    )
    assert done.lastrowid is not None
    _verify(conn, after.uid, touched, done.lastrowid, text)
    summaries.update(conn, current.postmortem, after, done.lastrowid, at)
    notices: tuple[str, ...] = ()
    if stale:
        notices = (
            f"{stale} stored text(s) did not match their checksum before this save. "
            "Run pmtui doctor to see which.",
        )
    return Loaded(after, current.reference, done.lastrowid), notices


def begin(conn: sqlite3.Connection, uid: str) -> Postmortem:
    """The rows that every postmortem has from its start, in default."""
    start = blank(uid)
    for table in SINGLES:
        rows.insert(conn, uid, table, [getattr(start, table)])
    return start


def _state(conn: sqlite3.Connection, current: Loaded) -> str:
    row = conn.execute("SELECT state FROM operation WHERE seq=?", (current.seq,)).fetchone()
    return row[0] if row else rows.state_of(current.postmortem)


def _write_rows(conn: sqlite3.Connection, uid: str, touched: Touched) -> tuple[list[str], int]:
    hashes: list[str] = []
    stale = 0
    for table, records in touched.items():
        new = [a for before, a in records.values() if before is None and a is not None]
        hashes += rows.insert(conn, uid, table, new)
        for id, (before, after) in records.items():
            if before is None:
                continue
            stored, meant = rows.stored_hash(conn, uid, table, id), rows.digest_of(table, before)
            stale += stored != meant
            hashes.append(meant)
            if after is None:
                rows.delete(conn, uid, table, id)
            elif stored:
                hashes.append(rows.update(conn, uid, table, after))
            else:
                hashes += rows.insert(conn, uid, table, [after])
    return hashes, stale


def _verify(conn: sqlite3.Connection, uid: str, touched: Touched, seq: int, text: str) -> None:
    """Read back what was written: rows that decode to what was meant, and the logged changes."""
    (stored,) = conn.execute("SELECT changes FROM operation WHERE seq=?", (seq,)).fetchone()
    sound = stored == text and all(
        rows.read_one(conn, uid, table, id) == after
        for table, records in touched.items()
        for id, (_, after) in records.items()
    )
    if not sound:
        raise DamagedStore(
            "What was just written does not read back as it was meant, so nothing was saved. "
            "Run pmtui doctor."
        )


def _storable(text: str) -> str:
    return text.encode(errors="replace").decode()
