"""Commands as objects: one table feeds bindings, footer, palette, help, README and the clash test.

A command's id is its binding's id, so that a user's keymap is one setting. Its action is the id's
last part: `timeline.mark` runs `action_mark` of the widget that lists it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import Binding, BindingType


class Command(NamedTuple):
    """Something a person can do by a key, by the palette and by the leader."""

    id: str
    """Dotted and stable, `context.verb`; user keymaps name it."""
    keys: str
    """Keys as Textual names them, separated by commas; the first one is shown. "" for none."""
    label: str
    """Two words at most, for the footer."""
    help: str
    """A whole sentence for the help and the palette."""
    footer: bool = False
    """Whether it deserves one of the seven places of the footer."""
    shown: str = ""
    """The key as people read it, where that differs from the first of `keys` (“d d”)."""
    run: str = ""
    """The action with its arguments, where it is not named like the id."""

    @property
    def action(self) -> str:
        """The action that runs it."""
        return self.run or self.id.rpartition(".")[2].replace("-", "_")

    @property
    def key_text(self) -> str:
        """The key as people read it."""
        return self.shown or _READABLE.get(first := self.keys.split(",")[0], first)

    @property
    def leader(self) -> str:
        """The letter behind the leader that runs it while a field is being edited."""
        first = self.keys.split(",")[0]
        return _CHARACTERS.get(first, first)


_CHARACTERS = {
    "at": "@",
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "comma": ",",
    "full_stop": ".",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "exclamation_mark": "!",
    "equals_sign": "=",
    "plus": "+",
    "minus": "-",
}
_READABLE = _CHARACTERS | {
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "space": "Space",
    "ctrl+g": "Ctrl+G",
    "ctrl+r": "Ctrl+R",
    "ctrl+p": "Ctrl+P",
    "ctrl+l": "Ctrl+L",
    "ctrl+s": "Ctrl+S",
    "ctrl+z": "Ctrl+Z",
    "ctrl+y": "Ctrl+Y",
    "ctrl+c": "Ctrl+C",
    "f1": "F1",
}


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """The bindings of a widget's commands."""
    return [Binding(c.keys, c.action, c.label, id=c.id, tooltip=c.help) for c in commands if c.keys]
