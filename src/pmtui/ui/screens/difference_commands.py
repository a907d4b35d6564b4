"""The commands of the chooser of differences, as data."""

from pmtui.ui.commands import Command
from pmtui.ui.screens.command_screen import usual

COMMANDS = (
    Command("difference.tick", "space", "Tick", "Tick or untick the difference.", footer=True),
    Command(
        "difference.all", "asterisk", "All", "Tick all differences, or untick them.",
        footer=True, shown="*",
    ),
    Command("difference.view", "v", "Whole", "Read both texts in full.", footer=True),
    Command("difference.notes", "w", "Notes", "Read what else was noticed about the document."),
    Command(
        "difference.events", "E", "As timeline", "Look at the timeline of the document as a paste."
    ),
    Command(
        "difference.accept", "enter", "Accept", "Take the ticked differences, as one step.",
        footer=True,
    ),
    *usual(
        "difference", ("Leave", "Leave; nothing was changed."), leave_keys="escape,q,ctrl+g"
    ),
)  # fmt: skip
"""Every command of the chooser; Enter arrives through the list."""
