"""The frame of the review meeting: where it stands, its clock, what is shown and typed.

The clock does not tick, since nothing may be sent down an idle line: the heading says until when an
item lasts, which needs no repainting; how much of it is used follows the keys, and a single paint
says that the time is up.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.getters import query_one
from textual.timer import Timer
from textual.widgets import Static

from pmtui.domain.edits import Edit
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.text import sanitise
from pmtui.domain.zones import to_zone, zone_or_utc
from pmtui.review import meeting as holding
from pmtui.review.agenda import AGENDA
from pmtui.review.gate import locked
from pmtui.review.held import held
from pmtui.review.reading import same_person
from pmtui.ui.chrome import KeyLine, MessageLine, OneLine
from pmtui.ui.screens.command_screen import CommandScreen, ScreenLeft
from pmtui.ui.screens.meeting_commands import COMMANDS, FOOTERS, STAYING, TYPING
from pmtui.ui.screens.meeting_lines import Line, deed, example, explains, read_key, reading
from pmtui.ui.screens.meeting_sheet import MeetingItems
from pmtui.ui.text import content, fit
from pmtui.ui.widgets.dialogs import ChooseLetter, size_of
from pmtui.ui.widgets.entry_line import EntryLine, Reading
from pmtui.ui.widgets.sheet import Sheet
from pmtui.ui.widgets.whole import describe_whole

if TYPE_CHECKING:
    from pmtui.ui.screens.workbook import WorkbookScreen

SHORT = 60
"""Characters of a text that is quoted when it is asked what it is to become."""
MOST_LINES = 100
"""Lines of a paste that become records one by one; more belong into the workbook."""


class MeetingFrame(CommandScreen[ScreenLeft]):
    """Shows a meeting over a workbook, which keeps the value and saves it."""

    CALLED = "Meeting"
    LISTED = COMMANDS
    AUTO_FOCUS = ""

    head = query_one("#meeting-head", OneLine)
    asks = query_one("#meeting-asks", Static)
    sheet = query_one("#meeting-sheet", Sheet)
    entry = query_one(EntryLine)
    said = query_one("#meeting-said", MessageLine)
    keys = query_one("#meeting-keys", KeyLine)

    def __init__(self, book: "WorkbookScreen") -> None:
        super().__init__()
        self.book = book
        now, uid = book.session.now(), book.postmortem.uid
        self._kept, self._drafts = f"meeting:{uid}", f"drafts:{uid}:meeting"
        going_on = None
        if not held(book.postmortem):  # an undo of its end brings the meeting back
            going_on = holding.read_meeting(book.saver.recall(self._kept), now)
        self._drafted: dict[str, str] = book.saver.recall(self._drafts, {})
        self.goes_on = going_on is not None
        self.meeting = going_on or holding.begin(now, self._usual_facilitator())
        self.listed = MeetingItems(book.postmortem, book.findings, self.meeting)
        self._alarm: Timer | None = None

    def _usual_facilitator(self) -> str:
        """Who runs the meeting leads it, unless it is the owner's own postmortem."""
        author = self.book.session.author
        return "" if same_person(author, self.book.postmortem.overview.owner) else author

    def compose(self) -> ComposeResult:
        """Where the meeting stands, what is asked, what is needed for it, the line to type in."""
        yield OneLine(id="meeting-head")
        yield Static(id="meeting-asks", markup=False)
        yield Sheet(describe_whole, id="meeting-sheet")
        yield EntryLine()
        yield MessageLine(id="meeting-said")
        yield KeyLine(id="meeting-keys")

    def on_mount(self) -> None:
        """Begin, or go on where the meeting was left."""
        self.book.frame.cover = self
        self.watch(self.book, "postmortem", self._value_changed, init=False)
        self.watch(self.book, "findings", self._value_changed, init=False)
        self.entry.restore(self._drafted)
        self.sheet.focus()
        self.keep(self.meeting)
        if self.book.editing.refusal:
            self.say(self.book.editing.refusal, warn=True)
        elif self.goes_on:
            self.say(f"The meeting goes on; it began at {self.clock(self.meeting.begun)}.")

    def on_unmount(self) -> None:
        """The workbook speaks for itself again."""
        if self.book.frame.cover is self:
            self.book.frame.cover = None

    @property
    def is_left(self) -> bool:
        """Whether it was dismissed; its lines go before it does, and news may still arrive."""
        return self not in self.app.screen_stack

    def _value_changed(self) -> None:
        if self.is_mounted:
            self.show()

    # -- showing -------------------------------------------------------------------------------

    def keep(self, meeting: holding.Meeting) -> None:
        """Take another state of the meeting, keep it, show it, and set its one alarm."""
        moved = meeting.at != self.meeting.at
        self.meeting = meeting
        self.book.saver.remember(self._kept, holding.stored(meeting))
        self._set_alarm()
        self.show()
        if moved:
            self.sheet.action_first()
            self.said.say(Content(""))

    def show(self) -> None:
        """Show the item at hand as the postmortem stands now."""
        if self.is_left:
            return
        item = self.meeting.item
        self.listed = MeetingItems(self.book.postmortem, self.book.findings, self.meeting)
        self.asks.update(content("\n".join(item.asks)))
        self.sheet.show(self.listed.items)
        self._show_keys()
        self.show_status()

    def _show_keys(self) -> None:
        shown = FOOTERS[self.meeting.item.id]
        if self.entry.is_open:
            shown = STAYING if read_key(self.entry.table).stays else TYPING
        self.keys.show(shown)

    def show_status(self) -> None:
        """Where the meeting stands, how its time goes, and whether all is saved."""
        if self.is_left:
            return
        frame, meeting = self.book.frame, self.meeting
        named = f"{self.book.reference} · {meeting.at + 1}/{len(AGENDA)} {meeting.item.title}"
        clock = self._clock()
        room = self.head.width - cell_len(frame.saved) - 3
        left = fit(f" {fit(named, max(room - cell_len(clock) - 4, 8))} · {clock}", room)
        gap = " " * max(1, self.head.width - cell_len(left) - cell_len(frame.saved) - 1)
        saved = Content(frame.saved).stylize("bold reverse" if frame.danger else "")
        self.head.say(Content.assemble((left, "bold"), gap, saved))

    def _clock(self) -> str:
        now, meeting = self.book.session.now(), self.meeting
        used = int(meeting.used(now).total_seconds() // 60)
        ends = meeting.ends()
        until = "over since" if now >= ends else "until"
        return f"{used} of {meeting.minutes} min, {until} {self.clock(ends)}"

    def clock(self, at: datetime) -> str:
        """A moment on the clock of the postmortem."""
        return f"{to_zone(at, zone_or_utc(self.book.postmortem.overview.zone)):%H:%M}"

    def _set_alarm(self) -> None:
        if self._alarm is not None:
            self._alarm.stop()
        left = (self.meeting.ends() - self.book.session.now()).total_seconds()
        self._alarm = self.set_timer(left, self._time_is_up) if left > 0 else None

    def _time_is_up(self) -> None:
        self.show_status()
        self.say("The time of this item is up: + gives five minutes more, n goes on.", warn=True)

    def on_key(self) -> None:
        """How much time is used follows the keys."""
        self.show_status()

    def show_frame(self) -> None:
        """Fit the frame to another width."""
        self.show()

    def say(self, text: str, *, warn: bool = False) -> None:
        """What just happened, or why a key cannot work; what the workbook says arrives here too."""
        if not self.is_left:
            self.said.show_message(text, warn)

    # -- typing --------------------------------------------------------------------------------

    def refused(self, table: str, field: str) -> bool:
        """Whether the postmortem takes no such change, which is then said before anyone types."""
        why = self.book.editing.refusal or locked(self.book.postmortem, table, field)
        if why:
            self.say(why, warn=True)
        return bool(why)

    def type_in(self, line: Line, text: str = "") -> None:
        """Open the entry line for one kind of text."""
        if self.refused(*line.changes):
            return

        def read(typed: str) -> Reading:
            return reading(line, typed, self.book.postmortem, self.book.session.now())

        self.entry.open(line.key, example(line), explains(line, self.book.postmortem), read, text)
        self.said.say(Content(""))
        self._show_keys()

    @on(EntryLine.Entered)
    def _line_entered(self, event: EntryLine.Entered) -> None:
        event.stop()
        line = read_key(event.table)
        edit, label = self._deed(line, event.text)
        if not self.book.edit(edit, label) and not self.says_so_already(edit):
            self.entry.give_back(event.table, event.text)
        elif not line.stays:
            self.entry.close()

    def says_so_already(self, edit: Edit) -> bool:
        """Whether an edit changes nothing because all is as it would be."""
        try:
            return edit(self.book.postmortem) == self.book.postmortem
        except KeyError:
            return False

    def _deed(self, line: Line, text: str) -> tuple[Edit, str]:
        return deed(line, text, self.book.postmortem, self.book.session.now())

    @on(EntryLine.Closed)
    def _entry_closed(self, event: EntryLine.Closed) -> None:
        event.stop()
        self.sheet.focus()
        self._show_keys()

    @on(EntryLine.Drafted)
    def _line_drafted(self, event: EntryLine.Drafted) -> None:
        event.stop()
        self.book.saver.remember(self._drafts, self.entry.waiting)

    @on(EntryLine.Pasted)
    def _lines_pasted(self, event: EntryLine.Pasted) -> None:
        event.stop()
        self.offer_text(event.text)

    def take_paste(self, text: str) -> None:
        """It is asked what a paste is to become."""
        self.offer_text(sanitise(text).text)

    @work(group="meeting")
    async def offer_text(self, text: str) -> None:
        """Ask what a text that came outside a line is to become."""
        lines = [line for line in text.split("\n") if line.strip()]
        if not lines or self.refused("review", "note"):
            return
        if len(lines) > MOST_LINES:
            self.say("That is too much for a meeting; paste it in the workbook.", warn=True)
            return
        many = f"s, one for each of {len(lines)} lines" if len(lines) > 1 else ""
        options = [(w[0], f"{w.capitalize()}{many}") for w in ("note", "open question", "action")]
        patient = len(lines) == 1
        short = patient and len(text) <= SHORT
        size = size_of(text)
        what_came = f"“{text.strip()}” came outside a line" if short else size.capitalize()
        question = f"{what_came}. What is it to become?"
        answer = await self.app.push_screen_wait(ChooseLetter(question, options, patient=patient))
        kinds = {"n": "note", "o": "question", "a": "action"}
        if not answer:
            self.say("Nothing was done with it.")
            return
        edits = [self._deed(Line(kinds[answer]), line)[0] for line in lines]
        self.book.edit(_all_of(edits), f"add {len(lines)} {kinds[answer]}{'s' * (not patient)}")


def _all_of(edits: Sequence[Edit]) -> Edit:
    def edit(pm: Postmortem) -> Postmortem:
        for one in edits:
            pm = one(pm)
        return pm

    return edit
