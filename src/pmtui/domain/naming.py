"""What a record is called: the first words that stand in it, for lists, sentences and history."""

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
    """A record by its own words, in one line; "" where nothing is written in it yet."""
    for name in _FIELDS:
        if text := " ".join(str(getattr(record, name, None) or "")[:LONGEST].split()):
            return text
    return ""
