"""Work done once for each record: after an edit only the records that changed cost time.

Records are immutable and an edit keeps all others as they are, so that the same object means the
same answer. Only the last records of each table are kept.
"""

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class _Known(NamedTuple, Generic[T]):
    """What was found, and all that it depends on, held so that no identity is given out again."""

    depends: object
    records: tuple[object, ...]
    each: tuple[tuple[T, ...], ...]
    found: tuple[T, ...]


class PerRecord(Generic[T]):
    """What was found in the records of each table; may be asked from several threads."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._known: dict[str, _Known[T]] = {}

    def found(
        self,
        table: str,
        records: tuple[object, ...],
        look: Callable[[object], tuple[T, ...]],
        depends: object = None,
    ) -> tuple[T, ...]:
        """Everything that `look` finds in the records, in their order.

        `depends` is whatever else decides what is found; when it changes, all is looked at again.
        """
        known = self._known.get(table)
        earlier: dict[int, tuple[T, ...]] = {}
        if known is not None and known.depends == depends:
            if known.records is records:
                return known.found
            earlier = dict(zip(map(id, known.records), known.each, strict=True))
        each = tuple(
            looked if (looked := earlier.get(id(r))) is not None else look(r) for r in records
        )
        found = tuple(one for some in each if some for one in some)
        self._known[table] = _Known(depends, records, each, found)
        return found
