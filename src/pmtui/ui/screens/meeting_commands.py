"""The commands of the review meeting, as data."""

from pmtui.review.agenda import AGENDA
from pmtui.ui.commands import Command
from pmtui.ui.screens.command_screen import usual

_ITEMS = tuple(
    Command(f"meeting.item-{n}", str(n), item.title, f"Go to “{item.title}”.", run=f"item({n - 1})")
    for n, item in enumerate(AGENDA, 1)
)

NEXT = Command("meeting.next", "n,l,right", "Next", "Go to the next item of the agenda.", True)
QUESTION = Command("meeting.question", "o", "Question", "Write down what nobody knows yet.", True)
NOTE = Command("meeting.note", "m", "Note", "Write a line into the note of the review.", True)
ACTION = Command(
    "meeting.act", "a", "Action", "Write an action; on a factor or a lesson it answers it.", True
)
AGREE = Command(
    "meeting.agree",
    "t",
    "Agree",
    "Commit the action at hand or take that back, agree on a factor's standing.",
    True,
)
DECLINE = Command(
    "meeting.decline",
    "w",
    "Decline",
    "Decide against what the cursor is on, with the reason.",
    True,
)
PEOPLE = Command("meeting.people", "p", "Attendees", "Say who is here.", True)
RECORD = Command(
    "meeting.record", "C", "Record", "Record that the review was held, as one step.", True
)
OPEN = Command(
    "meeting.open",
    "enter",
    "Open",
    "Answer the question at hand, or open the record in its pane; M comes back.",
    True,
)
USUAL = usual("meeting", ("Back", "Go back to the workbook; the meeting goes on, M comes back."))

COMMANDS = (
    NEXT,
    Command("meeting.previous", "N,h,left", "Previous", "Go to the item before."),
    *_ITEMS,
    OPEN,
    QUESTION,
    NOTE,
    ACTION,
    AGREE,
    DECLINE,
    PEOPLE,
    Command("meeting.more", "plus", "More time", "Give the item at hand five minutes more."),
    RECORD,
    Command("meeting.undo", "u,ctrl+z", "Undo", "Take back the last step."),
    Command("meeting.redo", "ctrl+r,ctrl+y", "Redo", "Do again what was taken back."),
    *USUAL,
)
"""Every command of the meeting."""

FOOTERS: dict[str, tuple[Command, ...]] = {
    "opening": (NEXT, PEOPLE, NOTE, QUESTION, *USUAL),
    "how": (NEXT, NOTE, QUESTION, ACTION, AGREE, OPEN, *USUAL),
    "plan": (NEXT, ACTION, DECLINE, NOTE, QUESTION, OPEN, *USUAL),
    "done": (NEXT, AGREE, DECLINE, ACTION, NOTE, OPEN, *USUAL),
    "closing": (RECORD, PEOPLE, NOTE, QUESTION, OPEN, *USUAL),
}
"""What the footer shows at each item."""
TYPING = (
    Command("meeting.add", "", "Add", "Add the line.", True, "Enter"),
    Command("meeting.close", "", "Close", "Close the line; its text waits there.", True, "Esc"),
)
"""What it shows while a line is typed."""
STAYING = (
    Command("meeting.add", "", "Add, stay", "Add the line and go on with the next.", True, "Enter"),
    *TYPING[1:],
)
"""What it shows while a line is typed that stays open for the next."""
