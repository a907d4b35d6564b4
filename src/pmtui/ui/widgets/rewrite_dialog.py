"""Rewording one sentence: the question, a pattern with an example, roles for names, and a line."""

import re
from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Static, TextArea

from pmtui.ui.text import content
from pmtui.ui.widgets.line_input import LineInput
from pmtui.ui.widgets.prose import Prose
from pmtui.ui.widgets.spots import Spot, Spots

PAUSE = 0.2
"""Seconds after the last stroke until the new sentence is looked at."""


class SentenceEdit(Prose):
    """A sentence in a few lines; Enter takes it, Ctrl+U empties all of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+u,super+backspace", "empty", "Empty", show=False)
    ]

    class Taken(Message):
        """The sentence is as it is to be."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Taken())
            return
        await super()._on_key(event)

    def action_empty(self) -> None:
        """Take out the whole sentence, not only the line of the screen that the cursor is on."""
        self.clear()


class Rewrite(ModalScreen[str | None]):
    """Answers the new sentence; None where the person left without one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+g", "leave", "Leave", show=False)]

    def __init__(
        self,
        heading: str,
        sentence: str,
        *,
        marked: tuple[tuple[int, int], ...] = (),
        pattern: str = "",
        example: str = "",
        roles: tuple[tuple[str, str], ...] = (),
        look: Callable[[str], str],
    ) -> None:
        super().__init__()
        self.heading = heading
        self.sentence = sentence
        self.marked = marked
        self.pattern = pattern
        self.example = example
        self.roles = roles
        self.look = look
        """Says what is still to look at in a sentence, "" for nothing."""
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """The question, the pattern, the names, the sentence, what is left in it."""
        with Vertical(classes="dialog"):
            yield Static(content(self.heading), classes="dialog-heading")
            if self.pattern:
                yield Static(content(f"Pattern  {self.pattern}"))
                yield Static(content(f"e.g.     {self.example}"), classes="rewrite-example")
            yield SentenceEdit(id="rewrite-sentence")
            yield Static(id="rewrite-left", markup=False)
            yield Static(id="rewrite-keys", classes="dialog-keys", markup=False)

    def on_mount(self) -> None:
        """Ready to type, the words in question marked."""
        edit = self.query_one(SentenceEdit)
        edit.show(self.sentence)
        edit.mark(Spots(self.sentence, tuple(Spot(a, b, "?") for a, b in self.marked)))
        edit.to_end()
        edit.focus()
        self._say_left()

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self._say_left)

    def _say_left(self) -> None:
        text = self.query_one(SentenceEdit).text
        left = self.look(text)
        said = f"? {left}" if left else "Nothing is left to look at in it."
        if text == self.sentence:
            said = "Change the sentence here; the rest of the text stays as it is."
        self.query_one("#rewrite-left", Static).update(content(said))
        keys = "Enter puts it in place · Ctrl+U empties · Esc leaves"
        if name := self._next_name(text):
            keys = f"Tab writes “the {name[1]}” for {name[0]} · {keys}"
        self.query_one("#rewrite-keys", Static).update(content(keys))

    def _next_name(self, text: str) -> tuple[str, str] | None:
        return next((pair for pair in self.roles if _as_word(pair[0]).search(text)), None)

    @on(SentenceEdit.Taken)
    def _taken(self, event: SentenceEdit.Taken) -> None:
        event.stop()
        text = " ".join(self.query_one(SentenceEdit).text.split())
        self.dismiss(text if text else None)

    @on(LineInput.Left)
    def _left(self, event: LineInput.Left) -> None:
        event.stop()
        if not event.by:
            self.dismiss(None)
            return
        edit = self.query_one(SentenceEdit)
        if name := self._next_name(edit.text):
            edit.show(_with_role(edit.text, *name))
            self._say_left()

    @on(Prose.Pasted)
    def _pasted(self, event: Prose.Pasted) -> None:
        event.stop()
        self.query_one(SentenceEdit).put(" ".join(event.text.split()))

    def action_leave(self) -> None:
        """The leader's twin of Esc."""
        self.dismiss(None)


def _as_word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w@]){re.escape(name)}(?!\w)")


def _with_role(text: str, name: str, role: str) -> str:
    """The text with a role for a name, in capitals where it begins the sentence."""

    def article(match: re.Match[str]) -> str:
        return f"{'the' if text[: match.start()].strip() else 'The'} {role}"

    return _as_word(name).sub(article, text)
