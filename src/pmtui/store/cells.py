"""Single cells and plain rows: what reading a list of postmortems needs of the store.

Loads no record classes, which takes longer than reading the list.
"""

import json
from collections import deque
from collections.abc import Sequence
from dataclasses import fields
from typing import Any


def to_json(value: Any) -> str:
    """Compact JSON that people can read with the sqlite3 shell."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def built(cls: type[Any], columns: Sequence[Sequence[Any]]) -> list[Any]:
    """Frozen, slotted records from the columns of all their fields.

    Each slot is filled for all records at once, as the generated `__init__` would one by one:
    that takes a fifth of the time, and opening a long timeline is mostly this.
    """
    made = [object.__new__(cls) for _ in columns[0]]
    for field, column in zip(fields(cls), columns, strict=True):
        deque(map(getattr(cls, field.name).__set__, made, column), maxlen=0)
    return made
