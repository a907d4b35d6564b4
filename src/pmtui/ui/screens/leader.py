"""The leader: after it, one letter runs a navigation command while a field is being edited."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from pmtui.ui.commands import Command
from pmtui.ui.text import content, fit

DELAY = 0.4
"""Seconds until the menu shows; who knows the letter never sees it."""


class LeaderScreen(ModalScreen[str]):
    """Takes one key and answers with the id of the command, or "leave" for the leader again.

    Any other key answers "", so that nothing happens by mistake.
    """

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self.commands = commands

    def compose(self) -> ComposeResult:
        """An empty menu line, shown after the delay."""
        yield Static(id="leader-menu", markup=False)

    def on_mount(self) -> None:
        """Show the menu only to those who hesitate."""
        self.query_one("#leader-menu").display = False
        self.set_timer(DELAY, self._show)

    def _show(self) -> None:
        shown = [c for c in self.commands if len(c.leader) == 1]
        cells = [f" {c.leader} {fit(c.label, 15):<15}" for c in shown]
        per_row = max(1, self.size.width // 18)
        rows = ["".join(cells[i : i + per_row]) for i in range(0, len(cells), per_row)]
        head = " Ctrl+G again leaves the field; a letter runs what it would outside:"
        menu = self.query_one("#leader-menu", Static)
        menu.update(content("\n".join([head, *rows])))
        menu.display = True

    def on_key(self, event: events.Key) -> None:
        """The one key."""
        event.stop()
        event.prevent_default()
        if event.key in ("ctrl+g", "escape"):
            self.dismiss("leave")
            return
        for command in self.commands:
            if event.key in command.keys.split(",") or event.character == command.leader:
                self.dismiss(command.id)
                return
        self.dismiss("")
