"""Reading an earlier postmortem beside the one that is open, and deciding about it there."""

from typing import TYPE_CHECKING

from pmtui.domain.vocabulary import Relation
from pmtui.errors import UsageError
from pmtui.ui.panes.base import Place

if TYPE_CHECKING:
    from pmtui.ui.screens.workbook import WorkbookScreen


async def beside(screen: "WorkbookScreen", place: Place) -> None:
    """Show the postmortem under the cursor to be read; what is decided there is an edit here."""
    from pmtui.memory.matches import note_of, related_to
    from pmtui.ui.screens.beside import BesideScreen

    wanted = _wanted(screen, place)
    if not wanted:
        screen.say("Put the cursor on an earlier postmortem in Causes (4); s shows it beside.")
        return
    try:
        summary = screen.session.store.resolve(wanted)
    except UsageError:
        screen.say("That postmortem is not in this store, so it cannot be shown here.", warn=True)
        return
    loaded = screen.session.store.load(summary.uid)
    match = next((m for m in screen.past.known.matches if m.uid == summary.uid), None)
    relation: Relation | None = await screen.app.push_screen_wait(
        BesideScreen(loaded, match, screen.session.now().astimezone().date())
    )
    if relation is None:
        return
    written = wanted if any(r.uid == wanted for r in screen.postmortem.related) else summary.uid
    note = note_of(summary.title, summary.incident_date)
    word = "link" if relation is Relation.RELATED else "dismiss"
    screen.edit(lambda pm: related_to(pm, written, relation, note), f"{word} an earlier postmortem")


def _wanted(screen: "WorkbookScreen", place: Place) -> str:
    """How the postmortem under the cursor is written, "" where there is none."""
    if place.table != "related" or not place.record:
        return ""
    record = next((r for r in screen.postmortem.related if r.id == place.record), None)
    return record.uid if record is not None else place.record
