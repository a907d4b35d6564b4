"""What the saver reports, shown on the workbook: saved, not saved, changed elsewhere, undone."""

from pathlib import Path
from typing import TYPE_CHECKING

from pmtui.store.reports import (
    Brought,
    Foreign,
    NotSaved,
    Refused,
    Report,
    Saved,
    Saving,
    Undone,
    Warned,
)
from pmtui.ui.places import restored_place

if TYPE_CHECKING:
    from pmtui.ui.screens.workbook import WorkbookScreen

BOTH_KEPT = "Another window wrote in the same place; both texts are kept, please read it over."


def take_report(screen: "WorkbookScreen", report: Report) -> None:
    """Show what became of a save, and bring in what others changed."""
    if isinstance(report, Brought):
        if report.uid == screen.postmortem.uid and screen.bring_in(report):
            screen.say(BOTH_KEPT, warn=True)
        screen.saver.took(report)
    match report:
        case Saving():
            screen.show_saved("saving")
        case Saved():
            screen.show_saved(f"saved {report.at.astimezone():%H:%M:%S}")
            _notices(screen, report.notices, bool(report.conflicts))
        case NotSaved():
            screen.show_saved(f"NOT SAVED: {report.brief}", danger=True)
            screen.say(_kept(report), warn=True)
        case Foreign():
            screen.say(f"Changed elsewhere: {', '.join(report.labels)}.")
        case Undone():
            screen.show_saved(f"saved {screen.session.now().astimezone():%H:%M:%S}")
            _go_to_restored(screen, report)
            screen.say(report.sentence, warn=bool(report.problems))
            _notices(screen, report.notices, False)
        case Refused():
            screen.say(report.reason, warn=True)
        case Warned():
            screen.say(report.sentence, warn=True)


def _kept(report: NotSaved) -> str:
    """Where the text is while it cannot be saved; a path first, since a line may be short."""
    if report.rescue is not None:
        return f"Your text is in {_short(report.rescue)}; saving is retried."
    if report.lacking:
        return "No place took a copy of your text: keep pmtui open. " + report.reason
    return report.reason


def _short(path: Path) -> str:
    try:
        return f"~/{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)


def _notices(screen: "WorkbookScreen", notices: tuple[str, ...], conflicts: bool) -> None:
    if conflicts:
        screen.say(BOTH_KEPT, warn=True)
    for notice in notices:
        screen.say(notice, warn=True)


def _go_to_restored(screen: "WorkbookScreen", report: Undone) -> None:
    """Put the cursor on the record that came back, where it stands on the pane that is open."""
    place = restored_place(report.base, report.merged)
    if screen.pane is not None and place is not None and place.pane is screen.current:
        screen.pane.goto(place)
        screen.show_place()
