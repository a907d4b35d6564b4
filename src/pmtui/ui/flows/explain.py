"""What is asked under the cursor, in full: the one line at the bottom has room for the gist only."""

from typing import TYPE_CHECKING

from pmtui.review import criterion_of
from pmtui.review.model import Finding
from pmtui.review.questions import question_for
from pmtui.review.response_facts import facet_at, facts_of
from pmtui.ui.panes.base import Place
from pmtui.ui.screens.message import MessageScreen

if TYPE_CHECKING:
    from pmtui.ui.screens.workbook import WorkbookScreen

WORDS = {
    "block": "bars completion",
    "warn": "is counted, and bars nothing",
    "attest": "waits for a person to confirm it",
    "advise": "is a hint",
}


async def explain(screen: "WorkbookScreen", place: Place) -> None:
    """Show the finding under the cursor with its reason and source, else the question."""
    facts = facts_of(screen.postmortem, facet_at(screen.postmortem, place.table, place.record))
    told = ("", "What the timeline tells:", *(f.formula for f in facts)) if facts else ()
    finding = screen.finding_here(place)
    if finding is not None:
        await screen.app.push_screen_wait(
            MessageScreen(finding.criterion, (*lines_of(finding), *told))
        )
        return
    question = question_for(screen.postmortem, place.pane, place.table, place.record, place.field)
    lines = (question.text, "", f"Asked by: {question.source}.")
    await screen.app.push_screen_wait(MessageScreen("A question", (*lines, *told)))


def lines_of(finding: Finding) -> tuple[str, ...]:
    """A finding in full: what, the next step, why, and who asks for it."""
    criterion = criterion_of(finding)
    return (
        finding.message,
        finding.next,
        "",
        f"Why: {criterion.why}",
        f"Asked by: {criterion.source}.",
        f"It {WORDS[finding.level.value]}.",
    )
