"""The library: every postmortem of the store in one list; open one, begin one, find one."""

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.app import ComposeResult
from textual.events import ScreenResume
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Input

from pmtui.domain.beginning import EXAMPLE, HELP, read_beginning
from pmtui.domain.edits import set_fields
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Postmortem
from pmtui.store.model import Summary
from pmtui.ui.chrome import KeyLine, MessageLine, OneLine
from pmtui.ui.commands import Command, bindings
from pmtui.ui.session import Session
from pmtui.ui.text import content, fit
from pmtui.ui.widgets.entry_line import EntryLine, Reading
from pmtui.ui.widgets.line_input import LineInput
from pmtui.ui.widgets.record_list import Column, RecordList, Row

if TYPE_CHECKING:
    from pmtui.ui.app import PmtuiApp

TABLE = "postmortems"
TEACH = (
    "No postmortem yet. A postmortem is a blameless account of an incident: what went wrong, "
    "what is done against it, and how the response worked.",
    "",
    "Press a and type what users noticed, for example: Card payments failed for EU customers",
    "Press ? for every key, q to leave. pmtui demo opens a filled example.",
)

COMMANDS = (
    Command("library.begin", "a", "New", "Begin a postmortem by its title.", footer=True),
    Command("library.filter", "slash", "Filter", "Show only what contains a text.", footer=True),
    Command("library.commands", "colon,ctrl+p", "Commands", "Find any command and run it."),
    Command("library.help", "question_mark,f1", "Help", "Show what every key does.", footer=True),
    Command("library.redraw", "ctrl+l", "Redraw", "Paint the whole screen anew."),
    Command("library.leave", "q,ctrl+q", "Quit", "Leave pmtui; all is saved.", footer=True),
)
OPEN = Command("library.open", "", "Open", "Open the postmortem under the cursor.", shown="Enter")


class LibraryScreen(Screen[None]):
    """The list of postmortems, the newest first, with the cursor on the last one used."""

    BINDINGS = bindings(COMMANDS)

    listing = query_one(RecordList)
    entry = query_one(EntryLine)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.summaries: tuple[Summary, ...] = ()
        self.shown: tuple[Summary, ...] = ()
        self.wanted = ""

    def compose(self) -> ComposeResult:
        """A heading, the list, the lines to type in, the keys."""
        yield OneLine(id="heading")
        yield RecordList(
            TABLE,
            (Column(6, bold=True), Column(10), Column(5), Column(9), Column()),
            teach=TEACH,
            id="library",
        )
        yield EntryLine()
        yield LineInput(id="filter")
        yield MessageLine(id="finding")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Ready to move in the list."""
        self.query_one("#filter").display = False
        self.listing.focus()
        self.reload()
        if last := self.session.store.recall("last"):
            self.listing.put_cursor((TABLE, last, ""))
        if self.session.notice:
            self.query_one(MessageLine).show_message(self.session.notice)

    @on(ScreenResume)
    def _resumed(self) -> None:
        self.reload()

    def on_resize(self) -> None:
        """Fit the frame to another width."""
        self._show_frame()

    def reload(self) -> None:
        """Read the list again; it is short work also for thousands."""
        self.summaries = self.session.store.summaries()
        self._show()

    def _show(self) -> None:
        words = self.wanted.lower().split()
        self.shown = tuple(s for s in self.summaries if all(w in _text_of(s) for w in words))
        self.listing.show([s.uid for s in self.shown], self._row)
        self._show_frame()

    def _show_frame(self) -> None:
        count = (
            f"{len(self.shown)} of {len(self.summaries)}" if self.wanted else f"{len(self.shown)}"
        )
        noun = "postmortem" if count == "1" else "postmortems"
        self.query_one("#heading", OneLine).say(
            content(fit(f" pmtui · {count} {noun}", self.size.width or 80)).stylize("bold")
        )
        self.query_one(KeyLine).show(self.commands_here())

    def _row(self, index: int) -> Row:
        s = self.shown[index]
        day = s.incident_date.isoformat() if s.incident_date else "no date"
        severity = s.severity.value if s.severity else "-"
        title = s.title or "Untitled"
        return Row(
            s.uid, (s.reference, day, severity, s.status.value, title), ", ".join(s.services)
        )

    def commands_here(self) -> tuple[Command, ...]:
        """What works here."""
        return (replace(OPEN, footer=True), *COMMANDS) if self.shown else COMMANDS

    # -- open and begin ------------------------------------------------------------------------

    @on(RecordList.Opened)
    async def _opened(self, event: RecordList.Opened) -> None:
        event.stop()
        await self.app.run_action(f"open_workbook('{event.key[1]}')")

    async def action_open(self) -> None:
        """Open the postmortem under the cursor."""
        if self.listing.current:
            await self.app.run_action(f"open_workbook('{self.listing.current}')")

    def action_begin(self) -> None:
        """Type a title; Enter begins the postmortem and opens it."""
        today = self.session.now().astimezone().date()

        def read(text: str) -> Reading:
            begun = read_beginning(text, today)
            return Reading(begun.echo, "" if begun.title else "Type a title behind it.")

        self.entry.open(TABLE, EXAMPLE, HELP, read)

    @on(EntryLine.Entered)
    async def _entered(self, event: EntryLine.Entered) -> None:
        event.stop()
        self.entry.close()
        begun = read_beginning(event.text, self.session.now().astimezone().date())
        pm = set_fields(
            Postmortem(uid=new_id()),
            "overview",
            "",
            title=begun.title,
            severity=begun.severity,
            incident_date=begun.incident_date,
            zone=self.session.zone,
        )
        await cast("PmtuiApp", self.app).begin_postmortem(pm)

    @on(EntryLine.Closed)
    def _entry_closed(self) -> None:
        self.listing.focus()

    @on(EntryLine.Pasted)
    def _pasted(self, event: EntryLine.Pasted) -> None:
        event.stop()
        first = event.text.strip().partition("\n")[0]
        self.query_one("#entry-input", LineInput).insert_text_at_cursor(first)
        self.query_one(MessageLine).show_message(
            "Only the first line became the title; paste the rest inside the postmortem.", True
        )

    # -- filter --------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Type to filter; Enter or Esc goes back to the list."""
        line = self.query_one("#filter", LineInput)
        line.hint("type what it contains; Enter keeps the filter, Esc shows all")
        line.display = True
        line.focus()

    @on(Input.Changed, "#filter")
    def _filtered(self, event: Input.Changed) -> None:
        event.stop()
        self.wanted = event.value
        self._show()

    @on(Input.Submitted, "#filter")
    def _filter_taken(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one("#filter").display = bool(self.wanted)
        self.listing.focus()

    @on(LineInput.Left)
    def _filter_left(self, event: LineInput.Left) -> None:
        event.stop()
        self.query_one("#filter", LineInput).value = ""
        self.query_one("#filter").display = False
        self.listing.focus()

    # -- commands ------------------------------------------------------------------------------

    @work(group="commands")
    async def action_commands(self) -> None:
        """Find a command and run it."""
        await self._choose("Commands: what would you like to do?")

    @work(group="commands")
    async def action_help(self) -> None:
        """Every key that works here."""
        await self._choose("Library: every key that works here. Enter runs the marked one.")

    async def _choose(self, heading: str) -> None:
        from pmtui.ui.screens.command_list import CommandListScreen

        answer = await self.app.push_screen_wait(CommandListScreen(self.commands_here(), heading))
        command = next((c for c in self.commands_here() if c.id == answer), None)
        if command is not None:
            await self.run_action(command.action)

    def action_redraw(self) -> None:
        """Paint everything anew."""
        cast("PmtuiApp", self.app).action_redraw()

    async def action_leave(self) -> None:
        """Leave pmtui."""
        await self.app.run_action("quit")


def _text_of(s: Summary) -> str:
    parts = (s.reference, s.title, s.status.value, s.severity or "", s.owner, *s.services)
    return " ".join(parts).lower()
