"""From a paste or a file to events: ask for the source, show the preview, accept in one step."""

from typing import TYPE_CHECKING

from pmtui.domain import vocabulary
from pmtui.domain.edits import add
from pmtui.importers.events import accept, source_of
from pmtui.importers.placing import placed_by, placing
from pmtui.review.gate import locked
from pmtui.ui.flows.copy_import import copy_given
from pmtui.ui.flows.over import say_settled
from pmtui.ui.panes.base import Place
from pmtui.ui.screens.preview import PreviewScreen
from pmtui.ui.screens.preview_source import Given, SourceScreen

if TYPE_CHECKING:
    from pmtui.importers.rows import ImportPlan
    from pmtui.ui.screens.workbook import WorkbookScreen


async def import_timeline(screen: "WorkbookScreen", _: Place) -> None:
    """Ask for a file or a paste, and show what it would become."""
    if _refused(screen):
        return
    given = await screen.app.push_screen_wait(SourceScreen())
    if given is not None:
        await preview(screen, given)


async def import_text(screen: "WorkbookScreen", text: str) -> None:
    """Show what a text that was pasted would become."""
    if not _refused(screen):
        await preview(screen, Given(text=text))


def _refused(screen: "WorkbookScreen") -> bool:
    """Whether a complete postmortem takes no events, which is then said before any work is done."""
    sentence = locked(screen.postmortem, "events", "")
    if sentence:
        screen.say(sentence, warn=True)
    return bool(sentence)


async def preview(screen: "WorkbookScreen", given: Given) -> None:
    """Show the preview and do what was decided there; a copy of this postmortem is compared."""
    if await copy_given(screen, given):
        return
    done = await screen.app.push_screen_wait(
        PreviewScreen(screen.session, screen.postmortem, given)
    )
    if done.plan is not None:
        await _accept(screen, done.plan)
    elif done.keep:
        source = source_of(done.label, done.keep)
        screen.edit(lambda pm: add(pm, "sources", source), "keep source text")
        screen.say("Kept as a source text; it stands in the overview.")
    elif done.left and screen.pane is not None:
        screen.pane.dropped = done.left
        screen.say("Nothing was imported; P offers the text again.")
    elif done.problem:
        screen.say(done.problem, warn=True)
    else:
        screen.say("Nothing was imported.")


async def _accept(screen: "WorkbookScreen", plan: "ImportPlan") -> None:
    placed = placed_by(screen.postmortem, plan)
    what = f"import {_events(len(plan.picked) or len(placed))}"
    before = {event.id for event in screen.postmortem.events}
    if not screen.edit(lambda pm: placing(accept(pm, plan), placed), what):
        screen.say("Everything that was ticked is there already; nothing changed.")
        return
    fresh = [e.id for e in screen.postmortem.events if e.id not in before]
    first = next(iter((*fresh, *placed)), "")
    await screen.go(Place(vocabulary.Pane.TIMELINE, "events" if first else "", first))
    said = [f"Imported {_events(len(fresh))}."] if fresh or not placed else []
    if placed:
        said.append(f"{_events(len(placed))} got the time that was missing.")
    if waiting := sum(event.at.quarantined for event in screen.postmortem.events):
        said.append(f"{waiting:,} wait{'s' * (waiting == 1)} for a time zone.")
    await say_settled(screen, f"{' '.join(said)} u takes it back.")


def _events(count: int) -> str:
    return f"{count:,} event{'s' * (count != 1)}"
