"""A screen over the workbook: shown, and what it leaves behind said and gone to."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmtui.ui.screens.command_screen import CommandScreen, ScreenLeft
    from pmtui.ui.screens.workbook import WorkbookScreen


async def show_over(screen: "WorkbookScreen", over: "CommandScreen[ScreenLeft]") -> None:
    """Show a screen, go where the person wants to go from it, and say what was done there."""
    left = await screen.app.push_screen_wait(over)
    if left.place is not None:
        await screen.go(left.place, remember=True)
    if left.said:
        await say_settled(screen, left.said)


async def say_settled(screen: "WorkbookScreen", text: str) -> None:
    """Say it once the pane has spoken of its cursor, however busy the machine is."""
    await screen.pmtui.typed.landed()
    screen.say(text)
