"""One line of text being edited: an Input that loses no paste and keeps quiet while idle."""

from typing import ClassVar

from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from pmtui.domain.text import sanitise
from pmtui.ui.text import fit
from pmtui.ui.widgets.carets import followed
from pmtui.ui.widgets.spots import MARKED, NOWHERE, Spots

LONGEST = 2000
"""Characters of a paste that a line takes without asking."""


class Underline(Highlighter):
    """Underlines marked words; they keep their marks while the text around them changes."""

    def __init__(self) -> None:
        self.spots = NOWHERE

    def highlight(self, text: Text) -> None:
        """Underline in a line that is about to be drawn."""
        self.spots = self.spots.moved_to(text.plain)
        for spot in self.spots.spots:
            text.stylize(MARKED, spot.start, spot.end)


class LineInput(Input):
    """An Input without frame and blink.

    A paste of several lines is not cut to its first one: it goes out as `Pasted`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False),
        Binding("down", "next", "Next", show=False),
        Binding("up", "previous", "Previous", show=False),
        Binding("tab", "next(True)", "Next field", show=False),
        Binding("shift+tab", "previous(True)", "Previous field", show=False),
    ]

    class Left(Message):
        """The person is done here; `by` is 1 for on to the next, -1 for back, 0 for out."""

        def __init__(self, editor: Widget, by: int = 0, go_on: bool = False) -> None:
            super().__init__()
            self.editor = editor
            self.by = by
            self.go_on = go_on
            """Whether the next field is to be edited at once."""

        @property
        def control(self) -> Widget:
            """The editor, for `on` with a selector."""
            return self.editor

    class Pasted(Message):
        """Several lines, or a very long one; the text is sanitised and nowhere yet."""

        def __init__(self, editor: Input, text: str) -> None:
            super().__init__()
            self.editor = editor
            self.text = text

        @property
        def control(self) -> Input:
            """The editor, for `on` with a selector."""
            return self.editor

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, compact=True, select_on_focus=False)
        self.cursor_blink = False
        self.underline = Underline()
        self.highlighter = self.underline

    def mark(self, spots: Spots) -> None:
        """Mark these words; the same ones again cost nothing."""
        if spots != self.underline.spots:
            self.underline.spots = spots
            self.refresh()

    def show(self, text: str) -> None:
        """Show another text without telling anyone; the cursor stays behind the same word."""
        text = text.replace("\n", " ")
        if text != self.value:
            position = followed(self.value, text, self.cursor_position)
            with self.prevent(Input.Changed):
                self.value = text
                self.cursor_position = position

    def hint(self, text: str) -> None:
        """What stands in the empty line, taken literally."""
        self.placeholder = fit(text, 200)

    def action_leave(self) -> None:
        """Out of the line, its text kept."""
        self.post_message(self.Left(self))

    def action_next(self, go_on: bool = False) -> None:
        """On to what comes next."""
        self.post_message(self.Left(self, 1, go_on))

    def action_previous(self, go_on: bool = False) -> None:
        """Back to what came before."""
        self.post_message(self.Left(self, -1, go_on))

    def on_resize(self) -> None:
        """Keep the cursor in view where there is less room by now."""
        cursor = Region(self._cursor_offset, 0, width=1, height=1)
        self.scroll_to_region(cursor, force=True, animate=False)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        clean = sanitise(event.text).text.strip("\n")
        if "\n" in clean or len(clean) > LONGEST:
            self.post_message(self.Pasted(self, clean))
            return
        start, end = self.selection
        self.replace(clean, start, end)
