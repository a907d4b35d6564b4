"""From a workbook to the board of promises and back."""

from typing import TYPE_CHECKING

from pmtui.ui.panes.base import Place
from pmtui.ui.screens.promises import PromisesScreen

if TYPE_CHECKING:
    from pmtui.ui.screens.workbook import WorkbookScreen


async def promises(screen: "WorkbookScreen", _: Place) -> None:
    """Leave the workbook for the board, which comes back here when it is left.

    The workbook is closed meanwhile, since the board changes the same actions.
    """
    if screen.pane is not None:
        screen.pane.leave_field()
    screen.keep_place()
    screen.saver.flush()
    app, beneath = screen.pmtui, screen.app.screen_stack[-2]
    screen.dismiss(None)
    if not isinstance(beneath, PromisesScreen):
        uid = screen.postmortem.uid
        app.push_screen(PromisesScreen(screen.session, screen.saver, back_to=uid))
