"""The pane Actions: what is changed so that it does not happen again, by whom and until when."""

from collections.abc import Sequence
from typing import ClassVar

from pmtui.domain import vocabulary
from pmtui.domain.edits import set_fields
from pmtui.domain.postmortem import Postmortem, find
from pmtui.domain.records import Action
from pmtui.domain.vocabulary import ActionState
from pmtui.ui.commands import Command
from pmtui.ui.panes import commands
from pmtui.ui.panes.desk import Desk, pane_bindings
from pmtui.ui.panes.rows import section
from pmtui.ui.widgets.closing import STAYS_OPEN, ask_what_shows, what_shows
from pmtui.ui.widgets.items import HeadItem, Item, fields_of
from pmtui.ui.widgets.list_commands import OPEN

COMMIT = Command(
    "actions.commit", "t", "Commit", "Turn a proposed action into a commitment, or back.", True
)
DONE = Command(
    "actions.done",
    "D",
    "Done",
    "Mark an action as done, with what shows that it works; or as committed again.",
)


class ActionsPane(Desk):
    """The list of actions, and why none prevents a recurrence."""

    PLACE: ClassVar = vocabulary.Pane.ACTIONS
    SIDE: ClassVar = True
    ADDS: ClassVar = ("actions",)
    COMMANDS: ClassVar = (*Desk.COMMANDS, COMMIT, DONE, commands.MOVE_UP, commands.MOVE_DOWN)
    BINDINGS: ClassVar = pane_bindings((COMMIT, DONE, commands.MOVE_UP, commands.MOVE_DOWN))

    def front_items(self) -> Sequence[Item]:
        """The actions first."""
        return [
            *section(self.postmortem, "actions", "Actions"),
            HeadItem("If nothing prevents it"),
            *fields_of("plan"),
        ]

    def on_front(self) -> tuple[Command, ...]:
        """Adding and committing matter most."""
        own = (OPEN, commands.ADD, COMMIT, DONE)
        return (*own, commands.LINK, commands.MOVE_UP, commands.MOVE_DOWN, *super().on_front()[2:])

    def on_record(self, table: str) -> tuple[Command, ...]:
        """An action's form keeps the keys of its state."""
        return (COMMIT, DONE, *super().on_record(table))

    def action_commit(self) -> None:
        """Proposed to committed and back."""
        if (action := self._action_here()) is not None:
            committed = action.state is ActionState.COMMITTED
            state = ActionState.PROPOSED if committed else ActionState.COMMITTED
            self._set(action, state=state)

    def action_done(self) -> None:
        """Done, with what shows that it works; or committed again."""
        action = self._action_here()
        if action is None:
            return
        if action.state is ActionState.DONE:
            self._set(action, state=ActionState.COMMITTED)
            return
        if self.refused("actions", "done_when"):
            return

        def answered(shows: str | None) -> None:
            if shows:
                done_when = what_shows(action.done_when, shows)
                self._set(action, state=ActionState.DONE, done_when=done_when)
            else:
                self.say(STAYS_OPEN)

        self.app.push_screen(ask_what_shows(action.done_when), answered)

    def _action_here(self) -> Action | None:
        table, id = self.record_here()
        if table != "actions":
            self.say("Put the cursor on an action first.")
            return None
        action: Action = find(self.postmortem, "actions", id)
        return action

    def _set(self, action: Action, *, state: ActionState, **values: str) -> None:
        def edit(pm: Postmortem) -> Postmortem:
            return set_fields(pm, "actions", action.id, state=state, **values)

        self.post_message(self.Edited(edit, f"mark action {state.value}"))
