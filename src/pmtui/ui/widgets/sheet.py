"""The drawn part of a form: labels, values, marks and rows in lines, one of them under the cursor."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from pmtui.ui.text import fit, segments
from pmtui.ui.widgets.items import FieldItem, HeadItem, Item, NoteItem
from pmtui.ui.widgets.line_list import (
    BOLD,
    CURSOR,
    DIM,
    PLAIN,
    REVERSE,
    Key,
    LineList,
    row_segments,
)
from pmtui.ui.widgets.spots import MARKED
from pmtui.value import Value

LABEL = 25
"""Cells of the label column, cursor and mark included."""


class Drawn(Value):
    """How an item looks: its value in lines, and what is said about it."""

    lines: tuple[str, ...]
    label: str = ""
    mark: str = ""
    tail: str = ""
    hint: bool = False
    """Whether the lines are an example rather than a value."""
    marked: tuple[tuple[int, int, int], ...] = ()
    """Marked words: the line, and from which character to which."""
    signs: tuple[str, ...] = ()
    """What stands behind each line, "" for nothing."""
    note: str = ""
    """A line below: the echo of what is typed, or why it could not be read."""

    @property
    def height(self) -> int:
        """Lines it takes."""
        return len(self.lines) + bool(self.note)


class Sheet(LineList):
    """Items that a form describes; only those that look different are painted anew."""

    class WentOn(Message):
        """The person goes on to the next item (1) or back (-1), to type."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "open", "Turn", show=False),
        Binding("tab", "go_on(1)", "On", show=False),
        Binding("shift+tab", "go_on(-1)", "Back", show=False),
    ]

    def __init__(self, describe: Callable[[Item, int], Drawn], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.items: Sequence[Item] = ()
        self._describe = describe
        self._drawn: list[Drawn] = []
        self._tops: list[int] = []
        self._positions: dict[Key, int] = {}

    def action_go_on(self, by: int) -> None:
        """On to the next item, which is edited; past the last one the next record is ready to type."""
        self.post_message(self.WentOn(by))

    @property
    def value_width(self) -> int:
        """Cells that a value has."""
        return max(8, self.size.width - LABEL - 2)

    def show(self, items: Sequence[Item]) -> None:
        """Show these items; the cursor stays on the item it was on, else on its place."""
        if items != self.items:
            here = self.key if self.touched else None
            self.items = items
            self._positions = {item.key: index for index, item in enumerate(items)}
            self._drawn = []
            if here is None:
                self.cursor = 0
            else:
                self.cursor = self._positions.get(here, self._near(here[0]))
        self.lay_out()

    def _near(self, table: str) -> int:
        """Where the cursor goes when its item is gone: its place, or the one before in its list."""
        index = min(self.cursor, max(0, len(self.items) - 1))
        for candidate in (index, index - 1):
            if 0 <= candidate < len(self.items) and self.items[candidate].key[0] == table:
                return candidate
        return index

    def lay_out(self) -> None:
        """Describe the items anew and paint what looks different."""
        width = self.value_width
        drawn = [self._describe(item, width) for item in self.items]
        before, self._drawn = self._drawn, drawn
        heights = [self._height(i) for i in range(len(drawn))]
        tops = [0]
        for height in heights:
            tops.append(tops[-1] + height)
        if tops == self._tops and len(before) == len(drawn):
            for index, (old, new) in enumerate(zip(before, drawn, strict=True)):
                if old != new:
                    self.repaint_item(index)
            return
        self._tops = tops
        self.settle()

    def _height(self, index: int) -> int:
        air = isinstance(self.items[index], HeadItem) and index > 0
        return self._drawn[index].height + air

    def settle(self) -> None:
        """Fit to a size; a new width changes how many lines the values take."""
        if len(self._drawn) == len(self.items):
            super().settle()

    def on_resize(self, event: events.Resize) -> None:
        """Describe everything for another width."""
        self._tops = []
        self.lay_out()

    def item_count(self) -> int:
        """How many items there are."""
        return len(self._drawn)

    def row_key(self, index: int) -> Key:
        """The item's key."""
        return self.items[index].key

    def index_of(self, key: Key) -> int | None:
        """Where an item stands."""
        return self._positions.get(key)

    def item(self, key: Key) -> Item | None:
        """The item with a key."""
        index = self.index_of(key)
        return None if index is None else self.items[index]

    def top_of(self, index: int) -> int:
        """The first line of an item."""
        return self._tops[index] if index < len(self._tops) else 0

    def height_of(self, index: int) -> int:
        """How many lines an item takes."""
        return self._height(index)

    def item_at(self, y: int) -> tuple[int, int]:
        """The item on a line, and which of its lines it is."""
        index = bisect_right(self._tops, y, hi=len(self._drawn)) - 1
        return index, y - self._tops[index]

    def selectable(self, index: int) -> bool:
        """Headings and notes are passed over."""
        return not isinstance(self.items[index], HeadItem | NoteItem)

    def draw(self, index: int, line: int, width: int, selected: bool) -> list[Segment]:
        """One line of an item."""
        item, drawn = self.items[index], self._drawn[index]
        match item:
            case HeadItem():
                text = "" if index > 0 and line == 0 else drawn.lines[0]
                return segments(text, width, BOLD)
            case FieldItem():
                return self._draw_field(drawn, line, width, selected)
            case NoteItem():
                return segments(f"  {drawn.lines[line]}", width, DIM)
        base = PLAIN
        if selected:
            base = REVERSE if self.strong else BOLD
        text = drawn.lines[line] if line < len(drawn.lines) else ""
        tail, mark = (drawn.tail, drawn.mark) if line == 0 else ("", "")
        first = CURSOR if selected and line == 0 else "  "
        style = base + DIM if drawn.hint and not selected else base
        return row_segments(first + text, tail, mark, width, (style, base))

    def _draw_field(self, drawn: Drawn, line: int, width: int, selected: bool) -> list[Segment]:
        strong = PLAIN
        if selected:
            strong = REVERSE if self.strong else BOLD
        value_width = width - LABEL
        if line == 0:
            alone = len(drawn.lines) > 1
            mark = "" if alone or not drawn.mark else f" {drawn.mark}"
            room = LABEL - 3 - cell_len(mark)
            label = fit(drawn.label, room)
            left = segments((CURSOR if selected else "  ") + label, 2 + room, strong)
            left += segments(mark, cell_len(mark), BOLD) if mark else []
            left += segments("", 1)
        else:
            said = drawn.mark if line == 1 and len(drawn.lines) > 1 else ""
            left = segments(f"  {said}", LABEL, BOLD)
        if line >= len(drawn.lines):
            return left + segments(drawn.note, value_width, BOLD)
        if marked := [part for part in drawn.marked if part[0] == line]:
            return left + _with_marks(drawn.lines[line], marked, value_width)
        style = DIM if drawn.hint else PLAIN
        return left + segments(drawn.lines[line], value_width, style)

    def sign_at(self, index: int, line: int) -> str:
        """The sign of a line with marked words."""
        signs = self._drawn[index].signs
        return signs[line] if line < len(signs) else ""


def _with_marks(text: str, marked: Sequence[tuple[int, int, int]], width: int) -> list[Segment]:
    """One line with its marked words, exactly `width` cells wide."""
    found: list[Segment] = []
    done = 0
    for _, start, end in marked:
        if start >= done and end > start:
            found += [Segment(text[done:start]), Segment(text[start:end], MARKED)]
            done = end
    room = width - sum(cell_len(part.text) for part in found)
    return found + segments(text[done:], max(room, 0))
