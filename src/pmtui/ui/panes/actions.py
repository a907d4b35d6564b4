"""The pane Actions: what is changed so that it does not happen again, by whom and until when."""

from collections.abc import Sequence
from typing import ClassVar

from pmtui.domain import vocabulary
from pmtui.domain.edits import set_fields
from pmtui.domain.postmortem import Postmortem, find
from pmtui.domain.vocabulary import ActionState
from pmtui.ui.commands import Command
from pmtui.ui.panes import commands
from pmtui.ui.panes.desk import Desk, pane_bindings
from pmtui.ui.panes.rows import section
from pmtui.ui.widgets.items import HeadItem, Item, fields_of
from pmtui.ui.widgets.list_commands import OPEN

COMMIT = Command(
    "actions.commit", "t", "Commit", "Turn a proposed action into a commitment, or back.", True
)
DONE = Command("actions.done", "D", "Done", "Mark an action as done, or as committed again.")


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
        self._turn(ActionState.COMMITTED, ActionState.PROPOSED)

    def action_done(self) -> None:
        """Committed to done and back."""
        self._turn(ActionState.DONE, ActionState.COMMITTED)

    def _turn(self, to: ActionState, back: ActionState) -> None:
        table, id = self.record_here()
        if table != "actions":
            self.say("Put the cursor on an action first.")
            return

        state = back if find(self.postmortem, "actions", id).state is to else to

        def edit(pm: Postmortem) -> Postmortem:
            return set_fields(pm, "actions", id, state=state)

        self.post_message(self.Edited(edit, f"mark action {state.value}"))
