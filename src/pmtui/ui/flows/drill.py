"""Beginning a drill from the library, where the postmortem has a timeline to step through."""

from typing import TYPE_CHECKING, cast

from pmtui.errors import PmtuiError
from pmtui.ui.chrome import MessageLine

if TYPE_CHECKING:
    from pmtui.ui.app import PmtuiApp
    from pmtui.ui.screens.library import LibraryScreen


def begin_drill(library: "LibraryScreen", uid: str) -> None:
    """Open the drill of one postmortem, or say why there is none."""
    from pmtui.ui.screens.drill import DrillScreen

    line = library.query_one(MessageLine)
    try:
        loaded = library.session.store.load(uid)
    except PmtuiError as error:
        line.show_message(str(error), warn=True)
        return
    drill = DrillScreen(library.session, cast("PmtuiApp", library.app).saver, loaded)
    if drill.drill.moments:
        library.app.push_screen(drill)
    else:
        line.show_message(f"The timeline of {loaded.reference} is empty; there is no drill yet.")
