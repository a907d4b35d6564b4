"""The commands of the preview, as data."""

from pmtui.ui.commands import Command
from pmtui.ui.screens.command_screen import usual

COMMANDS = (
    Command("import.tick", "space", "Tick", "Tick or untick the row.", footer=True),
    Command(
        "import.mark", "m", "Mark", "Take the suggested milestone, or choose one.", footer=True
    ),
    Command("import.words", "e", "Text", "Change the words of the row.", footer=True),
    Command("import.time", "t", "Time", "Change the time of the row.", footer=True),
    Command("import.merge", "M", "Merge", "Merge the row into the one above it.", footer=True),
    Command("import.split", "s", "Split", "Take repeats or merged rows apart again."),
    Command("import.filter", "slash", "Filter", "Show only rows that hold some words."),
    Command(
        "import.all", "asterisk", "All", "Tick all rows that are shown, or untick them.", shown="*"
    ),
    Command("import.fold", "f", "Fold", "Show the noise that is folded, or fold it again."),
    Command("import.view", "v", "Raw", "Read the lines that the row was read from."),
    Command("import.notes", "w", "Notes", "Read what else was noticed about the text."),
    Command("import.people", "p", "People", "Take who speaks into the participants, or not."),
    Command("import.keep", "K", "Keep", "Keep the whole text as a source text as well, or not."),
    Command(
        "import.answer-zone", "z", "Zone", "Say in which zone the times are.", run="answer('zone')"
    ),
    Command(
        "import.answer-label",
        "Z",
        "Label",
        "Say that a zone label in the text is wrong, and what is right.",
        run="answer('label')",
    ),
    Command(
        "import.answer-skew",
        "S",
        "Clock",
        "Say that the clock of this source was ahead or behind.",
        run="answer('skew')",
    ),
    Command("import.answer-date", "d", "Day", "Say on which day it begins.", run="answer('date')"),
    Command("import.answer-year", "y", "Year", "Say which year it is.", run="answer('year')"),
    Command(
        "import.answer-order",
        "o",
        "Order",
        "Turn over how dates of digits are read.",
        run="answer('order')",
    ),
    Command(
        "import.answer-clock",
        "c",
        "Change",
        "Say on which side of the clock change it was.",
        run="answer('clock')",
    ),
    Command("import.answer-base", "b", "Start", "Say when it started.", run="answer('base')"),
    Command("import.undo", "u,ctrl+z", "Undo", "Take back the last change made here."),
    Command(
        "import.accept", "enter", "Accept", "Put the ticked rows into the timeline.", footer=True
    ),
    *usual("import", ("Leave", "Leave; nothing has landed."), leave_keys="escape,q,ctrl+g"),
)
"""Every command of the preview; Enter arrives through the list."""
