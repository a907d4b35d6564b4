"""Small questions over the workbook: one line, yes or no, one of a few, and what to do with a paste."""

import time
from collections.abc import Callable, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from pmtui.ui.text import content
from pmtui.ui.widgets.line_input import LineInput

STILL_TYPING = 0.5
"""Seconds between two letters of someone who has not seen yet that a question came up."""


class AskLine(ModalScreen[str]):
    """Asks for one line; answers "" where the person left without one."""

    AUTO_FOCUS = ""

    def __init__(
        self,
        question: str,
        text: str = "",
        *,
        reason: str = "",
        refuse: Callable[[str], str] | None = None,
        blank: str = "",
        offered: bool = False,
    ) -> None:
        super().__init__()
        self.question = question
        self.text = text
        self.reason = reason
        self.refuse = refuse
        """Says in a sentence why an answer does not do, "" where it does."""
        self.blank = blank
        """What an empty Enter answers."""
        self.offered = offered
        """Whether the text is but an offer, selected so that typing takes its place."""

    def compose(self) -> ComposeResult:
        """The question, why it is asked, the line."""
        with Vertical(classes="dialog"):
            yield Static(content(self.question), classes="dialog-heading")
            if self.reason:
                yield Static(content(self.reason))
            yield LineInput()
            yield Static(content("Enter takes it · Esc leaves"), classes="dialog-keys")

    def on_mount(self) -> None:
        """Ready to type."""
        line = self.query_one(LineInput)
        line.show(self.text)
        line.cursor_position = len(self.text)
        line.focus()
        if self.offered:
            line.select_all()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        text = " ".join(event.value.split())
        if text and self.refuse is not None and (why := self.refuse(text)):
            self.query_one(".dialog-keys", Static).update(content(f"! {why}"))
            return
        self.dismiss(text or self.blank)

    @on(LineInput.Left)
    def _left(self, event: LineInput.Left) -> None:
        event.stop()
        if event.by == 0:
            self.dismiss("")

    @on(LineInput.Pasted)
    def _pasted(self, event: LineInput.Pasted) -> None:
        event.stop()
        self.query_one(LineInput).insert_text_at_cursor(" ".join(event.text.split()))

    def key_ctrl_g(self) -> None:
        """The leader's twin of Esc."""
        self.dismiss("")


class ChooseLetter(ModalScreen[str]):
    """One of a few options by its letter; answers "" for none of them."""

    def __init__(
        self, question: str, options: Sequence[tuple[str, str]], *, patient: bool = False
    ) -> None:
        super().__init__()
        self.question = question
        self.options = tuple(options)
        self.patient = patient
        """Whether letters of someone who is still typing are passed over."""
        self._last_key = 0.0

    def compose(self) -> ComposeResult:
        """The question and one line for each option."""
        with Vertical(classes="dialog"):
            yield Static(content(self.question), classes="dialog-heading")
            for letter, text in self.options:
                yield Static(content(f"  {letter}  {text}"))
            yield Static(content("Press a letter · Esc leaves"), classes="dialog-keys")

    def on_mount(self) -> None:
        """Begin to wait."""
        self._last_key = time.monotonic()

    def on_key(self, event: events.Key) -> None:
        """A letter answers; anything else but Esc is passed over."""
        event.stop()
        event.prevent_default()
        quiet = time.monotonic() - self._last_key
        self._last_key = time.monotonic()
        if event.key in ("escape", "ctrl+g"):
            self.dismiss("")
        elif self.patient and quiet < STILL_TYPING:
            return
        elif any(event.character == letter for letter, _ in self.options):
            self.dismiss(event.character or "")

    def on_paste(self, event: events.Paste) -> None:
        """A paste is no answer."""
        event.stop()


class Confirm(ModalScreen[bool]):
    """A question with yes or no; anything but `y` is no."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question

    def compose(self) -> ComposeResult:
        """The question and its two keys."""
        with Vertical(classes="dialog"):
            yield Static(content(self.question), classes="dialog-heading")
            yield Static(content("y yes · n no"), classes="dialog-keys")

    def on_key(self, event: events.Key) -> None:
        """`y` is yes; `n`, Esc and Enter are no; other keys wait."""
        event.stop()
        event.prevent_default()
        if event.key in ("y", "n", "escape", "enter", "ctrl+g", "q"):
            self.dismiss(event.key == "y")


def size_of(text: str) -> str:
    """How much was pasted: “pasted 12 lines, 840 characters”."""
    lines = len(text.splitlines())
    return f"pasted {lines:,} line{'s' * (lines != 1)}, {len(text):,} characters"


def paste_offer(
    text: str,
    *,
    field: str = "",
    events: int = 0,
    lines: int = 0,
    records: str = "",
    keep: bool = True,
) -> ChooseLetter:
    """What to do with a text that came where it cannot simply go.

    `field` names the field under the cursor that can take it, `events` counts the lines that start
    with a time, `lines` those that can each become one of `records`; `keep` is whether it can be
    kept as it is. Answers `e` (events), `l` (one record a line), `f` (into the field), `s` (keep as
    source text) or "".
    """
    options = []
    if events:
        options.append(
            ("e", f"Read it as a timeline ({events:,} rows with a time): look, then accept")
        )
    if lines:
        options.append(("l", f"One {records} for each line ({lines:,})"))
    if field:
        options.append(("f", f"Put it into {field}"))
    if keep:
        options.append(("s", "Keep it as a source text of this postmortem"))
    short = len(text) <= 60 and "\n" not in text
    size = size_of(text)
    what = f"“{text}” came outside a field" if short else f"{size[0].upper()}{size[1:]}"
    question = f"{what}. What is it to become?"
    return ChooseLetter(question, options, patient=short)
