"""The postmortems behind a number of the themes, to be opened."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from pmtui.memory.questions import asks
from pmtui.memory.themes import Theme, label
from pmtui.ui.chrome import KeyLine, MessageLine, OneLine
from pmtui.ui.commands import Command, bindings
from pmtui.ui.screens.command_screen import CommandScreen
from pmtui.ui.screens.themes_commands import BEHIND, OPEN
from pmtui.ui.text import fit
from pmtui.ui.widgets.record_list import Column, RecordList, Row


class BehindScreen(CommandScreen[None]):
    """The postmortems of one theme, the latest first."""

    CALLED = "Postmortems of a theme"
    BINDINGS: ClassVar[list[BindingType]] = bindings(BEHIND)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def compose(self) -> ComposeResult:
        """A heading, the list, a message, the keys."""
        longest = max(len(s.reference) for s in self.theme.sources)
        yield OneLine(id="heading")
        yield RecordList(
            "postmortems",
            (Column(max(6, longest), bold=True), Column(10), Column(9), Column()),
            id="behind",
        )
        yield MessageLine(id="finding")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Ready to move in the list."""
        sources = self.theme.sources

        def row(index: int) -> Row:
            s = sources[index]
            mark = f"from {fit(s.origin, 20)}" if s.origin else ""
            cells = (s.reference, s.day.isoformat(), s.status.value, s.title or "Untitled")
            return Row(s.uid, cells, mark=mark)

        listing = self.query_one(RecordList)
        listing.show([s.uid for s in sources], row)
        listing.focus()
        self.show_frame()

    def show_frame(self) -> None:
        """What is counted, and the keys."""
        width = max(self.app.size.width, 60)
        head = f" {self.theme.kind.value.capitalize()} · {label(self.theme, asks)}"
        self.query_one("#heading", OneLine).say(Content(fit(head, width)).stylize("bold"))
        self.query_one(KeyLine).show(self.commands_here())

    def commands_here(self) -> tuple[Command, ...]:
        """What works here."""
        return (OPEN, *BEHIND)

    @on(RecordList.Opened)
    async def _opened(self, event: RecordList.Opened) -> None:
        event.stop()
        await self.action_open()

    async def action_open(self) -> None:
        """The postmortem in its workbook; leaving that comes back here."""
        await self.pmtui.action_open_workbook(self.query_one(RecordList).current)
