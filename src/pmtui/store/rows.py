"""Records as rows of their table, and back, with a hash per row.

The hash is of the record's plain form, in which defaults are left out: a later release may add
columns without making old hashes wrong.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import MISSING, fields
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter, lt
from types import NoneType, UnionType
from typing import Any, get_args, get_origin

from pmtui.digests import blake2b
from pmtui.domain.fields import remembered
from pmtui.domain.instants import decode_instant
from pmtui.domain.moment import When
from pmtui.domain.plain import (
    Plain,
    encode_record,
    encode_value,
    field_names,
)
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem, record_class
from pmtui.store.cells import built, to_json
from pmtui.store.errors import DamagedStore, Unstorable

Connection = sqlite3.Connection
_Read = Callable[[Sequence[Any], dict[str, str]], Sequence[Any]]
_AT_ONCE = 500
"""Rows that are read and decoded together: more would only be held twice for a while."""
_TASTE = 8
"""Cells that, all unlike, tell that a column does not repeat itself."""
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError)


def digest(table: str, plain: Plain) -> str:
    """BLAKE2b-128 of a record in 32 hexadecimal digits. Raises Unstorable for half characters."""
    text = json.dumps([table, plain], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        return blake2b(text.encode(), digest_size=16).hexdigest()
    except UnicodeEncodeError as error:
        raise Unstorable(
            f"A text in {table} holds an invalid character that cannot be saved. "
            "Delete the last characters that were pasted there."
        ) from error


def digest_of(table: str, record: Any) -> str:
    """The hash of a record as it is in memory."""
    return digest(table, encode_record(table, record))


def combine(state: str, *hashes: str) -> str:
    """The digest of a whole postmortem with row hashes put in, or, being in already, taken out."""
    total = int(state or "0", 16)
    for one in hashes:
        total ^= int(one, 16)
    return f"{total:032x}"


def state_of(pm: Postmortem) -> str:
    """The digest of a whole postmortem, computed from its records."""
    hashes = [digest_of(t, getattr(pm, t)) for t in SINGLES]
    hashes += [digest_of(t, r) for t in LISTS for r in getattr(pm, t)]
    return combine("", *hashes)


def insert(conn: Connection, uid: str, table: str, records: Iterable[Any]) -> list[str]:
    """Write new rows; their hashes in the order of the records."""
    hashes: list[str] = []

    def values() -> Iterator[list[Any]]:
        for record in records:
            plain = encode_record(table, record)
            hashes.append(digest(table, plain))
            yield [uid, *_cells(table, plain), hashes[-1]]

    conn.executemany(_statements(table)[0], values())
    return hashes


def update(conn: Connection, uid: str, table: str, record: Any) -> str:
    """Write one row anew; its hash."""
    plain = encode_record(table, record)
    mark = digest(table, plain)
    conn.execute(_statements(table)[1], [*_cells(table, plain), mark, uid, *_id(table, record)])
    return mark


def delete(conn: Connection, uid: str, table: str, id: str) -> None:
    """Delete one row."""
    conn.execute(f'DELETE FROM "{table}" WHERE pm_uid=? AND id=?', (uid, id))


def stored_hash(conn: Connection, uid: str, table: str, id: str) -> str:
    """The hash that stands beside a row, "" where there is no such row."""
    row = conn.execute(_statements(table)[3], [uid, *([] if table in SINGLES else [id])]).fetchone()
    return row[0] if row else ""


def probe(conn: Connection) -> None:
    """Raises sqlite3.Error where a table or column that reading needs is not there."""
    for table in (*SINGLES, *LISTS):
        conn.execute(f"{_select(table)} LIMIT 0")


def read_one(conn: Connection, uid: str, table: str, id: str) -> Any:
    """One record by id, None where there is no such row."""
    where = "" if table in SINGLES else " AND id=?"
    key = [uid] if table in SINGLES else [uid, id]
    rows = conn.execute(f"{_select(table)} WHERE pm_uid=?{where}", key).fetchall()
    return next(iter(_records(table, rows)), None)


def read_postmortem(conn: Connection, uid: str, *, most: int = -1) -> Postmortem:
    """A whole postmortem from its rows, or at most so many records of each of its lists.

    Raises DamagedStore where a row makes no sense.
    """
    parts: dict[str, Any] = {}
    for table in SINGLES:
        rows = conn.execute(f"{_select(table)} WHERE pm_uid=?", (uid,)).fetchall()
        if not rows:
            raise DamagedStore(
                f"The store has lost the row of {table} of a postmortem. Run pmtui doctor."
            )
        (parts[table],) = _records(table, rows)
    for table in LISTS:
        cursor = conn.execute(f"{_select(table)} WHERE pm_uid=? ORDER BY rank LIMIT ?", (uid, most))
        records: list[Any] = []
        texts: dict[str, str] = {}
        while rows := cursor.fetchmany(_AT_ONCE):
            records += _records(table, rows, texts)
        ranks = [record.rank for record in records]
        if not all(map(lt, ranks, ranks[1:])):
            records.sort(key=_by_rank)  # ties of two windows, by id as everywhere
        parts[table] = tuple(records)
    return Postmortem(uid=uid, **parts)


_by_rank = attrgetter("rank", "id")


def _records(
    table: str, rows: Sequence[Sequence[Any]], texts: dict[str, str] | None = None
) -> list[Any]:
    """The records of some rows; what repeats in their columns is kept once, in `texts`."""
    if not rows:
        return []
    known = {} if texts is None else texts
    try:
        columns = [
            _once(cells, known) if read is None else read(cells, known)
            for cells, read in zip(zip(*rows, strict=True), _readers(table), strict=True)
        ]
    except _UNREADABLE as error:
        raise DamagedStore(_which(table, rows)) from error
    return built(record_class(table), columns)


def _once(cells: Sequence[Any], known: dict[str, str]) -> Sequence[Any]:
    """Equal cells as one object, in a column that repeats itself: who, source, zone."""
    if len(set(cells[:_TASTE])) == _TASTE:
        return cells
    few = set(cells)
    if 2 * len(few) > len(cells):
        return cells
    one = {c: known.setdefault(c, c) if c.__class__ is str else c for c in few}
    return [one[cells[0]]] * len(cells) if len(few) == 1 else list(map(one.__getitem__, cells))


def _which(table: str, rows: Sequence[Sequence[Any]]) -> str:
    for row in rows:
        for name, cell, read in zip(
            field_names(record_class(table)), row, _readers(table), strict=True
        ):
            try:
                if read is not None:
                    read((cell,), {})
            except _UNREADABLE:
                place = "" if table in SINGLES else f" of the record {row[0]}"
                return (
                    f"The field {name}{place} in {table} cannot be read: the store is damaged "
                    "there. Run pmtui doctor --repair, which brings it back from the history."
                )
    return f"The rows of {table} cannot be read: the store is damaged there. Run pmtui doctor."


def _cells(table: str, plain: Plain) -> list[Any]:
    return [
        cell if name not in plain else _cell(plain[name]) for name, cell in _default_cells(table)
    ]


def _cell(value: Any) -> Any:
    match value:
        case bool():
            return int(value)
        case list() | dict():
            return to_json(value)
        case _:
            return value


def _id(table: str, record: Any) -> list[str]:
    return [] if table in SINGLES else [record.id]


@remembered
def _default_cells(table: str) -> tuple[tuple[str, Any], ...]:
    return tuple(
        (f.name, None if f.default is MISSING else _cell(encode_value(f.default)))
        for f in fields(record_class(table))
    )


@remembered
def _statements(table: str) -> tuple[str, str, str, str]:
    names = [f'"{name}"' for name in field_names(record_class(table))]
    key = "pm_uid=?" if table in SINGLES else "pm_uid=? AND id=?"
    marks = ", ".join("?" * (len(names) + 2))
    # Qualified, since SQLite takes a quoted name that is no column for a text.
    read = ", ".join(f'"{table}".{name}' for name in names)
    return (
        f'INSERT INTO "{table}"(pm_uid, {", ".join(names)}, hash) VALUES ({marks})',
        f'UPDATE "{table}" SET {", ".join(f"{n}=?" for n in names)}, hash=? WHERE {key}',
        f'SELECT {read} FROM "{table}"',
        f'SELECT hash FROM "{table}" WHERE {key}',
    )


def _select(table: str) -> str:
    return _statements(table)[2]


@remembered
def _readers(table: str) -> tuple[_Read | None, ...]:
    return tuple(_reader(f.type) for f in fields(record_class(table)))


def _reader(hint: Any) -> _Read | None:
    """From the cells of a column to its values, a column at a time since loading is hot."""
    if hint is When:
        return _whens
    one = _cell_reader(hint)
    if one is None:
        return None
    if get_origin(hint) is tuple:
        return lambda cells, _: [() if c == "[]" else one(c) for c in cells]
    if get_origin(hint) is UnionType:
        return lambda cells, _: [None if c is None else one(c) for c in cells]
    return lambda cells, _: [one(c) for c in cells]


def _cell_reader(hint: Any) -> Callable[[Any], Any] | None:
    if get_origin(hint) is UnionType:
        return _cell_reader(next(a for a in get_args(hint) if a is not NoneType))
    if get_origin(hint) is tuple:
        inner = _cell_reader(get_args(hint)[0])
        if inner is None:
            return lambda cell: tuple(json.loads(cell))
        return lambda cell: tuple([inner(v) for v in json.loads(cell)])
    known: dict[Any, Callable[[Any], Any]] = {
        bool: bool,
        date: date.fromisoformat,
        datetime: decode_instant,
    }
    if hint in known:
        return known[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {m.value: m for m in hint}.__getitem__
    return None


def _whens(cells: Sequence[str], known: dict[str, str]) -> list[When]:
    plains = json.loads(f"[{','.join(cells)}]")
    columns: list[Sequence[Any]] = []
    told: set[str] = set().union(*plains)
    for name, default, read in _when_fields():
        if name not in told:
            columns.append([default] * len(plains))
        elif read is None:
            columns.append(_once([plain.get(name, default) for plain in plains], known))
        else:
            columns.append([read(p[name]) if name in p else default for p in plains])
    return built(When, columns)


@remembered
def _when_fields() -> tuple[tuple[str, Any, Callable[[Any], Any] | None], ...]:
    return tuple((f.name, f.default, _cell_reader(f.type)) for f in fields(When))
