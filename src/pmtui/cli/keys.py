"""`keys`: the list of keys, and what this terminal sends for one that is pressed."""

import os
import select
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click

from pmtui.cli.speaking import emit, hanging, width
from pmtui.errors import PmtuiError

if TYPE_CHECKING:
    from pmtui.ui.commands import Command

SETTLED = 0.05
"""Seconds without a byte after which a key is taken as whole, also over a slow line."""

END = b"q"

BEGINNING = "Press a key to see what arrives; q ends. One that shows nothing is taken on the way."

NAMES = {
    b"\r": "Enter",
    b"\n": "Ctrl+J (Enter in some terminals)",
    b"\t": "Tab",
    b"\x1b": "Esc",
    b" ": "Space",
    b"\x7f": "Backspace",
    b"\x08": "Ctrl+H (Backspace in some terminals)",
    b"\x00": "Ctrl+Space or Ctrl+@",
    b"\x1b[A": "Up",
    b"\x1b[B": "Down",
    b"\x1b[C": "Right",
    b"\x1b[D": "Left",
    b"\x1bOA": "Up (application mode)",
    b"\x1bOB": "Down (application mode)",
    b"\x1bOC": "Right (application mode)",
    b"\x1bOD": "Left (application mode)",
    b"\x1b[H": "Home",
    b"\x1b[F": "End",
    b"\x1b[1~": "Home",
    b"\x1b[4~": "End",
    b"\x1b[2~": "Insert",
    b"\x1b[3~": "Delete",
    b"\x1b[5~": "Page Up",
    b"\x1b[6~": "Page Down",
    b"\x1b[Z": "Shift+Tab",
    b"\x1bOP": "F1",
    b"\x1b[11~": "F1",
}
"""What terminals send for the keys that pmtui uses (xterm, VT220, the Linux console)."""


@click.command("keys")
@click.option("--test", is_flag=True, help="Show what this terminal sends for each key.")
def keys_command(test: bool) -> None:
    """List every key with its command id, which the configuration may rebind.

    \b
    Examples: pmtui keys
              pmtui keys --test
    """
    if test:
        _test()
        return
    from pmtui.ui.all_commands import all_commands

    columns = width()
    for place, commands in all_commands().items():
        emit(f"{place}:")
        for c in commands:
            emit(hanging(f"  {c.key_text:<9} {c.id:<26} ", c.help, columns, 4))


def key_problems(keys: Mapping[str, str]) -> tuple[str, ...]:
    """What is wrong with a person's keys by command id: ids that are none, keys that clash."""
    from pmtui.ui.all_commands import all_commands

    places = all_commands()
    known = sorted({c.id for commands in places.values() for c in commands})
    problems = [
        f"“{id}” is not the id of a command; {_meant(id, known)}" for id in keys if id not in known
    ]
    for together in _worked_together(places):
        bound: dict[str, dict[str, None]] = {}
        for command in together:
            for key in keys.get(command.id, command.keys).split(","):
                if key := key.strip():
                    bound.setdefault(key, {})[command.id] = None
        problems += [
            f"The key {key} would run {' and '.join(ids)}; bind one of them to another key."
            for key, ids in bound.items()
            if len(ids) > 1 and ids.keys() & keys.keys()
        ]
    return tuple(dict.fromkeys(problems))


def _meant(id: str, known: list[str]) -> str:
    import difflib

    near = difflib.get_close_matches(id[:60], known, 1)
    return f"did you mean {near[0]}?" if near else "pmtui keys lists the ids."


def _worked_together(places: Mapping[str, "tuple[Command, ...]"]) -> "Iterator[list[Command]]":
    """The commands whose keys work at the same time: those of a place, on a pane the workbook's."""
    book = [*places["Workbook"], *places["Lists and forms"]]
    for place, commands in places.items():
        yield [*book, *commands] if place.startswith("Pane ") else list(commands)


def _test() -> None:
    if sys.stdin is None or not sys.stdin.isatty():
        raise PmtuiError("There is no terminal to test. Run pmtui keys --test at one.")
    import termios
    import tty

    place = sys.stdin.fileno()
    before = termios.tcgetattr(place)
    try:
        # Raw, so that Ctrl+S, Ctrl+Q, Ctrl+Z and Ctrl+C arrive as keys as well; and before the
        # first word is said, since a Ctrl+S until then would stop the terminal.
        tty.setraw(place)
        sys.stderr.write(f"{BEGINNING}\r\n")
        sys.stderr.flush()
        while True:
            sent = _key(place)
            sys.stdout.write(f"{described(sent)}\r\n")
            sys.stdout.flush()
            if sent in (END, b""):
                return
    finally:
        termios.tcsetattr(place, termios.TCSADRAIN, before)


def _key(place: int) -> bytes:
    """The bytes of one key: the first, and those that follow at once. Empty at the end of input."""
    sent = os.read(place, 1)
    while sent and len(sent) < 64 and select.select([place], [], [], SETTLED)[0]:
        more = os.read(place, 1)
        if not more:
            break
        sent += more
    return sent


def described(sent: bytes) -> str:
    """What was sent, in hexadecimal, and the name of the key where it is known."""
    if not sent:
        return "the terminal is gone"
    return f"{sent.hex(' '):<24} {_name(sent)}"


def _name(sent: bytes) -> str:
    if sent in NAMES:
        return NAMES[sent]
    if len(sent) == 1 and 0 < sent[0] < 32:
        return f"Ctrl+{chr(sent[0] + 64)}"
    if len(sent) == 2 and sent[:1] == b"\x1b" and 32 < sent[1] < 127:
        return f"Alt+{chr(sent[1])}"
    text = sent.decode("utf-8", "replace")
    return text if text.isprintable() else "unknown to pmtui"
