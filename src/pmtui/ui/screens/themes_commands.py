"""The commands of the themes and of the postmortems behind one, as data."""

from pmtui.ui.commands import Command

SHOW = Command(
    "themes.show", "", "Behind it", "Show the postmortems behind the number.", footer=True,
    shown="Enter",
)  # fmt: skip
OPEN = Command(
    "themes.open", "", "Open", "Open the postmortem in its workbook.", footer=True, shown="Enter"
)
HELP = Command(
    "themes.help", "question_mark,f1", "Help", "Show every key that works here.", footer=True
)
REDRAW = Command("themes.redraw", "ctrl+l", "Redraw", "Paint the whole screen anew.")
LEAVE = Command("themes.leave", "q,escape,ctrl+g", "Back", "Go back.", footer=True)

COMMANDS = (
    Command("themes.span", "s", "Span", "Choose the span of time that is counted.", footer=True),
    Command("themes.commands", "colon,ctrl+p", "Commands", "Find any command and run it."),
    HELP,
    REDRAW,
    LEAVE,
)
"""Every command of the themes."""

BEHIND = (HELP, REDRAW, LEAVE)
"""What works in the list of postmortems behind a theme."""
