"""Every command that works here, searchable and runnable: the help and the palette in one."""

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from pmtui.ui.commands import Command
from pmtui.ui.text import content, fit


class CommandListScreen(ModalScreen[str]):
    """Filters commands as one types; Enter answers with the id of the one to run, Esc with ""."""

    def __init__(self, commands: Sequence[Command], heading: str) -> None:
        super().__init__()
        self.commands = tuple(dict.fromkeys(commands))
        self.heading = heading

    def compose(self) -> ComposeResult:
        """A heading, a filter and the list."""
        with Vertical(id="commands"):
            yield Static(content(self.heading), id="commands-heading")
            yield Input(placeholder="type to filter, Enter runs, Esc closes", id="commands-filter")
            yield OptionList(id="commands-list", markup=False)

    def on_mount(self) -> None:
        """Show all of them, the filter ready to type."""
        self._fill("")
        line = self.query_one(Input)
        line.cursor_blink = False
        line.focus()

    def _fill(self, wanted: str) -> None:
        words = wanted.lower().split()
        listing = self.query_one(OptionList)
        listing.clear_options()
        width = max(self.size.width - 8, 40)
        for command in sorted(self.commands, key=lambda c: _distance(c, words)):
            text = f"{command.label} {command.help} {command.key_text} {command.id}".lower()
            if all(word in text for word in words):
                line = f"{command.key_text:<8} {command.help}"
                listing.add_option(Option(content(fit(line, width)), id=command.id))
        listing.highlighted = 0 if listing.option_count else None

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        self._fill(event.value)

    @on(Input.Submitted)
    def _run(self) -> None:
        listing = self.query_one(OptionList)
        if listing.highlighted is None:
            self.dismiss("")
            return
        self.dismiss(listing.get_option_at_index(listing.highlighted).id or "")

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id or "")

    def on_key(self, event: events.Key) -> None:
        """Arrows move in the list while the filter keeps the letters."""
        listing = self.query_one(OptionList)
        match event.key:
            case "escape" | "ctrl+g":
                self.dismiss("")
            case "down":
                listing.action_cursor_down()
            case "up":
                listing.action_cursor_up()
            case "pagedown":
                _turn(listing, 1)
            case "pageup":
                _turn(listing, -1)
            case _:
                return
        event.stop()
        event.prevent_default()


def _turn(listing: OptionList, by: int) -> None:
    """A page down (1) or up (-1)."""
    if listing.highlighted is not None:
        goal = listing.highlighted + by * max(1, listing.size.height - 1)
        listing.highlighted = max(0, min(goal, listing.option_count - 1))


def _distance(command: Command, words: Sequence[str]) -> int:
    """How far a command is from what was typed: its name first, its explanation last."""
    label = command.label.lower()
    if not words:
        return 0
    if label.startswith(words[0]):
        return 1
    return 2 if all(word in label for word in words) else 3
