"""The preview of an import: full screen, nothing lands before Enter, nothing is lost by Esc."""

from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widgets import Input

from pmtui.domain.moment import When
from pmtui.domain.vocabulary import Milestone
from pmtui.domain.when import WhenError, parse_when
from pmtui.domain.when_show import format_when
from pmtui.domain.zones import to_zone, zone_or_utc
from pmtui.importers.placing import placed_by
from pmtui.importers.rows import ImportRow, can_split
from pmtui.ui.commands import bindings
from pmtui.ui.preview.asking import QUESTIONS, given
from pmtui.ui.preview.commands import COMMANDS
from pmtui.ui.preview.drawing import clock_text, raw_text, reason_text
from pmtui.ui.preview.frame import Outcome, PreviewFrame
from pmtui.ui.screens.message import MessageScreen
from pmtui.ui.text import fit, wrap
from pmtui.ui.widgets.chooser import Chooser
from pmtui.ui.widgets.dialogs import AskLine, ChooseLetter
from pmtui.ui.widgets.line_input import LineInput
from pmtui.ui.widgets.line_list import LineList
from pmtui.ui.widgets.picker import Option

RAW_LINES = 16
"""Lines of the source that are shown at once."""


class PreviewScreen(PreviewFrame):
    """One import. Every row can be changed before it lands."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    _warned = False
    """Whether it was said once that rows would land without their times."""

    # -- rows ----------------------------------------------------------------------------------

    def action_tick(self) -> None:
        """Tick or untick the row, and go on to the next."""
        if row := self._here():
            self.draft.tick([row.id], row.id not in self.draft.plan.picked)
            self._show()
            self.rows.step(1)

    def action_all(self) -> None:
        """Tick all rows that are shown; untick them where all are ticked."""
        if self._waiting():
            return
        ids = self.draft.ids
        on = not self.draft.plan.picked.issuperset(ids)
        self.draft.tick(ids, on)
        self._show()
        self._say(f"{len(ids):,} rows {'ticked' if on else 'unticked'}. u takes it back.")

    @work(group="import-row")
    async def action_mark(self) -> None:
        """Take the suggested milestone; without one, or again, choose."""
        row = self._here()
        if row is None:
            return
        if row.hint is not None and not row.milestones:
            self._change(row, milestones=(row.hint,))
            return
        answer = await self.app.push_screen_wait(
            Chooser(
                f"Which moments is “{row.text[:50]}”?",
                [Option(m.value, m.value) for m in Milestone],
                [m.value for m in row.milestones],
            )
        )
        if answer is not None:
            self._change(row, milestones=tuple(Milestone(id) for id in answer.ids))

    @work(group="import-row")
    async def action_words(self) -> None:
        """Change the words."""
        if row := self._here():
            text = await self.app.push_screen_wait(AskLine("What happened?", row.text))
            if text and text != row.text:
                self._change(row, text=text)

    @work(group="import-row")
    async def action_time(self) -> None:
        """Change the time."""
        row = self._here()
        if row is None:
            return
        day, above = self._dating(row)

        def read(text: str) -> object:
            return parse_when(text, now=self.setting.now, zone=self.zone, day=day, above=above)

        def refuse(text: str) -> str:
            try:
                read(text)
            except WhenError as error:
                return str(error)
            return ""

        shown = format_when(row.at, zone=self.zone) if row.at.sortable else row.at.written
        text = await self.app.push_screen_wait(
            AskLine(
                "When did it happen?",
                shown,
                reason=fit(raw_text(row), 72),
                refuse=refuse,
                offered=True,
            )
        )
        if text and text != shown:
            self._change(row, at=read(text), confidence="sure", reason="time typed here")

    def _dating(self, row: ImportRow) -> tuple[date | None, When | None]:
        """What dates a clock time typed for a row: its own day, else the row above or the incident."""
        if row.at.at is not None:
            return to_zone(row.at.at, zone_or_utc(self.zone)).date(), None
        place = self.draft.ids.index(row.id)
        above = self.draft.row(self.draft.ids[place - 1]) if place else None
        day = self.draft.answers.date or self.setting.day
        return day, above.at if above is not None and above.at.sortable else None

    def action_merge(self) -> None:
        """Merge the row into the one above."""
        row = self._here()
        above = self.draft.merge(row.id) if row is not None else ""
        if not above:
            self._say("There is no row above to merge it into.", warn=True)
            return
        self._show()
        self.rows.put_cursor(("import", above, ""))
        self._show_row()

    def action_split(self) -> None:
        """Take the row apart."""
        if row := self._here():
            if not can_split(row):
                self._say("This row is one line of the source; there is nothing to take apart.")
                return
            self.draft.split(row.id)
            self._show()

    def _change(self, row: ImportRow, **values: object) -> None:
        self.draft.change(row.id, **values)
        self._show()

    def action_undo(self) -> None:
        """Take back the last change."""
        done = self.draft.undo()
        self._show()
        if not done:
            self._say("Nothing was changed here yet.")

    # -- all rows ------------------------------------------------------------------------------

    def action_fold(self) -> None:
        """Turn the fold over."""
        self.draft.fold()
        self._show()
        if not self.draft.folded:
            self._say("All rows are shown, noise as well; f folds it again.")

    def action_filter(self) -> None:
        """Type words to filter by."""
        self.line.hint("words to filter by; Enter goes to the rows, Esc shows all")
        self.line.display = True
        self.line.focus()

    @on(Input.Changed, "#preview-filter")
    def _filtered(self, event: Input.Changed) -> None:
        event.stop()
        self.draft.filter(event.value)
        self._show()

    @on(Input.Submitted, "#preview-filter")
    def _to_rows(self, event: Input.Submitted) -> None:
        event.stop()
        self.line.display = bool(event.value.strip())
        self.rows.focus()

    @on(LineInput.Left, "#preview-filter")
    def _filter_left(self, event: LineInput.Left) -> None:
        event.stop()
        if event.by == 0:
            self._no_filter()
        self.rows.focus()

    def _no_filter(self) -> None:
        self.line.show("")
        self.line.display = False
        self.draft.filter("")
        self._show()

    @work(group="import-row")
    async def action_answer(self, kind: str) -> None:
        """Answer a question for all rows at once."""
        asked = next(a for a in QUESTIONS if a.kind == kind)
        question = self.draft.question(kind)
        if question is None:
            self._say(f"{asked.name}: this text does not leave that open.")
            return
        answers, setting = replace(self.tried, label=question.about), self.setting
        if asked.toggles:
            self._read(asked.read("", setting, answers))
            return

        def refuse(text: str) -> str:
            try:
                asked.read(text, setting, answers)
            except ValueError as error:
                return str(error)
            return ""

        choices = f"Choices: {', '.join(question.choices)}" if question.choices else ""
        offered = given(asked, answers, self.draft.plan.questions) or asked.offer(setting, question)
        text = await self.app.push_screen_wait(
            AskLine(question.text, offered, reason=choices, refuse=refuse, offered=True)
        )
        if text:
            self._read(asked.read(text, setting, answers))

    def action_people(self) -> None:
        """Take who speaks into the roster, or not."""
        if self._waiting():
            return
        count = self.draft.take_people()
        names = ", ".join(self.draft.plan.people)
        self._show()
        if count:
            self._say(f"{count} will be participants: {names}. p leaves them out again.")
        else:
            self._say("Nobody will be added to the participants.")

    def action_keep(self) -> None:
        """Keep the whole text as well, or not."""
        if self._waiting():
            return
        kept = self.draft.keep_source()
        self._say(f"The whole text will {'' if kept else 'not '}be kept as a source text.")

    @work(group="import-row")
    async def action_view(self) -> None:
        """Read the lines of the row."""
        if row := self._here():
            lines = [part for text in row.raw.split("\n") for part in wrap(text[:2000], 70)]
            shown = [*lines[:RAW_LINES], *(["…"] if len(lines) > RAW_LINES else [])]
            await self.app.push_screen_wait(MessageScreen(reason_text(row), shown))

    @work(group="import-row")
    async def action_notes(self) -> None:
        """Read the notes on the text."""
        notes = self.draft.plan.notes or ("Nothing else was noticed about this text.",)
        shown = [fit(note, 300) for note in notes[:12]]
        await self.app.push_screen_wait(MessageScreen("Noticed while reading", shown))

    # -- the end -------------------------------------------------------------------------------

    @on(LineList.Opened)
    def _opened(self, event: LineList.Opened) -> None:
        event.stop()
        self.action_accept()

    def action_accept(self) -> None:
        """Put the ticked rows into the timeline."""
        if self.reading is not None:
            self._say("It is still being read; wait a moment, or press Esc to stop.", warn=True)
            return
        plan = self.draft.plan
        placed = placed_by(
            self.draft.pm, plan
        )  # events that wait for a time known here need no tick
        if not (plan.picked or plan.people or plan.source_text or placed):
            self._say("No row is ticked. Space ticks one, * all, Esc leaves.", warn=True)
            return
        if self._unanswered() and not self._warned:
            self._warned = True
            kinds = self._unanswered()
            keys = ", ".join(asked.key for asked in QUESTIONS if asked.kind in kinds)
            self._say(
                f"Times are missing until the questions above are answered ({keys}); "
                "Enter again takes the rows as they are.",
                warn=True,
            )
            return
        self._finish()

    @work(group="import-row")
    async def _finish(self) -> None:
        """Ask once about milestones that are suggested and not taken, then land."""
        if hinted := self.draft.hinted():
            answer = await self.app.push_screen_wait(
                Chooser(
                    "Which of these moments shall be marked? None is unless you say so.",
                    [Option(row.id, self._suggestion(row)) for row in hinted],
                    only_marked=True,
                )
            )
            if answer is None:
                self._say("Nothing has landed yet; Enter accepts.")
                return
            self.draft.mark_hinted(answer.ids)
        self.dismiss(Outcome(self.draft.plan, label=self.draft.label))

    def _suggestion(self, row: ImportRow) -> str:
        assert row.hint is not None
        return fit(f"{row.hint.value}: {clock_text(row, self.zone)} {row.text}", 68)

    def _unanswered(self) -> set[str]:
        """The kinds of questions that bear on times and that nobody has answered."""
        asked = {q.kind for q in self.draft.questions if q.kind != "year" or not q.choices}
        still = self.draft.plan.questions
        return {
            one.kind
            for one in QUESTIONS
            if one.kind in asked and not one.optional and not given(one, self.draft.answers, still)
        }

    @work(group="import-leaving")
    async def action_leave(self) -> None:
        """Stop reading, or leave; a paste can be kept, since it is nowhere else."""
        if self.reading is not None:
            self.reading()
            self.reading = None
            if self.draft.plan.rows:
                self._show()
                self._say("Stopped; the rows are as they were read before.")
                return
        elif self.draft.wanted:
            self._no_filter()
            return
        text = self.draft.text or self.given.text
        if not self.given.text and not self.draft.changed:
            self.dismiss(Outcome())
            return
        answer = await self.app.push_screen_wait(
            ChooseLetter(
                "Nothing has landed yet. What is to become of the text?",
                [
                    ("k", "Keep it as a source text of this postmortem"),
                    ("l", "Leave it"),
                    ("b", "Back to the rows"),
                ],
            )
        )
        if answer != "b":
            kept, left = (text if answer == key else "" for key in ("k", ""))
            self.dismiss(Outcome(keep=kept, left=left, label=self.draft.label))

    def take_paste(self, text: str) -> None:
        """A second paste is another import."""
        self._say("Accept or leave this import first, then paste again.", warn=True)
