"""The base of lists and forms: items of one or more lines, one of them under the cursor.

Nothing is mounted for an item; lines are drawn when they are on the screen. An item is found again
by its key, never by its position, so that the cursor stays where it was when the list changes.
"""

from itertools import chain
from typing import ClassVar, TypeAlias

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from pmtui.ui.commands import bindings
from pmtui.ui.text import fit, segments
from pmtui.ui.widgets.list_commands import MOVES, OPEN

Key: TypeAlias = tuple[str, str, str]
"""Table, record id and field of an item; unused parts are empty."""

CURSOR = "› "
"""What stands before the item under the cursor, so that it reads without colour."""
PLAIN = Style()
DETAIL = " · "
"""What stands between the details of a row."""
BOLD = Style(bold=True)
DIM = Style(dim=True)
TEXT_SHARE = 0.58
"""The part of a line that a text may claim before the details at its end."""
REVERSE = Style(reverse=True)


class LineList(ScrollView, can_focus=True):
    """Items in lines; subclasses say how many there are, how tall, and how one line looks."""

    BINDINGS: ClassVar[list[BindingType]] = bindings((*MOVES, OPEN))

    class Highlighted(Message):
        """The cursor went to another item."""

        def __init__(self, lines: "LineList", key: Key) -> None:
            super().__init__()
            self.lines = lines
            self.key = key

        @property
        def control(self) -> "LineList":
            """The list, for `on` with a selector."""
            return self.lines

    class Opened(Message):
        """The person wants to open or edit the item under the cursor."""

        def __init__(self, lines: "LineList", key: Key) -> None:
            super().__init__()
            self.lines = lines
            self.key = key

        @property
        def control(self) -> "LineList":
            """The list, for `on` with a selector."""
            return self.lines

    class Edge(Message):
        """The cursor was to go past the last item (1) or before the first (-1)."""

        def __init__(self, lines: "LineList", by: int, go_on: bool = False) -> None:
            super().__init__()
            self.lines = lines
            self.by = by
            self.go_on = go_on
            """Whether what comes next is to be edited at once, as after Tab."""

        @property
        def control(self) -> "LineList":
            """The list, for `on` with a selector."""
            return self.lines

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.cursor = 0
        self.touched = False
        """Whether the cursor was ever put somewhere; until then it stays on the first item."""
        self.quiet = False
        """Whether no cursor is drawn, since the list is only to be read."""
        self.led = False
        """Whether another widget passes the keys on, so that the cursor is always drawn strongly."""

    @property
    def strong(self) -> bool:
        """Whether keys arrive here, so that the cursor is drawn strongly."""
        return self.led or bool(self.has_focus)

    # -- what a subclass knows -----------------------------------------------------------------

    def item_count(self) -> int:
        """How many items there are."""
        raise NotImplementedError

    def row_key(self, index: int) -> Key:
        """The key of an item."""
        raise NotImplementedError

    def index_of(self, key: Key) -> int | None:
        """Where the item with a key stands, None where it is gone."""
        raise NotImplementedError

    def top_of(self, index: int) -> int:
        """The first line of an item."""
        return index

    def height_of(self, index: int) -> int:
        """How many lines an item takes."""
        return 1

    def item_at(self, y: int) -> tuple[int, int]:
        """The item on a line, and which of its lines it is."""
        return y, 0

    def selectable(self, index: int) -> bool:
        """Whether the cursor can stand on an item."""
        return True

    def draw(self, index: int, line: int, width: int, selected: bool) -> list[Segment]:
        """One line of an item, exactly `width` cells wide."""
        raise NotImplementedError

    def sign_at(self, index: int, line: int) -> str:
        """A character behind a line of an item, "" for none."""
        return ""

    def draw_empty(self, line: int, width: int) -> list[Segment]:
        """A line of what is said where there are no items."""
        return segments("", width)

    # -- drawing -------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line of the widget, on the ground of a theme that brings its own colours."""
        strip = self._line(y)
        return strip if self.app.native_ansi_color else strip.apply_style(self.rich_style)

    def _line(self, y: int) -> Strip:
        """One line; a mark at the edge says that there is more."""
        width = self.size.width
        if width <= 0:
            return Strip.blank(0)
        line = y + round(self.scroll_offset.y)
        total = self.total_lines()
        if total == 0:
            return Strip(self.draw_empty(y, width), width)
        if line >= total:
            return Strip.blank(width)
        index, part = self.item_at(line)
        more = "↑" if y == 0 and line > 0 else ""
        if y == self.size.height - 1 and line < total - 1:
            more = "↓"
        drawn = self.draw(index, part, width - 2, self._under(index))
        sign = self.sign_at(index, part) or " "
        return Strip([*drawn, Segment(sign, BOLD), *segments(more, 1, DIM)], width)

    def _under(self, index: int) -> bool:
        return index == self.cursor and not self.quiet and self.selectable(index)

    def total_lines(self) -> int:
        """How many lines all items take together."""
        count = self.item_count()
        return self.top_of(count - 1) + self.height_of(count - 1) if count else 0

    def settle(self) -> None:
        """Fit the scrolling range and the cursor to the items, and paint anew."""
        self.virtual_size = Size(self.size.width, self.total_lines())
        self.cursor = self.nearest(self.cursor)
        self.keep_visible()
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Fit to another size."""
        self.settle()

    def on_key(self) -> None:
        """From the first key on the cursor belongs to its item, not to the top."""
        self.touched = True

    def on_focus(self) -> None:
        """The cursor is drawn strongly only where the keys go."""
        self.repaint_item(self.cursor)

    def on_blur(self) -> None:
        """The cursor is drawn strongly only where the keys go."""
        self.repaint_item(self.cursor)

    def repaint_item(self, index: int) -> None:
        """Paint one item anew."""
        if 0 <= index < self.item_count():
            self.refresh_lines(self.top_of(index), self.height_of(index))

    # -- the cursor ----------------------------------------------------------------------------

    @property
    def key(self) -> Key | None:
        """The key of the item under the cursor."""
        return self.row_key(self.cursor) if self.cursor < self.item_count() else None

    def nearest(self, index: int) -> int:
        """The selectable item at a position, else the next one, else the one before."""
        count = self.item_count()
        if not count:
            return 0
        index = max(0, min(count - 1, index))
        for candidate in chain(range(index, count), range(index - 1, -1, -1)):
            if self.selectable(candidate):
                return candidate
        return index

    def put_cursor(self, key: Key) -> bool:
        """Put the cursor on an item; False where it is not in the list."""
        index = self.index_of(key)
        if index is None:
            return False
        self.go(index)
        return True

    def go(self, index: int) -> None:
        """Put the cursor on a position, telling whoever listens where it changed."""
        index = self.nearest(index)
        self.touched = True
        if index == self.cursor:
            self.keep_visible()
            return
        before, self.cursor = self.cursor, index
        self.repaint_item(before)
        self.repaint_item(index)
        self.keep_visible()
        if (key := self.key) is not None:
            self.post_message(self.Highlighted(self, key))

    def keep_visible(self) -> None:
        """Scroll no further than needed to show the item under the cursor."""
        height = self.size.height
        if height <= 0 or not self.item_count():
            return
        top = self.top_of(self.cursor)
        bottom = top + self.height_of(self.cursor)
        if not any(self.selectable(i) for i in range(self.cursor + 1, self.item_count())):
            bottom = self.total_lines()  # notes below the last item belong to it
        start = round(self.scroll_offset.y)
        if not any(self.selectable(i) for i in range(self.cursor)):
            top = 0  # headings above the first item belong to it
        if top < start:
            self.jump_to(top)
        elif bottom > start + height:
            self.jump_to(min(top, bottom - height))

    def jump_to(self, y: int) -> None:
        """Scroll at once; animation would send bytes for nothing."""
        self.scroll_to(y=y, animate=False, force=True, immediate=True)

    def action_down(self) -> None:
        """To the next item."""
        self.step(1)

    def action_up(self) -> None:
        """To the item before."""
        self.step(-1)

    def step(self, by: int, go_on: bool = False) -> bool:
        """To the next item (1) or the one before (-1); False, and told, where there is none."""
        end = self.item_count() if by > 0 else -1
        for index in range(self.cursor + by, end, by):
            if self.selectable(index):
                self.go(index)
                return True
        self.post_message(self.Edge(self, by, go_on))
        return False

    def action_page_down(self) -> None:
        """A page down."""
        self._page(1)

    def action_page_up(self) -> None:
        """A page up."""
        self._page(-1)

    def _page(self, direction: int) -> None:
        if not self.item_count():
            return
        line = self.top_of(self.cursor) + direction * max(1, self.size.height - 1)
        line = max(0, min(self.total_lines() - 1, line))
        self.go(self.item_at(line)[0])

    def action_first(self) -> None:
        """To the first item."""
        self.go(0)

    def action_last(self) -> None:
        """To the last item."""
        self.go(self.item_count() - 1)

    def action_open(self) -> None:
        """Say that the item under the cursor is wanted."""
        if (key := self.key) is not None:
            self.post_message(self.Opened(self, key))


def row_segments(
    text: str, tail: str, mark: str, width: int, styles: tuple[Style, Style]
) -> list[Segment]:
    """A text, those of the details that have room, and a mark that is never cut; `width` cells."""
    text_style, tail_style = styles
    mark_width = min(cell_len(mark) + 2, width) if mark else 0
    room = width - mark_width
    details = _with_room(tail, max(room - cell_len(text), room - int(room * TEXT_SHARE)) - 2)
    tail_width = cell_len(details) + 2 if details else 0
    shown = segments(text, room - tail_width, text_style)
    if tail_width:
        shown += segments(f"  {details}", tail_width, tail_style)
    if mark_width:
        shown += segments(f"  {mark}", mark_width, tail_style + BOLD)
    return shown


def _with_room(tail: str, room: int) -> str:
    """The first detail, cut if it must be, and those of the others that fit, in their order."""
    parts = [part for part in tail.split(DETAIL) if part]
    if not parts or room < 6:
        return ""
    kept = fit(parts[0], room)
    for part in parts[1:]:
        if cell_len(f"{kept}{DETAIL}{part}") <= room:
            kept = f"{kept}{DETAIL}{part}"
    return kept
