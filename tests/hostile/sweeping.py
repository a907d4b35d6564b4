"""Every command of every place in a real terminal, one after the other, over hostile text."""

import re

from pmtui.domain.vocabulary import Pane
from pmtui.ui.all_commands import all_commands

BYTES = {
    "slash": "/", "question_mark": "?", "colon": ":", "comma": ",", "full_stop": ".", "asterisk": "*",
    "greater_than_sign": ">", "less_than_sign": "<", "exclamation_mark": "!", "equals_sign": "=",
    "plus": "+", "minus": "-", "enter": "\r", "space": " ", "tab": "\t", "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~", "up": "\x1b[A", "down": "\x1b[B", "left": "\x1b[D", "right": "\x1b[C",
    "home": "\x1b[H", "end": "\x1b[F",
}  # fmt: skip
ENDS = ("app.quit", "workbook.leave", "library.leave")
"""Commands that leave, which are not part of a sweep."""
PLACES = {
    "Import preview": ("2", "I", "paste"),
    "Export": ("1", "x"),
    "Meeting": ("7", "M"),
}
"""How to come to the screens that are no pane; a place that is not listed is not entered."""


def sent(command):
    """What the terminal sends for the first key of a command; "" for one without a key."""
    first = command.keys.split(",")[0]
    if first.startswith("ctrl+"):
        return chr(ord(first[-1]) & 0x1F)
    if first.startswith("shift+") or first.startswith("f") and first[1:].isdecimal():
        return ""
    return BYTES.get(first, first if len(first) == 1 else "")


def keys_of(place):
    """The keys of a place, each once, without those that leave."""
    commands = (c for c in all_commands()[place] if c.id not in ENDS)
    return list(dict.fromkeys(key for c in commands if (key := sent(c))))


def places():
    """Every pane and screen by its name."""
    return list(all_commands())


def pane_key(place):
    """The digit of a pane, "" for what is no pane."""
    names = [f"Pane {pane.value.capitalize()}" for pane in Pane]
    return str(names.index(place) + 1) if place in names else ""


def back(program):
    """Leave whatever is open until the workbook's panes are there again."""
    for _ in range(6):
        tabs = re.search(r"\[\d \w+\]", program.lines[1])
        if tabs and "┌──" not in program.text and "Esc" not in program.lines[-1]:
            return
        program.press("Esc")
    program.wait("Overview")
