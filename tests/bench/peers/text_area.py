"""Textual's text area alone in an application, as it is."""

from textual.app import App, ComposeResult
from textual.widgets import TextArea


class Alone(App[None]):
    """One text area that fills the screen."""

    def compose(self) -> ComposeResult:
        """The text area."""
        yield TextArea("Begin here")


Alone().run()
