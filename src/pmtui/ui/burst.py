"""Typing in the wrong place does no harm: a burst of letters is held as text, not run as keys."""

import time
from collections.abc import Awaitable, Callable

from textual.events import Key
from textual.message_pump import MessagePump
from textual.timer import Timer

GAP = 0.1
"""Seconds: a different letter sooner than this after the last one may be typing, not commands."""
SETTLE = 0.15
"""Seconds of quiet after which what is held is judged."""
SHORTEST = 4
"""Fewer letters than this are keys pressed quickly, not text."""


class BurstGate:
    """Holds letters that come too fast to be commands until it is clear what they are.

    The first letter always runs at once (no single key destroys anything), and a key held down
    repeats freely. `run` gets keys that were keys after all, `offer` gets text.
    """

    def __init__(
        self,
        host: MessagePump,
        run: Callable[[Key], Awaitable[None]],
        offer: Callable[[str], None],
    ) -> None:
        self._host = host
        self._run = run
        self._offer = offer
        self._held: list[Key] = []
        self._first = ""
        self._last_time = 0.0
        self._timer: Timer | None = None

    def holds(self, event: Key) -> bool:
        """Whether a key is held back for now; True means that nobody else may handle it."""
        now = time.monotonic()
        letter = event.character or ""
        quick = now - self._last_time < GAP
        self._last_time = now
        if not self._held and not (quick and letter.isalpha() and letter != self._first):
            self._first = letter if letter.isalpha() else ""
            return False
        if not self._held and not self._first:
            self._first = letter
            return False
        self._held.append(event)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._host.set_timer(SETTLE, self._release)
        return True

    async def _release(self) -> None:
        held, self._held = self._held, []
        first, self._first = self._first, ""
        self._timer = None
        text = first + "".join(e.character or "" for e in held)
        if len(text) >= SHORTEST and len(set(text)) >= SHORTEST - 1:
            self._offer(text)
            return
        for event in held:
            await self._run(event)
