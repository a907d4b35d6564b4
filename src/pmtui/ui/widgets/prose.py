"""A text of many lines being edited: wrapped at 76, quiet while idle, undone by the workbook."""

from typing import ClassVar

from rich.segment import Segment
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.document._document import Document, EditResult
from textual.document._history import EditHistory
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Edit as TextEdit

from pmtui.domain.text import LONGEST_FIELD, sanitise
from pmtui.ui.widgets.carets import followed
from pmtui.ui.widgets.common import changed_part
from pmtui.ui.widgets.line_input import LineInput
from pmtui.ui.widgets.line_list import BOLD as SIGN
from pmtui.ui.widgets.spots import MARKED, NOWHERE, Spots, stronger

MEASURE = 76
"""Cells of the longest line, which reads well and survives being quoted."""
CAP = LONGEST_FIELD
ASK_ABOVE = 20 * 1024
"""Characters of a paste above which it is asked what to do with it."""

LONGEST_LINE = 2000
"""Characters of a pasted line; a longer one is broken, since wrapping it costs time with each key."""


def break_long_lines(text: str) -> str:
    """`text` with a line break after each `LONGEST_LINE` characters of an overlong line."""
    if len(text) <= LONGEST_LINE:
        return text
    return "\n".join(
        line[start : start + LONGEST_LINE]
        for line in text.split("\n")
        for start in range(0, max(1, len(line)), LONGEST_LINE)
    )


class _NoHistory(EditHistory):
    """Records nothing: undo is the workbook's, and the widget's own one can crash."""

    def record(self, edit: TextEdit) -> None:
        """Forget the edit."""


class Prose(TextArea):
    """A TextArea that leaves by Tab and Esc, and whose Ctrl+Z and Ctrl+Y reach the workbook."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False),
        Binding("tab", "next", "Next field", show=False),
        Binding("shift+tab", "previous", "Previous field", show=False),
        Binding("ctrl+f", "expand", "Full pane", show=False),
    ]

    class Pasted(Message):
        """A long text was pasted; it is sanitised and nowhere yet."""

        def __init__(self, prose: "Prose", text: str) -> None:
            super().__init__()
            self.prose = prose
            self.text = text

    class Expanded(Message):
        """The person wants the full pane for this text, or the three lines again."""

    class Refused(Message):
        """Something was not taken, or not as it came; the text says why and what to do."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, id: str | None = None) -> None:
        self.spots = NOWHERE
        self._marked: dict[int, list[tuple[int, int, str]]] = {}
        """From where to where words of a line are marked, and their sign."""
        super().__init__(
            id=id, soft_wrap=True, tab_behavior="focus", compact=True, highlight_cursor_line=False
        )
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self.history = _NoHistory(
            max_checkpoints=1, checkpoint_timer=60.0, checkpoint_max_characters=1
        )

    # -- marked words --------------------------------------------------------------------------

    def mark(self, spots: Spots) -> None:
        """Mark these words; the same ones again cost nothing."""
        if spots != self.spots:
            self.spots = spots
            self._find_marks()
            self.notify_style_update()  # forgets the lines that were drawn
            self.refresh()

    def _find_marks(self) -> None:
        """In which lines the marked words are."""
        self._marked = {}
        document = self.document
        assert isinstance(document, Document)
        for spot in self.spots.spots:
            row, column = document.get_location_from_index(spot.start)
            last, until = document.get_location_from_index(spot.end)
            for line in range(row, last + 1):
                end = until if line == last else len(document.get_line(line))
                self._marked.setdefault(line, []).append((column, end, spot.sign))
                column = 0

    def edit(self, edit: TextEdit) -> EditResult:
        """Marked words keep their marks while the text around them changes."""
        result = super().edit(edit)
        if self.spots.spots:
            self.spots = self.spots.moved_to(self.text)
            self._find_marks()
        return result

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn, its marked words underlined."""
        line = super().get_line(line_index)
        for start, end, _ in self._marked.get(line_index, ()):
            line.stylize(MARKED, start, end)
        return line

    def render_line(self, y: int) -> Strip:
        """A row; a sign in its last cell says that it has marked words."""
        strip = super().render_line(y)
        row = y + round(self.scroll_offset.y)
        sign = self._sign_of_row(row) if self._marked else ""
        if not sign or self.cursor_screen_offset.x >= self.region.right - 1:
            return strip
        width = self.size.width
        edge = Strip([Segment(sign, self.rich_style + SIGN)])
        return Strip.join([strip.crop(0, width - 1), edge])

    def _sign_of_row(self, row: int) -> str:
        found = ""
        for line, parts in self._marked.items():
            for start, end, sign in parts:
                first = self.wrapped_document.location_to_offset((line, start)).y
                last = self.wrapped_document.location_to_offset((line, max(start, end - 1))).y
                if first <= row <= last and stronger(sign, found):
                    found = sign
        return found

    @property
    def cursor_index(self) -> int:
        """The offset of the cursor in the text."""
        document = self.document
        assert isinstance(document, Document)
        return document.get_index_from_location(self.cursor_location)

    def put_cursor(self, index: int) -> None:
        """Put the cursor on an offset of the text."""
        document = self.document
        assert isinstance(document, Document)
        self.move_cursor(document.get_location_from_index(min(index, len(self.text))))

    @property
    def wrap_width(self) -> int:
        """The measure, or the widget's width where that is less."""
        return min(MEASURE, super().wrap_width)

    def show(self, text: str) -> None:
        """Show another text by the smallest replacement; the cursor stays behind the same word."""
        old = self.text
        if text == old:
            return
        place = followed(old, text, self.cursor_index)
        start, same = changed_part(old, text)
        stop = len(old) - same
        document = self.document
        assert isinstance(document, Document)
        with self.prevent(TextArea.Changed):
            self.replace(
                text[start : len(text) - same],
                document.get_location_from_index(start),
                document.get_location_from_index(stop),
                maintain_selection_offset=True,
            )
        if self.selection.is_empty and self.cursor_index != place:
            self.put_cursor(place)

    def to_end(self) -> None:
        """Put the cursor behind the last character."""
        self.move_cursor(self.document.end)

    def put(self, text: str) -> None:
        """Insert text at the cursor as one edit, within the cap."""
        text = break_long_lines(text)
        room = CAP - len(self.text)
        if len(text) > room:
            self.post_message(
                self.Refused(
                    f"A field takes {CAP // 1024} KB; this text has {len(text) // 1024} KB. "
                    "Keep it as a source text of the overview instead."
                )
            )
            return
        start, end = self.selection
        self.replace(text, start, end, maintain_selection_offset=False)

    def action_leave(self) -> None:
        """Out of the field, its text kept."""
        self.post_message(LineInput.Left(self))

    def action_next(self) -> None:
        """On to the next field."""
        self.post_message(LineInput.Left(self, 1, True))

    def action_previous(self) -> None:
        """Back to the field before."""
        self.post_message(LineInput.Left(self, -1, True))

    def action_expand(self) -> None:
        """The full pane, or back."""
        self.post_message(self.Expanded())

    def action_undo(self) -> None:
        """Never reached: Ctrl+Z goes to the workbook (see `check_action`)."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without its own undo, the keys go on to the workbook's."""
        if action in ("undo", "redo"):
            return False
        return super().check_action(action, parameters)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        clean = sanitise(event.text)
        if len(clean.text) > ASK_ABOVE:
            self.post_message(self.Pasted(self, clean.text))
            return
        self.put(clean.text)
        if clean.removed:
            self.post_message(self.Refused(clean.notice()))
