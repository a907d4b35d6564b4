"""Finding rows that only moved: a list that scrolls by one need not be sent again.

Terminals since the VT100 can delete and insert lines between two margins; the rows in between
move by themselves, and only what is new must be drawn.
"""

from collections import Counter
from operator import ne
from typing import NamedTuple, TypeVar

from pmtui.ui.driver.grid import Grid
from pmtui.ui.driver.pen import PLAIN

Row = TypeVar("Row")

FEWEST = 4
"""Changed rows from which looking for a move pays."""
COST = 40
"""Cells a move must save, as it costs some thirty bytes itself."""


class Move(NamedTuple):
    """Rows `top` to `bottom` (included) move up by `by` rows, or down where it is negative."""

    top: int
    bottom: int
    by: int


def find_move(wanted: Grid, shown: Grid, rows: list[int]) -> Move | None:
    """The move of rows that saves most cells of `rows`, which are the ones that changed."""
    if len(rows) < FEWEST:
        return None
    by = _distance(wanted, shown, rows)
    if by == 0:
        return None
    gains = [_gain(wanted, shown, y, y + by) for y in range(wanted.height)]
    gain, first, last = _best_stretch(gains)
    if gain < COST:
        return None
    return Move(first, last + by, by) if by > 0 else Move(first + by, last, by)


def apply_move(grid: Grid, move: Move) -> str:
    """The bytes of a move; `grid` follows. The pen must be plain, the cursor is lost after it."""
    top, bottom, by = move
    count = abs(by)
    chars = [[" "] * grid.width for _ in range(count)]
    pens = [[PLAIN] * grid.width for _ in range(count)]
    rows = slice(top, bottom + 1)
    grid.chars[rows] = _shifted(grid.chars[rows], chars, by)
    grid.pens[rows] = _shifted(grid.pens[rows], pens, by)
    letter = "M" if by > 0 else "L"
    lines = f"\x1b[{count if count > 1 else ''}{letter}"
    home = f"\x1b[{top + 1}H" if top else "\x1b[H"
    if bottom == grid.height - 1:
        return home + lines
    return f"\x1b[{top + 1};{bottom + 1}r{home}{lines}\x1b[r"


def _shifted(block: list[Row], fresh: list[Row], by: int) -> list[Row]:
    """`block` with its rows moved up (or down), and `fresh` ones where they came from."""
    return [*block[by:], *fresh] if by > 0 else [*fresh, *block[:by]]


def _distance(wanted: Grid, shown: Grid, rows: list[int]) -> int:
    """By how many rows most of the text moved up; 0 when it did not."""
    width = max(1, wanted.width * 3 // 4)  # a scroll bar at the right stays where it is
    places: dict[tuple[str, ...], int] = {}
    for y, row in enumerate(shown.chars):
        key = tuple(row[:width])
        places[key] = -1 if key in places else y  # a text that occurs twice tells nothing
    votes: Counter[int] = Counter()
    for y in rows:
        place = places.get(tuple(wanted.chars[y][:width]), -1)
        if place >= 0 and place != y:
            votes[place - y] += 1
    if not votes:
        return 0
    by, count = votes.most_common(1)[0]
    return by if count >= FEWEST - 1 else 0


def _gain(wanted: Grid, shown: Grid, y: int, source: int) -> int:
    """Cells of a row that need not be drawn if the row at `source` comes to it."""
    if not 0 <= source < shown.height:
        return -wanted.width
    return _unlike(wanted, shown, y, y) - _unlike(wanted, shown, y, source)


def _unlike(wanted: Grid, shown: Grid, y: int, source: int) -> int:
    chars = sum(map(ne, wanted.chars[y], shown.chars[source]))
    pens = sum(map(ne, wanted.pens[y], shown.pens[source]))
    return int(chars + pens)


def _best_stretch(gains: list[int]) -> tuple[int, int, int]:
    """The rows that follow each other and gain most together: gain, first, last."""
    best = (0, 0, 0)
    total = start = 0
    for y, gain in enumerate(gains):
        if total <= 0:
            total, start = 0, y
        total += gain
        if total > best[0]:
            best = (total, start, y)
    return best
