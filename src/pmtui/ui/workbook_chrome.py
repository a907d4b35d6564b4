"""The lines around a pane: which postmortem, which pane, and the finding or question at hand."""

from rich.cells import cell_len
from textual.content import Content

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import Pane
from pmtui.review.model import Counts, Finding, Level
from pmtui.ui.chrome import MessageLine, OneLine
from pmtui.ui.text import fit


class StatusLine(OneLine):
    """Which postmortem this is, what is still open, and whether it is saved."""

    def show(self, reference: str, pm: Postmortem, counts: str, saved: str, danger: bool) -> None:
        """Left the postmortem, right the state of saving; the title gives way."""
        severity = pm.overview.severity.value if pm.overview.severity else "no severity"
        rest = f" · {severity} · {pm.review.status.value} · {counts}"
        room = max(self.size.width, 60) - cell_len(reference) - cell_len(rest) - cell_len(saved) - 5
        title = fit(pm.overview.title or "Untitled", max(room, 8))
        left = Content.assemble((f" {reference} ", "bold"), title, rest)
        width = max(self.size.width, 60)
        gap = " " * max(1, width - left.cell_length - cell_len(saved) - 1)
        right = Content(saved).stylize("bold reverse") if danger else Content(saved)
        self.say(Content.assemble(left, gap, right))


class TabLine(OneLine):
    """The seven panes by number; the one that is open is marked by brackets and weight."""

    def show(self, current: Pane) -> None:
        """Mark the pane that is open."""
        parts: list[Content] = []
        for number, pane in enumerate(Pane, 1):
            name = f"{number} {pane.value.capitalize()}"
            if pane is current:
                parts.append(Content(f"[{name}]").stylize("bold reverse"))
            else:
                parts.append(Content(f" {name} "))
        self.say(Content("").join(parts))


class FindingLine(MessageLine):
    """What to do about the thing under the cursor: a finding, else a question, else a message."""

    WORDS = {
        Level.BLOCK: "to do",
        Level.WARN: "look",
        Level.ATTEST: "people",
        Level.ADVISE: "hint",
    }

    def show_finding(self, finding: Finding, position: str = "") -> None:
        """One finding as a sentence with its next step."""
        word = self.WORDS[finding.level]
        head = f" {word} {finding.criterion} "
        text = f" {finding.message} {finding.next}"
        room = max(self.size.width, 60) - cell_len(head) - cell_len(position) - 2
        self.speaking = False
        self.say(
            Content.assemble(
                (head, "reverse"), fit(text, room), (f" {position}" if position else "")
            )
        )

    def show_question(self, text: str) -> None:
        """The question that fits the thing under the cursor."""
        self.speaking = False
        self.say(Content(fit(f" ? {text}", max(self.size.width, 60))).stylize("italic"))


def tally_text(tally: Counts) -> str:
    """The three groups of findings in words; an empty group is not worth its place."""
    parts = [
        f"{number} {word}"
        for number, word in (
            (tally.write, "to write"),
            (tally.look, "to look at"),
            (tally.people, "waiting"),
        )
        if number
    ]
    return " · ".join(parts) or "nothing left open"
