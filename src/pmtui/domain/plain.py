"""Records as plain JSON values and back: one form for the store, the operations and documents.

Values equal to a field's default are left out, so that documents are short and a later release
may add fields. `decode_record` trusts its input, which the store wrote or `pmtui.schema` checked.
"""

from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin

from pmtui.domain.fields import defaults, remembered
from pmtui.domain.instants import decode_instant as decode_instant
from pmtui.domain.instants import encode_instant as encode_instant
from pmtui.domain.moment import BLANK, When
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem, record_class

Plain = dict[str, Any]
"""A JSON object."""


def encode_value(value: Any) -> Any:
    """The plain form of any field value."""
    match value:
        case None | bool() | int() | float():
            return value
        case StrEnum():
            return value.value
        case str():
            return value
        case datetime():
            return encode_instant(value)
        case date():
            return value.isoformat()
        case tuple():
            return [encode_value(v) for v in value]
        case When():
            return encode_when(value)
    raise TypeError(f"no plain form for {type(value).__name__}")


def encode_when(value: When) -> Plain:
    """A time without its defaults."""
    return _encode_fields(When, value)


def decode_when(plain: Plain) -> When:
    """The time that `encode_when` wrote."""
    if not plain:
        return BLANK
    table = decoders(When)
    return When(**{name: table[name](value) for name, value in plain.items()})


def _encode_fields(cls: type[Any], record: Any) -> Plain:
    plain: Plain = {}
    standard = defaults(cls)
    for name in field_names(cls):
        value = getattr(record, name)
        if name not in standard or value != standard[name]:
            plain[name] = encode_value(value)
    return plain


@remembered
def field_names(cls: type[Any]) -> tuple[str, ...]:
    """The names of a record's fields in their order."""
    return tuple(f.name for f in fields(cls))


@remembered
def decoders(cls: type[Any]) -> dict[str, Callable[[Any], Any]]:
    """For each field of a record class, the function from its plain form to its value."""
    return {f.name: _decoder(f.type) for f in fields(cls)}


def _decoder(hint: Any) -> Callable[[Any], Any]:
    if get_origin(hint) is UnionType:
        inner = _decoder(next(a for a in get_args(hint) if a is not NoneType))
        return lambda value: None if value is None else inner(value)
    if get_origin(hint) is tuple:
        inner = _decoder(get_args(hint)[0])
        return lambda value: tuple(inner(v) for v in value)
    if hint is datetime:
        return decode_instant
    if hint is date:
        return date.fromisoformat
    if hint is When:
        return decode_when
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return _as_is


def _as_is(value: Any) -> Any:
    return value


def decode_value(table: str, field: str, plain: Any) -> Any:
    """The value of one field of a table's records from its plain form."""
    return decoders(record_class(table))[field](plain)


def encode_record(table: str, record: Any) -> Plain:
    """A record without its defaults; ids are kept."""
    return _encode_fields(record_class(table), record)


def decode_record(table: str, plain: Plain) -> Any:
    """The record that `encode_record` wrote."""
    cls = record_class(table)
    known = decoders(cls)
    return cls(**{name: known[name](value) for name, value in plain.items()})


def encode_postmortem(pm: Postmortem) -> Plain:
    """The whole postmortem: singles as objects, lists as arrays, empty ones left out."""
    plain: Plain = {"uid": pm.uid}
    for table in SINGLES:
        if single := encode_record(table, getattr(pm, table)):
            plain[table] = single
    for table in LISTS:
        if records := getattr(pm, table):
            plain[table] = [encode_record(table, r) for r in records]
    return plain


def decode_postmortem(plain: Plain) -> Postmortem:
    """The postmortem that `encode_postmortem` wrote."""
    parts: dict[str, Any] = {"uid": plain["uid"]}
    for table in SINGLES:
        if table in plain:
            parts[table] = decode_record(table, plain[table])
    for table in LISTS:
        if table in plain:
            parts[table] = tuple(decode_record(table, r) for r in plain[table])
    return Postmortem(**parts)
