"""Finding and running commands: the leader, the searchable list, the help."""

from typing import TYPE_CHECKING

from pmtui.ui.panes.base import Place
from pmtui.ui.screens.command_list import CommandListScreen
from pmtui.ui.screens.leader import LeaderScreen

if TYPE_CHECKING:
    from pmtui.ui.screens.workbook import WorkbookScreen


async def leader(screen: "WorkbookScreen", _: Place) -> None:
    """Take one letter as a command while a field is being edited, or leave the field."""
    answer = await screen.app.push_screen_wait(LeaderScreen(screen.commands_here()))
    pane = screen.pane
    if answer == "leave":
        if pane is not None and not pane.leave_field():
            pane.goto(pane.place())
    elif answer:
        await screen.run_command(answer)


async def commands(screen: "WorkbookScreen", _: Place) -> None:
    """Find a command and run it."""
    await _choose(screen, "Commands: what would you like to do?")


async def help_here(screen: "WorkbookScreen", _: Place) -> None:
    """Every key that works here, searchable and runnable."""
    name = screen.current.value.capitalize()
    await _choose(screen, f"{name}: every key that works here. Enter runs the marked one.")


async def _choose(screen: "WorkbookScreen", heading: str) -> None:
    answer = await screen.app.push_screen_wait(CommandListScreen(screen.commands_here(), heading))
    if answer:
        await screen.run_command(answer)
