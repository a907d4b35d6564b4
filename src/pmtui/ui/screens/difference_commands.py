"""The commands of the chooser of differences, as data."""

from pmtui.ui.commands import Command

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
    Command(
        "difference.help", "question_mark,f1", "Help", "Show every key that works here.",
        footer=True,
    ),
    Command(
        "difference.leave", "escape,ctrl+g", "Leave", "Leave; nothing was changed.", footer=True
    ),
)  # fmt: skip
"""Every command of the chooser; Enter arrives through the list."""
