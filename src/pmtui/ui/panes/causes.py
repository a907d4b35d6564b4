"""The pane Causes: contributing factors, what led up to them, and the past that resembles it."""

from collections.abc import Sequence
from typing import ClassVar

from pmtui.domain import vocabulary
from pmtui.domain.edits import add
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import RelatedPostmortem
from pmtui.domain.vocabulary import Relation
from pmtui.ui.commands import Command
from pmtui.ui.panes import commands
from pmtui.ui.panes.desk import Desk, pane_bindings
from pmtui.ui.panes.rows import section
from pmtui.ui.widgets.dialogs import AskLine, ChooseLetter
from pmtui.ui.widgets.items import HeadItem, Item, RowItem, TeachItem, fields_of
from pmtui.ui.widgets.line_list import Key
from pmtui.ui.widgets.list_commands import OPEN

RELATE = Command(
    "causes.relate", "r", "Relate", "Name an earlier postmortem that resembles this one."
)
_OWN = (RELATE, commands.ACTION, commands.MOVE_UP, commands.MOVE_DOWN)


class CausesPane(Desk):
    """The factors, the lead-up, and earlier postmortems."""

    PLACE: ClassVar = vocabulary.Pane.CAUSES
    ADDS: ClassVar = ("factors",)
    COMMANDS: ClassVar = (*Desk.COMMANDS, *_OWN)
    BINDINGS: ClassVar = pane_bindings(_OWN)

    def front_items(self) -> Sequence[Item]:
        """The factors first."""
        return [
            *section(self.postmortem, "factors", "Contributing factors"),
            HeadItem("Around them"),
            *fields_of("causes"),
            *self._earlier(),
        ]

    def _earlier(self) -> list[Item]:
        pm = self.postmortem
        known = {r.uid for r in pm.related} | {r.id for r in pm.related}
        open_ones: list[Item] = [
            RowItem("related", f.record, f.message, "not decided")
            for f in self.findings
            if f.table == "related" and f.record and f.record not in known
        ]
        teach = (
            "Which earlier incidents resemble it? r names one; Enter decides about one shown here."
        )
        rows = section(pm, "related", "Earlier postmortems", teach)
        if open_ones:
            rows = [item for item in rows if not isinstance(item, TeachItem)]
        return [*rows, *open_ones]

    def lists_in_front(self) -> tuple[str, ...]:
        """Factors and earlier postmortems."""
        return (*self.ADDS, "related")

    def on_front(self) -> tuple[Command, ...]:
        """Adding factors, and actions for them."""
        return (OPEN, commands.ADD, *_OWN, *super().on_front()[2:])

    async def open_key(self, key: Key) -> None:
        """A postmortem that only resembles this one is decided about first."""
        table, uid, _ = key
        if table == "related" and uid and all(r.id != uid for r in self.postmortem.related):
            self._decide(uid)
            return
        await super().open_key(key)

    def _decide(self, uid: str) -> None:
        options = (("r", "Related: it has something in common"), ("d", "Dismissed: it has not"))

        def answered(answer: str | None) -> None:
            if answer:
                self._relate(uid, Relation.RELATED if answer == "r" else Relation.DISMISSED)

        self.app.push_screen(ChooseLetter("How does it stand to this one?", options), answered)

    def action_relate(self) -> None:
        """Name an earlier postmortem."""

        def answered(answer: str | None) -> None:
            if answer:
                self._relate(answer, Relation.RELATED)

        self.app.push_screen(AskLine("Which earlier postmortem, by reference or link?"), answered)

    def _relate(self, uid: str, relation: Relation) -> None:
        record = RelatedPostmortem(id=new_id(), uid=uid, relation=relation)

        def edit(pm: Postmortem) -> Postmortem:
            return add(pm, "related", record)

        self._wanted = ("related", record.id, "")
        self.post_message(self.Edited(edit, f"mark an earlier postmortem {relation.value}"))
