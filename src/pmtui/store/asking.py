"""The door for modules of this package that ask something of an open store, or keep an answer."""

import sqlite3
from collections.abc import Callable
from typing import TypeVar

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
