"""The table of postmortems: numbers, what a list shows, and what a reference means."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pmtui.domain.instants import decode_instant
from pmtui.domain.listed import Severity, Status
from pmtui.store.cells import to_json
from pmtui.store.errors import AmbiguousReference, UnknownReference
from pmtui.store.model import Summary

if TYPE_CHECKING:
    from pmtui.domain.postmortem import Postmortem

_SEVERITIES: dict[str | None, Severity | None] = {None: None, **{s.value: s for s in Severity}}
_STATUSES = {s.value: s for s in Status}
_COLUMNS = (
    "number, uid, title, severity, status, incident_date, owner, services, changed_at, "
    "origin "
    "FROM postmortem"
)
_CANDIDATES = 5
LAST_USED = "."
"""The reference of the postmortem that was opened or logged to last."""


def read(conn: sqlite3.Connection, limit: int | None = None) -> tuple[Summary, ...]:
    """All postmortems, or the newest ones, the highest number first."""
    found = conn.execute(
        f"SELECT {_COLUMNS} ORDER BY number DESC LIMIT ?", (-1 if limit is None else limit,)
    ).fetchall()
    return _summaries(found)


def of_days(conn: sqlite3.Connection, days: Sequence[str]) -> tuple[Summary, ...]:
    """Those whose incident began on one of these days (as text), the latest day first."""
    marks = ",".join("?" * len(days))
    return _summaries(
        conn.execute(
            f"SELECT {_COLUMNS} WHERE incident_date IN ({marks}) "
            "ORDER BY incident_date DESC, number DESC",
            list(days),
        ).fetchall()
    )


def _summaries(found: Sequence[Sequence[Any]]) -> tuple[Summary, ...]:
    if not found:
        return ()
    number, uid, title, severity, status, day, owner, services, changed_at, origin = zip(  # noqa: B905
        *found
    )
    return tuple(
        map(
            Summary,
            number,
            uid,
            title,
            map(_SEVERITIES.__getitem__, severity),
            map(_STATUSES.__getitem__, status),
            [date.fromisoformat(d) if d else None for d in day],
            owner,
            map(tuple, json.loads(f"[{','.join(services)}]")),
            map(decode_instant, changed_at),
            origin,
        )
    )


def numbered(conn: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Summary]:
    """The postmortems that have these numbers, by number."""
    found = conn.execute(
        f"SELECT {_COLUMNS} WHERE number IN (SELECT value FROM json_each(?))",
        (json.dumps(list(numbers)),),
    ).fetchall()
    return {summary.number: summary for summary in _summaries(found)}


UNTITLED = "untitled"
"""What lists and messages call a postmortem without a title."""


def resolve(conn: sqlite3.Connection, ref: str) -> Summary:
    """The one postmortem meant. Raises UnknownReference or AmbiguousReference."""
    wanted = " ".join(ref.split())
    if wanted == LAST_USED:
        return _last_used(conn)
    digits = wanted.upper().removeprefix("PM-").removeprefix("PM")
    if digits.isdecimal() and len(digits) < 18:
        found = _where(conn, "number=?", int(digits))
        return _only(found, ref)
    if found := _where(conn, "uid=?", wanted):
        return found[0]
    key = wanted.casefold()
    titles = [
        (number, " ".join(title.split()).casefold() or UNTITLED)
        for number, title in conn.execute("SELECT number, title FROM postmortem").fetchall()
    ]
    numbers = [n for n, title in titles if title == key and key]
    numbers = numbers or [n for n, title in titles if key and key in title]
    if len(numbers) > 1:
        shown = [s for n in sorted(numbers)[-_CANDIDATES:] for s in _where(conn, "number=?", n)]
        raise AmbiguousReference(_ambiguous(ref, shown, len(numbers)))
    return _only(_where(conn, "number=?", numbers[0]) if numbers else (), ref)


def _last_used(conn: sqlite3.Connection) -> Summary:
    row = conn.execute("SELECT value FROM setting WHERE key='last'").fetchone()
    found = _where(conn, "uid=?", json.loads(row[0])) if row else ()
    if not found:
        raise UnknownReference(
            "No postmortem was opened or logged to yet. Give its reference; pmtui list shows them."
        )
    return found[0]


def _where(conn: sqlite3.Connection, condition: str, value: str | int) -> tuple[Summary, ...]:
    return _summaries(conn.execute(f"SELECT {_COLUMNS} WHERE {condition}", (value,)).fetchall())


def _only(found: Sequence[Summary], ref: str) -> Summary:
    if not found:
        raise UnknownReference(
            f"No postmortem here is called “{ref}”. See pmtui list for the references, "
            "or start one with pmtui new."
        )
    return found[0]


def _ambiguous(ref: str, shown: list[Summary], count: int) -> str:
    names = "; ".join(f"{s.reference} {s.title}" for s in shown)
    more = f"; and {count - len(shown)} more" if count > len(shown) else ""
    return (
        f"“{ref}” could be several: {names}{more}. Give the reference, like PM-{shown[0].number}."
    )


def number_of(conn: sqlite3.Connection, uid: str) -> int:
    """The local number of a postmortem, 0 where it is not in the store."""
    row = conn.execute("SELECT number FROM postmortem WHERE uid=?", (uid,)).fetchone()
    return row[0] if row else 0


def seq_of(conn: sqlite3.Connection, uid: str) -> int:
    """The number of a postmortem's latest operation, 0 where it is not in the store."""
    row = conn.execute("SELECT seq FROM postmortem WHERE uid=?", (uid,)).fetchone()
    return row[0] if row else 0


def origin_of(conn: sqlite3.Connection, uid: str) -> str:
    """Where a postmortem of somebody else came from, "" for one's own."""
    row = conn.execute("SELECT origin FROM postmortem WHERE uid=?", (uid,)).fetchone()
    return row[0] if row else ""


def set_origin(conn: sqlite3.Connection, uid: str, origin: str) -> None:
    """Say where a postmortem came from; "" makes it one's own."""
    conn.execute("UPDATE postmortem SET origin=? WHERE uid=?", (origin, uid))


def insert(conn: sqlite3.Connection, uid: str, at: str, origin: str = "") -> int:
    """A new row; the number it was given."""
    done = conn.execute(
        "INSERT INTO postmortem(uid, created_at, changed_at, origin) VALUES (?, ?, ?, ?)",
        (uid, at, at, origin),
    )
    assert done.lastrowid is not None
    return done.lastrowid


def update(
    conn: sqlite3.Connection, before: Postmortem, after: Postmortem, seq: int, at: str
) -> None:
    """Follow a save: the latest operation, the time, and what a list shows if it changed."""
    conn.execute("UPDATE postmortem SET seq=?, changed_at=? WHERE uid=?", (seq, at, after.uid))
    if before.overview is not after.overview or before.review is not after.review:
        rewrite(conn, after)


def rewrite(conn: sqlite3.Connection, pm: Postmortem) -> None:
    """What a list shows of a postmortem, from its records."""
    overview = pm.overview
    conn.execute(
        "UPDATE postmortem SET title=?, severity=?, status=?, incident_date=?, owner=?, services=? "
        "WHERE uid=?",
        (
            overview.title,
            overview.severity.value if overview.severity else None,
            pm.review.status.value,
            overview.incident_date.isoformat() if overview.incident_date else None,
            overview.owner,
            to_json(list(overview.services)),
            pm.uid,
        ),
    )
