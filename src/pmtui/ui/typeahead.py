"""Keys typed ahead reach what they were meant for, also when a slow link delivers them at once.

A key that opens a field does so over several messages; the next key of the same packet would still
find the list. So outside a field one key waits until what the last one set off has settled.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from textual.app import App
from textual.events import Event, Key

CALM = 3
"""How often in a row nothing may be pending before the next key goes on."""
PAUSE = 0.004
"""Seconds between two looks, in which a repaint may give the focus away."""
LONGEST = 0.25
"""Seconds after which a key goes on in any case; nothing typed is ever held for good."""


class TypeAhead:
    """Hands on keys and pastes in their order, each once the one before has had its effect."""

    def __init__(self, app: "App[Any]", hand_on: Callable[[Event], Awaitable[None]]) -> None:
        self._app = app
        self._hand_on = hand_on
        self._waiting: deque[Event] = deque()
        self._task: asyncio.Task[None] | None = None
        self._was_text = False

    async def take(self, event: Event) -> None:
        """Hand on an event now, or behind those that wait."""
        if self._task is None and (self._goes_on(event) or not self._pending()):
            await self._pass(event)
            return
        self._waiting.append(event)
        if self._task is None:
            self._task = asyncio.create_task(self._drain())

    async def _drain(self) -> None:
        try:
            while self._waiting:
                if not self._goes_on(self._waiting[0]):
                    await self._settle()
                await self._pass(self._waiting.popleft())
        except Exception as error:
            self._app._handle_exception(error)  # nobody awaits the task, so it would go unheard
        finally:
            self._task = None

    async def _pass(self, event: Event) -> None:
        self._was_text = self._is_text(event)
        await self._hand_on(event)

    def _goes_on(self, event: Event) -> bool:
        """Whether it continues a text, which needs no waiting: a letter behind a letter."""
        return self._was_text and self._is_text(event)

    async def landed(self) -> None:
        """Wait until everything that was typed is in the value, not only on the screen."""
        await self._settle(lambda: bool(self._waiting) or self._pending())

    async def _settle(self, busy: Callable[[], bool] | None = None) -> None:
        calm = 0
        for _ in range(round(LONGEST / PAUSE)):
            calm = 0 if (busy or self._pending)() else calm + 1
            if calm == CALM:
                return
            await asyncio.sleep(PAUSE)

    def _is_text(self, event: Event) -> bool:
        field = self._app.focused
        return (
            isinstance(event, Key)
            and field is not None
            and field.check_consume_key(event.key, event.character)
        )

    def _pending(self) -> bool:
        screen = self._app.screen
        return bool(
            self._app.message_queue_size
            or screen.message_queue_size
            or any(w.message_queue_size for w in screen.walk_children())
        )
