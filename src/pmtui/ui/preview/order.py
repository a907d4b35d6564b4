"""What the preview asks of all its rows at once, counted while they are read.

A paste may hold a hundred thousand rows. Whoever counts them in the thread that answers the keys
keeps the keys waiting, so the thread that reads makes the counts, and lets old rows go.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from pmtui.importers.rows import ImportRow
from pmtui.importers.timeline.model import ParsedEvent

_AT_ONCE = 500
"""Rows that are let go of before others may run."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Ids in the order they are shown in, and the place of each."""

    ids: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Order:
    """The rows of a plan by id, all of them and those that are no noise, and how many are what."""

    rows: tuple[ImportRow, ...] = ()
    by_id: dict[str, ImportRow] = field(default_factory=dict)
    every: Listing = field(default_factory=Listing)
    plain: Listing = field(default_factory=Listing)
    noisy: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    untimed: int = 0
    known: int = 0


def order_of(rows: tuple[ImportRow, ...]) -> Order:
    """Count rows once."""
    by_id: dict[str, ImportRow] = {}
    every: list[str] = []
    plain: list[str] = []
    noisy: list[str] = []
    untimed = known = 0
    for row in rows:
        by_id[row.id] = row
        every.append(row.id)
        (noisy if row.noise else plain).append(row.id)
        untimed += not isinstance(row.parts[0], ParsedEvent)
        known += bool(row.known)
    whole = listing_of(every)
    shown = listing_of(plain) if noisy else whole
    return Order(rows, by_id, whole, shown, frozenset(noisy), frozenset(every), untimed, known)


def listing_of(ids: list[str]) -> Listing:
    """Ids with their places."""
    return Listing(ids, {id: place for place, id in enumerate(ids)})


def let_go(rows: Iterable[ImportRow]) -> None:
    """Drop rows bit by bit, in a thread: freed at once they would hold everybody up."""
    held = list(rows)
    del rows
    while held:
        del held[-_AT_ONCE:]
        time.sleep(0)
