"""The log of operations: reading it, which step undo takes next, and taking a step back.

A step may consist of many operations (the autosaves of one field visit), and others may have
written between and after them. Taking it back replays the log without it.
"""

import json
import sqlite3
from collections.abc import Callable, Sequence

from pmtui.domain.changes import apply, from_plain, invert
from pmtui.domain.fields import specs
from pmtui.domain.naming import words_of
from pmtui.domain.plain import decode_instant
from pmtui.domain.postmortem import Postmortem, find, record_class
from pmtui.domain.rebase import Conflict, merge
from pmtui.store.errors import DamagedStore, NothingToUndo
from pmtui.store.model import Loaded, Operation
from pmtui.value import Value

UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What reading or applying logged changes raises where a bit of them has flipped."""

NOT_UNDOABLE = frozenset({"create", "status", "gate", "undo", "redo", "purge", "sync"})
"""Kinds that undo passes over: they have inverse commands of their own, are what others wrote, or
are undo itself."""


class Entry(Value):
    """An operation without its changes, as cheap to read as it is to skip."""

    seq: int
    step: str
    run: str
    author: str
    kind: str
    undoes: str
    label: str
    state: str


def entries(conn: sqlite3.Connection, uid: str) -> list[Entry]:
    """The whole log of one postmortem without the changes, oldest first."""
    rows = conn.execute(
        "SELECT seq, step, run, author, kind, undoes, label, state FROM operation "
        "WHERE pm_uid=? ORDER BY seq",
        (uid,),
    ).fetchall()
    return [Entry(*row) for row in rows]


def operations(conn: sqlite3.Connection, uid: str, since: int = 0) -> tuple[Operation, ...]:
    """The operations of one postmortem after a number, oldest first."""
    rows = conn.execute(
        "SELECT seq, step, run, author, kind, undoes, label, at, state, changes FROM operation "
        "WHERE pm_uid=? AND seq>? ORDER BY seq",
        (uid, since),
    ).fetchall()
    try:
        return tuple(_operation(*row) for row in rows)
    except UNREADABLE as error:
        raise DamagedStore(
            "The history of this postmortem is damaged. Run pmtui doctor, or bring back a backup "
            "with pmtui restore."
        ) from error


def _operation(
    seq: int,
    step: str,
    run: str,
    author: str,
    kind: str,
    undoes: str,
    label: str,
    at: str,
    state: str,
    changes: str,
) -> Operation:
    read = tuple(from_plain(plain) for plain in json.loads(changes))
    return Operation(seq, step, run, author, kind, undoes, label, decode_instant(at), state, read)


def stacks(log: Sequence[Entry], mine: Callable[[Entry], bool]) -> tuple[list[Entry], list[Entry]]:
    """What this author may undo and redo, the next one last.

    The first operation of a postmortem made it and is never undone. A new edit clears redo.
    """
    undo: list[Entry] = []
    redo: list[Entry] = []
    for entry in log[1:]:
        if not mine(entry):
            continue
        if entry.kind == "undo":
            undo = [e for e in undo if e.step != entry.undoes]
            redo.append(entry)
        elif entry.kind == "redo":
            redo = [e for e in redo if e.step != entry.undoes]
            undo.append(entry)
        elif entry.kind not in NOT_UNDOABLE:
            undo = [*(e for e in undo if e.step != entry.step), entry]
            redo.clear()
    return undo, redo


def kept(log: Sequence[Entry], step: str) -> list[int]:
    """The numbers of the operations that matter for taking a step back, oldest first.

    Stretches after the step that end in the state in which they began (something done and undone
    again) are left out, so that undoing all the way back does not slow down.
    """
    first = next(i for i, e in enumerate(log) if e.step == step)
    last = max(i for i, e in enumerate(log) if e.step == step)
    latest = {e.state: i for i, e in enumerate(log)}
    numbers = [e.seq for e in log[first : last + 1]]
    position = max(last, latest[log[last].state]) + 1
    while position < len(log):
        numbers.append(log[position].seq)
        position = latest[log[position].state] + 1
    return numbers


def take_back(
    current: Postmortem, log: Sequence[Operation], step: str
) -> tuple[Postmortem, tuple[Conflict, ...]]:
    """The current value as if a step had never been made, and what was changed on top of it.

    `log` holds the operations from the first of the step to the latest, oldest first.
    """
    values = [current]
    for operation in reversed(log):
        values.append(apply(values[-1], invert(operation.changes)))
    values.reverse()
    target = values[0]
    conflicts: list[Conflict] = []
    for before, after, operation in zip(values, values[1:], log, strict=False):
        if operation.step != step:
            target, found = merge(before, target, after)
            conflicts += found
    return target, tuple(conflicts)


def without_latest(
    conn: sqlite3.Connection, current: Loaded, kind: str, mine: Callable[[Entry], bool]
) -> tuple[Entry, Postmortem, tuple[Conflict, ...]]:
    """The latest step of one's own to `undo` or `redo`, and the postmortem without it.

    With what others changed of it since. Raises NothingToUndo.
    """
    pm = current.postmortem
    log = entries(conn, pm.uid)
    undo, redo = stacks(log, mine)
    steps = undo if kind == "undo" else redo
    if not steps:
        raise NothingToUndo(
            f"There is nothing of yours left to {kind} in {current.reference}. "
            "See its history for what others wrote."
        )
    entry = steps[-1]
    numbers = set(kept(log, entry.step))
    since = operations(conn, pm.uid, min(numbers) - 1)
    target, conflicts = take_back(pm, [o for o in since if o.seq in numbers], entry.step)
    return entry, target, conflicts


def in_words(pm: Postmortem, conflict: Conflict) -> str:
    """A sentence about a field that does not go back, since it was changed after the step."""
    what = named(pm, conflict.table, conflict.id)
    if not conflict.field:
        return f"{what} was changed after this step, so it stays. Delete it by hand if it must go."
    label = specs(record_class(conflict.table))[conflict.field].label or conflict.field
    return (
        f"{label} of {what} was changed after this step, so the later words stay. "
        "Look at it and change it by hand if needed."
    )


def named(pm: Postmortem, table: str, id: str) -> str:
    """A record as it is called in a sentence, by its first words where it has some."""
    if not id:
        return f"the {table}"
    word = table.removesuffix("s").replace("_", " ")
    try:
        words = words_of(find(pm, table, id))
    except KeyError:
        return f"a deleted {word}"
    if not words:
        return f"a {word}"
    return f"the {word} “{words if len(words) <= 40 else words[:39] + '…'}”"
