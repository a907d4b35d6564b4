"""What a workbook shows: the pane that is open, the lines around it, the ways from place to place."""

from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.getters import query_one
from textual.reactive import var
from textual.screen import Screen

from pmtui.domain import vocabulary
from pmtui.domain.postmortem import Postmortem
from pmtui.review import review
from pmtui.review.model import Context, Finding
from pmtui.store.model import Loaded
from pmtui.store.saver import Saver
from pmtui.ui import unread
from pmtui.ui.chrome import KeyLine
from pmtui.ui.editing import Editing
from pmtui.ui.finding_cursor import FindingCursor
from pmtui.ui.panes import pane_class
from pmtui.ui.panes.base import Pane, Place
from pmtui.ui.places import place_of, read_place, store_place
from pmtui.ui.session import Session
from pmtui.ui.workbook_chrome import FindingLine, StatusLine, TabLine
from pmtui.ui.workbook_frame import WorkbookFrame


class WorkbookPlaces(Screen[None]):
    """Shows one pane of a postmortem, its findings and its frame; changes nothing of it."""

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
        self.rewording_offered: tuple[Place, tuple[str, ...], int] | None = None
        """From where which finding about wording was offered, that a second press rewords."""
        self.set_reactive(WorkbookPlaces.postmortem, value)
        self.set_reactive(WorkbookPlaces.findings, review(value, Context(now=session.now())))
        self.set_reactive(WorkbookPlaces.current, self.start.pane)
        self._drafts = {pane: self._kept_drafts(pane) for pane in vocabulary.Pane}
        """What waits in the panes that were not opened yet, read while the store is at hand."""

    def compose(self) -> ComposeResult:
        """The frame; the pane is mounted on its first use."""
        yield StatusLine(id="status")
        yield TabLine(id="tabs")
        yield Container(id="pane")
        yield FindingLine(id="finding")
        yield KeyLine(id="keys")

    def on_resize(self) -> None:
        """Fit the frame to the new width."""
        self._show_status()
        self.show_place()

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
                pane.refusal = lambda: self.editing.refusal
                pane.next_unread = lambda: next(iter(self.unread_left()), None)
                self.panes[place.pane] = pane
                await self.query_one("#pane", Container).mount(pane)
                drafts = self._drafts[place.pane]
                pane.restore_drafts(drafts)
            self.fill(pane)
            if previous is not None and previous is not pane:
                previous.display = False
            pane.display = True
        self.tab_line.show(place.pane)
        pane.goto(place)
        self.show_place()
        self._tell_waiting(drafts)

    def _tell_waiting(self, drafts: dict[str, list[str]]) -> None:
        """Name what was typed here and not taken; the review names what waits in any pane."""
        if unread.lines_in(drafts):
            self.say("A line that was not added waits here: a shows it.")
        elif self.current is vocabulary.Pane.REVIEW:
            if waiting := self.unread_told():
                self.say(waiting, warn=True)
        elif places := unread.places_in(self.postmortem, self.current, drafts):
            self.say(unread.told(self.postmortem, places), warn=True)

    def _kept_drafts(self, pane: vocabulary.Pane) -> dict[str, list[str]]:
        drafts: dict[str, list[str]] = self.saver.recall(self._drafts_key(pane), {})
        return drafts

    def unread_left(self) -> list[Place]:
        """The fields in which a typed value waits that could not be read."""
        found: list[Place] = []
        for name in vocabulary.Pane:
            pane = self.panes.get(name)
            drafts = pane.drafts_now() if pane is not None else self._drafts[name]
            found += unread.places_in(self.postmortem, name, drafts)
        return found

    def unread_told(self) -> str:
        """A sentence about those fields, "" where there is none."""
        return unread.told(self.postmortem, self.unread_left())

    def fill(self, pane: Pane) -> None:
        """Give a pane that is about to be shown what it shows."""
        pane.postmortem, pane.findings = self.postmortem, self.findings

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

    # -- from place to place -------------------------------------------------------------------

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
            self.say(self.unread_told() or "Nothing is left to write or to look at.")
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

    def keep_place(self) -> None:
        """The next session begins where this one ends."""
        self._remember(self._place())
        self.keep_drafts()

    def keep_drafts(self) -> None:
        """Keep what is typed in the pane at hand and not taken, before the screen goes."""
        if self.pane is not None:
            self.saver.remember(self._drafts_key(self.pane.PLACE), self.pane.drafts_now())

    @on(Pane.Drafted)
    def _drafted(self, event: Pane.Drafted) -> None:
        event.stop()
        self.saver.remember(self._drafts_key(event.pane), event.drafts)

    def _drafts_key(self, pane: vocabulary.Pane) -> str:
        return f"drafts:{self.postmortem.uid}:{pane.value}"
