"""What the saver reports, shown on the workbook: saved, not saved, changed elsewhere, undone."""

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

if TYPE_CHECKING:
    from pmtui.ui.screens.workbook import WorkbookScreen

BOTH_KEPT = "Another window wrote in the same place; both texts are kept, please read it over."


def take_report(screen: "WorkbookScreen", report: Report) -> None:
    """Show what became of a save, and bring in what others changed."""
    if isinstance(report, Brought):
        if report.uid == screen.postmortem.uid and screen.bring_in(report.base, report.merged):
            screen.say(BOTH_KEPT, warn=True)
        screen.saver.took(report)
    match report:
        case Saving():
            screen.show_saved("saving")
        case Saved():
            screen.show_saved(f"saved {report.at.astimezone():%H:%M:%S}")
            _notices(screen, report.notices, bool(report.conflicts))
        case NotSaved():
            screen.show_saved(f"NOT SAVED: {report.reason}", danger=True)
            if report.rescue is not None:
                screen.say(f"Your text is also in {report.rescue}; saving is retried.", warn=True)
        case Foreign():
            screen.say(f"Changed elsewhere: {', '.join(report.labels)}.")
        case Undone():
            screen.say(report.sentence, warn=bool(report.problems))
            _notices(screen, report.notices, False)
        case Refused():
            screen.say(report.reason, warn=True)
        case Warned():
            screen.say(report.sentence, warn=True)


def _notices(screen: "WorkbookScreen", notices: tuple[str, ...], conflicts: bool) -> None:
    if conflicts:
        screen.say(BOTH_KEPT, warn=True)
    for notice in notices:
        screen.say(notice, warn=True)
