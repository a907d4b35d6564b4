"""The commands that panes share: adding, opening, deleting, linking, moving between records."""

from pmtui.ui.commands import Command
from pmtui.ui.widgets.list_commands import MOVES, OPEN

ADD = Command("record.add", "a", "Add", "Open the entry line and add records, one a line.", True)
DELETE = Command(
    "record.delete",
    "d",
    "Delete",
    "Press twice to delete the record under the cursor; undo brings it back.",
    shown="d d",
)
MOVE_UP = Command("record.move-up", "K,less_than_sign", "Move up", "Move the record up by one.")
MOVE_DOWN = Command(
    "record.move-down", "J,greater_than_sign", "Move down", "Move the record down by one."
)
EVIDENCE = Command(
    "record.evidence", "v", "Evidence", "Add evidence: a link, a quote, a query or a log line."
)
LINK = Command("record.link", "L", "Link", "Choose the records that this one is linked to.")
ACTION = Command(
    "record.make-action", "A", "Action", "Write an action that answers this, linked at once.", True
)
FULL = Command("record.full", "z", "Full text", "Edit the text under the cursor in the full pane.")

FIND = Command(
    "list.find", "slash", "Find", "Go to the next line that has some words in it.", run="find_text"
)

BACK = Command("record.back", "o,escape", "List", "Go back to the list.", footer=True)
NEXT = Command("record.next", "full_stop", "Next", "Go to the next record.", footer=True)
PREVIOUS = Command("record.previous", "comma", "Previous", "Go to the record before.")

ADDING = Command(
    "entry.close", "", "Close", "Close the entry line; its text waits there.", True, "Esc", "leave"
)
ADDED = Command(
    "entry.add", "", "Add, stay", "Add the line and go on with the next.", True, "Enter", "add_line"
)
LEAVE = Command(
    "field.leave", "", "Done", "Leave the field; its text is kept.", True, "Esc", "leave"
)
ON = Command("field.on", "", "Next field", "Go on to the next field.", True, "Tab", "go_on")
GROW = Command(
    "field.full",
    "",
    "Full pane",
    "Give the text the whole pane, or its lines again.",
    True,
    "Ctrl+F",
    "grow",
)

AGAIN = Command(
    "record.offer-again", "P", "Offer again", "Offer again the text that nothing was done with."
)

CHANGES = {
    ADD.id: "",
    ACTION.id: "actions",
    "timeline.mark": "events",
    "timeline.factor": "factors",
    "causes.relate": "related",
    "causes.dismiss": "related",
    "response.nothing": "facets",
    "response.fact": "facets",
    "review.attest": "review",
}
"""What a command of the footer changes, "" for the list at hand: the footer leaves out what is
refused."""

BELONGS = {
    ACTION.id: ("factors", "lessons"),
    "response.nothing": ("facets",),
    "response.fact": ("facets", "response"),
}
"""On which tables the cursor stands where a command of the footer has something to work on."""

ON_LISTS = (OPEN, ADD, DELETE, EVIDENCE, LINK, FIND, AGAIN, *MOVES)
ON_RECORDS = (OPEN, BACK, NEXT, PREVIOUS, EVIDENCE, LINK, FULL, DELETE, AGAIN, *MOVES)
