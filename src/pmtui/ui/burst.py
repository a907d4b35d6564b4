"""Typing in the wrong place does no harm: a burst of letters is held as text, not run as keys."""

import re
import time
from collections.abc import Awaitable, Callable

from textual.events import Key
from textual.message_pump import MessagePump
from textual.timer import Timer

GAP = 0.2
"""Seconds: a different letter sooner than this after the last one may be typing, not commands."""
SETTLE = 0.25
"""Seconds of quiet after which what is held is judged."""
SHORTEST = 4
"""Fewer different letters than one less are keys pressed quickly, not text."""
WORDS = re.compile(r"[^\W\d_]{4}|[^\W\d_]{2} [^\W\d_]{2}|\d[.,]\d")
"""What tells words from keys: four letters in a row, a space between letters, a figure."""
MARKS = frozenset(",.")
"""What stands in figures; right behind a digit it is no key."""
MOVES = frozenset("hjklnNgG")
"""Letters that only move: pressed quickly one after the other they are no text."""


class BurstGate:
    """Holds letters that come too fast to be commands until it is clear what they are.

    The first letter always runs at once (no single key destroys anything), keys that only move run
    freely, and a key held down repeats. `run` gets keys that were keys after all, `offer` gets the
    text, with the letters in front of it that had run already.
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
        self._ran = ""
        self._figure = ""
        """The digits that ran just now, which a comma or a point makes a figure of."""
        self._last_time = 0.0
        self._timer: Timer | None = None

    def holds(self, event: Key) -> bool:
        """Whether a key is held back for now; True means that nobody else may handle it."""
        now = time.monotonic()
        letter = event.character or ""
        quick = now - self._last_time < GAP
        self._last_time = now
        if not self._held:
            if not quick:
                self._ran = self._figure = ""
            if letter in MARKS and self._figure:
                self._ran = self._figure
                return self._hold(event)
            self._figure = self._figure + letter if letter.isdigit() else ""
            moves = letter in MOVES and not self._ran.strip("".join(MOVES))
            new = quick and self._ran and letter.isalpha() and letter != self._ran[-1]
            if not new or moves:
                self._ran += letter if letter.isalpha() else ""
                return False
        return self._hold(event)

    def _hold(self, event: Key) -> bool:
        self._held.append(event)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._host.set_timer(SETTLE, self._release)
        return True

    async def _release(self) -> None:
        held, self._held = self._held, []
        ran, self._ran = self._ran, ""
        self._timer, self._figure = None, ""
        text = ran + "".join(e.character or "" for e in held)
        if WORDS.search(text) and len(set(text)) >= SHORTEST - 1:
            self._offer(text)
            return
        for event in held:
            await self._run(event)
