"""The pane Response: how it was noticed, how six parts of the response worked, and the lessons."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from pmtui.domain import vocabulary
from pmtui.domain.edits import set_fields
from pmtui.domain.postmortem import Postmortem, find
from pmtui.review.response_facts import facet_at, facts_of, next_fact
from pmtui.ui.commands import Command
from pmtui.ui.panes import commands
from pmtui.ui.panes.desk import Desk, pane_bindings
from pmtui.ui.panes.rows import row_of, section
from pmtui.ui.widgets.items import HeadItem, Item, NoteItem, fields_of
from pmtui.ui.widgets.list_commands import OPEN

NOTHING = Command(
    "response.nothing",
    "t",
    "Nothing notable",
    "Say that there was nothing notable in this part of the response, or take it back.",
    True,
)
_DETECTION = ("detected_by", "detected_how", "earlier")
FACT = Command(
    "response.fact",
    "p",
    "Put fact",
    "Put the next fact that the timeline tells at the start of the answer.",
    True,
)
_OWN = (NOTHING, FACT, commands.ACTION, commands.MOVE_UP, commands.MOVE_DOWN)
_ANSWERS = {"facets": ("worked", "to_improve"), "response": ("detected_how", "earlier")}
"""The fields that an answer is written in; the last one where the cursor is on none of them."""


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
            *self._facets(),
            *section(pm, "lessons", "Lessons"),
            HeadItem("And"),
            *fields_of("response", but=_DETECTION),
        ]

    def _facets(self) -> Iterator[Item]:
        """Each part of the response, and what the timeline says about it."""
        pm = self.postmortem
        for facet in pm.facets:
            yield row_of(pm, "facets", facet)
            if not facet.nothing_notable:
                yield from (NoteItem(f"  {f.line}") for f in facts_of(pm, facet.facet) if f.known)

    def on_front(self) -> tuple[Command, ...]:
        """Answering facets and adding lessons."""
        return (OPEN, commands.ADD, *_OWN, *super().on_front()[2:])

    def on_record(self, table: str) -> tuple[Command, ...]:
        """A facet's form keeps its one key."""
        own = (NOTHING, FACT) if table == "facets" else ()
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

    def action_fact(self) -> None:
        """Begin the answer at hand with the next fact that it does not state yet."""
        table, id, field = self.here()
        facet = facet_at(self.postmortem, table, id)
        if facet is None:
            self.say("Facts belong to the six parts of the response; put the cursor on one.")
            return
        if field not in _ANSWERS[table]:
            field = _ANSWERS[table][-1]
        answer: str = getattr(find(self.postmortem, table, id), field)
        fact = next_fact(self.postmortem, facet, answer)
        if fact is None:
            self.say(
                "The timeline tells no other fact about this part yet; i shows what is computed."
            )
            return
        sentence = fact.sentence

        def edit(pm: Postmortem) -> Postmortem:
            old: str = getattr(find(pm, table, id), field)
            return set_fields(pm, table, id, **{field: f"{sentence} {old}".rstrip()})

        self.post_message(self.Edited(edit, f"put {fact.duration.label} into the answer"))
