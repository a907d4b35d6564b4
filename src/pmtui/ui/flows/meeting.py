"""The review meeting over the workbook, and where to go when it is left."""

from typing import TYPE_CHECKING

from pmtui.ui.panes.base import Place

SETTLED = 0.1
"""Seconds after which the pane has spoken of its cursor, and a message stays."""

if TYPE_CHECKING:
    from pmtui.ui.screens.workbook import WorkbookScreen


async def hold_meeting(screen: "WorkbookScreen", _: Place) -> None:
    """Hold the meeting; what became of it is said on the way back."""
    from pmtui.ui.screens.meeting import MeetingScreen

    left = await screen.app.push_screen_wait(MeetingScreen(screen))
    if left.place is not None:
        await screen.go(left.place, remember=True)
    if left.said:
        screen.set_timer(SETTLED, lambda: screen.say(left.said))
