"""The pane Causes: contributing factors, what led up to them, and the past that resembles it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.reactive import var

from pmtui.domain import vocabulary
from pmtui.domain.edits import add
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import RelatedPostmortem
from pmtui.domain.vocabulary import Relation
from pmtui.ui.commands import Command
from pmtui.ui.panes import commands
from pmtui.ui.panes.desk import Desk, pane_bindings
from pmtui.ui.panes.earlier import earlier, match_of, name_in_store
from pmtui.ui.panes.rows import section
from pmtui.ui.resembling import Past
from pmtui.ui.widgets.dialogs import AskLine
from pmtui.ui.widgets.items import FieldItem, HeadItem, Item, NoteItem, fields_of
from pmtui.ui.widgets.line_list import Key
from pmtui.ui.widgets.list_commands import OPEN

RELATE = Command(
    "causes.relate",
    "r",
    "Related",
    "Link the earlier postmortem under the cursor, or name one that resembles this one.",
)
DISMISS = Command(
    "causes.dismiss",
    "D",
    "Dismiss",
    "Say that the earlier postmortem under the cursor has nothing in common with this one.",
)
BESIDE = Command(
    "causes.beside",
    "s",
    "See it",
    "Read the earlier postmortem under the cursor beside this one.",
)
_OWN = (RELATE, DISMISS, BESIDE, commands.ACTION, commands.MOVE_UP, commands.MOVE_DOWN)


class CausesPane(Desk):
    """The factors, the lead-up, and earlier postmortems."""

    PLACE: ClassVar = vocabulary.Pane.CAUSES
    ADDS: ClassVar = ("factors",)
    COMMANDS: ClassVar = (*Desk.COMMANDS, *_OWN)
    BINDINGS: ClassVar = pane_bindings(_OWN)

    past: var[Past] = var(Past(), init=False)
    """What resembles the postmortem, handed down once the store has answered."""

    def watch_past(self) -> None:
        """Draw what came to be known."""
        if self.is_mounted and self.postmortem.uid:
            self.fill()

    def front_items(self) -> Sequence[Item]:
        """The factors first."""
        return [
            *section(self.postmortem, "factors", "Contributing factors"),
            HeadItem("Around them"),
            *fields_of("causes"),
            *earlier(self.postmortem, self.past, self.now().astimezone().date()),
        ]

    def items_of(self, table: str, id: str) -> list[Item]:
        """A form; an earlier postmortem of the store is named in it as one knows it."""
        items = super().items_of(table, id)
        if table != "related":
            return items
        name = name_in_store(self.postmortem, id, self.past)
        return [
            NoteItem(f"Postmortem   {name}")
            if name and isinstance(item, FieldItem) and item.spec.name == "uid"
            else item
            for item in items
        ]

    def name_of(self, table: str, id: str) -> str:
        """An earlier postmortem is called what it is called in the store."""
        known = name_in_store(self.postmortem, id, self.past) if table == "related" else ""
        return known or super().name_of(table, id)

    def lists_in_front(self) -> tuple[str, ...]:
        """Factors and earlier postmortems."""
        return (*self.ADDS, "related")

    def on_front(self) -> tuple[Command, ...]:
        """Adding factors, and actions for them; deciding about an earlier postmortem."""
        listed = super().on_front()[2:]
        if self._shown():
            deciding = tuple(c._replace(footer=True) for c in (RELATE, DISMISS, BESIDE))
            return (*deciding, OPEN, commands.ADD, *_OWN[3:], *listed)
        return (OPEN, commands.ADD, *_OWN, *listed)

    def record_here(self) -> tuple[str, str]:
        """A postmortem that only resembles this one is no record yet."""
        table, id = super().record_here()
        if table == "related" and not any(r.id == id for r in self.postmortem.related):
            return ("", "")
        return (table, id)

    async def open_key(self, key: Key) -> None:
        """A postmortem that only resembles this one is read."""
        table, uid, _ = key
        if table == "related" and match_of(self.past, uid) is not None:
            await self.action_beside()
            return
        await super().open_key(key)

    def _shown(self) -> str:
        """The postmortem that stands under the cursor, "" where it is none."""
        table, id, field = self.here()
        if table != "related" or not id or (field and not self.trail):
            return ""
        record = next((r for r in self.postmortem.related if r.id == id), None)
        return record.uid if record is not None else id

    async def action_beside(self) -> None:
        """Read the postmortem under the cursor; the workbook shows it."""
        await self.run_action("screen.flow('beside')")

    def action_relate(self) -> None:
        """Link the postmortem under the cursor, or name one."""

        def answered(answer: str | None) -> None:
            if answer:
                self._decide(answer, Relation.RELATED)

        if uid := self._shown():
            self._decide(uid, Relation.RELATED)
            return
        if self.refused("related"):
            return
        self.app.push_screen(AskLine("Which earlier postmortem, by reference or link?"), answered)

    def action_dismiss(self) -> None:
        """Say that the postmortem under the cursor has nothing in common."""
        if uid := self._shown():
            self._decide(uid, Relation.DISMISSED)
        else:
            self.say("Put the cursor on an earlier postmortem to dismiss it.")

    def _decide(self, uid: str, relation: Relation) -> None:
        known = next((r for r in self.postmortem.related if r.uid == uid), None)
        record = known or RelatedPostmortem(id=new_id(), uid=uid)
        note = match.note if (match := match_of(self.past, uid)) is not None else ""

        def edit(pm: Postmortem) -> Postmortem:
            from pmtui.memory.matches import related_to

            if known is None and not any(r.uid == uid for r in pm.related):
                return add(pm, "related", replace(record, relation=relation, note=note))
            return related_to(pm, uid, relation, note)

        self._wanted = ("related", record.id, "")
        word = "link" if relation is Relation.RELATED else "dismiss"
        self.post_message(self.Edited(edit, f"{word} an earlier postmortem"))
