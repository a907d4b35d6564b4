"""The workbook of one postmortem: holds the value, shows one pane, routes what the person does."""

from collections.abc import Awaitable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.getters import query_one
from textual.message import Message
from textual.reactive import var
from textual.screen import Screen
from textual.timer import Timer

from pmtui.domain import vocabulary
from pmtui.domain.edits import Edit
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.text import sanitise
from pmtui.errors import PmtuiError
from pmtui.review import review
from pmtui.review.context import prepare
from pmtui.review.model import Context, Finding
from pmtui.review.team_rules import problems_to_tell
from pmtui.store.model import Loaded
from pmtui.store.saver import Saver
from pmtui.ui.chrome import KeyLine
from pmtui.ui.commands import Command, bindings
from pmtui.ui.editing import Editing, Locked
from pmtui.ui.finding_cursor import FindingCursor
from pmtui.ui.flows import flow
from pmtui.ui.panes import pane_class
from pmtui.ui.panes.base import Pane, Place
from pmtui.ui.places import place_of, read_place, store_place
from pmtui.ui.preview.wanted import ImportWanted
from pmtui.ui.resembling import Resembling
from pmtui.ui.session import Session
from pmtui.ui.workbook_chrome import FindingLine, StatusLine, TabLine
from pmtui.ui.workbook_commands import COMMANDS
from pmtui.ui.workbook_frame import WorkbookFrame

if TYPE_CHECKING:
    from pmtui.ui.app import PmtuiApp

REVIEW_DELAY = 0.2
"""Seconds without an edit after which the findings are looked for again."""


class WorkbookScreen(Screen[None]):
    """One postmortem. The pane shown gets `postmortem` and `findings`, and posts edits."""

    BINDINGS = bindings(COMMANDS)
    COMMANDS_HERE = COMMANDS

    class Prepared(Message):
        """The language rules are at hand."""

    postmortem: var[Postmortem] = var(Postmortem(uid=""), init=False)
    findings: var[tuple[Finding, ...]] = var((), init=False)
    current: var[vocabulary.Pane] = var(vocabulary.Pane.OVERVIEW, init=False)

    tab_line = query_one("#tabs", TabLine)

    def __init__(self, session: Session, saver: Saver, loaded: Loaded) -> None:
        super().__init__()
        value = loaded.postmortem
        self.session = session
        self.saver = saver
        self.reference = loaded.reference
        self.editing = Editing(value, session.now)
        self.start = read_place(saver.recall(f"place:{value.uid}"))
        self.frame = WorkbookFrame(self, loaded.reference, loaded.origin)
        self.panes: dict[vocabulary.Pane, Pane] = {}
        self.came_from: list[Place] = []
        self.finding_cursor = FindingCursor()
        self.past = Resembling(self)
        self._review_timer: Timer | None = None
        self.set_reactive(WorkbookScreen.postmortem, value)
        self.set_reactive(WorkbookScreen.findings, review(value, Context(now=session.now())))
        self.set_reactive(WorkbookScreen.current, self.start.pane)

    def compose(self) -> ComposeResult:
        """The frame; the pane is mounted on its first use."""
        yield StatusLine(id="status")
        yield TabLine(id="tabs")
        yield Container(id="pane")
        yield FindingLine(id="finding")
        yield KeyLine(id="keys")

    async def on_mount(self) -> None:
        """Open where the cursor was."""
        await self._open_pane(self.start)
        self._show_status()
        if self.saver.read_only_because:
            self.show_saved("READ ONLY", danger=True)
            self.session.notice = self.saver.read_only_because
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

    def on_resize(self) -> None:
        """Fit the frame to the new width."""
        self._show_status()
        self.show_place()

    @property
    def pmtui(self) -> "PmtuiApp":
        """The application, as what it is."""
        return cast("PmtuiApp", self.app)

    # -- panes ---------------------------------------------------------------------------------

    @property
    def pane(self) -> Pane | None:
        """The pane that is open."""
        return self.panes.get(self.current)

    async def _open_pane(self, place: Place) -> None:
        pane = self.panes.get(place.pane)
        previous = self.pane
        drafts: dict[str, list[str]] = {}
        self.current = place.pane
        with self.app.batch_update():
            if pane is None:
                pane = pane_class(place.pane)(self.session.now)
                self.panes[place.pane] = pane
                await self.query_one("#pane", Container).mount(pane)
                drafts = self.saver.recall(self._drafts_key(place.pane), {})
                pane.restore_drafts(drafts)
            self.past.show(pane)
            pane.postmortem, pane.findings = self.postmortem, self.findings
            if previous is not None and previous is not pane:
                previous.display = False
            pane.display = True
        self.tab_line.show(place.pane)
        pane.goto(place)
        self.show_place()
        if drafts:
            self.say("A line that was not added waits here: a shows it.")

    def watch_postmortem(self, value: Postmortem) -> None:
        """The value goes down to the pane that is shown; others get it when they are."""
        if self.pane is not None:
            self.pane.postmortem = value

    def watch_findings(self, findings: tuple[Finding, ...]) -> None:
        """The findings go down as well."""
        if self.pane is not None:
            self.pane.findings = findings

    async def go(self, place: Place, *, remember: bool = False) -> None:
        """Open a place; `remember` lets the person come back to where they stand now."""
        if remember and (here := self._place()) != place:
            self.came_from.append(here)
        if self.pane is not None:
            self.pane.leave_field()
        self.editing.end_typing()
        await self._open_pane(place)
        self._remember(place)

    def _remember(self, place: Place) -> None:
        uid = self.postmortem.uid
        self.saver.remember(f"place:{uid}", store_place(place))

    def _place(self) -> Place:
        return self.pane.place() if self.pane is not None else self.start

    # -- edits ---------------------------------------------------------------------------------

    @on(Pane.Edited)
    def _edited(self, event: Pane.Edited) -> None:
        event.stop()
        self.edit(event.edit, event.label, typing=event.typing)

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

    def bring_in(self, base: Postmortem, merged: Postmortem) -> bool:
        """Take over what became of `base` elsewhere; True where both texts of a place were kept."""
        before = self.editing.value
        conflicts = self.editing.take(base, merged)
        if self.editing.value is not before:
            self._take_value()
        return bool(conflicts)

    # -- the frame -----------------------------------------------------------------------------

    def _show_status(self) -> None:
        self.frame.show_status(self.postmortem, self.findings)

    @on(Pane.Located)
    def _located(self, event: Pane.Located) -> None:
        event.stop()
        self.show_place()

    def show_place(self, *, keep_message: bool = False) -> None:
        """Say what the keys and the finding are where the cursor stands."""
        if self.pane is not None:
            finding = self.finding_here(self.pane.place())
            self.frame.show_place(
                self.pane, self.postmortem, self.findings, finding, keep_message=keep_message
            )

    def finding_here(self, place: Place) -> Finding | None:
        """The finding at a place: the one that a list there is on, else that of the field."""
        listed = self.pane.finding_here() if self.pane is not None else None
        return listed or self.finding_cursor.shown(self.findings, place)

    @on(Pane.Said)
    def _said(self, event: Pane.Said) -> None:
        event.stop()
        self.say(event.text, warn=event.warn)

    def say(self, text: str, *, warn: bool = False) -> None:
        """One sentence on the finding line, until the cursor moves."""
        self.frame.say(text, warn=warn)

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

    async def action_switch(self, number: int) -> None:
        """Open a pane by its number from 0, where its cursor was."""
        await self.go(Place(list(vocabulary.Pane)[number]))

    async def action_turn(self, by: int) -> None:
        """Open the pane on the left (-1) or right (1)."""
        order = list(vocabulary.Pane)
        await self.action_switch((order.index(self.current) + by) % len(order))

    async def action_find(self, by: int) -> None:
        """Jump to the next (1) or previous (-1) finding, in the order of the review."""
        finding = self.finding_cursor.step(self.findings, self._place(), by)
        if finding is None:
            self.say("Nothing is left to write or to look at.")
            return
        place = replace(place_of(finding), typing=self.pane is not None and self.pane.typing())
        await self.go(place, remember=True)
        self.finding_cursor.arrived(finding, self._place())
        self.frame.show_finding(finding, self.findings)

    @on(Pane.Jump)
    async def _jump(self, event: Pane.Jump) -> None:
        event.stop()
        await self.go(event.place, remember=True)

    async def action_jump_back(self) -> None:
        """Come back to where the last jump began."""
        if not self.came_from:
            self.say("There is no jump to come back from.")
            return
        await self.go(self.came_from.pop())

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
        self.say(
            f"Everything is saved by itself as you type: {self.frame.saved}.",
            warn=self.frame.danger,
        )

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

    def keep_place(self) -> None:
        """The next session begins where this one ends."""
        self._remember(self._place())

    @on(Pane.Drafted)
    def _drafted(self, event: Pane.Drafted) -> None:
        event.stop()
        self.saver.remember(self._drafts_key(event.pane), event.drafts)

    def _drafts_key(self, pane: vocabulary.Pane) -> str:
        return f"drafts:{self.postmortem.uid}:{pane.value}"

    async def action_close(self) -> None:
        """From a record to its list, from there to the library."""
        if self.pane is not None and await self.pane.close_record():
            return
        if self.pane is not None:
            self.pane.leave_field()
        self._remember(self._place())
        self.saver.flush_soon()
        self.dismiss(None)
