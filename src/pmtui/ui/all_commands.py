"""Every command of the program by the place where it works: for `keys`, README and clash test."""

from pmtui.domain.vocabulary import Pane
from pmtui.ui import workbook_commands
from pmtui.ui.commands import Command
from pmtui.ui.panes import pane_class
from pmtui.ui.preview import commands as preview
from pmtui.ui.screens import (
    beside_commands,
    difference_commands,
    drill_commands,
    export_commands,
    library_commands,
    meeting_commands,
    promises_commands,
    themes_commands,
)
from pmtui.ui.widgets import list_commands


def all_commands() -> dict[str, tuple[Command, ...]]:
    """The commands of each place, in the order in which a newcomer meets the places."""
    places: dict[str, tuple[Command, ...]] = {
        "Library": library_commands.COMMANDS,
        "Workbook": workbook_commands.COMMANDS,
        "Lists and forms": (*list_commands.MOVES, list_commands.OPEN),
    }
    for pane in Pane:
        places[f"Pane {pane.value.capitalize()}"] = pane_class(pane).COMMANDS
    places["Earlier postmortem"] = beside_commands.COMMANDS
    places["Promises"] = promises_commands.COMMANDS
    places["Themes"] = themes_commands.COMMANDS
    places["Import preview"] = preview.COMMANDS
    places["Differences of a copy"] = difference_commands.COMMANDS
    places["Export"] = export_commands.COMMANDS
    places["Meeting"] = meeting_commands.COMMANDS
    places["Drill"] = drill_commands.COMMANDS
    return places


def apart(places: dict[str, tuple[Command, ...]]) -> dict[str, tuple[Command, ...]]:
    """The same, with what works on every pane told once instead of seven times."""
    panes = [set(commands) for place, commands in places.items() if place.startswith("Pane ")]
    everywhere = set.intersection(*panes)
    told: dict[str, tuple[Command, ...]] = {}
    for place, commands in places.items():
        if not place.startswith("Pane "):
            told[place] = commands
            continue
        told.setdefault("Every pane", tuple(c for c in commands if c in everywhere))
        if own := tuple(c for c in commands if c not in everywhere):
            told[place] = own
    return told


def keys_table() -> str:
    """The key tables of the README, generated so that they cannot disagree with the keys."""
    parts = []
    for place, commands in apart(all_commands()).items():
        rows = [
            f"| `{c.key_text}` | {c.help} |" for c in dict.fromkeys(commands) if c.keys or c.shown
        ]
        parts.append("\n".join([f"**{place}**", "", "| Key | Does |", "|---|---|", *rows]))
    return "\n\n".join(parts)
