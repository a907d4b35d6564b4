"""The pane Review: everything that still stands between the draft and complete, in three groups."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from pmtui.domain import vocabulary
from pmtui.domain.postmortem import LISTS, PANE_OF, depth_of
from pmtui.domain.vocabulary import Depth
from pmtui.review import criterion_of, is_teams, waived
from pmtui.review.context import standard_context
from pmtui.review.model import Finding, Group, Level
from pmtui.review.questions import what_next
from pmtui.review.waivers import SHORTEST_REASON, can_be_false_alarm
from pmtui.ui.commands import Command
from pmtui.ui.panes import commands
from pmtui.ui.panes.base import Place
from pmtui.ui.panes.desk import Desk, pane_bindings
from pmtui.ui.panes.review_items import allowed_here, barring_text, people, short_form
from pmtui.ui.text import content, wrap
from pmtui.ui.widgets.dialogs import AskLine
from pmtui.ui.widgets.form import Form
from pmtui.ui.widgets.items import (
    HeadItem,
    Item,
    NoteItem,
    RowItem,
)
from pmtui.ui.widgets.labels import NAMES
from pmtui.ui.widgets.line_list import Key
from pmtui.ui.widgets.list_commands import OPEN

ATTEST = Command(
    "review.attest",
    "t",
    "Attest",
    "Confirm what the team asks under the cursor, or record that the review was held as written.",
    True,
)
WAIVE = Command("review.waive", "w", "Waive", "Set a finding aside, with a reason.", True)
FALSE_ALARM = Command(
    "review.false-alarm", "f", "False alarm", "Say that a finding about wording is wrong here."
)
_OWN = (WAIVE, ATTEST, FALSE_ALARM)

_GROUPS = {
    Group.WRITE: "To write",
    Group.LOOK: "To look at",
    Group.PEOPLE: "Waiting on people",
}
_SIGNS = {Level.BLOCK: "!", Level.WARN: "?", Level.ATTEST: "@", Level.ADVISE: "-"}
_BARS = {
    Level.BLOCK: "bars completion",
    Level.WARN: "bars nothing",
    Level.ATTEST: "bars completion until a person confirms it",
    Level.ADVISE: "only a hint",
}
_FINDING = "finding"
_NEXT = "next|"
"""What the id of the row begins with that names the one most useful finding."""
_TAKEN_BACK = {"waivers": "unwaive", "false_alarms": "unmark", "confirmations": "unconfirm"}
"""The tables of what was set aside, and what the workbook is asked for."""
_DETAIL = 4


class ReviewPane(Desk):
    """Findings in groups, the short form of a light review, and what people confirm."""

    PLACE: ClassVar = vocabulary.Pane.REVIEW
    ADDS: ClassVar = ("publications", "factors")
    COMMANDS: ClassVar = (*Desk.COMMANDS, *_OWN)
    BINDINGS: ClassVar = pane_bindings(_OWN)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(now)
        self.detail = Static(id="review-detail", markup=False)
        self._by_key: dict[str, Finding] = {}
        self._painted = False
        """Whether the pane was on the screen, so that the language may take its time to load."""
        self._looked: tuple[Finding, ...] | None = None
        self._void_waivers: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """The list above, and what the finding under the cursor asks for."""
        yield from super().compose()
        yield self.detail

    def on_mount(self) -> None:
        """The findings at once, what the language says of the texts after the first paint."""
        super().on_mount()
        self.call_after_refresh(self._complete_front)

    def _complete_front(self) -> None:
        self._painted = True
        self.fill()

    # -- the front -----------------------------------------------------------------------------

    def front_items(self) -> Sequence[Item]:
        """The short form where the review is light, then the findings, then the people."""
        pm, findings = self.postmortem, self._findings()
        short = short_form(pm)
        allowed = allowed_here(pm) if self._painted else []
        found = people(pm, self._void() if pm.waivers else frozenset(), allowed)
        return [*short, *([] if short else self._next()), *findings, *found]

    def _next(self) -> list[Item]:
        """The one most useful thing to do now, and what is good already."""
        items: list[Item] = []
        if (finding := what_next(self.findings)) is not None:
            row = self._row(finding, _NEXT)
            items.append(replace(row, text=f"What next  {finding.message}"))
        items.append(NoteItem(barring_text(self.findings)))
        if self._painted:
            from pmtui.review.strengths import strengths

            if good := strengths(self.postmortem):
                items.append(NoteItem(f"Good to read already: {' · '.join(good)}."))
        return items

    def _findings(self) -> list[Item]:
        self._by_key = {}
        items: list[Item] = []
        for group, title in _GROUPS.items():
            found = [f for f in self.findings if f.group is group and f.level is not Level.ADVISE]
            if found:
                items.append(HeadItem(f"{title} ({len(found)})"))
                items += [self._row(f) for f in found]
        if not items:
            items = [HeadItem("Findings"), NoteItem("Nothing is left. C moves it on.")]
        hints = [f for f in self.findings if f.level is Level.ADVISE]
        if hints:
            items.append(HeadItem(f"Hints, outside the counts ({len(hints)})"))
            items += [self._row(f) for f in hints]
        return items

    def _row(self, finding: Finding, before: str = "") -> RowItem:
        id = before + "|".join((*finding.key, str(finding.start)))
        self._by_key[id] = finding
        sign = _SIGNS[finding.level]
        text = f"{sign} {finding.pane.value:<9} {finding.message}"
        return RowItem(_FINDING, id, text)

    def _void(self) -> frozenset[str]:
        """The waivers whose text has changed; looked for once for each look of the review."""
        if self._painted and self._looked is not self.findings:
            self._looked = self.findings
            context = standard_context(self.now())
            self._void_waivers = frozenset(w.id for w in waived(self.postmortem, context).void)
        return self._void_waivers

    def on_resize(self) -> None:
        """Wrap the detail at the new width."""
        self._show_detail()

    def show_front(self) -> None:
        """Draw the list and the detail."""
        super().show_front()
        self._show_detail()

    def _show_detail(self) -> None:
        finding = self.finding_here()
        self.detail.display = finding is not None and not self.trail
        if finding is None:
            return
        criterion = criterion_of(finding)
        width = max(20, (self.size.width or 80) - 2)
        lines = [*wrap(f"{finding.message} {finding.next}", width)[: _DETAIL - 1]]
        why = f"{finding.criterion} {_BARS[finding.level]} · why: {criterion.why} ({criterion.source})"
        lines += wrap(why, width)[: _DETAIL - len(lines)]
        self.detail.update(content("\n".join(f" {line}" for line in lines)))

    def finding_here(self) -> Finding | None:
        """The finding under the cursor."""
        if self.trail:
            return None
        table, id, _ = super().front_key()
        return self._by_key.get(id) if table == _FINDING else None

    # -- places --------------------------------------------------------------------------------

    def front_key(self) -> Key:
        """Where the finding under the cursor is mended, else the field at hand."""
        finding = self.finding_here()
        if finding is not None:
            return (finding.table, finding.record, finding.field)
        return super().front_key()

    def put_front(self, key: Key) -> bool:
        """Put the cursor on a field here, else on the finding about a place elsewhere."""
        if super().put_front(key):
            return True
        assert isinstance(self.front, Form)
        for id, finding in self._by_key.items():
            place = (finding.table, finding.record, finding.field)
            if place == key and not id.startswith(_NEXT):
                return self.front.sheet.put_cursor((_FINDING, id, ""))
        return False

    def table_here(self) -> str:
        """On the short form of a small incident `a` adds its one factor."""
        table = self.here()[0]
        if table not in self.ADDS and depth_of(self.postmortem) is Depth.LIGHT:
            return "factors"
        return super().table_here()

    def lists_in_front(self) -> tuple[str, ...]:
        """Where it was shared; a factor stands here as a field."""
        return ("publications",)

    def moved(self) -> None:
        """Another finding, another detail."""
        self._show_detail()
        super().moved()

    async def open_key(self, key: Key) -> None:
        """A finding leads to the place where it is mended."""
        finding = self._by_key.get(key[1]) if key[0] == _FINDING else None
        if finding is None:
            await super().open_key(key)
            return
        place = Place(finding.pane, finding.table, finding.record, finding.field)
        if PANE_OF.get(finding.table) is self.PLACE:
            self.goto(place)
        else:
            self.post_message(self.Jump(place))

    def record_here(self) -> tuple[str, str]:
        """A finding is no record."""
        if self.finding_here() is not None:
            return "", ""
        table, id = super().record_here()
        return (table, id) if table in LISTS else ("", "")

    # -- commands ------------------------------------------------------------------------------

    def on_front(self) -> tuple[Command, ...]:
        """What can be done about a finding."""
        return (OPEN, *_OWN, commands.ADD, *super().on_front()[2:])

    def action_waive(self) -> None:
        """Set the finding at hand aside, with a reason."""
        finding = self.finding_here()
        if finding is None:
            self.say("Put the cursor on a finding to waive it.")
            return
        if finding.level is Level.ADVISE:
            self.say("A hint bars nothing, so there is nothing to waive.")
            return
        if self.refused("waivers"):
            return

        def refuse(text: str) -> str:
            if len(text) >= SHORTEST_REASON:
                return ""
            return f"The reason is printed; it takes {SHORTEST_REASON} characters or more."

        def answered(reason: str | None) -> None:
            if reason:
                self.post_message(self.GateWanted("waive", finding, reason))

        dialog = AskLine("Why does it not apply here?", reason=finding.message, refuse=refuse)
        self.app.push_screen(dialog, answered)

    def action_false_alarm(self) -> None:
        """Mark the finding at hand as wrong about the words."""
        finding = self.finding_here()
        if finding is None or not can_be_false_alarm(finding):
            self.say("Only a finding about wording can be a false alarm; w waives with a reason.")
            return
        self.post_message(self.GateWanted("false-alarm", finding))

    async def action_delete(self) -> None:
        """Take a waiver or a false alarm back on the second press."""
        table, id = self.record_here()
        if table not in _TAKEN_BACK:
            await super().action_delete()
        elif self.armed != (table, id, ""):
            self.armed = (table, id, "")
            self.say(f"Press d again to take this {NAMES[table]} back.", warn=True)
        else:
            self.armed = None
            self.post_message(self.GateWanted(_TAKEN_BACK[table], record=id))

    async def action_attest(self) -> None:
        """Confirm what the team asks under the cursor; else record the review held, or lead to the
        field that is still empty."""
        finding = self.finding_here()
        if finding is not None and finding.level is Level.ATTEST and is_teams(finding):
            self.post_message(self.GateWanted("confirm", finding))
            return
        review = self.postmortem.review
        missing = next(
            (f for f in ("held_on", "readers", "reviewer") if not getattr(review, f)), ""
        )
        if missing and self.form is not None and not self.trail:
            await self.form.edit(("review", "", missing))
            sentence = "First say on which day it was reviewed, who read it and who reviewed it."
            self.call_after_refresh(self.say, sentence)
            return
        self.post_message(self.GateWanted("attest"))
