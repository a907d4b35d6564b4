"""Changes between two postmortems as data: what the store logs, undo inverts and rebase moves.

`apply(before, diff(before, after)) == after`; values in a change are plain JSON values (see
`pmtui.domain.plain`), so that an operation is stored as it is.
"""

import os.path
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from pmtui.domain.fields import Kind, specs
from pmtui.domain.plain import (
    Plain,
    decode_record,
    decode_value,
    encode_record,
    encode_value,
    field_names,
)
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem, find, record_class
from pmtui.value import Value


class ChangeKind(StrEnum):
    """What a change does."""

    ADD = "add"
    REMOVE = "remove"
    SET = "set"
    SPLICE = "splice"


class Change(Value):
    """One change of one field or record.

    add: `after` is the plain record. remove: `before` is it. set: `before` and `after` are plain
    values of `field`. splice: at `offset` of the text in `field`, the text `before` became `after`.
    """

    kind: ChangeKind
    table: str
    id: str
    field: str = ""
    before: Any = None
    after: Any = None
    offset: int = 0


class ChangeError(ValueError):
    """A change that does not fit the value it is applied to."""


def diff(before: Postmortem, after: Postmortem) -> tuple[Change, ...]:
    """The changes that turn one value into the other; untouched parts cost an identity check."""
    found: list[Change] = []
    for table in SINGLES:
        old, new = getattr(before, table), getattr(after, table)
        if old is not new:
            found += _diff_fields(table, "", old, new)
    for table in LISTS:
        old, new = getattr(before, table), getattr(after, table)
        if old is not new:
            found += _diff_lists(table, old, new)
    return tuple(found)


def _diff_lists(table: str, old: Sequence[Any], new: Sequence[Any]) -> list[Change]:
    if len(old) == len(new):
        pairs = [(a, b) for a, b in zip(old, new, strict=True) if a is not b]
        if all(a.id == b.id for a, b in pairs):
            return [c for a, b in pairs for c in _diff_fields(table, a.id, a, b)]
    olds = {r.id: r for r in old}
    news = {r.id: r for r in new}
    found = [
        Change(ChangeKind.REMOVE, table, i, before=encode_record(table, r))
        for i, r in olds.items()
        if i not in news
    ]
    for i, record in news.items():
        if i not in olds:
            found.append(Change(ChangeKind.ADD, table, i, after=encode_record(table, record)))
        elif olds[i] is not record:
            found += _diff_fields(table, i, olds[i], record)
    return found


def _diff_fields(table: str, id: str, old: Any, new: Any) -> list[Change]:
    cls = record_class(table)
    described = specs(cls)
    found = []
    for name in field_names(cls):
        a, b = getattr(old, name), getattr(new, name)
        if a == b or name == "id":
            continue
        spec = described.get(name)
        if spec is not None and spec.kind in (Kind.LINE, Kind.PROSE):
            found.append(splice(table, id, name, a, b))
        else:
            found.append(Change(ChangeKind.SET, table, id, name, encode_value(a), encode_value(b)))
    return found


def splice(table: str, id: str, field: str, old: str, new: str) -> Change:
    """The smallest single replacement that turns one text into the other."""
    start = len(os.path.commonprefix([old, new]))
    a, b = old[start:], new[start:]
    end = len(os.path.commonprefix([a[::-1], b[::-1]]))
    return Change(ChangeKind.SPLICE, table, id, field, a[: len(a) - end], b[: len(b) - end], start)


def invert(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes that take the given ones back, last first."""
    opposite = {
        ChangeKind.ADD: ChangeKind.REMOVE,
        ChangeKind.REMOVE: ChangeKind.ADD,
        ChangeKind.SET: ChangeKind.SET,
        ChangeKind.SPLICE: ChangeKind.SPLICE,
    }
    return tuple(
        replace(c, kind=opposite[c.kind], before=c.after, after=c.before)
        for c in reversed(tuple(changes))
    )


def apply(pm: Postmortem, changes: Iterable[Change], *, check: bool = False) -> Postmortem:
    """The value after the changes. Raises ChangeError where one cannot be applied.

    With `check` every change must also find what it says was there (see `fits`). The cost grows
    with the records of the touched tables and the number of changes, not with their product.
    """
    return trace(pm, changes, check=check)[0]


Touched = dict[str, dict[str, tuple[Any, Any]]]
"""By table and id: the record before and after; None where there is none."""


def trace(
    pm: Postmortem, changes: Iterable[Change], *, check: bool = False
) -> tuple[Postmortem, Touched]:
    """As `apply`, and which records the changes touched: what a store has to write."""
    working: dict[str, _Table] = {}
    for change in changes:
        table = working.get(change.table)
        if table is None:
            part = getattr(pm, change.table)
            table = working[change.table] = _Table(part, single=change.table in SINGLES)
        if check and not _fits(table.find(change.id), change):
            raise ChangeError(f"{change.table}.{change.field or 'record'} is not what it was")
        table.apply(change)
    if not working:
        return pm, {}
    parts: dict[str, Any] = {name: table.value() for name, table in working.items()}
    return replace(pm, **parts), {name: table.touched() for name, table in working.items()}


class _Table:
    """One table while changes are applied: only touched records are held."""

    _FEW = 4
    """Look-ups by scanning before an index pays."""

    def __init__(self, part: Any, *, single: bool) -> None:
        self.part = part
        self.records: tuple[Any, ...] = () if single else part
        self.single = single
        self.index: dict[str, int] = {}
        self.places: dict[str, int | None] = {}
        self.now: dict[str, Any] = {}
        self.reshaped = self.unsorted = False

    def find(self, id: str) -> Any:
        if id in self.now:
            return self.now[id]
        return self.before(id)

    def before(self, id: str) -> Any:
        if self.single:
            return self.part
        place = self.place(id)
        return None if place is None else self.records[place]

    def place(self, id: str) -> int | None:
        if id not in self.places:
            if len(self.places) < self._FEW:
                self.places[id] = next((i for i, r in enumerate(self.records) if r.id == id), None)
            else:
                self.index = self.index or {r.id: i for i, r in enumerate(self.records)}
                self.places[id] = self.index.get(id)
        return self.places[id]

    def apply(self, change: Change) -> None:
        if change.kind is ChangeKind.ADD:
            self.now[change.id] = decode_record(change.table, change.after)
            self.reshaped = self.unsorted = True
            return
        record = self.find(change.id)
        if record is None:
            raise ChangeError(f"{change.table} has no record {change.id} any more")
        if change.kind is ChangeKind.REMOVE:
            self.now[change.id] = None
            self.reshaped = True
            return
        self.now[change.id] = replace(record, **{change.field: _new_value(record, change)})
        self.unsorted = self.unsorted or change.field == "rank"

    def value(self) -> Any:
        if self.single:
            return self.now[""]
        kept = list(self.records)
        new = []
        for id, record in self.now.items():
            place = self.place(id)
            if place is None:
                new.append(record)
            else:
                kept[place] = record
        if self.reshaped:
            kept = [r for r in (*kept, *new) if r is not None]
        if self.unsorted:
            kept.sort(key=lambda r: (r.rank, r.id))
        return tuple(kept)

    def touched(self) -> dict[str, tuple[Any, Any]]:
        return {id: (self.before(id), after) for id, after in self.now.items()}


def _new_value(record: Any, change: Change) -> Any:
    if change.kind is ChangeKind.SET:
        return decode_value(change.table, change.field, change.after)
    text: str = getattr(record, change.field)
    end = change.offset + len(change.before)
    if text[change.offset : end] != change.before:
        raise ChangeError(f"the text of {change.table}.{change.field} is not what it was")
    return text[: change.offset] + change.after + text[end:]


def fits(pm: Postmortem, change: Change) -> bool:
    """Whether the value still holds what the change says it was: the check before a commit."""
    try:
        record = find(pm, change.table, change.id)
    except KeyError:
        record = None
    return _fits(record, change)


def _fits(record: Any, change: Change) -> bool:
    if record is None:
        return change.kind is ChangeKind.ADD
    match change.kind:
        case ChangeKind.ADD:
            return False
        case ChangeKind.REMOVE:
            return bool(encode_record(change.table, record) == change.before)
        case ChangeKind.SET:
            return bool(encode_value(getattr(record, change.field)) == change.before)
        case ChangeKind.SPLICE:
            text: str = getattr(record, change.field)
            end = change.offset + len(change.before)
            return bool(change.offset <= len(text) and text[change.offset : end] == change.before)


def to_plain(change: Change) -> Plain:
    """A change as a JSON object without its defaults."""
    plain: Plain = {"kind": change.kind.value, "table": change.table, "id": change.id}
    if change.field:
        plain["field"] = change.field
    if change.before is not None:
        plain["before"] = change.before
    if change.after is not None:
        plain["after"] = change.after
    if change.offset:
        plain["offset"] = change.offset
    return plain


def from_plain(plain: Plain) -> Change:
    """The change that `to_plain` wrote."""
    return Change(**{**plain, "kind": ChangeKind(plain["kind"])})
