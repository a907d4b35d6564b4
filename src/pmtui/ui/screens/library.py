"""The library: every postmortem of the store in one list; open one, begin one, find one."""

from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.events import ScreenResume

from pmtui.errors import PmtuiError, StoreError
from pmtui.store.model import Summary
from pmtui.ui.chrome import MessageLine
from pmtui.ui.commands import bindings
from pmtui.ui.screens.library_commands import COMMANDS
from pmtui.ui.screens.library_list import TABLE, LibraryList
from pmtui.ui.session import Session
from pmtui.ui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from textual.widgets import Input

    from pmtui.ui.widgets.entry_line import EntryLine
    from pmtui.ui.widgets.line_input import LineInput


class LibraryScreen(LibraryList):
    """The list of postmortems, the newest first, with the cursor on the last one used.

    The lines to type in, and what only they need, are loaded on their first use, so that the
    list is there as soon as anything can be.
    """

    CALLED = "Library"
    BINDINGS = bindings(COMMANDS)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._picked = False
        """Whether the cursor was put on a hit, where an answer that comes late leaves it."""
        self._first_resume = True
        self._last = ""
        """The postmortem used last when the list was shown last."""
        self._noticed = ""
        """What was said of the past, so that it can be said anew."""

    def on_mount(self) -> None:
        """Ready to move in the list."""
        self.listing.focus()
        last, notice = "", self.session.notice
        try:
            last = self.session.store.recall("last") or ""
            self.read_first(last)
        except StoreError as error:
            notice = str(error)
            self.call_after_refresh(self.reload)
        self._go_to(last)
        if notice:
            self.query_one(MessageLine).show_message(notice)
        self.call_after_refresh(self._say_notice)

    @on(ScreenResume)
    def _resumed(self) -> None:
        if not self._first_resume:
            self.reload()
            self._go_to(self.session.opened_last)
            self._say_notice()
        self._first_resume = False

    def _go_to(self, last: str) -> None:
        """Put the cursor on the postmortem used last, where that is another one by now."""
        if last and last != self._last:
            self.listing.put_cursor((TABLE, last, ""))
        self._last = last

    def reload(self) -> None:
        """Read the list again, and search in it again."""
        super().reload()
        if self.search is not None and self.search.active:
            self.search.again()
            self._search(self.search.wanted)

    # -- open and begin ------------------------------------------------------------------------

    @on(RecordList.Opened)
    async def _opened(self, event: RecordList.Opened) -> None:
        event.stop()
        await self.action_open()

    async def action_open(self) -> None:
        """Open the postmortem under the cursor, after a search where the hit stands."""
        if (summary := self._current()) is None:
            return
        app = self.pmtui
        try:
            hit = self.search.sight(self.session.store, summary) if self.search else None
        except PmtuiError as error:
            self.query_one(MessageLine).show_message(str(error), warn=True)
            return
        if hit:
            from pmtui.ui.places import store_place
            from pmtui.ui.screens.library_search import place_of_sight

            app.saver.remember(f"place:{summary.uid}", store_place(place_of_sight(hit)))
        await app.action_open_workbook(summary.uid)

    def _current(self) -> Summary | None:
        cursor = self.listing.cursor
        return self.shown[cursor] if cursor < len(self.shown) else None

    async def action_begin(self) -> None:
        """Type a title; Enter begins the postmortem and opens it."""
        from pmtui.ui.flows.beginning import open_line

        await open_line(self)

    async def on_entry_line_entered(self, event: "EntryLine.Entered") -> None:
        """Begin a postmortem with the typed title."""
        from pmtui.ui.flows.beginning import begin

        event.stop()
        if self.search is not None:  # it would hide what begins
            self.action_all()
            self.search.drop()
            self.show_list()
        await begin(self, event.text)

    def on_entry_line_closed(self) -> None:
        """Back to the list."""
        self.listing.focus()

    def on_entry_line_pasted(self, event: "EntryLine.Pasted") -> None:
        """A paste is no title beyond its first line."""
        from pmtui.ui.flows.beginning import take_title

        event.stop()
        take_title(self, event.text)

    def take_paste(self, text: str) -> None:
        """A paste belongs into a postmortem; nothing of it is run as keys."""
        self.query_one(MessageLine).show_message(
            "Open a postmortem, or begin one with a, and paste it there: it becomes a timeline.",
            True,
        )

    # -- search --------------------------------------------------------------------------------

    async def action_filter(self) -> None:
        """Type to search; Enter or Down goes on to the list, Esc drops the search."""
        from pmtui.ui.screens.library_search import HINT, LibrarySearch
        from pmtui.ui.widgets.line_input import LineInput

        if self.search is None:
            self.search = LibrarySearch(self.session, self._answered)
        if not self.query("#filter"):
            await self.mount(LineInput(id="filter"), before="#finding")
            self.query_one("#filter", LineInput).hint(HINT)
        line = self.query_one("#filter", LineInput)
        line.display = True
        line.focus()

    def on_input_changed(self, event: "Input.Changed") -> None:
        """Show what fits the words that are typed."""
        event.stop()
        self._picked = False
        self._search(event.value)

    def _search(self, text: str) -> None:
        if self.search is not None:
            self.search.wanted = text
            self.run_worker(self.search.answer(), group="search", exclusive=False)

    def _answered(self, other: bool) -> None:
        self.show_list()
        if other and self.search is not None and self.search.active and not self._picked:
            self.listing.go(0)  # the best
        self._show_hit()

    def _show_hit(self) -> None:
        if self.search is not None and self.is_current:
            line = self.query_one(MessageLine)
            line.say(self.search.line(self.session.store, self._current(), line.width))

    @on(RecordList.Highlighted)
    def _moved(self, event: RecordList.Highlighted) -> None:
        event.stop()
        if self.search is not None and self.search.active:
            self._picked = self.listing.has_focus
            self._show_hit()

    def on_input_submitted(self, event: "Input.Submitted") -> None:
        """Keep what was found and go to the list."""
        event.stop()
        self._leave_search(cast("LineInput", event.input))

    def on_line_input_left(self, event: "LineInput.Left") -> None:
        """Down keeps what was found, Esc drops it; both go to the list."""
        event.stop()
        line = cast("LineInput", event.editor)
        if not event.by:
            line.value = ""
        self._leave_search(line)

    def _leave_search(self, line: "LineInput") -> None:
        line.display = bool(line.value)
        self.listing.focus()

    def action_all(self) -> None:
        """Drop the search."""
        for line in self.query("#filter"):
            cast("LineInput", line).value = ""
            line.display = False

    # -- the past ------------------------------------------------------------------------------

    def _say_notice(self) -> None:
        """One line about the past, after the first paint and whenever the library comes back."""
        from pmtui.ui.notices import say

        self._noticed = say(self.query_one(MessageLine), self.session, self._noticed)

    def action_promises(self) -> None:
        """Open the board of promises."""
        from pmtui.ui.screens.promises import PromisesScreen

        self.app.push_screen(PromisesScreen(self.session, self.pmtui.saver))

    def action_themes(self) -> None:
        """Open the themes."""
        from pmtui.ui.screens.themes import ThemesScreen

        self.app.push_screen(ThemesScreen(self.session, self.pmtui.saver))

    def action_drill(self) -> None:
        """Step through the timeline under the cursor, with its outcome hidden."""
        from pmtui.ui.flows.drill import begin_drill

        if self.listing.current:
            begin_drill(self, self.listing.current)

    @work(group="commands")
    async def action_delete(self) -> None:
        """Delete the postmortem under the cursor, after a question."""
        from pmtui.ui.flows.deleting import delete

        if (current := self._current()) is not None:
            await delete(self, current)

    def action_undelete(self) -> None:
        """Bring back the postmortem that was deleted last."""
        from pmtui.ui.flows.deleting import bring_back

        bring_back(self)

    async def action_leave(self) -> None:
        """Leave pmtui."""
        await self.app.run_action("quit")
