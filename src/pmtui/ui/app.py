"""The application: wires the store, the screens, the driver and the text boundary; no logic."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import App, ReturnType
from textual.binding import BindingType
from textual.filter import LineFilter
from textual.message import Message
from textual.screen import Screen

from pmtui.errors import PmtuiError
from pmtui.store.saver import Report, Saver
from pmtui.ui.burst import BurstGate
from pmtui.ui.crash import note_crash
from pmtui.ui.driver import PmtuiDriver
from pmtui.ui.panes.base import Place
from pmtui.ui.screens.library import LibraryScreen
from pmtui.ui.screens.too_small import TooSmallScreen, too_small
from pmtui.ui.screens.workbook import WorkbookScreen
from pmtui.ui.session import Session
from pmtui.ui.styles import style_sheets
from pmtui.ui.text import WireFilter


class PmtuiApp(App[None]):
    """One run of pmtui on a terminal."""

    CSS_PATH = style_sheets()
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: list[BindingType] = []
    TITLE = "pmtui"

    @dataclass
    class SaverReported(Message):
        """The saver's thread has something to tell."""

        report: Report

    def __init__(self, session: Session) -> None:
        super().__init__(driver_class=PmtuiDriver)
        self.session = session
        self.wire = WireFilter()
        self.saver = Saver(
            session.store_path,
            clock=session,
            author=session.author,
            context=session.context,
            report=lambda report: self.post_message(self.SaverReported(report)),
        )
        self.gate = BurstGate(self, self._run_key, self._offer_text)

    def get_default_screen(self) -> Screen[None]:
        """The library."""
        return LibraryScreen(self.session, self.saver)

    async def on_mount(self) -> None:
        """Set the looks and the user's keys, and open what was asked for."""
        self.theme = self.session.theme
        self.set_keymap(self.session.keymap)
        if self.session.open_uid:
            await self.open_workbook(self.session.open_uid)

    async def open_workbook(self, uid: str, place: Place | None = None) -> None:
        """Open one postmortem where its cursor was."""
        loaded = await self.saver.open(uid)
        await self.push_screen(
            WorkbookScreen(
                self.session,
                self.saver,
                loaded.reference,
                loaded.postmortem,
                place or self.saver.place(uid),
            )
        )

    def on_pmtui_app_saver_reported(self, event: SaverReported) -> None:
        """Hand the report to the workbook, which may lie under a dialog."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, WorkbookScreen):
                screen.take_report(event.report)
                return

    # -- keys ----------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Hold back letters that come too fast outside a field; all else goes its way."""
        if (
            isinstance(event, events.Key)
            and not event.is_forwarded
            and not self.is_headless
            and self._navigating()
            and self.gate.holds(event)
        ):
            return
        await super().on_event(event)

    def _navigating(self) -> bool:
        return isinstance(self.screen, WorkbookScreen) and not getattr(
            self.focused, "takes_text", False
        )

    async def _run_key(self, event: events.Key) -> None:
        await super().on_event(event)

    def _offer_text(self, text: str) -> None:
        if isinstance(self.screen, WorkbookScreen):
            self.screen.offer_text(text)

    def on_resize(self, event: events.Resize) -> None:
        """Below 60x15 only a sentence fits; above, what was there comes back untouched."""
        small = too_small(event.size.width, event.size.height)
        showing = isinstance(self.screen, TooSmallScreen)
        if small and not showing:
            self.push_screen(TooSmallScreen())
        elif showing and not small:
            self.pop_screen()

    # -- the terminal --------------------------------------------------------------------------

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Nothing that a terminal might obey leaves inside text."""
        return [*super().get_line_filters(), self.wire]

    def redraw(self) -> None:
        """Paint everything anew, for a terminal that lost track."""
        self.screen.refresh(layout=True)

    async def action_quit(self) -> None:
        """Save what is left and go; asks nothing."""
        self.leave()

    def leave(self, code: int = 0) -> None:
        """Save what is left, then end with an exit code."""
        try:
            self.saver.close()
        except PmtuiError as error:
            self.exit(return_code=3, message=str(error))
            return
        self.exit(return_code=code)

    def _handle_exception(self, error: Exception) -> None:
        """Save, and tell of a crash in one sentence without the text of the draft."""
        self.saver.close()
        note_crash(self, error)

    def copy_to_clipboard(self, text: str) -> None:
        """Copying is explicit in pmtui: the terminal's clipboard is written by the export alone."""

    def run_here(self) -> ReturnType | None:
        """Run on this terminal."""
        return self.run(mouse=self.session.mouse)
