"""Out of the terminal from the workbook: one screen, from the flavour to where it was published."""

from typing import TYPE_CHECKING

from pmtui.ui.flows.over import show_over
from pmtui.ui.panes.base import Place

if TYPE_CHECKING:
    from pmtui.ui.screens.workbook import WorkbookScreen


async def export(screen: "WorkbookScreen", _: Place) -> None:
    """Show the export; what was done there is said on the way back."""
    from pmtui.ui.screens.export import ExportScreen

    await show_over(screen, ExportScreen(screen))
