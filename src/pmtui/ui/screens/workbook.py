"""The workbook of one postmortem: holds the value, shows one pane, routes what the person does."""

from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any, cast

from textual import events, on, work
from textual.message import Message
from textual.timer import Timer

from pmtui.domain.edits import Edit
from pmtui.domain.rebase import Conflict
from pmtui.domain.text import sanitise
from pmtui.errors import PmtuiError
from pmtui.review import review
from pmtui.review.context import prepare
from pmtui.review.team_rules import problems_to_tell
from pmtui.store.model import Loaded
from pmtui.store.reports import Brought
from pmtui.store.saver import Saver
from pmtui.ui.commands import Command, bindings
from pmtui.ui.editing import Locked
from pmtui.ui.flows import flow
from pmtui.ui.panes.base import Pane
from pmtui.ui.preview.wanted import ImportWanted
from pmtui.ui.resembling import Resembling
from pmtui.ui.screens.workbook_places import WorkbookPlaces
from pmtui.ui.session import Session
from pmtui.ui.workbook_commands import COMMANDS

if TYPE_CHECKING:
    from pmtui.ui.app import PmtuiApp

REVIEW_DELAY = 0.2
"""Seconds without an edit after which the findings are looked for again."""


class WorkbookScreen(WorkbookPlaces):
    """One postmortem. The pane shown gets `postmortem` and `findings`, and posts edits."""

    BINDINGS = bindings(COMMANDS)
    COMMANDS_HERE = COMMANDS

    class Prepared(Message):
        """The language rules are at hand."""

    def __init__(self, session: Session, saver: Saver, loaded: Loaded) -> None:
        super().__init__(session, saver, loaded)
        self.past = Resembling(self)
        self._review_timer: Timer | None = None

    async def on_mount(self) -> None:
        """Open where the cursor was."""
        await self._open_pane(self.start)
        self._show_status()
        if self.saver.read_only_because:
            self.show_saved("READ ONLY", danger=True)
            self.session.notice = self.saver.read_only_because
        self.session.opened_last = self.postmortem.uid
        for key in () if self.frame.origin else ("last", "current"):
            self.saver.remember(key, self.postmortem.uid)
        self.call_after_refresh(self._prepare)

    @work(thread=True, group="prepare")
    def _prepare(self) -> None:
        """Load the language rules beside the first paint and the first strokes, then judge anew.

        All is read here once, so that on the screen's own thread only changes remain to be read.
        """
        prepare()
        review(self.editing.value, self.session.context())
        self.post_message(self.Prepared())

    @on(Prepared)
    def _prepared(self) -> None:
        self._review()
        self.past.look()
        if problems := problems_to_tell():
            self.say(" ".join(problems), warn=True)
        elif self.session.notice:
            self.say(self.session.notice)
            self.session.notice = ""

    @property
    def pmtui(self) -> "PmtuiApp":
        """The application, as what it is."""
        return cast("PmtuiApp", self.app)

    def fill(self, pane: Pane) -> None:
        """A pane also gets what resembles the postmortem."""
        self.past.show(pane)
        super().fill(pane)

    # -- edits ---------------------------------------------------------------------------------

    @on(Pane.Edited)
    def _edited(self, event: Pane.Edited) -> None:
        event.stop()
        changed = self.edit(event.edit, event.label, typing=event.typing)
        if not changed and event.otherwise is not None:
            event.otherwise()

    def edit(self, edit: Edit, label: str, *, typing: str = "", kind: str = "edit") -> bool:
        """Apply an edit, show it and hand it to the saver; False where it changed nothing."""
        try:
            changed: bool | None = self.editing.apply(edit, typing)
        except Locked as refusal:
            self.say(str(refusal), warn=True)
            changed = None
        except KeyError:
            self.say("That record was deleted meanwhile; press u to bring it back.", warn=True)
            changed = None
        if changed is None:
            for pane in self.panes.values():
                pane.resync()
        if changed:
            self.saver.put(self.editing.value, self.editing.step, label, kind)
            self._take_value()
            if not typing and label:
                self.frame.say_done(label, undoable=kind != "status")
            self._ask_writer()
        return bool(changed)

    def _ask_writer(self) -> None:
        """On a login of several people the first edit of a session asks, below what is written."""
        if self.session.shared_login and not self.session.asked_writer:
            from pmtui.ui.flows.writer import question

            self.session.asked_writer = True
            self.say(question(self.session))

    def _take_value(self) -> None:
        self.postmortem = self.editing.value
        self.review_soon()
        self.past.look_soon()

    def review_soon(self) -> None:
        """Look for the findings again after a pause."""
        if self._review_timer is not None:
            self._review_timer.stop()
        self._review_timer = self.set_timer(REVIEW_DELAY, self._review)

    def _review(self) -> None:
        self._review_timer = None
        self.findings = review(self.postmortem, self.past.context())
        self._show_status()
        self.show_place(keep_message=True)

    # -- what the saver reports ----------------------------------------------------------------

    def show_saved(self, text: str, *, danger: bool = False) -> None:
        """Say in the status line whether it is saved."""
        self.frame.saved, self.frame.danger = text, danger
        self._show_status()

    def bring_in(self, report: Brought) -> tuple[Conflict, ...]:
        """Take over what became of the value elsewhere; where both texts of a place are kept."""
        before = self.editing.value
        conflicts = self.editing.take(report)
        if self.editing.value is not before:
            self._take_value()
        return conflicts

    # -- commands ------------------------------------------------------------------------------

    def commands_here(self) -> tuple[Command, ...]:
        """What works here, the pane's own first."""
        own = self.pane.commands_here() if self.pane is not None else ()
        return (*own, *COMMANDS)

    async def run_command(self, id: str) -> None:
        """Run a command by its id, on the pane if it is the pane's, else here."""
        command = next((c for c in self.commands_here() if c.id == id), None)
        if command is None:
            return
        owner: Any = self if command in COMMANDS else self.pane
        await owner.run_action(command.action)

    def action_undo_edit(self) -> None:
        """Take back the last step; what is unsaved is saved first."""
        self.editing.end_typing()
        self.saver.undo()

    def action_redo_edit(self) -> None:
        """Do again what was taken back."""
        self.editing.end_typing()
        self.saver.redo()

    def action_saved(self) -> None:
        """Say when it was saved."""
        self.saver.flush_soon()
        self.say(self.saved_in_words(), warn=self.frame.danger)

    def saved_in_words(self) -> str:
        """Whether all that was typed is saved, as a sentence."""
        if self.saver.read_only_because:
            return self.saver.read_only_because
        if self.frame.danger:
            return f"{self.frame.saved}. It is tried again by itself."
        return f"Everything is saved by itself as you type: {self.frame.saved}."

    @work(group="commands")
    async def action_flow(self, name: str) -> None:
        """Start what takes several steps; what is refused is told in its own sentence."""
        await self._run_flow(flow(name)(self, self._place()))

    @on(Pane.GateWanted)
    @work(group="commands")
    async def _gate_wanted(self, event: Pane.GateWanted) -> None:
        from pmtui.ui.flows.gate import answer

        await self._run_flow(answer(self, event, self._place()))

    @on(ImportWanted)
    @work(group="commands")
    async def _import_wanted(self, event: ImportWanted) -> None:
        from pmtui.ui.flows.timeline_import import import_text

        await self._run_flow(import_text(self, event.text))

    async def _run_flow(self, steps: Awaitable[None]) -> None:
        try:
            await steps
        except PmtuiError as error:
            self.say(str(error), warn=True)

    def on_paste(self, event: events.Paste) -> None:
        """A paste outside a field is never run as keys: the pane offers what to do with it."""
        event.stop()
        if self.pane is not None:
            self.pane.take_paste(sanitise(event.text).text)

    def offer_text(self, text: str) -> None:
        """Letters that were typed outside a field."""
        if self.pane is not None:
            self.pane.take_paste(text)

    async def action_close(self) -> None:
        """From a record to its list, from there to the library."""
        if self.pane is not None and await self.pane.close_record():
            return
        if self.pane is not None:
            self.pane.leave_field()
        self.keep_place()
        self.saver.flush_soon()
        self.dismiss(None)
