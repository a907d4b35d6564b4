"""The board of promises: the actions of all postmortems, to filter, to keep, to close."""

from asyncio import wrap_future
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import ScreenResume
from textual.getters import query_one
from textual.screen import Screen

from pmtui.domain.edits import set_fields
from pmtui.domain.vocabulary import ActionState, Pane
from pmtui.errors import PmtuiError
from pmtui.memory.promises import OPEN as OPEN_STATES
from pmtui.memory.promises import Promise, Wanted, select
from pmtui.store.amending import amend
from pmtui.store.model import of_somebody_else
from pmtui.store.promises import names_of, one, read_promises
from pmtui.store.store import Store
from pmtui.ui.chrome import KeyLine, MessageLine, OneLine
from pmtui.ui.commands import Command, bindings
from pmtui.ui.panes.base import Place
from pmtui.ui.places import store_place
from pmtui.ui.screens.promises_asking import (
    ask_due,
    ask_reason,
    ask_tracker,
    ask_works,
    choose_factor,
    choose_service,
    choose_state,
)
from pmtui.ui.screens.promises_commands import COMMANDS, OPEN
from pmtui.ui.screens.promises_drawing import columns, details, heading, row
from pmtui.ui.session import Session
from pmtui.ui.widgets.line_input import LineInput
from pmtui.ui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from textual.widgets import Input

    from pmtui.store.saver import Saver
    from pmtui.ui.app import PmtuiApp

_T = TypeVar("_T")

USUAL = Wanted(states=OPEN_STATES)
"""What the board shows at first."""

TEACH = (
    "No action is shown. Actions are written in a postmortem, on its pane Actions.",
    "",
    "Press c to show every open action again, s for those that are done, q to go back.",
)


class PromisesScreen(Screen[None]):
    """All actions, the nearest day first. What is changed stays in its place until one leaves."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    listing = query_one("#promises", RecordList)
    message = query_one(MessageLine)

    def __init__(self, session: Session, saver: "Saver") -> None:
        super().__init__()
        self.session = session
        self.saver = saver
        self.wanted = USUAL
        self.rows: tuple[Promise, ...] = ()
        """What was read: the actions in the states that are wanted."""
        self.shown: dict[str, Promise] = {}
        self.me: frozenset[str] = frozenset()
        self.changed: list[str] = []
        """The postmortems that were changed here, so that undo knows where."""
        self.away = True
        """Whether what is shown may have changed elsewhere, so that it is read at the next sight."""
        self.answers = False
        """Whether the factors that are answered were read as well."""

    def compose(self) -> ComposeResult:
        """A heading, the list, what is under the cursor, a message, the keys."""
        yield OneLine(id="heading")
        yield RecordList("actions", columns(0), teach=("Reading …",), id="promises")
        yield OneLine(id="promises-detail")
        yield MessageLine(id="finding")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Ready to move in the list."""
        self.listing.focus()

    @on(ScreenResume)
    def _resumed(self) -> None:
        if self.away:  # a dialog that closes changes nothing by itself
            self.away = False
            self._read()

    def on_resize(self) -> None:
        """Fit the frame to another width."""
        self._show_frame()

    @property
    def pmtui(self) -> "PmtuiApp":
        """The application, as what it is."""
        return cast("PmtuiApp", self.app)

    # -- reading -------------------------------------------------------------------------------

    @work(group="reading", exclusive=True)
    async def _read(self) -> None:
        states, answers = self.wanted.states, bool(self.wanted.factor)
        author = self.session.author

        def read(store: Store) -> tuple[tuple[Promise, ...], frozenset[str]]:
            return read_promises(store, states=states, answers=answers), names_of(store, author)

        found = await self._asked(read)
        if found is not None:
            (self.rows, self.me), self.answers = found, answers
            self.listing.teach = TEACH
            self._show()

    async def _asked(self, question: Callable[[Store], _T]) -> _T | None:
        """The answer of the store's own thread; None where it refused, which is told."""
        try:
            return await wrap_future(self.saver.ask(question))
        except PmtuiError as error:
            self.message.show_message(str(error), warn=True)
            return None

    def _show(self) -> None:
        today = self.session.now().astimezone().date()
        found = select(self.rows, self.wanted, today, self.me)
        self.shown = {p.key: p for p in found}
        keys = list(self.shown)
        self.listing.columns = columns(max((len(p.reference) for p in found[:200]), default=0))
        self.listing.show(keys, lambda index: row(self.shown[keys[index]], today))
        self._show_frame()

    def _show_frame(self) -> None:
        width = max(self.app.size.width, 60)
        head = heading(len(self.shown), len(self.rows), self.wanted, width)
        self.query_one("#heading", OneLine).say(Content(head).stylize("bold"))
        self.query_one(KeyLine).show(self.commands_here())
        self._show_details()

    def _show_details(self) -> None:
        today = self.session.now().astimezone().date()
        lines = details(self.current, today, max(self.app.size.width, 60))
        self.query_one("#promises-detail", OneLine).say(Content("\n".join(lines)))

    @on(RecordList.Highlighted)
    def _moved(self, event: RecordList.Highlighted) -> None:
        event.stop()
        self._show_details()

    @property
    def current(self) -> Promise | None:
        """The action under the cursor."""
        return self.shown.get(self.listing.current)

    def commands_here(self) -> tuple[Command, ...]:
        """What works here."""
        return (OPEN, *COMMANDS) if self.shown else COMMANDS

    def _want(self, said: str = "", **changes: Any) -> None:
        """Show something else; what was changed here takes its place again."""
        before, self.wanted = self.wanted, replace(self.wanted, **changes)
        self.message.show_message(said)
        reads = before.states != self.wanted.states or (self.wanted.factor and not self.answers)
        if reads:
            self._read()
        else:
            self._show()

    # -- filters -------------------------------------------------------------------------------

    def action_overdue(self) -> None:
        """Only what is overdue, or all again."""
        self._want(overdue=not self.wanted.overdue)

    def action_mine(self) -> None:
        """Only one's own, or all again."""
        names = ", ".join(sorted(self.me))
        said = "" if self.wanted.mine else f"Yours is what {names} own{'s' * (len(self.me) == 1)}."
        self._want(said, mine=not self.wanted.mine)

    @work(group="asking")
    async def action_state(self) -> None:
        """Choose the states."""
        if (states := await choose_state(self.app)) is not None:
            self._want(states=states)

    @work(group="asking")
    async def action_service(self) -> None:
        """Choose a service, or all of them."""
        if (service := await choose_service(self.app, self.rows, self.wanted.service)) is not None:
            self._want(service=service)

    @work(group="asking")
    async def action_factor(self) -> None:
        """Choose a kind or category of factor, or all of them."""
        if (factor := await choose_factor(self.app, self.wanted.factor)) is not None:
            self._want(factor=factor)

    def action_clear(self) -> None:
        """Every open action again."""
        if found := self.query("#promises-find"):
            line = found.first(LineInput)
            line.show("")
            line.display = False
        self.wanted = USUAL
        self.message.show_message("")
        self._read()

    async def action_find(self) -> None:
        """Type to filter; Enter goes to the list, Esc drops the filter."""
        if not self.query("#promises-find"):
            await self.mount(LineInput(id="promises-find"), before="#promises-detail")
        line = self.query_one("#promises-find", LineInput)
        line.display = True
        line.focus()

    def on_input_changed(self, event: "Input.Changed") -> None:
        """Show what contains every word."""
        event.stop()
        self._want(words=event.value)

    def on_input_submitted(self, event: "Input.Submitted") -> None:
        """Keep the filter and go to the list."""
        event.stop()
        event.input.display = bool(self.wanted.words)
        self.listing.focus()

    def on_line_input_left(self, event: LineInput.Left) -> None:
        """Arrows go on in the list with the filter kept; Esc drops it."""
        event.stop()
        line = cast(LineInput, event.editor)
        if not event.by:
            line.value = ""
        line.display = bool(line.value)
        self.listing.focus()

    # -- changes -------------------------------------------------------------------------------

    def _mine_to_change(self) -> Promise | None:
        """The action under the cursor, unless there is none or it is a colleague's; told."""
        promise = self.current
        if promise is not None and promise.origin:
            said = of_somebody_else(promise.reference, promise.origin)
            self.message.show_message(said, warn=True)
            return None
        return promise

    @work(group="asking")
    async def action_done(self) -> None:
        """Done, with what shows that it works; or committed again."""
        if (promise := self._mine_to_change()) is None:
            return
        if promise.state is ActionState.DONE:
            await self._change(promise, "committed again", state=ActionState.COMMITTED)
            return
        shows = await ask_works(self.app, promise)
        if not shows:
            self.message.show_message("It stays open; “not checked yet” is an answer as well.")
            return
        await self._change(promise, "done", state=ActionState.DONE, done_when=shows)

    @work(group="asking")
    async def action_due(self) -> None:
        """Another due date."""
        if (promise := self._mine_to_change()) is None:
            return
        today = self.session.now().astimezone().date()
        if (answer := await ask_due(self.app, promise, today)) is not None:
            said = f"due {answer.due:%a %Y-%m-%d}" if answer.due else "without a due date"
            await self._change(promise, said, due=answer.due)

    @work(group="asking")
    async def action_tracker(self) -> None:
        """The ticket."""
        if (promise := self._mine_to_change()) is None:
            return
        if tracker := await ask_tracker(self.app, promise):
            await self._change(promise, f"tracked in {tracker}", tracker=tracker)

    @work(group="asking")
    async def action_commit(self) -> None:
        """Proposed to committed and back."""
        if (promise := self._mine_to_change()) is None:
            return
        committed = promise.state is ActionState.COMMITTED
        state = ActionState.PROPOSED if committed else ActionState.COMMITTED
        await self._change(promise, state.value, state=state)

    @work(group="asking")
    async def action_decline(self) -> None:
        """Not to be done, for a reason."""
        if (promise := self._mine_to_change()) is None:
            return
        if reason := await ask_reason(self.app, promise):
            await self._change(
                promise, "declined", state=ActionState.DECLINED, declined_because=reason
            )

    async def _change(self, promise: Promise, said: str, **values: Any) -> None:
        name = f"{promise.reference} {promise.name}"

        def change(store: Store) -> tuple[Promise | None, tuple[str, ...]]:
            done = amend(
                store,
                promise.uid,
                lambda pm: set_fields(pm, "actions", promise.id, **values),
                f"action {promise.name} {said}",
            )
            if done is not None:
                self.changed.append(promise.uid)
            return one(store, promise), done.notices if done is not None else ()

        if (found := await self._asked(change)) is not None:
            self._replace(promise, found[0])
            self.message.show_message(" ".join([f"{name} is {said}; u takes it back.", *found[1]]))

    def _replace(self, before: Promise, after: Promise | None) -> None:
        """Show an action as it is now, where it stands, though the filter might hide it."""
        if after is None:
            self._read()
            return
        self.rows = tuple(after if p.key == before.key else p for p in self.rows)
        if before.key in self.shown:
            self.shown[before.key] = after
            self.listing.repaint_item(self.listing.cursor)
        self._show_details()

    @work(group="asking")
    async def action_undo(self) -> None:
        """Take back the last change made here, and the one before it next."""
        if not self.changed:
            self.message.show_message("Nothing was changed here; u takes back what is done here.")
            return
        uid = self.changed[-1]
        if (done := await self._asked(lambda store: store.undo(uid))) is not None:
            self.changed.pop()
            told = f"Took back: {done.label or 'the latest step'}."
            self.message.show_message(" ".join([told, *done.problems, *done.notices]))
            self._read()

    # -- elsewhere -----------------------------------------------------------------------------

    @on(RecordList.Opened)
    async def _opened(self, event: RecordList.Opened) -> None:
        event.stop()
        await self.action_open()

    async def action_open(self) -> None:
        """The action in its workbook; leaving that comes back here."""
        if (promise := self.current) is not None:
            place = Place(Pane.ACTIONS, "actions", promise.id)
            self.saver.remember(f"place:{promise.uid}", store_place(place))
            self.away = True
            await self.pmtui.action_open_workbook(promise.uid)

    @work(group="commands")
    async def action_commands(self) -> None:
        """Find a command and run it."""
        await self._choose("Commands: what would you like to do?")

    @work(group="commands")
    async def action_help(self) -> None:
        """Every key that works here."""
        await self._choose("Promises: every key that works here. Enter runs the marked one.")

    async def _choose(self, head: str) -> None:
        from pmtui.ui.screens.command_list import CommandListScreen

        answer = await self.app.push_screen_wait(CommandListScreen(self.commands_here(), head))
        command = next((c for c in self.commands_here() if c.id == answer), None)
        if command is not None:
            await self.run_action(command.action)

    def action_redraw(self) -> None:
        """Paint everything anew."""
        self.pmtui.action_redraw()

    def action_leave(self) -> None:
        """Back to where the board was opened."""
        self.dismiss(None)

    def on_paste(self, event: events.Paste) -> None:
        """A paste is no key."""
        event.stop()
