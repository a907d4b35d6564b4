"""The commands of the themes and of the postmortems behind one, as data."""

from pmtui.ui.commands import Command
from pmtui.ui.screens.command_screen import usual

SHOW = Command(
    "themes.show", "", "Behind it", "Show the postmortems behind the number.", footer=True,
    shown="Enter",
)  # fmt: skip
OPEN = Command(
    "themes.open", "", "Open", "Open the postmortem in its workbook.", footer=True, shown="Enter"
)
BEHIND = usual("themes", ("Back", "Go back."))
"""What works in the list of postmortems behind a theme."""

COMMANDS = (
    Command("themes.span", "s", "Span", "Choose the span of time that is counted.", footer=True),
    *BEHIND,
)
"""Every command of the themes."""
