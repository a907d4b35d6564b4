"""The application: wires the store, the screens, the driver and the text boundary; no logic."""

import gc
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.message import Message
from textual.screen import Screen

from pmtui.errors import PmtuiError
from pmtui.ui.burst import BurstGate
from pmtui.ui.crash import note_crash
from pmtui.ui.driver import PmtuiDriver, redraw
from pmtui.ui.flows.rescue import start_notice
from pmtui.ui.screens.library import LibraryScreen
from pmtui.ui.screens.too_small import TooSmallScreen, too_small
from pmtui.ui.session import Session
from pmtui.ui.styles import style_sheets
from pmtui.ui.text import WireFilter
from pmtui.ui.typeahead import TypeAhead

if TYPE_CHECKING:
    from pmtui.domain.postmortem import Postmortem
    from pmtui.store.model import Loaded
    from pmtui.store.saver import Report, Saver
    from pmtui.ui.screens.workbook import WorkbookScreen


PARTING = 0.7
"""Seconds that the store gets when the terminal goes away; then the text goes to a rescue file."""


class PmtuiApp(App[None]):
    """One run of pmtui on a terminal."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [*style_sheets()]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(  # with priority, since a dialog would keep it
            "ctrl+q",
            "quit",
            "Quit",
            id="app.quit",
            tooltip="Leave pmtui; all is saved.",
            priority=True,
        ),
        Binding("ctrl+c", "how_to_quit", "Quit?", id="app.how-to-quit", tooltip="How to leave."),
    ]

    class SaverReported(Message):
        """The saver's thread has something to tell."""

        def __init__(self, report: "Report") -> None:
            super().__init__()
            self.report = report

    def __init__(self, session: Session) -> None:
        # told now, since without colours Textual decides here what becomes of the terminal's own
        own_colours = True if session.theme.startswith("ansi-") else None
        super().__init__(driver_class=PmtuiDriver, ansi_color=own_colours)
        self.session = session
        session.notice = session.notice or start_notice(session)
        self.wire = WireFilter()
        self._workbook: WorkbookScreen | None = None
        self.bursts = BurstGate(self, self._run_key, self._offer_text)
        self.typed = TypeAhead(self, self._hand_on)
        self._saver: Saver | None = None

    def get_default_screen(self) -> Screen[None]:
        """The library."""
        return LibraryScreen(self.session)

    async def on_mount(self) -> None:
        """Set the looks and the person's keys, and open what was asked for."""
        self.theme = self.session.theme
        self.set_keymap(self.session.keymap)
        self.app_resume_signal.subscribe(self, self._resumed)
        if self.session.open_uid:
            await self.action_open_workbook(self.session.open_uid)
        if not gc.isenabled():
            self.call_after_refresh(_collect_again)

    @property
    def saver(self) -> "Saver":
        """Saves what is written; made on first use, since the library writes nothing."""
        if self._saver is None:
            from pmtui.store.asking import another
            from pmtui.store.saver import Saver

            session = self.session
            self._saver = Saver(
                session.store_path,
                clock=session.clock,
                author=session.author,
                context=session.context,
                report=self._report,
                opener=lambda _, **given: another(session.store, **given),
            )
        return self._saver

    # -- workbooks -----------------------------------------------------------------------------

    async def action_open_workbook(self, uid: str) -> None:
        """Open one postmortem where its cursor was."""
        from pmtui.ui.screens.workbook import WorkbookScreen  # the library does without it

        try:
            loaded = self.saver.open(uid)
            self._workbook = WorkbookScreen(self.session, self.saver, loaded)
        except PmtuiError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self._workbook.editing.refusal = self.saver.read_only_because or _of_somebody_else(loaded)
        await self.push_screen(self._workbook)

    async def begin_postmortem(self, pm: "Postmortem") -> None:
        """Put a new postmortem into the store and open it."""
        try:
            self.session.store.create(pm, label="new postmortem")
        except PmtuiError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        await self.action_open_workbook(pm.uid)
        if self.workbook is not None:
            self.workbook.past.announce = True

    def action_sync_team(self) -> None:
        """Read what colleagues shared into the library."""
        from pmtui.ui.flows.team import sync

        self.run_worker(sync(cast(LibraryScreen, self.screen)), group="team", exclusive=True)

    @property
    def workbook(self) -> "WorkbookScreen | None":
        """The workbook that is open, also under a dialog."""
        return self._workbook if self._workbook in self.screen_stack else None

    def _report(self, report: "Report") -> None:
        self.post_message(self.SaverReported(report))

    @on(SaverReported)
    def _saver_reported(self, event: SaverReported) -> None:
        if self.workbook is not None:
            from pmtui.ui.flows.reports import take_report

            take_report(self.workbook, event.report)

    # -- keys ----------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes wait for what the last one set off; all else goes its way."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self.typed.take(event)
        else:
            await super().on_event(event)

    async def _hand_on(self, event: events.Event) -> None:
        """Hold back letters that come too fast outside a field, and run the others."""
        if (
            isinstance(event, events.Key)
            and not self.is_headless
            and self._navigating(event)
            and self.bursts.holds(event)
        ):
            return
        await super().on_event(event)

    def _navigating(self, event: events.Key) -> bool:
        field = self.focused
        taken = field is not None and field.check_consume_key(event.key, event.character)
        return hasattr(self.screen, "offer_text") and not taken

    async def _run_key(self, event: events.Key) -> None:
        await super().on_event(event)

    def _offer_text(self, text: str) -> None:
        host = self.screen if hasattr(self.screen, "offer_text") else self.workbook
        if host is not None:
            host.offer_text(text)

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
        filters: list[LineFilter] = [self.wire, *super().get_line_filters()]
        if self.session.ascii:
            from pmtui.ui.ascii import AsciiFilter

            filters.append(AsciiFilter())
        return filters

    def action_redraw(self) -> None:
        """Paint everything anew, for a terminal that lost track."""
        if not redraw(self):
            self.screen.refresh(layout=True)

    def _resumed(self, _: App[None]) -> None:
        self.screen.refresh(layout=True)

    def send_to_terminal(self, sequence: str) -> None:
        """Put an escape sequence of our own on the terminal, past everything that draws."""
        if isinstance(self._driver, PmtuiDriver):
            self._driver.pass_through(sequence)

    def copy_to_clipboard(self, text: str) -> None:
        """Copying is explicit in pmtui: only an export writes the terminal's clipboard."""

    # -- the end -------------------------------------------------------------------------------

    def flush_unsaved(self) -> None:
        """Write what is unsaved before the terminal goes away; called by the driver."""
        self._keep_place()
        if self._saver is not None:
            self._saver.flush(PARTING)

    def _keep_place(self) -> None:
        """The next session begins where this one ends."""
        if self.workbook is not None:
            self.workbook.keep_place()

    async def action_quit(self) -> None:
        """Save what is left and go; asks nothing."""
        self._keep_place()
        try:
            if self._saver is not None:
                self._saver.close()
        except PmtuiError as error:
            self.exit(return_code=3, message=str(error))
            return
        self.exit()

    def action_how_to_quit(self) -> None:
        """Ctrl+C stops nothing here."""
        if self.workbook is not None:
            saved = "Everything is saved."
            if self.workbook.frame.danger:
                saved = self.workbook.saved_in_words()
            self.workbook.say(f"{saved} q goes to the library, Ctrl+Q leaves pmtui.")

    def _handle_exception(self, error: Exception) -> None:
        """Save, and tell of a crash in one sentence without the text of the draft."""
        note_crash(self, error, self.flush_unsaved)

    def run_here(self) -> None:
        """Run on this terminal until the person leaves."""
        self.run(mouse=self.session.mouse)


def _collect_again() -> None:
    """Once the first screen is painted, look for garbage again, but not among what has to stay."""
    gc.freeze()
    gc.enable()


def _of_somebody_else(loaded: "Loaded") -> str:
    """Why a colleague's postmortem takes no edit, with the key that changes that."""
    if not loaded.origin:
        return ""
    return (
        f"Read-only, since it came from {loaded.origin}; O makes {loaded.reference} yours to edit."
    )
