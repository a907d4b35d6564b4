"""Deleting a postmortem from the library, and bringing the last one back."""

from typing import TYPE_CHECKING

from pmtui.errors import PmtuiError
from pmtui.store import deleting
from pmtui.store.model import Summary
from pmtui.ui.chrome import MessageLine
from pmtui.ui.widgets.dialogs import Confirm

if TYPE_CHECKING:
    from pmtui.ui.screens.library import LibraryScreen


async def delete(library: "LibraryScreen", chosen: Summary) -> None:
    """Ask, then delete; what an open window of another shell still types is told there."""
    store = library.session.store
    question = (
        f"Delete {chosen.reference} “{chosen.title or 'Untitled'}”? It leaves every list; its "
        "history is kept, and u brings it back."
    )
    if not await library.app.push_screen_wait(Confirm(question)):
        return
    try:
        places = deleting.places_of(store, chosen.uid)
        gone = deleting.delete(store, chosen.uid)
    except PmtuiError as error:
        _say(library, str(error), warn=True)
        return
    library.reload()
    if places:
        still = f"Colleagues still read it in {places[0]}; remove it there too if it must go."
        _say(library, f"{gone.reference} is deleted. {still}", warn=True)
        return
    _say(library, f"{gone.name} is deleted; u brings it back.")


def bring_back(library: "LibraryScreen") -> None:
    """Bring back what was deleted last, in this session or an earlier one."""
    store = library.session.store
    try:
        gone = deleting.deleted(store)
        if not gone:
            _say(library, "No postmortem is deleted, so there is none to bring back.")
            return
        back = deleting.undelete(store, gone[0].uid)
    except PmtuiError as error:
        _say(library, str(error), warn=True)
        return
    library.reload()
    library.listing.put_cursor(("postmortems", back.uid, ""))
    left = len(gone) - 1
    more = f" {left} more {'is' if left == 1 else 'are'} deleted." if left else ""
    _say(library, f"{back.name} is back, with its history.{more}")


def _say(library: "LibraryScreen", text: str, *, warn: bool = False) -> None:
    library.query_one(MessageLine).show_message(text, warn)
