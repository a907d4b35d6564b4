"""What takes several steps on the workbook: explaining, completing, exporting, the editor."""

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmtui.ui.panes.base import Place
    from pmtui.ui.screens.workbook import WorkbookScreen

    Flow = Callable[[WorkbookScreen, Place], Awaitable[None]]

FLOWS: dict[str, tuple[str, str]] = {
    "leader": ("palette", "leader"),
    "commands": ("palette", "commands"),
    "help": ("palette", "help_here"),
    "explain": ("explain", "explain"),
    "editor": ("editor", "edit_in_editor"),
    "export": ("export", "export"),
    "move_on": ("gate", "move_on"),
    "reopen": ("gate", "reopen"),
    "history": ("history", "show_history"),
    "writer": ("writer", "name_writer"),
    "rescue": ("rescue", "take_in_rescue"),
    "rewrite": ("wording", "rewrite"),
    "waive": ("wording", "waive_here"),
    "false_alarm": ("wording", "false_alarm_here"),
    "names_to_roles": ("wording", "names_to_roles"),
    "import": ("timeline_import", "import_timeline"),
    "beside": ("beside", "beside"),
    "meeting": ("meeting", "hold_meeting"),
    "share": ("team", "share"),
    "promises": ("promises", "promises"),
}
"""Each flow that a command starts: the module of this package and its function."""


def flow(name: str) -> "Flow":
    """The function of a flow; imports its module on the first call."""
    module, function = FLOWS[name]
    found: Flow = getattr(import_module(f"pmtui.ui.flows.{module}"), function)
    return found
