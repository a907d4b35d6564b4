"""Searching an open store: what fits a query, where a hit stands, and building the index anew."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pmtui.memory.query import Query
from pmtui.memory.snippets import WIDTH
from pmtui.store import searching, summaries
from pmtui.store.asking import asked, kept
from pmtui.store.model import Summary
from pmtui.store.search_index import rebuild
from pmtui.store.searching import Found, Hit, Sight

if TYPE_CHECKING:
    from pmtui.store.store import Store


def find(store: "Store", query: Query, limit: int) -> Found:
    """The postmortems that fit a query, the best first. Raises StoreError, NoIndex among them."""
    return asked(store, lambda conn: searching.search(conn, query, limit))


def numbered(store: "Store", numbers: Sequence[int]) -> dict[int, Summary]:
    """What lists show of the postmortems with these numbers, by number."""
    return asked(store, lambda conn: summaries.numbered(conn, numbers))


def find_in(path: Path, query: Query, limit: int) -> Found:
    """The same on a connection of its own, so that any thread may ask."""
    return searching.search_file(path, query, limit)


def look_at(store: "Store", uid: str, hit: Hit, query: Query, width: int = WIDTH) -> Sight | None:
    """Where a hit stands in its postmortem and how it reads there, if it still does."""
    return asked(store, lambda conn: searching.look(conn, uid, hit, query, width))


def rebuild_index(store: "Store") -> int:
    """Build the search index anew from the postmortems; how many records are in it."""
    return kept(store, rebuild)
