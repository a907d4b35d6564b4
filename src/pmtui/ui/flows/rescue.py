"""What is worth a word before anybody types: a store that only reads, text that was rescued, a
network disk. Rescued text can be taken in from the workbook.

The start needs no record classes where there is no rescue file, which is nearly always.
"""

from typing import TYPE_CHECKING

from pmtui.errors import PmtuiError, StoreError
from pmtui.paths import rescue_dirs
from pmtui.ui.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from pmtui.ui.panes.base import Place
    from pmtui.ui.screens.workbook import WorkbookScreen

_TOLD = "told of the network disk"


def start_notice(session: Session) -> str:
    """One sentence for the start, the gravest first; "" where all is as usual."""
    if session.store.read_only_because:
        return session.store.read_only_because
    return _rescued(session) or _network_disk(session)


def _rescued(session: Session) -> str:
    if not _any_file():
        return ""
    found = lacking(session)
    if not found:
        return _unsaved(session)
    from pmtui.store.rescue import read_rescue

    rescue = read_rescue(found[0])
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    return (
        f"Unsaved text of {rescue.reference}, {rescue.at.astimezone():%Y-%m-%d %H:%M}{more}, "
        "was rescued: pmtui rescue takes it in."
    )


def _unsaved(session: Session) -> str:
    """That command lines wait which the store did not take, "" where none does."""
    from pmtui.store.unsaved import find_unsaved

    count = len(find_unsaved(session.store_path))
    if not count:
        return ""
    if count == 1:
        return "A command that was not saved waits: pmtui rescue, in a shell, shows it."
    return f"{count} unsaved commands wait: pmtui rescue, in a shell, lists them."


def _any_file() -> bool:
    return any(next(place.glob("*.json"), None) for place in rescue_dirs())


def lacking(session: Session) -> "list[Path]":
    """The rescue files that hold something which the store lacks, the newest first."""
    if not _any_file():
        return []
    from pmtui.store.rescue import NoRescue, find_rescues, read_rescue
    from pmtui.store.taking_up import plan

    found = []
    for path in find_rescues(session.store_path):
        try:
            if plan(session.store, read_rescue(path)).lacking:
                found.append(path)
        except NoRescue:
            continue  # deleted by another window since it was found
        except StoreError:
            found.append(path)  # it cannot be compared; the command says why
    return found


def _network_disk(session: Session) -> str:
    from pmtui.store.place import filesystem, is_network, locks_here_only

    kind = filesystem(session.store_path)
    if not is_network(kind) or session.store.recall(_TOLD):
        return ""
    try:
        session.store.remember(_TOLD, True)
    except StoreError:
        return ""  # a store that cannot be written has more important things to say
    if locks_here_only(session.store_path):
        return f"The store is on {kind}: open it on one machine at a time. See pmtui doctor."
    return f"The store is on a network disk ({kind}): slower, but safe. See pmtui doctor."


async def take_in_rescue(screen: "WorkbookScreen", _: "Place") -> None:
    """Take in every rescue file that holds something; the saver brings it to the screen."""
    from pmtui.store.taking_up import take_up

    files = lacking(screen.session)
    if not files:
        screen.say(
            _unsaved(screen.session) or "There is no rescue file, so nothing waits to be taken in."
        )
        return
    screen.editing.end_typing()
    screen.saver.flush()
    told = []
    for path in files:
        try:
            told.append(take_up(screen.session.store, path).reference)
        except PmtuiError as error:
            screen.say(str(error), warn=True)
            return
    screen.say(f"The rescued text of {', '.join(dict.fromkeys(told))} is in the store now.")
