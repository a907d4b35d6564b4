"""The list of the library: what is read of the store, how it is shown, and the keys below it."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.getters import query_one

from pmtui.errors import StoreError
from pmtui.store.model import Summary
from pmtui.ui.chrome import KeyLine, MessageLine, OneLine
from pmtui.ui.commands import Command
from pmtui.ui.screens.command_screen import CommandScreen
from pmtui.ui.screens.library_commands import BEGINNING, COMMANDS, OPEN, SEARCHING, TEACH
from pmtui.ui.session import Session
from pmtui.ui.text import content, fit
from pmtui.ui.widgets.record_list import Column, RecordList, Row

if TYPE_CHECKING:
    from pmtui.ui.screens.library_search import LibrarySearch

TABLE = "postmortems"
FIRST = 200
"""Postmortems that are read before the first paint; the others follow it."""
LONGEST_ORIGIN = 20
"""Cells of what says where a colleague's postmortem came from."""


class LibraryList(CommandScreen[None]):
    """What is read of the store, and how it is shown: everything, or what was found of it."""

    listing = query_one(RecordList)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.summaries: tuple[Summary, ...] = ()
        self.shown: tuple[Summary, ...] = ()
        self.search: LibrarySearch | None = None
        """What is searched for; None until somebody searches."""
        self.whole = False
        """Whether all of them have been read."""

    def compose(self) -> ComposeResult:
        """A heading, the list, a message, the keys."""
        yield OneLine(id="heading")
        yield RecordList(
            TABLE,
            _columns(0),
            teach=TEACH,
            id="library",
        )
        yield MessageLine(id="finding")
        yield KeyLine(id="keys")

    def read_first(self, last: str | None) -> None:
        """Read as many as a screen shows; the others after it is painted. Raises StoreError."""
        self.summaries = self.session.store.summaries(FIRST)
        self.whole = len(self.summaries) < FIRST
        if self.whole or (last and all(s.uid != last for s in self.summaries)):
            self.reload()
            return
        self.show_list()
        self.call_after_refresh(self.reload)

    def reload(self) -> None:
        """Read the list again, short work also for thousands; it stays where the store is held."""
        try:
            self.summaries = self.session.store.summaries()
        except StoreError as error:
            self.query_one(MessageLine).show_message(str(error), warn=True)
            return
        self.whole = True
        self.show_list()

    def show_list(self) -> None:
        """Show all of them, or what was found."""
        found = self.search if self.search is not None and self.search.active else None
        self.shown = found.rows(self.summaries) if found else self.summaries
        self.listing.teach = found.teach if found else TEACH
        # the first has the highest number, so no reference is longer
        self.listing.columns = _columns(len(self.summaries[0].reference) if self.summaries else 0)
        self.listing.show([s.uid for s in self.shown], self._row)
        self.show_frame()

    def show_frame(self) -> None:
        """How many there are, and the keys."""
        count = f"{len(self.shown)}"
        if self.search is not None and self.search.active:
            count = f"{self.search.total} of {len(self.summaries)}"
        noun = "postmortem" if count == "1" else "postmortems"
        text = f" pmtui · {count} {noun}" if self.whole else f" pmtui · {noun}"
        if self.search is not None and self.search.active and self.search.without:
            text += f" · “{self.search.without}” stands in none of them"
        self.query_one("#heading", OneLine).say(
            content(fit(text, self.size.width or 80)).stylize("bold")
        )
        self.query_one(KeyLine).show(self._footer())

    def _footer(self) -> tuple[Command, ...]:
        """The keys, which are others in the lines to type in."""
        match self.focused.id if self.focused is not None else "":
            case "entry-input":
                return BEGINNING
            case "filter":
                return SEARCHING
            case _:
                return self.commands_here()

    def on_descendant_focus(self) -> None:
        """Other keys work in the lines to type in."""
        self.query_one(KeyLine).show(self._footer())

    def _row(self, index: int) -> Row:
        s = self.shown[index]
        day = s.incident_date.isoformat() if s.incident_date else "no date"
        severity = s.severity.value if s.severity else "-"
        title = s.title or "Untitled"
        mark = f"from {fit(s.origin, LONGEST_ORIGIN)}" if s.origin else ""
        cells = (s.reference, day, severity, s.status.value, title)
        return Row(s.uid, cells, ", ".join(s.services), mark)

    def commands_here(self) -> tuple[Command, ...]:
        """What works here."""
        return (OPEN._replace(footer=True), *COMMANDS) if self.shown else COMMANDS


def _columns(reference: int) -> tuple[Column, ...]:
    """The columns, where a reference takes so many cells."""
    return Column(max(6, reference), bold=True), Column(10), Column(5), Column(9), Column()
