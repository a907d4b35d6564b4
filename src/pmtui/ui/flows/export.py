"""Out of the terminal from the workbook: one screen, from the flavour to where it was published."""

from typing import TYPE_CHECKING

from pmtui.ui.panes.base import Place

if TYPE_CHECKING:
    from pmtui.ui.screens.workbook import WorkbookScreen


async def export(screen: "WorkbookScreen", _: Place) -> None:
    """Show the export; what was done there is said on the way back."""
    from pmtui.ui.screens.export import ExportScreen

    left = await screen.app.push_screen_wait(ExportScreen(screen))
    if left.place is not None:
        await screen.go(left.place, remember=True)
    if left.said:
        await screen.pmtui.typed.landed()  # the pane speaks of its cursor first
        screen.say(left.said)
