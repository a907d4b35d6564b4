"""What of a postmortem can be found: the texts of each record, and the number of its entry.

An entry of the index is a record. Its number holds the number of the postmortem, of the table and
of the row, so that finding needs no table between, and hits of one postmortem lie together.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pmtui.memory.words import fold

Connection = sqlite3.Connection

Texts = tuple[str, str, str]
"""The columns of an entry, folded: title, tags, and all other texts."""

NOTHING: Texts = ("", "", "")

FIELDS: dict[str, tuple[str, ...]] = {
    "overview": (
        "title", "tags", "services", "owner", "summary", "background", "resolution",
        "external_summary", "external_happened", "external_next", "severity_note", "incident_id",
        "team", "audience", "late_because", "depth_because",
    ),
    "impact": (
        "who", "affected", "population", "functions", "regions", "description",
        "support_requests", "support_links", "unknown_because", "duration_unknown_because",
    ),
    "causes": ("lead_up", "only_one_because", "past_checked"),
    "response": ("detected_how", "earlier", "surprise"),
    "plan": ("no_action_because",),
    "review": (
        "readers", "reviewer", "approver", "recorded_by", "held_where", "note", "learned",
    ),
    "participants": ("name", "handle", "team"),
    "questions": ("text", "asked_by", "answer"),
    "sources": ("label", "text"),
    "events": ("text", "who", "detail", "known_then", "options", "notes", "source"),
    "absences": ("reason",),
    "metrics": ("name", "value", "unit", "note"),
    "factors": ("text", "detail", "why_chain", "declined_because"),
    "related": ("uid", "note"),
    "evidence": ("text", "source", "lines"),
    "facets": ("worked", "to_improve"),
    "lessons": ("text", "declined_because"),
    "actions": (
        "text", "owner", "tracker", "done_when", "theme", "effort", "declined_because", "detail",
    ),
    "waivers": ("reason", "by"),
    "false_alarms": ("by",),
    "publications": ("where", "by"),
    "transitions": ("reason", "by"),
    "confirmations": ("text", "by"),
}  # fmt: skip
"""The fields of each table that people write in. The order of the tables numbers the entries, so
that a new one goes to the end; a change here needs a migration, after which all is built anew."""

MANY = frozenset({"tags", "services", "readers"})
"""The fields that hold several texts."""

SINGLES = frozenset({"overview", "impact", "causes", "response", "plan", "review"})
_CODES = {table: code for code, table in enumerate(FIELDS)}
_TABLES = tuple(FIELDS)
_ROW_BITS, _CODE_BITS = 34, 6
PM_BITS = _ROW_BITS + _CODE_BITS
"""How far the number of a postmortem is shifted in that of an entry."""

_APART = " \N{PILCROW SIGN} "
"""Between two fields: a word that nobody can look for, so that no phrase reaches over it."""


def entry_number(number: int, table: str, row: int) -> int:
    """The number of an entry; `row` is 0 for a single record."""
    return number << PM_BITS | _CODES[table] << _ROW_BITS | row


def place_of(entry: int) -> tuple[int, str, int]:
    """The number of the postmortem, the table and the row of an entry. Raises IndexError."""
    code = entry >> _ROW_BITS & (1 << _CODE_BITS) - 1
    return entry >> PM_BITS, _TABLES[code], entry & (1 << _ROW_BITS) - 1


def texts_of(table: str, record: Any) -> Texts:
    """What is found of a record in memory; NOTHING for None."""
    if record is None:
        return NOTHING
    return _texts(table, (getattr(record, name) for name in FIELDS[table]))


def rows_of(conn: Connection, uid: str, table: str) -> list[tuple[int, Texts]]:
    """What is found of the rows of a postmortem in one table, by the numbers of the rows."""
    names = ", ".join(f'"{table}"."{name}"' for name in FIELDS[table])
    row = "0" if table in SINGLES else "rowid"
    found = conn.execute(
        f'SELECT {row}, {names} FROM "{table}" WHERE pm_uid=? ORDER BY 1', (uid,)
    ).fetchall()
    return [(row, _texts(table, map(_value, FIELDS[table], cells))) for row, *cells in found]


def cells_of(conn: Connection, uid: str, table: str, row: int) -> tuple[str, dict[str, str]]:
    """The id of one row and its texts by field; ("", {}) where it is gone."""
    names = ", ".join(f'"{name}"' for name in FIELDS[table])
    key, where = ("''", "") if table in SINGLES else ("id", " AND rowid=?")
    values = (uid,) if table in SINGLES else (uid, row)
    found = conn.execute(
        f'SELECT {key}, {names} FROM "{table}" WHERE pm_uid=?{where}', values
    ).fetchone()
    if found is None:
        return "", {}
    cells = zip(FIELDS[table], found[1:], strict=True)
    return found[0], {name: _joined(_value(name, cell)) for name, cell in cells}


def row_numbers(conn: Connection, uid: str, table: str, ids: Sequence[str]) -> dict[str, int]:
    """The numbers of rows by the ids of their records."""
    if table in SINGLES:
        return dict.fromkeys(ids, 0)
    if len(ids) > 20:
        wanted = set(ids)
        every = conn.execute(f'SELECT id, rowid FROM "{table}" WHERE pm_uid=?', (uid,)).fetchall()
        return {id: row for id, row in every if id in wanted}
    found: dict[str, int] = {}
    for id in ids:
        row = conn.execute(
            f'SELECT rowid FROM "{table}" WHERE pm_uid=? AND id=?', (uid, id)
        ).fetchone()
        if row:
            found[id] = row[0]
    return found


def _value(name: str, cell: Any) -> str | Sequence[str]:
    """A cell as the field's value; a damaged list is taken as it stands."""
    if name not in MANY:
        return cell or ""
    try:
        return [value for value in json.loads(cell) if isinstance(value, str)]
    except (ValueError, TypeError):
        return str(cell)


def _texts(table: str, values: Iterable[str | Sequence[str]]) -> Texts:
    parts = [fold(_joined(value)) for value in values]
    if table == "overview":
        title, tags, *others = parts
        return title, tags, _APART.join(filter(None, others))
    return "", "", _APART.join(filter(None, parts))


def _joined(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else "\n".join(value)


def entries_of(conn: Connection, uid: str, number: int) -> Iterator[tuple[int, Texts]]:
    """Every entry that a postmortem should have by its rows, in the order of their numbers."""
    for table in FIELDS:
        for row, texts in rows_of(conn, uid, table):
            if texts != NOTHING:
                yield entry_number(number, table, row), texts
