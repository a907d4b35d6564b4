"""A few sentences that must be read before going on."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from pmtui.ui.text import content

_ANSWERS = ("escape", "enter", "space", "ctrl+g")
"""Keys that do no more than close it."""


class MessageScreen(ModalScreen[None]):
    """Shows lines of text; any key closes it, so that nothing is a dead end.

    A key that means something below does so there, since it was pressed for that.
    """

    def __init__(self, heading: str, lines: Sequence[str]) -> None:
        super().__init__()
        self.heading = heading
        self.lines = tuple(lines)

    def compose(self) -> ComposeResult:
        """The heading, the lines, how to go on."""
        with Vertical(classes="dialog"):
            yield Static(content(self.heading), classes="dialog-heading")
            for line in self.lines:
                yield Static(content(line))
            yield Static(content("Press any key to go on"), classes="dialog-keys")

    def on_key(self, event: events.Key) -> None:
        """Any key; what only answers this screen goes no further."""
        event.stop()
        event.prevent_default()
        self.dismiss(None)
        if event.key not in _ANSWERS:
            again = events.Key(event.key, event.character)
            self.app.call_later(self.app.post_message, again)
