"""Who is writing, where several people share one login: asked by a line, answered when there is time."""

from typing import TYPE_CHECKING

from pmtui.ui.panes.base import Place
from pmtui.ui.widgets.dialogs import AskLine

if TYPE_CHECKING:
    from pmtui.ui.screens.workbook import WorkbookScreen
    from pmtui.ui.session import Session

LONGEST = 200
"""Characters of a name."""


def question(session: "Session") -> str:
    """What the first edit on a shared login says below the list."""
    return f"The login {session.shared_login} may be shared: @, outside a field, says who writes."


async def name_writer(screen: "WorkbookScreen", _: Place) -> None:
    """Take the name of who writes from here on, for this session only."""
    session = screen.session
    known = session.person_behind if session.shared_login else session.author
    name = await screen.app.push_screen_wait(
        AskLine(
            "Who is writing from here on?",
            known,
            reason="The history, waivers and changes of status of this session bear the name.",
            refuse=lambda text: "That is no name of a person." if len(text) > LONGEST else "",
        )
    )
    if not name:
        screen.say(f"The history goes on saying {session.author}; @ asks again.")
        return
    session.author = screen.saver.author = session.store.author = name
    session.shared_login = ""
    screen.say(f"From here on the history says {name}.")
