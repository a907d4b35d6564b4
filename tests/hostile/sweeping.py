"""Every command of every place in a real terminal, one after the other, over hostile text."""

import re
import time
from pathlib import Path

import pmtui.ui
from pmtui.domain.vocabulary import Pane
from pmtui.ui.all_commands import all_commands
from pmtui.ui.screens.themes_commands import BEHIND

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
    "Library": ("LibraryScreen", " pmtui ·", (), ()),
    "Promises": ("PromisesScreen", " Promises", (), ("p",)),
    "Themes": ("ThemesScreen", " Themes ·", (), ("t",)),
    "Postmortems of a theme": ("BehindScreen", " Response to improve ·", (), ("t", "Enter")),
    "Drill": ("DrillScreen", "· drill ·", (), ("d",)),
    "Import preview": ("PreviewScreen", "rows ticked", ("open", "1"), ("2", "I", "paste")),
    "Differences of a copy": ("DifferenceScreen", "ticked", ("open", "1"), ("2", "I", "copy")),
    "Earlier postmortem": ("BesideScreen", "PM-2", ("open", "1"), ("4", "related", "s")),
    "Export": ("ExportScreen", "Export PM-1", ("open", "1"), ("x",)),
    "Meeting": ("MeetingScreen", "/5 ", ("open", "1"), ("M",)),
}
"""The screens that are no pane: class, words in the first line of it alone, and how to come there:
the arguments of the start, and keys."""
DIALOGS = {
    "AskLine", "ChooseLetter", "Chooser", "CommandListScreen", "Confirm", "LeaderScreen",
    "MessageScreen", "Rewrite", "SourceScreen", "TooSmallScreen",
}  # fmt: skip
"""What opens over a screen by one of its keys."""


def screens_of_the_program():
    """The names of every screen and dialog that is opened, from the source of the interface."""
    bases = {}
    for path in Path(pmtui.ui.__file__).parent.rglob("*.py"):
        bases.update(re.findall(r"^class (\w+)\((\w+)", path.read_text(), re.MULTILINE))
    found, below = set(), {"Screen", "ModalScreen"}
    while below:
        below = {name for name, base in bases.items() if base in below}
        found |= below
    return found - set(bases.values())


def sent(command):
    """What the terminal sends for the first key of a command; "" for one without a key."""
    first = command.keys.split(",")[0]
    if first.startswith("ctrl+"):
        return chr(ord(first[-1]) & 0x1F)
    if first.startswith("shift+") or first.startswith("f") and first[1:].isdecimal():
        return ""
    return BYTES.get(first, first if len(first) == 1 else "")


def commands_of(place):
    """The commands of a place, also of one that the key table does not tell."""
    return BEHIND if place == "Postmortems of a theme" else all_commands()[place]


def keys_of(place):
    """The keys of a place, each once, without those that leave."""
    commands = (c for c in commands_of(place) if c.id not in ENDS)
    return list(dict.fromkeys(key for c in commands if (key := sent(c))))


def places():
    """Every pane and screen by its name."""
    return list(all_commands())


def pane_key(place):
    """The digit of a pane, "" for what is no pane."""
    names = [f"Pane {pane.value.capitalize()}" for pane in Pane]
    return str(names.index(place) + 1) if place in names else ""


def hit(program, key, patience=3.0):
    """Press a key and wait for its effect: letters that come in a row would be taken for text."""
    before, end = len(program.raw), time.monotonic() + patience
    program.send(key)
    while len(program.raw) == before and time.monotonic() < end:
        program.pump(0.05)
    return program.settle(0.25)


def back(program):
    """Leave whatever is open, until the panes of the workbook or the library are there again."""
    for _ in range(6):
        shown = program.lines
        home = re.search(r"\[\d \w+\]", shown[1]) or re.match(r" pmtui · ", shown[0])
        if home and "┌──" not in program.text and "Esc" not in shown[-1]:
            return
        program.press("l" if "Leave it" in program.text else "Esc")
    raise AssertionError(f"Esc leads nowhere from here:\n{program.text}")
