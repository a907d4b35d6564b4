"""Edits as values, so that the good and bad examples of a criterion are one line each."""

from collections.abc import Callable
from typing import Any

from pmtui.domain.edits import add, set_fields
from pmtui.domain.postmortem import Postmortem, with_part

Variant = Callable[[Postmortem], Postmortem]
"""Turns one postmortem into another."""


def same(pm: Postmortem) -> Postmortem:
    """The example as it is."""
    return pm


def change(table: str, **values: Any) -> Variant:
    """Gives fields of a single record, or of a table's first record, new values."""

    def apply(pm: Postmortem) -> Postmortem:
        part = getattr(pm, table)
        return set_fields(pm, table, part[0].id if isinstance(part, tuple) else "", **values)

    return apply


def change_of(table: str, id: str, **values: Any) -> Variant:
    """Gives fields of one record new values."""
    return lambda pm: set_fields(pm, table, id, **values)


def change_all(table: str, **values: Any) -> Variant:
    """Gives the same fields of every record of a table new values."""

    def apply(pm: Postmortem) -> Postmortem:
        for record in getattr(pm, table):
            pm = set_fields(pm, table, record.id, **values)
        return pm

    return apply


def without(table: str) -> Variant:
    """Empties a table."""
    return lambda pm: with_part(pm, table, ())


def adding(table: str, record: Any) -> Variant:
    """Adds a record at the end of a table."""
    return lambda pm: add(pm, table, record)


def both(*variants: Variant) -> Variant:
    """One variant after the other."""

    def apply(pm: Postmortem) -> Postmortem:
        for variant in variants:
            pm = variant(pm)
        return pm

    return apply
