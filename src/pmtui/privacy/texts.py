"""Every text of a postmortem with its place, and the same postmortem with each text changed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from pmtui.domain.fields import Kind, specs
from pmtui.domain.moment import When
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem, with_part

Swap = Callable[[str], str]

MACHINE_VALUES = frozenset(
    {"of", "record", "field", "criterion", "rule", "text_hash", "criteria_set", "zone",
     "held_fingerprint"}
)  # fmt: skip
"""Texts that name records and criteria: no person wrote them."""
UNREAD = frozenset({"false_alarms"})
"""Tables that are never printed."""


def texts(pm: Postmortem) -> Iterator[tuple[str, str, str, str]]:
    """Table, record id, field and text of everything a person may have written."""
    for table in SINGLES:
        yield from texts_of(table, "", getattr(pm, table))
    for table in LISTS:
        if table not in UNREAD:
            for record in getattr(pm, table):
                yield from texts_of(table, record.id, record)


def with_texts(pm: Postmortem, swap: Swap) -> Postmortem:
    """The postmortem with `swap` applied to each of its texts; untouched records stay the same."""
    for table in SINGLES:
        pm = with_part(pm, table, _swapped(getattr(pm, table), swap))
    for table in LISTS:
        if table not in UNREAD:
            records = getattr(pm, table)
            swapped = tuple(_swapped(record, swap) for record in records)
            if any(a is not b for a, b in zip(records, swapped, strict=True)):
                pm = with_part(pm, table, swapped)
    return pm


def texts_of(table: str, id: str, record: Any) -> Iterator[tuple[str, str, str, str]]:
    """The same of one record."""
    for spec in specs(type(record)).values():
        for text in _parts(getattr(record, spec.name), spec.name, spec.kind):
            if text:
                yield table, id, spec.name, text


def _parts(value: Any, name: str, kind: Kind) -> tuple[str, ...]:
    if name in MACHINE_VALUES:
        return ()
    if type(value) is str:
        return (value,)
    if isinstance(value, When):
        return (value.written, value.reason)
    return tuple(value) if kind is Kind.NAMES else ()


def _swapped(record: Any, swap: Swap) -> Any:
    changed: dict[str, Any] = {}
    for spec in specs(type(record)).values():
        value = getattr(record, spec.name)
        new = value
        if spec.name in MACHINE_VALUES:
            continue
        if type(value) is str:
            new = swap(value)
        elif isinstance(value, When):
            new = replace(value, written=swap(value.written), reason=swap(value.reason))
        elif spec.kind is Kind.NAMES:
            new = tuple(swap(part) for part in value)
        if new != value:
            changed[spec.name] = new
    return replace(record, **changed) if changed else record
