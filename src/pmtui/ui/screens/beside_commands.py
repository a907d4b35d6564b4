"""The commands of the screen that shows an earlier postmortem, as data."""

from pmtui.ui.commands import Command
from pmtui.ui.widgets.list_commands import MOVES

RELATE = Command(
    "beside.relate", "r", "Related", "Link it: it has something in common.", True,
    run="decide('related')",
)  # fmt: skip
DISMISS = Command(
    "beside.dismiss", "D", "Dismiss", "Dismiss it: it has nothing in common.", True,
    run="decide('dismissed')",
)  # fmt: skip
LEAVE = Command("beside.leave", "q,escape,ctrl+g", "Back", "Go back to the workbook.", True, "Esc")

COMMANDS = (RELATE, DISMISS, LEAVE)
"""Every command of it, beside moving."""
SHOWN = (*COMMANDS, *MOVES)
