"""The commands of a drill, as data."""

from pmtui.ui.commands import Command
from pmtui.ui.screens.command_screen import usual

NEXT = Command("drill.next", "n", "Next", "Go to the next event without a word.", True)
WRITE = Command("drill.say", "i,enter", "Say", "Say what you would look at next.", True)
END = Command("drill.end", "e", "End", "See now how it ended and what it taught.", True)
QUESTIONS = Command(
    "drill.questions", "o", "Questions", "Keep what you said as open questions.", True
)
SOURCE = Command("drill.source", "s", "Source text", "Keep what you said as a source text.", True)
FILE = Command("drill.file", "w", "File", "Write what you said to a new file in this directory.",
               True)  # fmt: skip
USUAL = usual("drill", ("Library", "Go back to the library."))

COMMANDS = (NEXT, WRITE, END, QUESTIONS, SOURCE, FILE, *USUAL)
"""Every command of a drill."""

SAYING = (
    Command("drill.on", "", "Next event", "Go on to the next event.", True, "Enter"),
    Command("drill.out", "", "Keys", "Leave the line, its text kept.", True, "Esc"),
)
"""What the footer shows while one types."""
KEEPING = {QUESTIONS: "questions", SOURCE: "sources", FILE: ""}
"""What can be done at the end with what was said, and the list that must take it."""
