"""The contract of a pane: one value comes down, one message goes up.

Every pane reads the same from top to bottom: its place and commands, `compose` (static, no data),
`watch_postmortem` (redraw only what changed), actions that collect input and post an edit. A pane
never sees the store, the saver, another pane or the clock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as given
from datetime import datetime
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget

from pmtui.domain import vocabulary
from pmtui.domain.edits import Edit
from pmtui.domain.postmortem import Postmortem
from pmtui.review.gate import locked
from pmtui.review.model import Finding
from pmtui.ui.commands import Command
from pmtui.value import Value


class Place(Value):
    """Where the cursor stands: what the finding line speaks of, what `open` comes back to."""

    pane: vocabulary.Pane
    table: str = ""
    record: str = ""
    field: str = ""
    at: int = given(default=-1, compare=False)
    """Where in the field's text, in characters; -1 for nowhere in particular."""
    typing: bool = given(default=False, compare=False)
    """Whether the field is to be ready to type in."""


class Pane(Widget):
    """One of the seven panes of the workbook."""

    PLACE: ClassVar[vocabulary.Pane]
    COMMANDS: ClassVar[tuple[Command, ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = []

    postmortem: var[Postmortem] = var(Postmortem(uid=""), init=False)
    """The value to show, bound by the workbook."""
    findings: var[tuple[Finding, ...]] = var((), init=False)
    """All findings of the postmortem, bound by the workbook; refreshed after a pause in typing."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(id=self.PLACE.value)
        self.now = now
        self.refusal: Callable[[], str] = str
        """Why nothing at all may be changed, as a sentence; the workbook knows."""
        self.dropped = ""
        """The text that was offered last and that nothing was done with."""
        self.next_unread: Callable[[], Place | None] = lambda: None
        """Where a typed value waits that could not be read; the workbook knows those of all panes."""

    @dataclass
    class Edited(Message):
        """The person changed something; the workbook applies the edit to its value."""

        edit: Edit
        label: str
        """What was done, for history and undo: “add event”, “edit summary”."""
        typing: str = ""
        """The field being typed in, as table/id/field; strokes without a pause share one step."""
        otherwise: Callable[[], None] | None = None
        """What is to be done where the edit is refused, so that what was typed is not lost."""

    @dataclass
    class Located(Message):
        """The cursor stands on another record or field."""

        place: Place

    @dataclass
    class Drafted(Message):
        """What stands in entry lines and unread fields of a pane, to be kept until it is taken."""

        pane: vocabulary.Pane
        drafts: dict[str, list[str]]
        """By table, or by field (`ui.unread`): the text, and where it belongs or why it is unread."""

    @dataclass
    class Said(Message):
        """One sentence for the message line: what happened, or why a key cannot work now."""

        text: str
        warn: bool = False

    @dataclass
    class Jump(Message):
        """The person wants to go to a place on another pane, and to come back later."""

        place: Place

    @dataclass
    class GateWanted(Message):
        """The person wants what only the workbook does, since it knows the name and the clock."""

        kind: str
        """`move-on`, `reopen`, `attest`, `confirm`, `waive`, `false-alarm`, or what takes one of
        these back: `unconfirm`, `unwaive`, `unmark`."""
        finding: Finding | None = None
        """What is to be waived or marked as a false alarm."""
        reason: str = ""
        """Why it is waived."""
        record: str = ""
        """The waiver, false alarm or confirmation that is taken back."""

    def goto(self, place: Place) -> None:
        """Put the cursor on a record or field, opening the record where the field is inside."""
        raise NotImplementedError

    def place(self) -> Place:
        """Where the cursor stands now."""
        raise NotImplementedError

    def finding_here(self) -> Finding | None:
        """The finding under the cursor of a pane that lists findings."""
        return None

    def commands_here(self) -> tuple[Command, ...]:
        """The commands that work where the cursor stands, for the footer and the help."""
        return self.COMMANDS

    def typing(self) -> bool:
        """Whether a field or an entry line takes the keys."""
        return False

    def leave_field(self) -> bool:
        """End editing the field at hand, keeping its text; False where none was being edited."""
        return False

    def take_paste(self, text: str) -> None:
        """A paste outside a field, already sanitised: offer what to do with it."""
        raise NotImplementedError

    def why_not(self, table: str, field: str = "") -> str:
        """Why a field, or with "" a list, takes no change now, as a sentence; "" where it does."""
        return self.refusal() or locked(self.postmortem, table, field)

    def refused(self, table: str, field: str = "") -> bool:
        """Whether it takes no change, which is then said before anyone types."""
        if why := self.why_not(table, field):
            self.post_message(self.Said(why, warn=True))
        return bool(why)

    def say(self, text: str, warn: bool = False) -> None:
        """One sentence on the message line."""
        self.post_message(self.Said(text, warn))

    def resync(self) -> None:
        """Show the value as it is, where an edit that was posted has been refused."""

    def drafts_now(self) -> dict[str, list[str]]:
        """What was typed and not taken yet, as `Drafted` has it."""
        return {}

    def restore_drafts(self, drafts: dict[str, list[str]]) -> None:
        """Take back lines that were typed and not added when the last session ended."""

    async def close_record(self) -> bool:
        """Go from a record back to where it was opened; False where a list is open."""
        return False
