"""What the saver reports, shown on the workbook: saved, not saved, changed elsewhere, undone."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pmtui.domain.rebase import Conflict
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
from pmtui.ui.two_windows import both_kept, changed_elsewhere

if TYPE_CHECKING:
    from pmtui.ui.screens.workbook import WorkbookScreen


def take_report(screen: "WorkbookScreen", report: Report) -> None:
    """Show what became of a save, and bring in what others changed."""
    conflicts: tuple[Conflict, ...] = ()
    if isinstance(report, Brought):
        if report.uid == screen.postmortem.uid:
            conflicts = screen.bring_in(report)
        screen.saver.took(report)
    match report:
        case Saving():
            if not screen.frame.danger:  # a retry is not saved before it is
                screen.show_saved("saving")
        case Saved():
            if screen.frame.danger:
                screen.say("Saved again: everything you typed is in the store.")
            screen.show_saved(f"saved {report.at.astimezone():%H:%M:%S}")
            _notices(screen, report.notices, (*report.conflicts, *conflicts))
        case NotSaved():
            screen.show_saved(f"NOT SAVED: {report.brief}", danger=True)
            screen.say(_kept(report), warn=True)
        case Foreign():
            _say_foreign(screen, report, conflicts)
        case Undone():
            screen.show_saved(f"saved {screen.session.now().astimezone():%H:%M:%S}")
            _go_to_restored(screen, report)
            screen.say(report.sentence, warn=bool(report.problems))
            _notices(screen, report.notices, conflicts)
        case Refused():
            screen.say(report.reason, warn=True)
        case Warned():
            screen.say(report.sentence, warn=True)


def _say_foreign(
    screen: "WorkbookScreen", report: Foreign, conflicts: tuple[Conflict, ...]
) -> None:
    """What another window did, also where it took away the record under the cursor."""
    author, key = screen.session.author, _key(screen)
    who = report.authors[-1] if report.authors else ""
    told = changed_elsewhere(report, author, key)
    if conflicts:
        named = [replace(c, who=c.who or who) for c in conflicts]
        told = both_kept(screen.postmortem, named, author, key)
    screen.say(told, warn=bool(conflicts))
    if not screen.frame.typing:
        # The cursor may yet move to the next record, which wipes what was said before.
        screen.call_after_refresh(screen.say, told, warn=bool(conflicts))


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


def _key(screen: "WorkbookScreen") -> str:
    """What is pressed to see the history from where the cursor stands."""
    return "Ctrl+G H shows" if screen.frame.typing else "H shows"


def _notices(
    screen: "WorkbookScreen", notices: tuple[str, ...], conflicts: Sequence[Conflict]
) -> None:
    if conflicts:
        author = screen.session.author
        screen.say(both_kept(screen.postmortem, conflicts, author, _key(screen)), warn=True)
    for notice in notices:
        screen.say(notice, warn=True)


def _go_to_restored(screen: "WorkbookScreen", report: Undone) -> None:
    """Put the cursor on the record that came back, where it stands on the pane that is open."""
    place = restored_place(report.base, report.merged)
    if screen.pane is not None and place is not None and place.pane is screen.current:
        screen.pane.goto(place)
        screen.show_place()
