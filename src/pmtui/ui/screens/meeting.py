"""The review meeting held from the workbook: the agenda, what is written down and decided.

Everything decided here is an edit of the workbook, saved at once; where the meeting stands, its
clock and who is there are kept beside it, so that a line that drops costs nothing.
"""

from typing import ClassVar

from textual import on, work
from textual.binding import BindingType

from pmtui.domain.days import DueError, parse_due
from pmtui.domain.edits import set_fields
from pmtui.domain.postmortem import PANE_OF, find
from pmtui.domain.records import Action
from pmtui.domain.vocabulary import ActionState, Priority, Standing
from pmtui.review import meeting as holding
from pmtui.review.agenda_parts import Point
from pmtui.ui.commands import bindings
from pmtui.ui.panes.base import Place
from pmtui.ui.screens.command_screen import ScreenLeft
from pmtui.ui.screens.meeting_commands import COMMANDS
from pmtui.ui.screens.meeting_lines import DECLINABLE, LINKS, Line
from pmtui.ui.screens.meeting_people import MeetingPeople
from pmtui.ui.screens.meeting_sheet import PEOPLE
from pmtui.ui.widgets.dialogs import AskLine, ChooseLetter
from pmtui.ui.widgets.line_list import LineList

GOES_ON = "The meeting goes on; M comes back to it."
ASKED_HERE = frozenset({("review", "learned")})
"""Fields that are answered in the meeting itself, where a point asks for them."""
_NOTHING = Point("")


class MeetingScreen(MeetingPeople):
    """One meeting over one workbook."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    # -- the agenda ----------------------------------------------------------------------------

    def action_next(self) -> None:
        """To the next item."""
        self._go(self.meeting.at + 1, "This is the last item; C records that the review was held.")

    def action_previous(self) -> None:
        """To the item before."""
        self._go(self.meeting.at - 1, "This is the first item; n goes on.")

    def action_item(self, position: int) -> None:
        """To an item by its position from 0."""
        self._go(position, "This item is at hand already.")

    def _go(self, position: int, refusal: str) -> None:
        meeting = holding.go_to(self.meeting, position, self.book.session.now())
        if meeting is self.meeting:
            self.say(refusal)
        else:
            self.keep(meeting)

    def action_more(self) -> None:
        """Some minutes more for the item at hand."""
        self.keep(holding.give_more(self.meeting, self.book.session.now()))
        self.say(f"Five minutes more: until {self.clock(self.meeting.ends())}.")

    # -- the row under the cursor --------------------------------------------------------------

    @on(LineList.Opened)
    def _opened(self, event: LineList.Opened) -> None:
        event.stop()
        self.action_open()

    @on(LineList.Highlighted)
    @on(LineList.Edge)
    def _moved(self, event: LineList.Highlighted | LineList.Edge) -> None:
        event.stop()

    def _row(self) -> tuple[str, str]:
        key = self.sheet.key
        return (key[0], key[1]) if key is not None else ("", "")

    def _point(self) -> Point:
        return self.listed.points.get(self._row()[1], _NOTHING)

    def action_open(self) -> None:
        """Answer the question, say who is there, or go to the record in its pane."""
        table, id = self._row()
        point = self._point()
        if table == PEOPLE:
            self.ask_person(id)
        elif point.table == "questions" and point.record:
            self.type_in(Line("answer", "questions", point.record))
        elif (point.table, point.field) in ASKED_HERE:
            self._ask_field(point)
        elif point.table:
            place = Place(PANE_OF[point.table], point.table, point.record, point.field)
            self.dismiss(ScreenLeft(GOES_ON, place))

    @work(group="meeting")
    async def _ask_field(self, point: Point) -> None:
        if self.refused(point.table, point.field):
            return
        before = getattr(find(self.book.postmortem, point.table, point.record), point.field)
        text = await self.app.push_screen_wait(AskLine(point.text, before))
        if text:
            self.book.edit(
                lambda pm: set_fields(pm, point.table, point.record, **{point.field: text}),
                f"write {point.field.replace('_', ' ')}",
            )

    # -- writing down --------------------------------------------------------------------------

    def action_question(self) -> None:
        """Write down what nobody knows yet."""
        self.type_in(Line("question"))

    def action_note(self) -> None:
        """Write a line of the note."""
        self.type_in(Line("note"))

    def action_act(self) -> None:
        """Write an action that answers what the cursor is on."""
        point = self._point()
        if point.table in LINKS and point.record:
            self.type_in(Line("action", point.table, point.record))
        else:
            self.type_in(Line("action"))

    def action_decline(self) -> None:
        """Decide against what the cursor is on."""
        point = self._point()
        if point.table not in DECLINABLE or not point.record:
            self.say("Put the cursor on an action, a factor or a lesson to decline it.")
            return
        line = Line("why", point.table, point.record)
        record = find(self.book.postmortem, point.table, point.record)
        if not self.refused(*line.changes):
            self.type_in(line, record.declined_because)

    @work(group="meeting")
    async def action_agree(self) -> None:
        """Commit an action, agree on a standing, or answer a question."""
        point = self._point()
        if not point.record or point.table not in ("actions", "factors", "questions"):
            self.say("Put the cursor on an action or a factor to agree on it.")
        elif point.table == "questions":
            self.action_open()
        elif point.table == "factors":
            await self._agree_on_standing(point.record)
        else:
            await self._commit(point.record)

    async def _agree_on_standing(self, id: str) -> None:
        if self.refused("factors", "standing"):
            return
        options = [(s.value[0], s.value.capitalize()) for s in Standing]
        text = find(self.book.postmortem, "factors", id).text
        letter = await self.app.push_screen_wait(ChooseLetter(f"How firm is it: {text}", options))
        standing = next((s for s in Standing if s.value[0] == letter), None)
        if standing is not None:
            self.book.edit(
                lambda pm: set_fields(pm, "factors", id, standing=standing),
                f"agree on {standing.value}",
            )

    async def _commit(self, id: str) -> None:
        action: Action = find(self.book.postmortem, "actions", id)
        if self.refused("actions", "state"):
            return
        values: dict[str, object] = {}
        if action.state is ActionState.COMMITTED:
            values["state"], label = ActionState.PROPOSED, "take a commitment back"
        elif action.state is ActionState.DONE:
            self.say("It is done already.")
            return
        else:
            promise = await self._promise(action)
            if promise is None:
                self.say("It stays an idea; w declines it with a reason.")
                return
            values = {**promise, "state": ActionState.COMMITTED, "declined_because": ""}
            label = "commit an action"
        self.book.edit(lambda pm: set_fields(pm, "actions", id, **values), label)

    async def _promise(self, action: Action) -> dict[str, object] | None:
        """What a commitment still needs: owner, priority, due date. None where it is left."""
        given: dict[str, object] = {}
        today = self.book.session.now().astimezone().date()
        named = action.text
        if not action.owner.strip():
            owner = await self.app.push_screen_wait(AskLine("Which one person takes it?",
                                                            reason=named))  # fmt: skip
            if not owner:
                return None
            given["owner"] = owner
        if action.priority is None:
            letter = await self.app.push_screen_wait(
                ChooseLetter("How soon does it matter?", [(p.value[1], p.value) for p in Priority])
            )
            if not letter:
                return None
            given["priority"] = Priority(f"P{letter}")
        if action.due is None:

            def refuse(text: str) -> str:
                try:
                    parse_due(text, today)
                except DueError as error:
                    return str(error)
                return ""

            due = await self.app.push_screen_wait(
                AskLine("Until when? fri, +2w, 2026-12-04", reason=named, refuse=refuse)
            )
            if not due:
                return None
            given["due"] = parse_due(due, today)
        return given

    # -- the rest ------------------------------------------------------------------------------

    def action_undo(self) -> None:
        """Take back the last step."""
        self.book.action_undo_edit()

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.book.action_redo_edit()

    def action_leave(self) -> None:
        """Close the line, else go back to the workbook; the meeting goes on."""
        if self.entry.is_open:
            self.entry.close()
        else:
            self.dismiss(ScreenLeft(GOES_ON))
