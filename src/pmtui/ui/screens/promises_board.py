"""The list behind the board of promises: what is read, what is chosen of it, how it is shown."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.events import ScreenResume
from textual.getters import query_one

from pmtui.errors import PmtuiError
from pmtui.memory.promises import OPEN as OPEN_STATES
from pmtui.memory.promises import Promise, Wanted, select
from pmtui.store.promises import names_of, read_promises
from pmtui.store.store import Store
from pmtui.ui.answers import answer
from pmtui.ui.chrome import KeyLine, MessageLine, OneLine
from pmtui.ui.commands import Command
from pmtui.ui.screens.command_screen import CommandScreen
from pmtui.ui.screens.promises_asking import choose_factor, choose_service, choose_state
from pmtui.ui.screens.promises_commands import COMMANDS, ON_ACTION, OPEN
from pmtui.ui.screens.promises_drawing import columns, details, heading, row
from pmtui.ui.session import Session
from pmtui.ui.widgets.line_input import LineInput
from pmtui.ui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from textual.widgets import Input

    from pmtui.store.saver import Saver

_T = TypeVar("_T")

USUAL = Wanted(states=OPEN_STATES)
"""What the board shows at first."""

TEACH = (
    "No action fits. Here stand the actions of all postmortems: what is changed, by whom, "
    "until when.",
    "",
    "They are written in a postmortem (6, then a), for example: "
    "prevent P1 @storage due fri: add an admission check",
    "Press c to show every open action again, q to go back.",
)


class PromisesBoard(CommandScreen[None]):
    """Actions, the nearest day first, with the filters that narrow them."""

    CALLED = "Promises"

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
        self.away = True
        """Whether what is shown may have changed elsewhere, so that it is read at the next sight."""
        self.answers = False
        """Whether the factors that are answered were read as well."""

    def compose(self) -> ComposeResult:
        """A heading, the list, what is under the cursor, a message, the keys."""
        yield OneLine(id="heading")
        yield RecordList("actions", columns(0, 0), teach=("Reading …",), id="promises")
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
            self.read_anew()

    def show_frame(self) -> None:
        """Fit the list and the frame to another width."""
        self._fit_columns()
        self._show_frame()

    # -- reading -------------------------------------------------------------------------------

    @work(group="reading", exclusive=True)
    async def read_anew(self) -> None:
        """Read the actions again, without waiting for the disk here."""
        states, answers = self.wanted.states, bool(self.wanted.factor)
        author = self.session.author

        def read(store: Store) -> tuple[tuple[Promise, ...], frozenset[str]]:
            return read_promises(store, states=states, answers=answers), names_of(store, author)

        found = await self.asked(read)
        if found is not None:
            (self.rows, self.me), self.answers = found, answers
            self.listing.teach = TEACH
            self._show()

    async def asked(self, question: Callable[[Store], _T]) -> _T | None:
        """The answer of the store's own thread; None where it refused, which is told."""
        try:
            return await answer(self.saver, question)
        except PmtuiError as error:
            self.message.show_message(str(error), warn=True)
            return None

    def _show(self) -> None:
        today = self.session.now().astimezone().date()
        found = select(self.rows, self.wanted, today, self.me)
        self.shown = {p.key: p for p in found}
        keys = list(self.shown)
        self._fit_columns()
        self.listing.show(keys, lambda index: row(self.shown[keys[index]], today))
        self._show_frame()

    def _fit_columns(self) -> None:
        longest = max((len(p.reference) for p in self.shown.values()), default=0)
        self.listing.columns = columns(longest, self.app.size.width)

    def _show_frame(self) -> None:
        width = max(self.app.size.width, 60)
        head = heading(len(self.shown), len(self.rows), self.wanted, width)
        self.query_one("#heading", OneLine).say(Content(head).stylize("bold"))
        self.query_one(KeyLine).show(self.commands_here())
        self.show_details()

    def show_details(self) -> None:
        """Say below the list what is known of the action under the cursor."""
        today = self.session.now().astimezone().date()
        lines = details(self.current, today, max(self.app.size.width, 60))
        self.query_one("#promises-detail", OneLine).say(Content("\n".join(lines)))

    @on(RecordList.Highlighted)
    def _moved(self, event: RecordList.Highlighted) -> None:
        event.stop()
        self.show_details()

    @property
    def current(self) -> Promise | None:
        """The action under the cursor."""
        return self.shown.get(self.listing.current)

    def commands_here(self) -> tuple[Command, ...]:
        """What works here."""
        if self.shown:
            return (OPEN, *COMMANDS)
        return tuple(c for c in COMMANDS if c.id not in ON_ACTION)

    def _want(self, said: str = "", **changes: Any) -> None:
        """Show something else; what was changed here takes its place again."""
        before, self.wanted = self.wanted, replace(self.wanted, **changes)
        self.message.show_message(said)
        reads = before.states != self.wanted.states or (self.wanted.factor and not self.answers)
        if reads:
            self.read_anew()
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
        self.read_anew()

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
