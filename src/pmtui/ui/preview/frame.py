"""The frame of the preview: reads in a thread, and draws head, questions, rows and their lines."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.zones import to_zone, zone_or_utc
from pmtui.errors import PmtuiError
from pmtui.importers.rows import ImportPlan, ImportRow
from pmtui.importers.timeline.engine import Cancelled
from pmtui.importers.times import Answers
from pmtui.ui.chrome import KeyLine, MessageLine, OneLine
from pmtui.ui.preview.asking import QUESTIONS, Setting
from pmtui.ui.preview.commands import COMMANDS
from pmtui.ui.preview.draft import Draft
from pmtui.ui.preview.drawing import (
    COLUMNS,
    head_text,
    question_texts,
    raw_text,
    reason_text,
    row_of,
)
from pmtui.ui.preview.order import Listing, let_go
from pmtui.ui.preview.reading import Stop, giving_way, read_file, reporting
from pmtui.ui.screens.command_screen import CommandScreen
from pmtui.ui.screens.preview_source import Given
from pmtui.ui.session import Session
from pmtui.ui.text import fit
from pmtui.ui.widgets.line_input import LineInput
from pmtui.ui.widgets.line_list import LineList
from pmtui.ui.widgets.record_list import RecordList, Row
from pmtui.value import Value

MANY = 2000
"""Rows that are not freed where the keys are answered."""


def _let_all_go(rows: list[tuple[ImportRow, ...]]) -> None:
    while rows:
        let_go(rows.pop())


class Outcome(Value):
    """What became of a preview: a plan to accept, or a text to keep as source text."""

    plan: ImportPlan | None = None
    keep: str = ""
    left: str = ""
    """The text of a preview that was left with nothing decided, to be offered again."""
    label: str = ""
    problem: str = ""
    """Why nothing could be read, as a sentence."""


class PlanList(RecordList):
    """The rows; Enter accepts all of them, so it is heard in an empty list as well."""

    def action_open(self) -> None:
        """Say that Enter was pressed."""
        self.post_message(self.Opened(self, self.key or ("import", "", "")))

    def show_listing(self, listing: Listing, row_at: Callable[[int], Row]) -> None:
        """As `show`, with the places already counted: a paste may have very many rows."""
        here = self.current if self.touched else ""
        if listing.ids is not self.ids:
            self.ids, self._positions = listing.ids, listing.places
            place = min(self.cursor, max(0, len(self.ids) - 1)) if self.touched else 0
            self.cursor = self._positions.get(here, place)
        self._row_at = row_at
        self.settle()


class PreviewFrame(CommandScreen[Outcome]):
    """One import as it is read and shown; what a person does to it is in `screens.preview`."""

    CALLED = "Import"
    LISTED = COMMANDS
    AUTO_FOCUS = ""

    head = query_one("#preview-head", OneLine)
    reason = query_one("#preview-reason", MessageLine)
    raw = query_one("#preview-raw", OneLine)
    keys = query_one("#preview-keys", KeyLine)
    rows = query_one("#preview-rows", PlanList)
    line = query_one("#preview-filter", LineInput)

    @dataclass
    class Progressed(Message):
        """The thread has read some of it."""

        done: int
        of: int

    @dataclass
    class Read(Message):
        """The thread is through."""

        reading: Stop
        text: str
        answers: Answers
        plan: ImportPlan

    @dataclass
    class Failed(Message):
        """The text could not be read."""

        reading: Stop
        sentence: str

    def __init__(self, session: Session, pm: Postmortem, given: Given) -> None:
        super().__init__()
        self.session = session
        self.given = given
        now = session.now()
        here = to_zone(now, zone_or_utc(pm.overview.zone))
        label = given.path.rpartition("/")[2] or f"pasted {here:%Y-%m-%d %H:%M}"
        self.draft = Draft(pm, label, now)
        self.zone = pm.overview.zone
        self.setting = Setting(pm.overview.zone, pm.overview.incident_date, now)
        self.reading: Stop | None = None
        """Ends the reading that is going on."""
        self.tried = Answers()

    def compose(self) -> ComposeResult:
        """Head, questions, rows, how the row at hand was read, keys."""
        yield OneLine(id="preview-head")
        with Vertical(id="preview-questions"):
            for asked in QUESTIONS:
                yield OneLine(id=f"preview-{asked.kind}")
        yield PlanList("import", COLUMNS, teach=("", "Reading …"), id="preview-rows")
        yield LineInput(id="preview-filter")
        yield MessageLine(id="preview-reason")
        yield OneLine(id="preview-raw")
        yield KeyLine(id="preview-keys")

    def on_mount(self) -> None:
        """Start to read."""
        self.line.display = False
        self._show_questions()
        self.rows.focus()
        self.keys.show(COMMANDS)
        self.head.say(Content(" Import"))
        self._read(self.draft.answers)

    def show_frame(self) -> None:
        """Fit the lines to the new width."""
        if self.draft.plan.rows:
            self._show()

    def on_unmount(self) -> None:
        """Nobody waits for the thread any more."""
        if self.reading is not None:
            self.reading()
        self._let_go(self.draft.forget())

    # -- reading -------------------------------------------------------------------------------

    def _read(self, answers: Answers) -> None:
        if self.reading is not None:
            self.reading()
        self.reading, self.tried = Stop(), answers
        self._read_in_thread(answers, self.reading)

    @work(thread=True, group="import-reading")
    def _read_in_thread(self, answers: Answers, stop: Stop) -> None:
        def tell(done: int, of: int) -> None:
            if not stop.asked:
                self.post_message(self.Progressed(done, of))

        try:
            with giving_way():
                text = self.draft.text or self.given.text or read_file(self.given.path)
                plan = self.draft.read(text, answers, reporting(stop, tell))
        except Cancelled:
            return
        except PmtuiError as error:
            self.post_message(self.Failed(stop, str(error)))
            return
        self.post_message(self.Read(stop, text, answers, plan))

    def _let_go(self, rows: list[tuple[ImportRow, ...]]) -> None:
        """Free rows that nobody sees any more beside the keys, where they are many."""
        if sum(map(len, rows)) > MANY:
            threading.Thread(target=_let_all_go, args=(rows,), daemon=True).start()

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        if self.reading is not None:
            share = f"{event.done:,} of {event.of:,} rows"
            self.head.say(Content(f" Reading: {share}. Esc stops it.").stylize("bold"))

    @on(Read)
    def _took(self, event: Read) -> None:
        if event.reading is not self.reading:
            return
        self.reading = None
        before = self.draft.rows_held()
        self.draft.take(event.text, event.answers, event.plan)
        self._let_go(before)
        empty = "No line of this text carries a time." if not event.plan.rows else "Nothing fits."
        self.rows.teach = ("", empty, "", "Esc leaves; the text can be kept as a source text.")
        self._show()
        if note := next(iter(event.plan.notes), ""):
            more = len(event.plan.notes) - 1
            self._say(note + (f" (w shows {more} more)" if more else ""), warn=True)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        if event.reading is self.reading:
            self.dismiss(Outcome(problem=event.sentence))

    # -- drawing -------------------------------------------------------------------------------

    def _show(self) -> None:
        head = f" {head_text(self.draft)}"
        self.head.say(Content(fit(head, max(self.size.width, 60))).stylize("bold"))
        self._show_questions()
        self.rows.show_listing(self.draft.listing, self._row)
        self._show_row()

    def _show_questions(self) -> None:
        texts = question_texts(self.draft, self.setting, max(self.size.width, 60) - 2)
        for number, asked in enumerate(QUESTIONS):
            line = self.query_one(f"#preview-{asked.kind}", OneLine)
            line.display = number < len(texts)
            if number < len(texts):
                shown = Content(f" {texts[number]}")
                line.say(shown.stylize("bold") if texts[number].startswith("?") else shown)

    def _row(self, index: int) -> Row:
        ids = self.draft.ids
        return row_of(self.draft, ids[index], ids[index - 1] if index else "", self.zone)

    def _show_row(self) -> None:
        row = self._here()
        width = max(self.size.width, 60)
        self.reason.speaking = False
        self.reason.say(Content(fit(f" {reason_text(row)}" if row else "", width)))
        self.raw.say(Content(fit(f" {raw_text(row)}" if row else "", width)).stylize("dim"))

    def _say(self, text: str, *, warn: bool = False) -> None:
        self.reason.show_message(text, warn)

    def _waiting(self) -> bool:
        """Whether there is nothing to work on yet, which is then said."""
        if self.reading is not None and not self.draft.plan.rows:
            self._say("It is still being read; Esc stops it.")
            return True
        return False

    def _here(self) -> ImportRow | None:
        return self.draft.row(self.rows.current)

    @on(LineList.Highlighted)
    def _moved(self) -> None:
        self._show_row()
