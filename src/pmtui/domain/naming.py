"""What a record is called: the first words that stand in it, for lists, sentences and history."""

from collections.abc import Mapping
from typing import Any

LONGEST = 400
"""Characters of a text that are looked at; nothing that names a record shows more."""

_FIELDS = (
    "text",
    "name",
    "label",
    "uid",
    "where",
    "milestone",
    "reason",
    "facet",
    "criterion",
)
"""The fields by which records are known, the first one that is filled in."""


def words_of(record: Any) -> str:
    """A record, or its plain form, by its own words in one line; "" where none is written yet."""
    plain = isinstance(record, Mapping)
    for name in _FIELDS:
        value = record.get(name) if plain else getattr(record, name, None)
        if text := " ".join(str(value or "")[:LONGEST].split()):
            return text
    return ""
