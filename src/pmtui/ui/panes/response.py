"""The pane Response: how it was noticed, how six parts of the response worked, and the lessons."""

from collections.abc import Sequence
from typing import ClassVar

from pmtui.domain import vocabulary
from pmtui.domain.edits import set_fields
from pmtui.domain.postmortem import Postmortem, find
from pmtui.ui.commands import Command
from pmtui.ui.panes import commands
from pmtui.ui.panes.desk import Desk, pane_bindings
from pmtui.ui.panes.rows import row_of, section
from pmtui.ui.widgets.items import HeadItem, Item, fields_of
from pmtui.ui.widgets.list_commands import OPEN

NOTHING = Command(
    "response.nothing",
    "t",
    "Nothing notable",
    "Say that there was nothing notable in this part of the response, or take it back.",
    True,
)
_DETECTION = ("detected_by", "detected_how", "earlier")
_OWN = (NOTHING, commands.ACTION, commands.MOVE_UP, commands.MOVE_DOWN)


class ResponsePane(Desk):
    """Detection, the six facets, and the lessons."""

    PLACE: ClassVar = vocabulary.Pane.RESPONSE
    ADDS: ClassVar = ("lessons",)
    COMMANDS: ClassVar = (*Desk.COMMANDS, *_OWN)
    BINDINGS: ClassVar = pane_bindings(_OWN)

    def front_items(self) -> Sequence[Item]:
        """All of it in one list."""
        pm = self.postmortem
        return [
            *fields_of("response", names=_DETECTION),
            HeadItem("How it worked (Enter answers, t says nothing notable)"),
            *(row_of(pm, "facets", facet) for facet in pm.facets),
            *section(pm, "lessons", "Lessons"),
            HeadItem("And"),
            *fields_of("response", but=_DETECTION),
        ]

    def on_front(self) -> tuple[Command, ...]:
        """Answering facets and adding lessons."""
        return (OPEN, commands.ADD, *_OWN, *super().on_front()[2:])

    def on_record(self, table: str) -> tuple[Command, ...]:
        """A facet's form keeps its one key."""
        own = (NOTHING,) if table == "facets" else ()
        return (*own, *super().on_record(table))

    def action_nothing(self) -> None:
        """Turn “nothing notable” of the facet at hand."""
        table, id = self.record_here()
        if table != "facets":
            self.say("Put the cursor on one of the six parts of the response first.")
            return

        def edit(pm: Postmortem) -> Postmortem:
            now = find(pm, "facets", id).nothing_notable
            return set_fields(pm, "facets", id, nothing_notable=not now)

        self.post_message(self.Edited(edit, "answer nothing notable"))
