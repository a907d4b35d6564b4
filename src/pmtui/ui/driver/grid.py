"""A rectangle of terminal cells: what is in each and how it looks."""

from pmtui.ui.driver.cells import is_plain, split_cells
from pmtui.ui.driver.pen import PLAIN, Pen, blank


class Grid:
    """Rows of cells. `chars[y][x]` is a character with its marks, a space, or an empty string for
    the second cell of a wide character; `pens[y][x]` is its look. Starts blank.
    """

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self.chars = [[" "] * width for _ in range(height)]
        self.pens = [[PLAIN] * width for _ in range(height)]

    def resized(self, width: int, height: int) -> "Grid":
        """A grid of another size with the same content at the top left."""
        grid = Grid(width, height)
        for y in range(min(height, self.height)):
            for x in range(min(width, self.width)):
                grid.chars[y][x] = self.chars[y][x]
                grid.pens[y][x] = self.pens[y][x]
            if 0 < width < self.width and self.chars[y][width] == "":
                grid.erase(y, width - 1, width, PLAIN)
        return grid

    def write(self, x: int, y: int, text: str, pen: Pen) -> tuple[int, bool]:
        """Put `text` at a cell; returns the column after it, and whether a wide character beside
        it lost a half and became a space. What lies outside the grid is cut off.
        """
        if is_plain(text):
            cells = list(text)
        else:
            before, cells = split_cells(text)
            if before and 0 <= y < self.height and 0 < x <= self.width:
                self._add_marks(x - 1, y, before)
        end = x + len(cells)
        if not 0 <= y < self.height or x >= self.width or not cells:
            return end, False
        if end > self.width:
            cells = cells[: self.width - x]
        stop = x + len(cells)
        chars = self.chars[y]
        cut = chars[x] == "" or (stop < self.width and chars[stop] == "")
        if cut:
            self._free(x, y)
            if stop < self.width:
                self._free(stop, y)
        chars[x:stop] = cells
        if end > self.width and len(split_cells(text)[1]) > len(cells):
            self._mend_last(y, split_cells(text)[1], len(cells))
        bare = blank(pen)
        if bare == pen or " " not in text:
            self.pens[y][x:stop] = [pen] * len(cells)
        elif text.isspace():
            self.pens[y][x:stop] = [bare] * len(cells)
        else:
            self.pens[y][x:stop] = [bare if char == " " else pen for char in cells]
        return end, cut

    def erase(self, y: int, start: int, stop: int, pen: Pen) -> None:
        """Blank the cells `start` to `stop` (excluded) of a row with the background of `pen`."""
        if start < self.width:
            self._free(start, y)
        if stop < self.width:
            self._free(stop, y)
        self.chars[y][start:stop] = [" "] * (stop - start)
        self.pens[y][start:stop] = [Pen(0, "", pen.bg)] * (stop - start)

    def has_wide(self, y: int) -> bool:
        """Whether a row holds a wide character."""
        return "" in self.chars[y]

    def row(self, y: int) -> tuple[list[str], list[Pen]]:
        """A copy of a row."""
        return self.chars[y][:], self.pens[y][:]

    def rejoin(self, y: int, edges: tuple[int, ...], before: tuple[list[str], list[Pen]]) -> None:
        """Undo that a partial update cut a wide character at one of its edges.

        The compositor redraws regions, not characters: at the edge of a region it sends a space
        for half of a wide character whose other half, outside, stays as it is.
        """
        chars, pens = self.chars[y], self.pens[y]
        had, looked = before
        for x in edges:
            if not 0 < x < self.width or had[x] != "" or had[x - 1] == "":
                continue
            halves = slice(x - 1, x + 1)
            if chars[halves] == [" ", " "] and pens[x - 1] == pens[x] == blank(looked[x]):
                chars[halves] = had[halves]
                pens[halves] = looked[halves]

    def _free(self, x: int, y: int) -> None:
        """If a wide character covers `x` and the cell before, make all its cells spaces."""
        chars = self.chars[y]
        if chars[x] != "":
            return
        first = x
        while first and chars[first] == "":
            first -= 1
        last = x
        while last < self.width and chars[last] == "":
            last += 1
        for column in range(first, last):
            chars[column] = " "
            self.pens[y][column] = blank(self.pens[y][column])

    def _add_marks(self, x: int, y: int, marks: str) -> None:
        """Add combining marks to the character that covers a cell."""
        chars = self.chars[y]
        while x and chars[x] == "":
            x -= 1
        if len(chars[x]) < 16 and chars[x] != " ":
            chars[x] += marks

    def _mend_last(self, y: int, cells: list[str], kept: int) -> None:
        """A wide character cut at the right edge becomes a space, as terminals cannot halve it."""
        if cells[kept] == "":
            x = self.width - 1
            while x and self.chars[y][x] == "":
                x -= 1
            for column in range(x, self.width):
                self.chars[y][column] = " "
