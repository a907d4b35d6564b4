"""The board of promises: the actions of all postmortems, to filter, to keep, to close."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.binding import BindingType

from pmtui.domain.edits import set_fields
from pmtui.domain.vocabulary import ActionState, Pane
from pmtui.memory.promises import Promise
from pmtui.store.amending import amend
from pmtui.store.promises import one
from pmtui.store.store import Store
from pmtui.ui.commands import bindings
from pmtui.ui.panes.base import Place
from pmtui.ui.places import store_place
from pmtui.ui.screens.promises_asking import ask_due, ask_reason, ask_tracker, ask_works
from pmtui.ui.screens.promises_board import PromisesBoard
from pmtui.ui.screens.promises_commands import COMMANDS
from pmtui.ui.session import Session
from pmtui.ui.widgets.closing import STAYS_OPEN
from pmtui.ui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from pmtui.store.saver import Saver


class PromisesScreen(PromisesBoard):
    """The board with what is done to an action, which stays in its place until one leaves."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self, session: Session, saver: "Saver", back_to: str = "") -> None:
        super().__init__(session, saver)
        self.back_to = back_to
        """The postmortem whose workbook is opened when one leaves; "" for none."""
        self.changed: list[str] = []
        """The postmortems that were changed here since a workbook was open, for undo."""

    # -- changes -------------------------------------------------------------------------------

    def _mine_to_change(self) -> Promise | None:
        """The action under the cursor, unless there is none or it is a colleague's; told."""
        promise = self.current
        if promise is None:
            self.message.show_message("No action is shown; c shows every open one.")
        elif promise.origin:
            said = f"Only to look at: pmtui adopt {promise.reference} makes it yours to edit."
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
            self.message.show_message(STAYS_OPEN)
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

        def change(store: Store) -> tuple[Promise | None, str]:
            done = amend(
                store,
                promise.uid,
                lambda pm: set_fields(pm, "actions", promise.id, **values),
                f"action {promise.name} {said}",
            )
            if done is None:
                return one(store, promise), f"{name} was {said} already."
            self.changed.append(promise.uid)
            told = f"{name} is {said}; u takes it back."
            return one(store, promise), " ".join([told, *done.notices])

        if (found := await self.asked(change)) is not None:
            self._replace(promise, found[0])
            self.message.show_message(found[1])

    def _replace(self, before: Promise, after: Promise | None) -> None:
        """Show an action as it is now, where it stands, though the filter might hide it."""
        if after is None:
            self.read_anew()
            return
        self.rows = tuple(after if p.key == before.key else p for p in self.rows)
        if before.key in self.shown:
            self.shown[before.key] = after
            self.listing.repaint_item(self.listing.cursor)
        self.show_details()

    @work(group="asking")
    async def action_undo(self) -> None:
        """Take back the last change made here, and the one before it next."""
        if not self.changed:
            self.message.show_message("Nothing was changed here; u takes back what is done here.")
            return
        uid = self.changed[-1]
        if (done := await self.asked(lambda store: store.undo(uid))) is not None:
            self.changed.pop()
            told = f"Took back: {done.label or 'the latest step'}."
            self.message.show_message(" ".join([told, *done.problems, *done.notices]))
            self.read_anew()

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
            self.changed.clear()  # what is done in the workbook is taken back there
            await self.pmtui.action_open_workbook(promise.uid)

    async def action_leave(self) -> None:
        """Back to where the board was opened."""
        self.dismiss(None)
        if self.back_to:
            await self.pmtui.action_open_workbook(self.back_to)
