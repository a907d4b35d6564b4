"""The lines around a pane kept in step with the value, the findings and the cursor."""

from collections.abc import Sequence
from typing import Protocol

from textual.screen import Screen

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import Status
from pmtui.review import counts
from pmtui.review.model import Finding
from pmtui.review.questions import question_for
from pmtui.ui.chrome import KeyLine
from pmtui.ui.finding_cursor import position
from pmtui.ui.panes.base import Pane, Place
from pmtui.ui.workbook_chrome import FindingLine, StatusLine, tally_texts
from pmtui.ui.workbook_commands import COMMANDS, IN_FIELD, REOPEN


class Cover(Protocol):
    """A screen over the workbook that passes on what the workbook's own lines would say."""

    def say(self, text: str, *, warn: bool = False) -> None:
        """One sentence."""

    def show_status(self) -> None:
        """Whether it is saved has changed, or what is open."""


class WorkbookFrame:
    """What the status line, the finding line and the keys say; it changes nothing else."""

    def __init__(self, screen: Screen[None], reference: str, origin: str = "") -> None:
        self._screen = screen
        self._reference = reference
        self.origin = origin
        """Where a read-only document of somebody else came from; "" for one's own."""
        self.saved = "saved"
        """Whether it is saved, in words."""
        self.danger = False
        """Whether saving fails."""
        self.cover: Cover | None = None
        """The screen over the workbook that says the same, if any."""
        self._shown: Place | None = None
        self._done: tuple[str, bool, bool] | None = None
        """What was said to be done last, whether it can be taken back, and whether one typed."""

    def show_status(self, pm: Postmortem, findings: Sequence[Finding]) -> None:
        """Which postmortem, what is open, and whether it is saved."""
        texts: tuple[str, ...] = tally_texts(counts(findings))
        if self.origin:
            texts = (f"read only, from {self.origin}, O adopts", "read only, O adopts")
        elif pm.review.status is Status.COMPLETE:
            texts = ("read only, O reopens",)
        line = self._screen.query_one_optional("#status", StatusLine)
        if line is None:
            return  # the screen is being taken down, and news of the saver may still arrive
        line.show(self._reference, pm, texts, self.saved, self.danger)
        if self.cover is not None:
            self.cover.show_status()

    def show_place(
        self,
        pane: Pane,
        pm: Postmortem,
        findings: Sequence[Finding],
        finding: Finding | None,
        *,
        keep_message: bool = False,
    ) -> None:
        """The keys that work where the cursor stands, and the finding or question there."""
        place = pane.place()
        shared = IN_FIELD if self.typing else COMMANDS
        if self.origin or pm.review.status is Status.COMPLETE:
            label = "Adopt" if self.origin else REOPEN.label
            shared = tuple(
                c._replace(footer=True, label=label) if c is REOPEN else c for c in shared
            )
        self._screen.query_one("#keys", KeyLine).show((*pane.commands_here(), *shared))
        moved, self._shown = place != self._shown, place
        if self._line.speaking and (keep_message or not moved):
            if self._done is not None and self._done[2] != self.typing:
                self.say_done(self._done[0], undoable=self._done[1])
            return
        if finding is not None:
            self.show_finding(finding, findings)
            return
        question = question_for(pm, place.pane, place.table, place.record, place.field)
        self._line.show_question(question.text)

    def show_finding(self, finding: Finding, findings: Sequence[Finding]) -> None:
        """One finding, and its place among all of them."""
        self._line.show_finding(finding, position(findings, finding))

    def say_done(self, label: str, *, undoable: bool) -> None:
        """What was done, and how to take it back from where one is."""
        key = "Ctrl+G u" if self.typing else "u"
        self.say(f"Done: {label}.{f' {key} takes it back.' if undoable else ''}")
        self._done = (label, undoable, self.typing)

    def say(self, text: str, *, warn: bool = False) -> None:
        """One sentence on the finding line, until the cursor moves."""
        self._done = None
        self._line.show_message(text, warn)
        if self.cover is not None:
            self.cover.say(text, warn=warn)

    @property
    def _line(self) -> FindingLine:
        return self._screen.query_one("#finding", FindingLine)

    @property
    def typing(self) -> bool:
        """Whether letters go into a field."""
        field = self._screen.focused
        return field is not None and field.check_consume_key("n", "n")
