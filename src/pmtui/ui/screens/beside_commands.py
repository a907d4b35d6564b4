"""The commands of the screen that shows an earlier postmortem, as data."""

from pmtui.ui.commands import Command
from pmtui.ui.screens.command_screen import usual
from pmtui.ui.widgets.list_commands import MOVES

RELATE = Command(
    "beside.relate", "r", "Related", "Link it: it has something in common.", True,
    run="decide('related')",
)  # fmt: skip
DISMISS = Command(
    "beside.dismiss", "D", "Dismiss", "Dismiss it: it has nothing in common.", True,
    run="decide('dismissed')",
)  # fmt: skip
COMMANDS = (
    RELATE,
    DISMISS,
    *usual("beside", ("Back", "Go back to the workbook."), leave_keys="escape,q,ctrl+g"),
)
"""Every command of it, beside moving."""
SHOWN = (*COMMANDS, *MOVES)
