"""What is typed in a review meeting: each entry line has a key that says what becomes of it.

A key is `kind:table:id`. It is kept with the text, so that a line which was not yet added when the
connection dropped still knows what it was for.
"""

from datetime import datetime

from pmtui.domain.edits import Edit, set_fields
from pmtui.domain.entry import ENTRY_HELP, parse_entry
from pmtui.domain.postmortem import Postmortem, find
from pmtui.domain.vocabulary import ActionState
from pmtui.review.meeting import with_note
from pmtui.ui.panes.entries import Target, adding, context_of, reading_of
from pmtui.ui.text import fit
from pmtui.ui.widgets.entry_line import Reading
from pmtui.ui.widgets.labels import NAMES, title_of
from pmtui.value import Value

LINKS = {"factors": "factors", "lessons": "lessons"}
"""The link field of an action by the table of what it answers."""
DECLINABLE = ("actions", "factors", "lessons")
"""The tables whose records can be decided against."""


class Line(Value):
    """One entry line: what it is for."""

    kind: str
    """`note`, `question`, `action`, `answer` or `why`."""
    table: str = ""
    record: str = ""

    @property
    def key(self) -> str:
        """The key under which its text waits."""
        return f"{self.kind}:{self.table}:{self.record}"

    @property
    def stays(self) -> bool:
        """Whether it stays open for the next one."""
        return self.kind in ("note", "question", "action")

    @property
    def changes(self) -> tuple[str, str]:
        """Table and field that it changes, to ask beforehand whether they may be."""
        match self.kind:
            case "note":
                return "review", "note"
            case "question":
                return "questions", ""
            case "action":
                return "actions", ""
            case "answer":
                return "questions", "answer"
            case _:
                return self.table, "declined_because"


def read_key(key: str) -> Line:
    """The line behind a key."""
    kind, _, rest = key.partition(":")
    table, _, record = rest.partition(":")
    return Line(kind, table, record)


def example(line: Line) -> str:
    """What stands in the empty line."""
    match line.kind:
        case "note":
            return "e.g. the canary would have caught it with real traffic"
        case "question":
            return f"e.g. {ENTRY_HELP['questions'][0]}"
        case "action":
            return f"e.g. {ENTRY_HELP['actions'][0]}"
        case "answer":
            return "e.g. it was not in the rotation since March"
        case _:
            return "e.g. retired with the old cluster in March"


def explains(line: Line, pm: Postmortem) -> str:
    """One sentence below the empty line."""
    named = f"“{fit(_title(pm, line), 40)}”"
    match line.kind:
        case "note":
            return "One line of the note of the review. Enter adds it and stays, Esc closes."
        case "question":
            return ENTRY_HELP["questions"][1]
        case "action" if line.record:
            return f"Answers {named}. Type, priority, @owner, due, then the action."
        case "action":
            return ENTRY_HELP["actions"][1]
        case "answer":
            return f"What came of {named}?"
        case _:
            return f"Why is nothing done about {named}?"


def _title(pm: Postmortem, line: Line) -> str:
    try:
        return title_of(find(pm, line.table, line.record)) if line.record else ""
    except KeyError:
        return "(deleted)"


def reading(line: Line, text: str, pm: Postmortem, now: datetime) -> Reading:
    """How a typed text is understood."""
    match line.kind:
        case "question" | "action":
            table = f"{line.kind}s"
            return reading_of(pm, parse_entry(table, text, context_of(pm, now, None)))
        case "note":
            return Reading("→ a line of the note of the review")
        case "answer":
            return Reading("→ the answer; the question is no longer open")
        case _:
            return Reading("→ declined, with this reason")


def deed(line: Line, text: str, pm: Postmortem, now: datetime) -> tuple[Edit, str]:
    """What a typed text does, as an edit and its label."""
    said = " ".join(text.split())
    match line.kind:
        case "question" | "action":
            table = f"{line.kind}s"
            link = (LINKS[line.table], line.record) if line.table in LINKS else ("", "")
            entry = parse_entry(table, text, context_of(pm, now, None))
            return adding(entry, Target(table, link=link))[0], f"add {NAMES[table]}"
        case "note":
            return (lambda pm: with_note(pm, text)), "add note"
        case "answer":
            return (
                lambda pm: set_fields(pm, "questions", line.record, answer=said),
                "answer question",
            )
        case _:
            return declining(line.table, line.record, said), f"decline {NAMES[line.table]}"


def declining(table: str, record: str, because: str) -> Edit:
    """The edit that decides against a record, with the reason."""

    def edit(pm: Postmortem) -> Postmortem:
        if table == "actions":
            pm = set_fields(pm, table, record, state=ActionState.DECLINED)
        return set_fields(pm, table, record, declined_because=because)

    return edit
