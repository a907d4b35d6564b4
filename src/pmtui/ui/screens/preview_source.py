"""From where an import comes: a file by its name, or a text that is pasted now."""

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from pmtui.domain.text import sanitise
from pmtui.ui.text import content
from pmtui.ui.widgets.line_input import LineInput
from pmtui.value import Value


class Given(Value):
    """What is to be imported: a text, or the name of a file."""

    text: str = ""
    path: str = ""


class SourceScreen(ModalScreen[Given | None]):
    """Takes a file name or a paste; None where the person left."""

    AUTO_FOCUS = ""

    def compose(self) -> ComposeResult:
        """What can be given, the line, the keys."""
        with Vertical(classes="dialog"):
            yield Static(content("What is to be imported?"), classes="dialog-heading")
            yield Static(
                content(
                    "Paste it now: a chat, an alert, a log, a shell history, an old timeline. "
                    "Or type the name of a file on this machine."
                )
            )
            yield LineInput()
            yield Static(content("Enter reads the file · Esc leaves"), classes="dialog-keys")

    def on_mount(self) -> None:
        """Ready for either."""
        self.query_one(LineInput).focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        path = event.value.strip()
        self.dismiss(Given(path=path) if path else None)

    @on(LineInput.Pasted)
    def _pasted(self, event: LineInput.Pasted) -> None:
        event.stop()
        self.dismiss(Given(text=event.text))

    @on(LineInput.Left)
    def _left(self, event: LineInput.Left) -> None:
        event.stop()
        if event.by == 0:
            self.dismiss(None)

    def on_paste(self, event: events.Paste) -> None:
        """A paste that missed the line is meant for it."""
        event.stop()
        self.dismiss(Given(text=sanitise(event.text).text))

    def key_ctrl_g(self) -> None:
        """The leader's twin of Esc."""
        self.dismiss(None)
