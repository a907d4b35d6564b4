"""A list of records, one line each, flat in cost up to many thousands of rows."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.segment import Segment

from pmtui.ui.text import segments, wrap
from pmtui.ui.widgets.line_list import BOLD, CURSOR, PLAIN, REVERSE, Key, LineList, row_segments


class Column(NamedTuple):
    """One column: a width in cells, 0 for the last one, which takes what is left."""

    width: int = 0
    bold: bool = False


class Row(NamedTuple):
    """One record as it is shown: its id and one text for each column."""

    id: str
    cells: tuple[str, ...]
    tail: str = ""
    """Details behind the last column's text, which give way to it."""
    mark: str = ""
    """A sign and word at the right edge that is never cut."""


class RecordList(LineList):
    """Rows by a callback, so that only those on the screen are ever made."""

    def __init__(
        self,
        table: str,
        columns: Sequence[Column],
        *,
        teach: Sequence[str] = (),
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.table = table
        self.columns = tuple(columns)
        self.teach = tuple(teach)
        self.ids: Sequence[str] = ()
        self._row_at: Callable[[int], Row] | None = None
        self._positions: dict[str, int] = {}

    def show(self, ids: Sequence[str], row_at: Callable[[int], Row]) -> None:
        """Show these records; the cursor stays on the record it was on, else on its place."""
        here = self.ids[self.cursor] if self.cursor < len(self.ids) else ""
        if ids != self.ids:
            self.ids = ids
            here = here if self.touched else ""
            self._positions = {record: index for index, record in enumerate(ids)}
            place = min(self.cursor, max(0, len(ids) - 1)) if self.touched else 0
            self.cursor = self._positions.get(here, place)
        self._row_at = row_at
        self.settle()

    def item_count(self) -> int:
        """How many rows there are."""
        return len(self.ids)

    def row_key(self, index: int) -> Key:
        """The row's record."""
        return (self.table, self.ids[index], "")

    def index_of(self, key: Key) -> int | None:
        """Where a record stands."""
        return self._positions.get(key[1]) if key[0] == self.table else None

    @property
    def current(self) -> str:
        """The id of the record under the cursor, "" in an empty list."""
        return self.ids[self.cursor] if self.cursor < len(self.ids) else ""

    def draw(self, index: int, line: int, width: int, selected: bool) -> list[Segment]:
        """The cells of a row side by side."""
        assert self._row_at is not None
        row = self._row_at(index)
        base = PLAIN
        if selected:
            base = REVERSE if self.strong else BOLD
        drawn = segments(CURSOR if selected else "", 2, base)
        left = width - 2
        for column, cell in zip(self.columns, row.cells, strict=True):
            style = base + BOLD if column.bold else base
            if column.width:
                drawn += segments(cell, column.width, style) + segments("", 1, base)
                left -= column.width + 1
            else:
                drawn += row_segments(cell, row.tail, row.mark, left, (style, base))
        return drawn

    def draw_empty(self, line: int, width: int) -> list[Segment]:
        """What belongs here, an example, and the key that begins it."""
        lines = [part for text in self.teach for part in wrap(text, max(8, width - 4))]
        text = lines[line] if line < len(lines) else ""
        return segments(f"  {text}", width)
