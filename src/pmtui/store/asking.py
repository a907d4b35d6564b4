"""The doors to an open store: to ask it something, to keep an answer, to open its file again."""

import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

from pmtui.store.connection import identity
from pmtui.store.errors import StoreGone
from pmtui.store.store import Store

_T = TypeVar("_T")


def asked(store: Store, question: Callable[[sqlite3.Connection], _T]) -> _T:
    """The answer to a question that only reads. Raises a StoreError in words."""
    with store._explained():
        return question(store._conn)


def kept(store: Store, act: Callable[[sqlite3.Connection], _T]) -> _T:
    """Do something in one transaction that is no part of any history. Raises a StoreError."""
    with store._writing():
        return act(store._conn)


def another(store: Store, **given: Any) -> Store:
    """The very file of an open store on a connection of its own, for another thread.

    `given` is what `Store.open` takes, as far as it differs. Raises StoreGone where the name is
    another file's, or nobody's: a new store in its place would hide that the old one went.
    """
    if identity(store.path) != store._identity:
        raise StoreGone(store.path)
    usual = {"clock": store.clock, "author": store.author, "i_own_this": True}
    return Store.open(store.path, **{**usual, **given})
