"""What stands on a terminal too small for the workbook."""

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from pmtui.ui.text import content

LEAST = (60, 15)
"""Columns and rows below which a pane cannot be read."""


def too_small(width: int, height: int) -> bool:
    """Whether the workbook does not fit."""
    return width < LEAST[0] or height < LEAST[1]


class TooSmallScreen(ModalScreen[None]):
    """Covers everything; what lies below is kept as it was, and who types goes on typing."""

    def compose(self) -> ComposeResult:
        """One sentence with the next step."""
        yield Static(
            content(
                "This terminal is too small for the workbook: it needs 60 columns and 15 rows. "
                "Make it larger, or leave with Ctrl+Q and use pmtui show, add, set, check."
            ),
            id="too-small",
        )

    def on_key(self, event: events.Key) -> None:
        """A letter goes on into the field below; nothing else is done unseen."""
        field = self.app.screen_stack[-2].focused
        if field is not None and field.check_consume_key(event.key, event.character):
            field.post_message(events.Key(event.key, event.character))

    def on_paste(self, event: events.Paste) -> None:
        """A paste goes on into the field below, if one is being edited."""
        field = self.app.screen_stack[-2].focused
        if field is not None and field.check_consume_key("n", "n"):
            field.post_message(events.Paste(event.text))
