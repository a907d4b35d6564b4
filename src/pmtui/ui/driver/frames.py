"""The screen of one terminal: what it should show, what it shows, and the way in between.

`Screen.feed` takes everything Textual sends to its driver; `Screen.take` gives the bytes that
bring the terminal there from what it shows. However many frames are fed between two takes, one
take answers for all: frames merge, they never queue.
"""

from pmtui.ui.driver.difference import Encoder
from pmtui.ui.driver.grid import Grid
from pmtui.ui.driver.reader import Reader
from pmtui.ui.driver.scroll import apply_move, find_move

SYNC_ON = "\x1b[?2026h"
SYNC_OFF = "\x1b[?2026l"
SYNC_FROM = 1024
"""Characters from which a frame is bracketed as one update; smaller ones arrive at once anyway."""


class Screen:
    """Two grids, the wanted and the shown, and the way from one to the other."""

    def __init__(self, width: int, height: int) -> None:
        self._reader = Reader(width, height)
        self._shown = Grid(width, height)
        self._encoder = Encoder()

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        return self._reader.wanted.width, self._reader.wanted.height

    @property
    def in_update(self) -> bool:
        """Whether Textual has begun an update and not ended it yet."""
        return self._reader.in_update

    @property
    def painted(self) -> bool:
        """Whether any text has been drawn yet."""
        return self._reader.painted

    def resize(self, width: int, height: int) -> None:
        """Follow a terminal that changed its size; everything will be painted anew."""
        if (width, height) != self.size:
            self._reader.resize(width, height)

    def redraw(self) -> None:
        """Trust nothing the terminal shows: the next take clears it and paints every cell."""
        self._reader.stale = True

    def pass_through(self, data: str) -> None:
        """Send bytes of no concern to the screen, such as the clipboard, untouched."""
        self._reader.pass_through(data)

    def feed(self, data: str) -> None:
        """Note what `data`, as written by Textual, would change on the screen."""
        self._reader.feed(data)

    def take(self) -> str:
        """The bytes that bring the terminal to the newest state; empty when it is there."""
        encoder = self._encoder
        head = "".join(self._reader.passing)
        self._reader.passing.clear()
        rows = sorted(self._reader.dirty)
        if self._reader.stale:
            encoder.forget()
            encoder.out.append("\x1b[2J")
            self._shown = Grid(*self.size)
            self._reader.stale = False
            rows = list(range(self._reader.wanted.height))
        self._reader.dirty.clear()
        rows = [y for y in rows if self._differs(y)]
        if move := find_move(self._reader.wanted, self._shown, rows):
            encoder.move_rows(apply_move(self._shown, move))
            rows = list(range(move.top, move.bottom + 1)) + rows
        for y in rows:
            encoder.row(y, self._reader.wanted, self._shown)
        encoder.move(*self._reader.cursor)
        body = encoder.take()
        if self._reader.sync and len(body) >= SYNC_FROM:
            body = SYNC_ON + body + SYNC_OFF
        return head + body

    def _differs(self, y: int) -> bool:
        """Whether the terminal shows something else in a row than wanted."""
        wanted, shown = self._reader.wanted, self._shown
        return wanted.chars[y] != shown.chars[y] or wanted.pens[y] != shown.pens[y]

    def leave(self) -> str:
        """The bytes that set the pen back, for when the terminal goes to somebody else."""
        self._encoder.forget()
        self._reader.stale = True
        return self._encoder.take()
