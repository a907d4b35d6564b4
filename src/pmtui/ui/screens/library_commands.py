"""The commands of the library, and what it teaches while it is empty."""

from pmtui.ui.commands import Command
from pmtui.ui.screens.command_screen import usual

TEACH = (
    "No postmortem yet. A postmortem is a blameless account of an incident: what went wrong, "
    "what is done against it, and how the response worked.",
    "",
    "Press a and type what users noticed, for example: Card payments failed for EU customers",
    "Press ? for every key, q to leave. pmtui demo opens a filled example.",
)

COMMANDS = (
    Command("library.begin", "a", "New", "Begin a postmortem by its title.", footer=True),
    Command(
        "library.filter",
        "slash",
        "Search",
        'Search everything: words, "phrases", begin*, -not, sev:2, after:2026.',
        footer=True,
    ),
    Command("library.all", "escape", "All", "After a search, show all postmortems again."),
    Command(
        "library.promises",
        "p",
        "Promises",
        "Show what was promised in all postmortems.",
        footer=True,
    ),
    Command(
        "library.drill",
        "d",
        "Drill",
        "Step through the timeline under the cursor with its outcome hidden, for practice.",
    ),
    Command(
        "library.delete", "D", "Delete", "Delete the postmortem under the cursor, after a question."
    ),
    Command("library.undelete", "u", "Bring back", "Bring back the postmortem deleted last."),
    Command("library.themes", "t", "Themes", "Show what recurs across all postmortems."),
    Command("library.sync", "", "Sync", "Read what colleagues shared.", run="app.sync_team"),
    *usual("library", ("Quit", "Leave pmtui; all is saved."), leave_keys="q,ctrl+q"),
)
BEGINNING = (
    Command("library.begun", "", "Begin it", "Begin the postmortem and open it.", True, "Enter"),
    Command("library.close", "", "Close", "Close the line; its text waits there.", True, "Esc"),
)
"""What the footer shows while a title is typed."""
SEARCHING = (
    Command("library.found", "", "To the list", "Go to what was found.", True, "Enter"),
    Command("library.dropped", "", "Show all", "Drop the search.", True, "Esc"),
)
"""What it shows while one types what to search for."""
OPEN = Command("library.open", "", "Open", "Open the postmortem under the cursor.", shown="Enter")
