"""A drill: a past timeline, one event at a time, with what came of it hidden until the end.

What is said stays in memory. At the end it is offered as open questions, as a source text or as a
file, and otherwise it is gone with the screen.
"""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input

from pmtui.domain.drill import (
    ASKED,
    as_text,
    beside,
    drill_of,
    keep_as_questions,
    keep_as_source,
)
from pmtui.domain.edits import Edit
from pmtui.domain.text import fold_name, sanitise
from pmtui.errors import PmtuiError
from pmtui.files import free_path, write_file
from pmtui.review.gate import locked
from pmtui.store.amending import amend
from pmtui.store.model import Loaded
from pmtui.ui.answers import answer
from pmtui.ui.chrome import KeyLine, MessageLine, OneLine
from pmtui.ui.commands import Command, bindings
from pmtui.ui.screens.command_screen import CommandScreen
from pmtui.ui.screens.drill_commands import COMMANDS, END, KEEPING, NEXT, SAYING, USUAL, WRITE
from pmtui.ui.session import Session
from pmtui.ui.text import fit
from pmtui.ui.widgets.dialogs import ChooseLetter
from pmtui.ui.widgets.items import HeadItem, Item, NoteItem, RowItem
from pmtui.ui.widgets.line_input import LineInput
from pmtui.ui.widgets.line_list import LineList
from pmtui.ui.widgets.sheet import Sheet
from pmtui.ui.widgets.whole import describe_whole

if TYPE_CHECKING:
    from pmtui.store.saver import Saver

MOMENT = "moment"
TOLD = "told"
LATEST = 200
"""Events that the story so far shows; a step must not grow with the timeline."""


class DrillScreen(CommandScreen[None]):
    """One drill over one postmortem, also a colleague's: nothing is changed unless one asks."""

    CALLED = "Drill"
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = ""

    head = query_one("#drill-head", OneLine)
    sheet = query_one("#drill-sheet", Sheet)
    line = query_one("#drill-line", LineInput)
    said = query_one("#drill-said", MessageLine)
    keys = query_one("#drill-keys", KeyLine)

    def __init__(self, session: Session, saver: "Saver", loaded: Loaded) -> None:
        super().__init__()
        self.session = session
        self.saver = saver
        self.loaded = loaded
        self.drill = drill_of(loaded.postmortem)
        self.at = 0
        self.answers: dict[int, str] = {}
        self.over = False
        self.kept = False
        """Whether what was said is kept somewhere, so that one may leave without a word."""

    def compose(self) -> ComposeResult:
        """Where it stands, the story so far, the line to say something in."""
        yield OneLine(id="drill-head")
        yield Sheet(describe_whole, id="drill-sheet")
        yield LineInput(id="drill-line")
        yield MessageLine(id="drill-said")
        yield KeyLine(id="drill-keys")

    def on_mount(self) -> None:
        """The first event, and the keys."""
        self.line.hint(ASKED)
        self.sheet.focus()
        self._show()
        self.say("i says what you would look at; it stays with you, and may be kept at the end.")

    def on_descendant_focus(self) -> None:
        """Other keys work in the line than beside it."""
        self.show_frame()

    # -- showing -------------------------------------------------------------------------------

    def _show(self) -> None:
        self.sheet.show(self._outcome() if self.over else self._story())
        self.show_frame()

    def show_frame(self) -> None:
        """Where it stands, and the keys."""
        reference, count = self.loaded.reference, len(self.drill.moments)
        if self.over:
            where = "what happened"
        else:
            elapsed = self.drill.moments[self.at].elapsed or "it begins"
            where = f"{self.at + 1} of {count} · {elapsed} · times in {self.drill.zone}"
        text = fit(f" {reference} · drill · {where}", self.head.width)
        self.head.say(Content(text).stylize("bold"))
        if self.over:
            self.keys.show((*(self._keeping() if self.answers else ()), *USUAL))
        else:
            self.keys.show(SAYING if self.line.has_focus else (NEXT, WRITE, END, *USUAL))

    def _keeping(self) -> tuple[Command, ...]:
        """The ways in which this postmortem lets one keep what was said."""
        return tuple(c for c, table in KEEPING.items() if not (table and self._why_not(table)))

    def _why_not(self, table: str) -> str:
        return self.loaded.refusal or locked(self.loaded.postmortem, table, "")

    def _story(self) -> list[Item]:
        items: list[Item] = []
        for place in range(max(0, self.at + 1 - LATEST), self.at + 1):
            moment = self.drill.moments[place]
            items.append(RowItem(MOMENT, str(place), moment.line))
            if moment.known_then:
                items.append(NoteItem(f"Known then: {moment.known_then}"))
            if place in self.answers:
                items.append(NoteItem(f"> {self.answers[place]}"))
        return items

    def _outcome(self) -> list[Item]:
        sections = [(s.title, s.lines) for s in self.drill.outcome]
        if said := beside(self.drill, self.answers):
            sections.insert(0, ("What you would have looked at, and what came next", said))
        items: list[Item] = []
        for title, lines in sections:
            items.append(HeadItem(title))
            items += [RowItem(TOLD, f"{title}|{n}", line) for n, line in enumerate(lines)]
        return items

    def say(self, text: str, *, warn: bool = False) -> None:
        """One sentence."""
        self.said.show_message(text, warn)

    # -- stepping ------------------------------------------------------------------------------

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        event.stop()
        text = " ".join(event.value.split())
        if text:
            self.answers[self.at] = text
        self._step()

    def _step(self) -> None:
        self.line.show("")
        self.said.say(Content(""))
        if self.at + 1 < len(self.drill.moments):
            self.at += 1
            self._show()
            self.sheet.action_last()
        else:
            self._end()

    def _end(self) -> None:
        self.over = True
        self.line.display = False
        self.sheet.focus()
        self._show()
        self.sheet.action_first()
        if self.answers:
            *first, last = (c.keys for c in self._keeping())
            ways = f"{', '.join(first)} or {last}" if first else last
            self.say(f"What you said is kept nowhere yet: {ways} keeps it, q lets it go.")

    def action_next(self) -> None:
        """To the next event."""
        if not self.over:
            self._step()

    def action_say(self) -> None:
        """To the line."""
        if not self.over:
            self.line.focus()

    def action_end(self) -> None:
        """See how it ended."""
        if not self.over:
            if text := " ".join(self.line.value.split()):
                self.answers[self.at] = text
            self._end()

    @on(LineInput.Left)
    def _left(self, event: LineInput.Left) -> None:
        event.stop()
        if event.by:
            self.sheet.step(event.by)
            return
        self.sheet.focus()

    @on(LineInput.Pasted)
    def _pasted(self, event: LineInput.Pasted) -> None:
        event.stop()
        self.line.insert_text_at_cursor(" ".join(event.text.split()))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()

    @on(LineList.Opened)
    def _opened(self, event: LineList.Opened) -> None:
        event.stop()
        self.action_say()

    @on(LineList.Highlighted)
    @on(LineList.Edge)
    def _moved(self, event: LineList.Highlighted | LineList.Edge) -> None:
        event.stop()

    def take_paste(self, text: str) -> None:
        """A paste beside the line belongs into it."""
        self.offer_text(sanitise(text).text)

    def offer_text(self, text: str) -> None:
        """Letters that were typed beside the line."""
        if self.over:
            self.say("The drill has ended; nothing more is taken down.")
            return
        self.line.focus()
        self.line.insert_text_at_cursor(" ".join(text.split()))

    # -- the end -------------------------------------------------------------------------------

    def _nothing_to_keep(self) -> bool:
        if self.over and self.answers:
            return False
        why = "Nothing was said that could be kept." if self.over else "e ends the drill first."
        self.say(why)
        return True

    @work(group="drill")
    async def action_questions(self) -> None:
        """Keep it as open questions."""
        edit = keep_as_questions(self.drill, self.answers, self.session.author)
        await self._keep(edit, "open questions", "questions")

    @work(group="drill")
    async def action_source(self) -> None:
        """Keep it as a source text."""
        edit = keep_as_source(self.drill, self.answers, self._label())
        await self._keep(edit, "a source text", "sources")

    def _label(self) -> str:
        today = self.session.now().astimezone().date()
        return f"drill of {today.isoformat()} by {self.session.author}"

    async def _keep(self, edit: Edit, what: str, table: str) -> None:
        if self._nothing_to_keep():
            return
        if why := self._why_not(table):
            self.say(f"Not kept; w writes a file instead. {why}", warn=True)
            return
        uid, reference = self.loaded.postmortem.uid, self.loaded.reference
        label = f"keep a drill as {what}"
        try:
            await answer(self.saver, lambda store: amend(store, uid, edit, label))
        except PmtuiError as error:
            self.say(f"Not kept; w writes a file instead. {error}", warn=True)
            return
        self.kept = True
        self.say(f"Kept as {what} of {reference}; u in its workbook takes it back.")

    def action_file(self) -> None:
        """Write it to a file."""
        if self._nothing_to_keep():
            return
        name = f"drill-{fold_name(self.loaded.reference)}-{self.session.now():%Y-%m-%d}.txt"
        try:
            written = write_file(
                free_path(Path.cwd() / name), f"{as_text(self.drill, self.answers)}\n"
            )
        except PmtuiError as error:
            self.say(str(error), warn=True)
            return
        self.kept = True
        self.say(f"Written to {written.path}.")

    def commands_here(self) -> tuple[Command, ...]:
        """Every command, but for the ways of keeping that this postmortem has not."""
        return tuple(c for c in COMMANDS if c not in KEEPING or c in self._keeping())

    @work(group="drill")
    async def action_leave(self) -> None:
        """Out of the line; then back to the library, where one says what becomes of the words."""
        if self.line.has_focus:
            self.sheet.focus()
            return
        if (self.answers or self.line.value.strip()) and not self.kept:
            stay = "Stay, and keep it" if self.over else "See the end, and keep it there"
            answer = await self.app.push_screen_wait(
                ChooseLetter(
                    "What you said is kept nowhere. What is to become of it?",
                    [("l", "Let it go"), ("e", stay)],
                )
            )
            if answer == "e":
                self.action_end()
            if answer != "l":
                return
        self.dismiss(None)
