"""The lines around a pane: which postmortem, which pane, and the finding or question at hand."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import Pane
from pmtui.review.model import Counts, Finding, Group, Level
from pmtui.ui.chrome import MessageLine, OneLine
from pmtui.ui.text import fit

MORE = " (i: more)"
"""Said behind a finding that is longer than its line: the key that shows it whole."""
LEAST_TITLE = 5
"""Cells of the title that are worth a shorter word elsewhere."""


class StatusLine(OneLine):
    """Which postmortem this is, what is still open, and whether it is saved."""

    def show(
        self, reference: str, pm: Postmortem, tallies: Sequence[str], saved: str, danger: bool
    ) -> None:
        """Left the postmortem, right the state of saving, which never gives way.

        `tallies` say what is open, the longest first; the first one that leaves a title is taken.
        """
        severity = pm.overview.severity.value if pm.overview.severity else "no severity"
        title = pm.overview.title or "Untitled"
        for tally in tallies:
            rest = f" · {severity} · {pm.review.status.value} · {tally}"
            room = self.width - cell_len(reference) - cell_len(rest) - cell_len(saved) - 4
            if room >= min(LEAST_TITLE, cell_len(title)):
                break
        left = Content.assemble((f" {reference} ", "bold"), fit(title, max(room, 0)), rest)
        right = Content(saved).stylize("bold reverse") if danger else Content(saved)
        space = self.width - cell_len(saved) - 2
        if left.cell_length > space:
            left = Content(fit(left.plain, max(space, 10)))
        gap = " " * max(1, self.width - left.cell_length - cell_len(saved) - 1)
        self.say(Content.assemble(left, gap, right))


class TabLine(OneLine):
    """The seven panes by number; the one that is open is marked by brackets and weight."""

    current: Pane | None = None
    """The pane that is open."""

    def show(self, current: Pane) -> None:
        """Mark the pane that is open."""
        self.current = current
        parts = [
            Content(f"[{name}]").stylize("bold reverse")
            if pane is current
            else Content(f" {name} ")
            for pane, name in tab_names(current, self.width)
        ]
        self.say(Content("").join(parts))

    def on_resize(self) -> None:
        """Another width has room for other names."""
        if self.current is not None:
            self.show(self.current)


def tab_names(current: Pane, width: int) -> list[tuple[Pane, str]]:
    """The panes with number and name; the names of those not open are cut to what has room."""
    for letters in (*range(10, 2, -1), 0):
        names = [
            (pane, f"{number} {pane.value.capitalize()[: None if pane is current else letters]}")
            for number, pane in enumerate(Pane, 1)
        ]
        if sum(cell_len(name.strip()) + 2 for _, name in names) <= width:
            break
    return [(pane, name.strip()) for pane, name in names]


class FindingLine(MessageLine):
    """What to do about the thing under the cursor: a finding, else a question, else a message."""

    WORDS = {Group.WRITE: "write", Group.LOOK: "look", Group.PEOPLE: "people"}

    def show_finding(self, finding: Finding, position: str = "") -> None:
        """One finding as a sentence with its next step."""
        word = "hint" if finding.level is Level.ADVISE else self.WORDS[finding.group]
        bars = "!" if finding.level in (Level.BLOCK, Level.ATTEST) else ""
        head = f" {word}{bars} {finding.criterion} "
        text = f" {finding.message} {finding.next}"
        room = self.width - cell_len(head) - cell_len(position) - 2
        if cell_len(text) > room:
            text = fit(text, room - cell_len(MORE)) + MORE
        self.speaking = False
        self.say(Content.assemble((head, "reverse"), text, f" {position}" if position else ""))

    def show_question(self, text: str) -> None:
        """The question that fits the thing under the cursor."""
        self.speaking = False
        self.say(Content(fit(f" ? {text}", self.width)).stylize("italic"))


def tally_texts(tally: Counts) -> tuple[str, str]:
    """The three groups of findings in words and in short; an empty group is not worth its place."""
    numbers = (tally.write, tally.look, tally.people)
    return (
        _joined(numbers, ("to write", "to look at", "waiting")) or "nothing left open",
        _joined(numbers, ("write", "look", "wait")) or "all done",
    )


def _joined(numbers: Sequence[int], words: Sequence[str]) -> str:
    return " · ".join(f"{n} {word}" for n, word in zip(numbers, words, strict=True) if n)
