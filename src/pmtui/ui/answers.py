"""Asking the store's own thread from a screen, without waiting for the disk."""

from asyncio import shield, wrap_future
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from pmtui.store.store import Store

if TYPE_CHECKING:
    from pmtui.store.saver import Saver

_T = TypeVar("_T")


async def answer(saver: "Saver", question: Callable[[Store], _T]) -> _T:
    """What the store answers; raises its errors.

    A screen that is left meanwhile ends the waiting only; what was asked is done all the same.
    """
    return await shield(wrap_future(saver.ask(question)))
