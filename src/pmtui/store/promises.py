"""The actions of all postmortems in one list, and under which names a person owns some."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from pmtui.domain.vocabulary import ActionState, ActionType, Priority
from pmtui.memory.promises import Promise, called_so, own_names
from pmtui.store.asking import asked
from pmtui.store.cells import built

if TYPE_CHECKING:
    from pmtui.store.store import Store

_QUERY = """
    SELECT p.uid, p.number, p.title, p.services, p.origin,
        coalesce(p.incident_date, substr(p.created_at, 1, 10)),
        a.id, (SELECT count(*) FROM actions b
            WHERE b.pm_uid = a.pm_uid AND (b.rank, b.id) <= (a.rank, a.id)),
        a.text, a.type, a.owner, a.priority, a.state, a.due, a.review_on, a.tracker,
        a.done_when, a.declined_because, a.theme, a.factors
    FROM actions a JOIN postmortem p ON p.uid = a.pm_uid
    WHERE a.state IN ({states}) {more}
    ORDER BY coalesce(a.due, a.review_on) IS NULL, coalesce(a.due, a.review_on),
        a.priority IS NULL, a.priority, p.number DESC, a.rank, a.id
"""
_TYPES: dict[str | None, ActionType | None] = {None: None, **{t.value: t for t in ActionType}}
_PRIORITIES: dict[str | None, Priority | None] = {None: None, **{p.value: p for p in Priority}}
_STATES = {s.value: s for s in ActionState}


def read_promises(
    store: Store,
    *,
    states: Iterable[ActionState] = tuple(ActionState),
    uid: str = "",
    answers: bool = False,
) -> tuple[Promise, ...]:
    """The actions in some states: the nearest day first, those without a day last.

    With a uid, those of one postmortem. With `answers`, each names the kinds and categories of
    the factors that it answers.
    """
    return asked(store, lambda conn: _read(conn, [s.value for s in states], uid, answers))


def _read(
    conn: sqlite3.Connection, states: list[str], uid: str, answers: bool
) -> tuple[Promise, ...]:
    marks = ", ".join("?" * len(states))
    query = _QUERY.format(states=marks, more="AND a.pm_uid = ?" if uid else "")
    found = conn.execute(query, [*states, *([uid] if uid else [])]).fetchall()
    if not found:
        return ()
    (*_, factors) = columns = tuple(zip(*found, strict=True))
    words = _words(conn, columns[0], factors) if answers else [()] * len(found)
    return tuple(built(Promise, _values(columns[:-1], words)))


def _values(columns: Sequence[Sequence[Any]], answers: Sequence[Any]) -> list[Sequence[Any]]:
    (uid, number, title, services, origin, began, id, place, text, type, owner, priority, state,
     due, review_on, tracker, done_when, declined_because, theme) = columns  # fmt: skip
    return [
        uid, number, title, _lists(services), origin, _days(began), id, place, text,
        [_TYPES[t] for t in type], owner, [_PRIORITIES[p] for p in priority],
        [_STATES[s] for s in state], _days(due), _days(review_on), tracker, done_when,
        declined_because, theme, answers,
    ]  # fmt: skip


def _lists(cells: Iterable[str]) -> list[tuple[str, ...]]:
    """Lists of texts, each different cell read once: the rows of a postmortem have the same."""
    known: dict[str, tuple[str, ...]] = {"[]": ()}
    for cell in cells:
        if cell not in known:
            known[cell] = tuple(json.loads(cell))
    return [known[cell] for cell in cells]


def _days(cells: Iterable[str | None]) -> list[date | None]:
    """Dates, each different one read once."""
    known: dict[str | None, date | None] = {None: None}
    for cell in cells:
        if cell not in known and cell is not None:
            known[cell] = date.fromisoformat(cell)
    return [known[cell] for cell in cells]


def _words(
    conn: sqlite3.Connection, uids: Sequence[str], factors: Sequence[str]
) -> list[tuple[str, ...]]:
    """What each action answers: kinds and categories of its factors, each once."""
    rows = conn.execute(
        "SELECT pm_uid, id, kind, category FROM factors "
        "WHERE kind IS NOT NULL OR category IS NOT NULL"
    ).fetchall()
    of = {(uid, id): (kind, category) for uid, id, kind, category in rows}
    return [
        tuple(dict.fromkeys(w for id in ids for w in of.get((uid, id), ()) if w)) if ids else ()
        for uid, ids in zip(uids, _lists(factors), strict=True)
    ]


def names_of(store: Store, author: str) -> frozenset[str]:
    """Under which names a person may own actions: as author, and as participants call them."""
    rows = asked(
        store,
        lambda conn: conn.execute(
            "SELECT DISTINCT name, handle FROM participants WHERE handle <> '' AND ("
            "name = ?1 COLLATE NOCASE OR ltrim(handle, '@') = ltrim(?1, '@') COLLATE NOCASE)",
            (author,),
        ).fetchall(),
    )
    names = [name for row in rows for name in row]
    return own_names(author, (*names, called_so(author, owners(store))))


def owners(store: Store) -> tuple[str, ...]:
    """Who owns actions in this store, each once, by name."""
    rows = asked(
        store,
        lambda conn: conn.execute(
            "SELECT DISTINCT owner FROM actions WHERE owner <> '' ORDER BY owner COLLATE NOCASE"
        ).fetchall(),
    )
    return tuple(row[0] for row in rows)


def one(store: Store, promise: Promise) -> Promise | None:
    """The same action as it is now, with what it is known to answer; None where it is gone."""
    rows = read_promises(store, uid=promise.uid)
    found = next((p for p in rows if p.id == promise.id), None)
    return replace(found, answers=promise.answers) if found else None
