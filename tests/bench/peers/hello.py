"""The smallest Textual application: what any other can at best be as light as."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Static


class Hello(App[None]):
    """One line and a footer."""

    BINDINGS = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        """The line and the footer."""
        yield Static("Hello world")
        yield Footer()


Hello().run()
