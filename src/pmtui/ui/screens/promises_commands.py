"""The commands of the board of promises, as data."""

from pmtui.ui.commands import Command
from pmtui.ui.screens.command_screen import usual

OPEN = Command(
    "promises.open", "", "Open", "Open the action in its workbook.", footer=True, shown="Enter"
)

COMMANDS = (
    Command("promises.done", "D", "Done", "Mark it as done, with what shows that it works; or as "
            "committed again.", footer=True),
    Command("promises.due", "d", "Due", "Give it another due date.", footer=True),
    Command("promises.overdue", "o", "Overdue", "Show only what is overdue, or all again.",
            footer=True),
    Command("promises.mine", "m", "Mine", "Show only what you own, or all again.", footer=True),
    Command("promises.commit", "t", "Commit", "Turn a proposed action into a commitment, or back."),
    Command("promises.decline", "w", "Decline", "Decide not to do it, with a reason."),
    Command("promises.tracker", "T", "Tracker", "Say in which ticket it is tracked."),
    Command("promises.state", "s", "State", "Choose in which states the actions shown are."),
    Command("promises.service", "v", "Service", "Show only the actions of one service."),
    Command("promises.factor", "f", "Factor",
            "Show only what answers one kind or category of factor."),
    Command("promises.find", "slash", "Find", "Show only what contains some words."),
    Command("promises.clear", "c", "Clear", "Show every open action again."),
    Command("promises.undo", "u", "Undo", "Take back the last change made here."),
    *usual("promises", ("Back", "Go back to where you came from.")),
)  # fmt: skip
"""Every command of the board."""

ON_ACTION = frozenset(
    f"promises.{verb}" for verb in ("done", "due", "commit", "decline", "tracker")
)
"""Those that change the action under the cursor."""
