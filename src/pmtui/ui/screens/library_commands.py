"""The commands of the library, and what it teaches while it is empty."""

from pmtui.ui.commands import Command

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
    Command("library.commands", "colon,ctrl+p", "Commands", "Find any command and run it."),
    Command("library.help", "question_mark,f1", "Help", "Show what every key does.", footer=True),
    Command("library.redraw", "ctrl+l", "Redraw", "Paint the whole screen anew."),
    Command("library.leave", "q,ctrl+q", "Quit", "Leave pmtui; all is saved.", footer=True),
)
OPEN = Command("library.open", "", "Open", "Open the postmortem under the cursor.", shown="Enter")
