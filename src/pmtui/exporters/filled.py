"""The filled fields of any record as blocks, read from the field descriptions.

A field added to a record class appears in every flavour without a line here.
"""

from collections.abc import Collection
from typing import Any

from pmtui.domain.fields import FieldSpec, Kind, defaults, form, show
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import RelatedPostmortem
from pmtui.domain.vocabulary import Relation
from pmtui.exporters.blocks import Block, Bullets, Heading, Inline, labelled, plain, told
from pmtui.exporters.numbers import Numbers
from pmtui.exporters.prose import labelled_prose, prose


def facts(record: Any, numbers: Numbers, omit: Collection[str] = ()) -> tuple[Inline, ...]:
    """`Label: value` for each short field that somebody filled, in the order of the form."""
    return tuple(
        labelled(spec.label, value)
        for spec in form(type(record))
        if spec.kind is not Kind.PROSE and spec.name not in omit
        if (value := value_of(record, spec, numbers))
    )


def bullets(*items: tuple[Inline, ...]) -> tuple[Block, ...]:
    """One list of all the items; nothing where there are none."""
    found = tuple(item for part in items for item in part if item)
    return (Bullets(found),) if found else ()


def value_of(record: Any, spec: FieldSpec, numbers: Numbers) -> Inline:
    """A field's value as text; empty while it is what it was before anyone touched it."""
    value = getattr(record, spec.name)
    if value == defaults(type(record)).get(spec.name):
        return ()
    match spec.kind:
        case Kind.LINKS:
            return numbers.refs(spec.table, value)
        case Kind.WHEN:
            return plain(numbers.clock.when(value))
        case _:
            return told(show(spec, value)) if isinstance(value, str) else plain(show(spec, value))


def value_named(record: Any, name: str) -> Inline:
    """One short field's text, also where it is the default."""
    value = getattr(record, name)
    spec = next(s for s in form(type(record)) if s.name == name)
    return told(show(spec, value)) if isinstance(value, str) else plain(show(spec, value))


def proses(record: Any, omit: Collection[str] = ()) -> tuple[Block, ...]:
    """The prose fields that somebody filled, each behind its label."""
    return tuple(
        block
        for spec in form(type(record))
        if spec.kind is Kind.PROSE and spec.name not in omit
        for block in labelled_prose(spec.label, getattr(record, spec.name))
    )


def titled_proses(record: Any, omit: Collection[str] = ()) -> tuple[Block, ...]:
    """The prose fields that somebody filled, each under a heading."""
    found: list[Block] = []
    for spec in form(type(record)):
        if spec.kind is Kind.PROSE and spec.name not in omit:
            blocks = prose(getattr(record, spec.name))
            found += [Heading(spec.label), *blocks] if blocks else []
    return tuple(found)


def related_told(pm: Postmortem) -> tuple[RelatedPostmortem, ...]:
    """The other postmortems that readers are told of.

    That one was dismissed as not alike is the author's own judgement, and helps no reader.
    """
    return tuple(r for r in pm.related if r.relation is not Relation.DISMISSED)
