"""What one does with records on a pane: add, delete, reorder, link, back with evidence."""

from time import monotonic
from typing import ClassVar

from textual.binding import BindingType

from pmtui.domain.changes import diff
from pmtui.domain.edits import Edit, move, remove, unlink
from pmtui.domain.fields import Kind
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem, find
from pmtui.ui.commands import Command, bindings
from pmtui.ui.panes import commands
from pmtui.ui.panes.entries import Target
from pmtui.ui.panes.finding_text import next_with
from pmtui.ui.panes.linking import Linking
from pmtui.ui.panes.record_items import WITH_EVIDENCE
from pmtui.ui.text import fit
from pmtui.ui.widgets.describing import takes_full_pane
from pmtui.ui.widgets.dialogs import AskLine
from pmtui.ui.widgets.labels import NAMES, title_of
from pmtui.ui.widgets.line_list import Key, LineList
from pmtui.ui.widgets.list_commands import MOVES, OPEN

ARMED = 3.0
"""Seconds in which the second press of a deletion must follow the first."""
_FIXED = ("facets", "transitions")
"""Tables whose records are not deleted."""


def pane_bindings(listed: tuple[Command, ...]) -> list[BindingType]:
    """The bindings of a pane's commands; lists bind their own movement."""
    return bindings(c for c in listed if c not in (*MOVES, OPEN))


class Desk(Linking):
    """A pane of records."""

    COMMANDS: ClassVar[tuple[Command, ...]] = tuple(
        dict.fromkeys((*commands.ON_LISTS, *commands.ON_RECORDS))
    )
    BINDINGS: ClassVar[list[BindingType]] = pane_bindings(COMMANDS)
    ADDS: ClassVar[tuple[str, ...]] = ()
    """The lists that this pane adds to; the first one where the cursor says nothing."""

    wanted_words: str = ""
    """What was looked for last."""
    armed_at: float = 0.0
    """When the first press came, on the monotonic clock."""
    armed: Key | None = None
    """The record that a second press deletes."""

    # -- commands ------------------------------------------------------------------------------

    def on_front(self) -> tuple[Command, ...]:
        """The commands of the front."""
        return commands.ON_LISTS

    def on_record(self, table: str) -> tuple[Command, ...]:
        """The commands on the form of a record."""
        own = (commands.ACTION,) if table in ("factors", "lessons") else ()
        return (*own, *commands.ON_RECORDS)

    def commands_here(self) -> tuple[Command, ...]:
        """What works where the cursor stands."""
        listed = self.on_record(self.trail[-1][0]) if self.trail else self.on_front()
        if not self.typing():
            return tuple(self._footed(c) for c in listed)
        quiet = tuple(c._replace(footer=False) for c in listed)
        if self.entering:
            return (commands.ADDED, commands.ADDING, *quiet)
        item = self.form.editing if self.form is not None else None
        grow = (commands.GROW,) if item is not None and item.spec.kind is Kind.PROSE else ()
        return (commands.LEAVE, commands.ON, *grow, *quiet)

    def _footed(self, command: Command) -> Command:
        """A command of the footer, which leaves out what has nothing to do here or is refused."""
        table = commands.CHANGES.get(command.id)
        if table is None or not command.footer:
            return command
        here = self.trail[-1] if self.trail else self.here()
        wanted = commands.BELONGS.get(command.id)
        if wanted is not None and (here[0] not in wanted or not (here[1] or here[0] in SINGLES)):
            return command._replace(footer=False)
        return command._replace(footer=not self.why_not(table or self.table_here()))

    @property
    def lines(self) -> LineList:
        """The list or sheet that is open."""
        if self.form is not None:
            return self.form.sheet
        assert isinstance(self.view, LineList)
        return self.view

    def action_down(self) -> None:
        """Down one line."""
        self.lines.action_down()

    def action_up(self) -> None:
        """Up one line."""
        self.lines.action_up()

    def action_page_down(self) -> None:
        """Down one page."""
        self.lines.action_page_down()

    def action_page_up(self) -> None:
        """Up one page."""
        self.lines.action_page_up()

    def action_first(self) -> None:
        """To the first line."""
        self.lines.action_first()

    def action_last(self) -> None:
        """To the last line."""
        self.lines.action_last()

    def action_open(self) -> None:
        """Open or edit what the cursor is on."""
        self.leave_field()
        self.lines.action_open()

    def action_leave(self) -> None:
        """Leave the field or the entry line."""
        self.leave_field()

    async def action_go_on(self) -> None:
        """On to the next field."""
        if self.form is not None:
            await self.form.go_on(1, True)

    def action_grow(self) -> None:
        """The full pane for a text, or its lines again."""
        if self.editors is not None:
            self.editors.toggle_full()

    async def action_full(self) -> None:
        """Edit the text under the cursor in the full pane."""
        form, item = self.form, self.form.item if self.form is not None else None
        if form is None or not takes_full_pane(self.postmortem, item, form.size.width):
            self.say("Only long texts take the full pane; Enter edits what is under the cursor.")
        elif item is not None:
            await form.edit(item.key, full=True)

    def action_find_text(self) -> None:
        """Ask for words and go to the next line that has them."""

        def answered(words: str | None) -> None:
            if not words:
                return
            new, self.wanted_words = words != self.wanted_words, words
            here = self.lines.key or ("", "", "")
            key = next_with(self.front_lines(), here, words, from_here=new)
            if key is None:
                self.say(f"Nothing here has “{fit(words, 40)}” in it; / looks for something else.")
            else:
                self.lines.put_cursor(key)

        if self.trail:
            self.say("Words are found in the list; o goes back to it.")
            return
        self.app.push_screen(
            AskLine("Find the next line with which words?", self.wanted_words, offered=True),
            answered,
        )

    async def close_record(self) -> bool:
        """From the record back to its list."""
        if not self.trail:
            return False
        await self.action_back()
        return True

    def moved(self) -> None:
        """Elsewhere, a second press deletes nothing."""
        self.armed = None
        super().moved()

    def lists_in_front(self) -> tuple[str, ...]:
        """The lists that this pane adds to."""
        return self.ADDS

    # -- adding --------------------------------------------------------------------------------

    def table_here(self) -> str:
        """The list that the cursor stands in."""
        table = self.here()[0]
        return table if table in self.ADDS else self.ADDS[0] if self.ADDS else ""

    async def action_add(self) -> None:
        """Open the entry line for the list under the cursor."""
        table, record, field = self.here()
        if self.trail and table == "evidence":
            await self.action_evidence()
            return
        if self.trail and table != self.trail[-1][0] and field == "*":
            await self.add_linked()
            return
        if self.trail and self.trail[-1][0] != "evidence":
            table, record = self.trail[-1]
        else:
            wanted = self.table_here()
            record = record if wanted == table else ""
            table = wanted
        if not table:
            self.say("Nothing is added here; Enter edits what is under the cursor.")
            return
        last = [r.id for r in getattr(self.postmortem, table)][-1:] == [record]
        await self.open_entry(Target(table, after="" if last else record))

    async def add_linked(self) -> None:
        """Add a record that links to the one whose form is open."""
        await self.action_make_action()

    async def action_evidence(self) -> None:
        """Open the entry line for evidence of the record at hand."""
        table, id = self.trail[0] if self.trail else self.here()[:2]
        if table not in WITH_EVIDENCE or not id:
            self.say(
                "Evidence belongs to an event, a factor, a figure or a lesson; go to one first."
            )
            return
        await self.open_entry(Target("evidence", of=id))

    async def action_make_action(self) -> None:
        """Write an action that is linked to the factor or lesson at hand."""
        table, id = self.trail[-1] if self.trail else self.here()[:2]
        if table not in ("factors", "lessons") or not id:
            self.say("An action answers a factor or a lesson; put the cursor on one first.")
            return
        await self.open_entry(Target("actions", link=(table, id)))

    # -- deleting and moving -------------------------------------------------------------------

    def record_here(self) -> tuple[str, str]:
        """Table and id of the record that a command on records means."""
        if not self.trail:
            table, id, field = self.here()
            return (table, id) if table in LISTS and id and not field else ("", "")
        row = self.row_at()
        return (row.table, row.record) if row is not None else self.trail[-1]

    async def action_delete(self) -> None:
        """Delete the record at hand on the second press."""
        table, id = self.record_here()
        if not table or table in _FIXED:
            self.say("Put the cursor on a record to delete it; Enter edits a field.")
            return
        if self.trail and self.trail[-1] == (table, id):
            self.say("Put the cursor on a row to delete it; o leads to the list of the records.")
            return
        linked = self._linked_end(table, id)
        edit: Edit = linked or (lambda pm: remove(pm, table, id))
        pm = self.postmortem
        if any(self.refused(change.table, change.field) for change in diff(pm, edit(pm))):
            return
        name = self.name_of(table, id)
        what = "unlink" if linked is not None else "delete"
        if self.armed != (table, id, "") or monotonic() - self.armed_at > ARMED:
            self.armed, self.armed_at = (table, id, ""), monotonic()
            self.say(f"Press d again to {what} “{fit(name, 30)}”; u takes it back.", warn=True)
            return
        self.armed = None
        self.post_message(self.Edited(edit, f"{what} {NAMES[table]}"))

    def name_of(self, table: str, id: str) -> str:
        """What a record is called in a sentence."""
        return title_of(find(self.postmortem, table, id))

    def _linked_end(self, table: str, id: str) -> Edit | None:
        """The edit that unlinks a row on the form of the record that it links to."""
        if not self.trail or self.trail[-1] == (table, id) or table == "evidence":
            return None
        target, other = self.trail[-1]

        def edit(pm: Postmortem) -> Postmortem:
            return unlink(pm, table, id, target, other)

        return edit

    def action_move_up(self, by: int = -1) -> None:
        """Move the record at hand up, or down (1)."""
        table, id = self.record_here()
        if not table or table in _FIXED:
            self.say("Put the cursor on a record to move it.")
            return

        def edit(pm: Postmortem) -> Postmortem:
            return move(pm, table, id, by)

        self.post_message(self.Edited(edit, f"move {NAMES[table]}"))

    def action_move_down(self) -> None:
        """Move the record at hand down."""
        self.action_move_up(1)
