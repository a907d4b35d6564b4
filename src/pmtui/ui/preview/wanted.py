"""What a pane says when a paste is to be imported; light, since every pane may need it."""

from dataclasses import dataclass

from textual.message import Message

SAMPLE = 30_000
"""Characters of a paste that are looked at to tell whether it is worth an import."""
LINES = 400
"""Lines of it."""


@dataclass
class ImportWanted(Message):
    """The person wants a text to become events; the workbook opens the preview."""

    text: str


def timed_lines_in(text: str) -> int:
    """How many rows with a time the beginning of a text holds; 2 and more are worth an import.

    Fast whatever the length: only the first lines are read.
    """
    from pmtui.importers import parse_timeline

    head = "\n".join(text[:SAMPLE].split("\n")[:LINES])
    if not any(c.isdigit() for c in head):
        return 0
    return len(parse_timeline(head).events)
