"""The review meeting over the workbook."""

from typing import TYPE_CHECKING

from pmtui.ui.flows.over import show_over
from pmtui.ui.panes.base import Place

if TYPE_CHECKING:
    from pmtui.ui.screens.workbook import WorkbookScreen


async def hold_meeting(screen: "WorkbookScreen", _: Place) -> None:
    """Hold the meeting; what became of it is said on the way back."""
    from pmtui.ui.screens.meeting import MeetingScreen

    await show_over(screen, MeetingScreen(screen))
