"""The keys that move in every list and form, and what they are called."""

from pmtui.ui.commands import Command

MOVES = (
    Command("list.down", "j,down", "Down", "Go down one line."),
    Command("list.up", "k,up", "Up", "Go up one line."),
    Command("list.page-down", "pagedown", "Page down", "Go down one page.", shown="PgDn"),
    Command("list.page-up", "pageup", "Page up", "Go up one page.", shown="PgUp"),
    Command("list.first", "g,home", "First", "Go to the first line."),
    Command("list.last", "G,end", "Last", "Go to the last line."),
)
"""Movement, bound by every list; panes pass it on, so that help and palette can run it."""

OPEN = Command("list.open", "enter", "Open", "Open or edit what the cursor is on.", footer=True)
"""Opening a row or editing a field."""
