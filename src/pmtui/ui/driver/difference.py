"""The bytes that turn what the terminal shows into what it should show.

Only cells that differ are written. Between them the cursor takes the shortest way; a tail of
spaces becomes an erase to the end of the line; colours and attributes carry over.
"""

from functools import lru_cache

from pmtui.ui.driver.cells import doubt, is_plain
from pmtui.ui.driver.grid import Grid
from pmtui.ui.driver.pen import PLAIN, Pen, blank, change, serves

NEAR = 3
"""Unchanged cells between two changed ones that are cheaper written again than jumped over."""


@lru_cache(maxsize=4096)
def way(x: int, y: int, to_x: int, to_y: int) -> str:
    """The shortest bytes that move the cursor; `x` is negative when the column is unknown."""
    if x == to_x and y == to_y:
        return ""
    if to_x == 0:
        best = f"\x1b[{to_y + 1}H" if to_y else "\x1b[H"
    else:
        best = f"\x1b[{to_y + 1};{to_x + 1}H"
    others: list[str] = []
    if y == to_y:
        others.append("\r" if to_x == 0 else f"\x1b[{to_x + 1}G")
        if 0 <= x < to_x:
            others.append("\x1b[C" if to_x - x == 1 else f"\x1b[{to_x - x}C")
        elif x > to_x:
            others.append("\b" * (x - to_x) if x - to_x < 5 else f"\x1b[{x - to_x}D")
    elif x == to_x and y >= 0:
        letter = "B" if to_y > y else "A"
        rows = abs(to_y - y)
        others.append(f"\x1b[{letter}" if rows == 1 else f"\x1b[{rows}{letter}")
    return min([*others, best], key=len)


class Encoder:
    """Follows the terminal's cursor and pen while it writes differences.

    `x` and `y` are negative where the terminal's cursor is not known for sure.
    """

    def __init__(self) -> None:
        self.x = -1
        self.y = -1
        self.pen = PLAIN
        self.out: list[str] = []

    def forget(self) -> None:
        """Make no assumption about the cursor and set the pen to plain."""
        self.x = self.y = -1
        self.out.append(change(self.pen, PLAIN) if self.pen.link else "")
        self.out.append("\x1b[m")
        self.pen = PLAIN

    def take(self) -> str:
        """What was written since the last call."""
        text = "".join(self.out)
        self.out.clear()
        return text

    def move(self, x: int, y: int) -> None:
        """Bring the cursor to a cell."""
        if self.x != x or self.y != y:
            self.out.append(way(self.x, self.y, x, y))
            self.x, self.y = x, y

    def move_rows(self, sequence: str) -> None:
        """Write a sequence that moves rows: with a plain pen, and the cursor unknown after it."""
        if self.pen != PLAIN:
            self.out.append(change(self.pen, PLAIN))
            self.pen = PLAIN
        self.out.append(sequence)
        self.x = self.y = -1

    def row(self, y: int, wanted: Grid, shown: Grid) -> None:
        """Write what differs in one row, and note in `shown` that the terminal has it."""
        chars, pens = wanted.chars[y], wanted.pens[y]
        had, looked = shown.chars[y], shown.pens[y]
        if chars == had and pens == looked:
            return
        changed = [
            x
            for x, (a, b, c, d) in enumerate(zip(chars, had, pens, looked, strict=True))
            if a != b or c != d
        ]
        tail = self._tail(chars, pens, changed)
        width = wanted.width
        index, count = 0, len(changed)
        done = 0  # cells left of this one are settled
        disturbed = -1  # cells up to this one may have been spoilt by a doubtful neighbour
        while index < count or done <= disturbed:
            if done <= disturbed and (index == count or done < changed[index]):
                x = done
            else:
                x = changed[index]
                index += 1
            if x < done:
                continue
            while x and chars[x] == "":
                x -= 1
            if x >= tail:
                self._erase(x, y, width)
                break
            self._approach(x, y, chars, pens)
            if disturbed < x and index < count:
                stop = self._run(changed, index, chars, pens, tail)
                if stop > index:
                    index = stop
                    done = changed[stop - 1] + 1
                    continue
            done = self._cell(x, y, chars, pens, width)
            extra = doubt(chars[x]) if chars[x] != " " else -1
            if extra > 0:
                disturbed = min(done + extra - 1, width - 1)
        had[:] = chars
        looked[:] = pens

    def _run(
        self, changed: list[int], index: int, chars: list[str], pens: list[Pen], tail: int
    ) -> int:
        """Write a run of changed cells of one look at once, beginning with the one before `index`.

        Returns the index after the run, or `index` where there is no run of plain characters.
        """
        x = changed[index - 1]
        pen = pens[x] if chars[x] != " " else self.pen
        bare = blank(pen)
        end, stop = x, index - 1
        room = min(tail, len(chars) - 1) - x  # the tail is erased, the last column goes its own way
        last = min(len(changed), index - 1 + room)
        while stop < last and changed[stop] == end:
            if pens[end] is not pen and (chars[end] != " " or pens[end] != bare):
                break
            end += 1
            stop += 1
        text = "".join(chars[x:end])
        if end - x < 2 or len(text) != end - x or not is_plain(text):
            return index
        if pen != self.pen:
            self.out.append(change(self.pen, pen))
            self.pen = pen
        self.out.append(text)
        self.x = end
        return stop

    def _tail(self, chars: list[str], pens: list[Pen], changed: list[int]) -> int:
        """Where an erase to the end of the line takes over; the width if it does not pay."""
        tail = width = len(chars)
        while tail and chars[tail - 1] == " " and pens[tail - 1].erasable:
            tail -= 1
        cells = sum(1 for x in changed if x >= tail)
        cost = 3 + len(change(self.pen, PLAIN))
        return tail if cells > cost else width

    def _approach(self, x: int, y: int, chars: list[str], pens: list[Pen]) -> None:
        """Come to a cell: over a short gap by writing it again, else by moving."""
        gap = x - self.x
        if self.y == y and 0 < gap <= NEAR and self.x >= 0:
            between = range(self.x, x)
            if all(
                doubt(chars[i]) < 0 and len(chars[i]) == 1 and self._draws(chars[i], pens[i])
                for i in between
            ):
                text = "".join(chars[i] for i in between)
                if len(text.encode()) <= len(way(self.x, y, x, y)):
                    self.out.append(text)
                    self.x = x
                    return
        self.move(x, y)

    def _draws(self, char: str, pen: Pen) -> bool:
        """Whether the pen as it is draws a cell right."""
        return pen == self.pen or (char == " " and serves(self.pen, pen))

    def _cell(self, x: int, y: int, chars: list[str], pens: list[Pen], width: int) -> int:
        """Write the character at a cell; returns the column after it."""
        char, pen = chars[x], pens[x]
        after = x + 1
        while after < width and chars[after] == "":
            after += 1
        if not self._draws(char, pen):
            self.out.append(change(self.pen, pen))
            self.pen = pen
        if char == " " or doubt(char) < 0:
            self.out.append(char)
            self.x = after if after < width else -1
        else:
            if after - x > 1:  # a terminal that draws it narrow must not leave an old half
                self.out.append(" " * (after - x) + way(-1, y, x, y))
            self.out.append(char)
            self.x = -1
        if self.x < 0 and after >= width:
            self.y = -1  # a wrap may be pending: only an absolute move is sure
        return after

    def _erase(self, x: int, y: int, width: int) -> None:
        """Erase to the end of the line with the default background."""
        self.move(x, y)
        if self.pen != PLAIN:
            self.out.append(change(self.pen, PLAIN))
            self.pen = PLAIN
        self.out.append("\x1b[K")
