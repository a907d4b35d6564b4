"""The lines around every screen: a heading, a message, the keys that work here."""

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from pmtui.ui.commands import Command
from pmtui.ui.text import fit

FOOTER_PLACES = 7
"""How many keys the last line shows; more would not be read."""


class OneLine(Widget):
    """A line of the frame that repaints only when its text changes."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.line = Content("")

    def say(self, line: Content) -> None:
        """Show another line; an equal one costs nothing."""
        if line != self.line:
            self.line = line
            self.refresh()

    @property
    def width(self) -> int:
        """The room there is: that of the terminal, known before the layout has followed it."""
        return max(self.app.size.width, 60)

    def render(self) -> Content:
        """The line."""
        return self.line


class MessageLine(OneLine):
    """What just happened, or why a key cannot work now."""

    speaking = False
    """Whether a message stands there, which nothing but a move of the cursor may wipe away."""

    def show_message(self, text: str, warn: bool = False) -> None:
        """What just happened, or why a key cannot work now."""
        self.speaking = True
        mark = " ! " if warn else " "
        line = Content(fit(f"{mark}{text}", self.width))
        self.say(line.stylize("bold") if warn else line)


class KeyLine(OneLine):
    """The footer: the keys that matter where the cursor stands."""

    def show(self, commands: Sequence[Command]) -> None:
        """At most seven keys, each with its label; what does not fit is left to the help."""
        width = self.width
        parts: list[Content] = []
        used = 0
        for command in [c for c in commands if c.footer][:FOOTER_PLACES]:
            piece = Content.assemble(" ", (command.key_text, "bold reverse"), f" {command.label}")
            if used + piece.cell_length > width:
                break
            parts.append(piece)
            used += piece.cell_length
        self.say(Content("").join(parts))
