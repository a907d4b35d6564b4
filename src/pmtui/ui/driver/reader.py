"""What the compositor wants on the screen, read from the bytes it writes.

Understands what Textual sends: cursor positions, text with its looks, erasures. What is no drawing
(modes, bells, the clipboard) is put aside, untouched and in order, to be passed on.
"""

import re
from typing import NamedTuple

from pmtui.ui.driver.grid import Grid
from pmtui.ui.driver.pen import PLAIN, Pen, apply_codes

PASSING_LIMIT = 1 << 20
"""Characters of passing sequences that wait at most for a blocked terminal."""

_MOVE = re.compile("\x1b\\[([0-9]{1,5});([0-9]{1,5})H")
_TOKEN = re.compile(
    "\x1b\\[(?P<sgr>[0-9;]{0,256})m"
    "|(?P<text>[^\x00-\x1f\x7f-\x9f]{1,100000})"
    "|\x1b\\[(?P<draw>[0-9;]{0,32}[A-HJKdf])"
    "|\x1b\\]8;(?P<link>[^\x07\x1b]{0,65536})(?:\x07|\x1b\\\\)"
    "|\x1b\\[\\?(?P<mode>[0-9;]{1,64}[hl])"
    "|(?P<quiet>\x1b\\][^\x07\x1b]{0,1000000}(?:\x07|\x1b\\\\)|\x07"
    "|\x1b\\[[<-?][0-9;]{0,64}[ -/]{0,4}[@-~]|\x1b\\[[0-9;]{0,32}(?:[nct]| q))"
    "|(?P<loud>\x1b\\[[0-?]{0,64}[ -/]{0,8}[@-~]|\x1b[ -/]{0,4}[0-~]|\x1b)"
    "|(?P<control>[\x00-\x1f\x7f-\x9f])"
)
_SCREENS = {"47", "1047", "1049"}  # modes that change to the other screen


class _Span(NamedTuple):
    """Pieces of one row that follow each other, and the row as it was before them."""

    y: int
    start: int
    stop: int
    before: tuple[list[str], list[Pen]] | None


class Reader:
    """Follows the stream of one terminal and keeps the cells it describes.

    `wanted` are the cells; `dirty` the rows that were written to; `passing` what is to be passed
    on; `stale` says that something came whose effect on the terminal is not known.
    """

    def __init__(self, width: int, height: int) -> None:
        self.wanted = Grid(width, height)
        self.dirty: set[int] = set()
        self.passing: list[str] = []
        self.stale = True
        self.sync = False  # whether the terminal knows synchronized updates
        self.in_update = False  # whether more of the same update is to come
        self.painted = False  # whether any text has been drawn yet
        self._x = self._y = 0
        self._pen = PLAIN
        self._span: _Span | None = None
        self._framing = False  # whether what is read is a frame, which only draws
        # Per row, the pieces as the compositor sent them, by column, with the column after them:
        # a piece that is already in the wanted grid need not be read again.
        self._pieces: list[dict[int, tuple[str, int]]] = [{} for _ in range(height)]

    @property
    def cursor(self) -> tuple[int, int]:
        """Where Textual left the cursor, within the screen."""
        width, height = self.wanted.width, self.wanted.height
        return max(0, min(self._x, width - 1)), max(0, min(self._y, height - 1))

    def resize(self, width: int, height: int) -> None:
        """Follow a terminal that changed its size."""
        self.wanted = self.wanted.resized(width, height)
        self._pieces = [{} for _ in range(height)]
        self.stale = True

    def pass_through(self, data: str) -> None:
        """Send bytes of no concern to the screen, such as the clipboard, untouched."""
        if sum(map(len, self.passing)) + len(data) <= PASSING_LIMIT:
            self.passing.append(data)

    def feed(self, data: str) -> None:
        """Note what `data`, as written by Textual, would change on the screen.

        Frames and sequences come in separate writes. What is no drawing inside a frame can only
        come from text that nobody filtered, and goes nowhere.
        """
        pieces = _MOVE.split(data)
        self._framing = len(pieces) > 1
        if not self._framing and ("\x1bP" in data or "\x1b_" in data):
            self.pass_through(data)  # a string with escapes of its own inside
            return
        if pieces[0]:
            self._read(pieces[0])
        for index in range(1, len(pieces), 3):
            self._y = int(pieces[index]) - 1
            self._x = int(pieces[index + 1]) - 1
            if piece := pieces[index + 2]:
                self._read_piece(piece)
        self._close_span()

    def _read_piece(self, piece: str) -> None:
        """Read what stands at the cursor, unless the very same was the last thing put there."""
        x, y = self._x, self._y
        if self._pen != PLAIN or not 0 <= y < len(self._pieces):
            self._read(piece)
            return
        body = piece.removesuffix("\n")
        self._open_span(y, x)
        memory = self._pieces[y].get(x)
        if memory and memory[0] == body:
            self._x = memory[1]
        elif self._read(body) and self._y == y and self._pen == PLAIN:
            self._pieces[y][x] = (body, self._x)
        if self._span is not None:
            self._span = self._span._replace(stop=self._x)
        if body != piece:
            self._control("\n")

    def _open_span(self, y: int, x: int) -> None:
        """Begin a stretch of pieces, unless the one at hand goes on where the last one ended."""
        span = self._span
        if span is not None and span.y == y and span.stop == x:
            return
        self._close_span()
        before = self.wanted.row(y) if self.wanted.has_wide(y) else None
        self._span = _Span(y, x, x, before)

    def _close_span(self) -> None:
        """At the ends of a stretch, mend wide characters that the update cut in half."""
        span, self._span = self._span, None
        if span is not None and span.before is not None:
            self.wanted.rejoin(span.y, (span.start, span.stop), span.before)

    def _read(self, data: str) -> bool:
        """Follow `data` from the cursor on; whether it was nothing but text and its looks."""
        only_text = True
        for match in _TOKEN.finditer(data):
            kind = match.lastgroup
            if kind == "text":
                self._write(match["text"])
                continue
            if kind == "sgr":
                self._pen = apply_codes(self._pen, match["sgr"])
                continue
            if kind == "link":
                link = match["link"]
                self._pen = self._pen._replace(link="" if link.endswith(";") else link)
                continue
            only_text = False
            if kind == "draw":
                self._draw(match["draw"])
            elif kind == "mode":
                self._mode(match[0], match["mode"])
            elif kind == "control":
                self._control(match[0])
            elif not self._framing:
                self.pass_through(match[0])
                if kind == "loud":
                    self.stale = True
        return only_text

    def _write(self, text: str) -> None:
        x, y = self._x, self._y
        self.painted = True
        self._x, cut = self.wanted.write(x, y, text, self._pen)
        self._touch(y, x, self._x, whole=cut)

    def _touch(self, y: int, start: int, stop: int, *, whole: bool = False) -> None:
        """A row changed between two columns: repaint it, forget the pieces that were there."""
        if not 0 <= y < len(self._pieces):
            return
        self.dirty.add(y)
        known = self._pieces[y]
        if whole:
            known.clear()
            return
        for x, (_piece, end) in list(known.items()):
            if x < stop and end > start:
                del known[x]

    def _control(self, char: str) -> None:
        """A control character in the stream: only line ends and backspace move anything."""
        if char == "\n":
            self._x, self._y = 0, self._y + 1
        elif char == "\r":
            self._x = 0
        elif char == "\b":
            self._x = max(0, self._x - 1)

    def _mode(self, sequence: str, mode: str) -> None:
        """A private mode: the synchronized update is ours to decide, the others pass."""
        numbers, on = set(mode[:-1].split(";")), mode[-1] == "h"
        if numbers == {"2026"}:
            self.sync = True
            self.in_update = on
            return
        if self._framing:
            return
        self.pass_through(sequence)
        if numbers & _SCREENS:
            self.stale = True

    def _draw(self, sequence: str) -> None:
        """Cursor moves and erasures."""
        letter = sequence[-1]
        numbers = [int(part or 0) for part in sequence[:-1].split(";")]
        first = max(1, numbers[0])
        width, height = self.wanted.width, self.wanted.height
        if letter in "Hf":
            self._y = first - 1
            self._x = max(1, numbers[1]) - 1 if len(numbers) > 1 else 0
        elif letter == "d":
            self._y = first - 1
        elif letter == "G":
            self._x = first - 1
        elif letter in "AF":
            self._y = max(0, self._y - first)
        elif letter in "BE":
            self._y = min(height - 1, self._y + first)
        elif letter == "C":
            self._x = min(width - 1, self._x + first)
        elif letter == "D":
            self._x = max(0, self._x - first)
        elif letter == "J":
            self._erase_rows(numbers[0])
        elif letter == "K":
            self._erase(self._y, numbers[0])
        if letter in "EF":
            self._x = 0

    def _erase_rows(self, part: int) -> None:
        """Erase to the end, from the start, or all of the screen (0, 1, 2)."""
        if part < 2:
            self._erase(self._y, part)
        below, above = part in (0, 2), part in (1, 2)
        for y in range(self.wanted.height):
            if part == 2 or (below and y > self._y) or (above and y < self._y):
                self._erase(y, 2)

    def _erase(self, y: int, part: int) -> None:
        """Erase to the end, from the start, or all of a row (0, 1, 2)."""
        width, height = self.wanted.width, self.wanted.height
        if not 0 <= y < height:
            return
        start = 0 if part else min(self._x, width)
        stop = min(self._x + 1, width) if part == 1 else width
        self.wanted.erase(y, start, stop, Pen(0, "", self._pen.bg))
        self._touch(y, start, stop, whole=True)
