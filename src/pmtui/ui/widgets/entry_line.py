"""The entry line under a list: one line adds one record, with an echo of how it is understood."""

from collections.abc import Callable, Mapping

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from pmtui.ui.text import content, fit
from pmtui.ui.widgets.focusing import take_focus
from pmtui.ui.widgets.line_input import LineInput
from pmtui.value import Value


class Reading(Value):
    """How a typed line is understood: an echo of it, or the sentence why it is not."""

    echo: str = ""
    problem: str = ""
    choices: tuple[str, ...] = ()
    """Whole lines to take instead, where something must be asked."""


class EntryLine(Widget):
    """Enter adds and keeps the line open; Esc or an empty Enter closes it and keeps its text."""

    class Entered(Message):
        """A line that is understood is to become a record; the line is empty again."""

        def __init__(self, table: str, text: str) -> None:
            super().__init__()
            self.table = table
            self.text = text

    class Closed(Message):
        """The line was closed."""

    class Pasted(Message):
        """Several lines were pasted into the line; they are sanitised and nowhere yet."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Drafted(Message):
        """What waits in the line, or in a closed one, has changed."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.table = ""
        self._read: Callable[[str], Reading] = lambda text: Reading()
        self._help = ""
        self._drafts: dict[str, str] = {}
        self._insisted = ""
        """The text that was entered once in spite of its problem."""
        self.display = False

    def compose(self) -> ComposeResult:
        """The line and its echo."""
        yield Static(content("+"), id="entry-sign")
        yield LineInput(id="entry-input")
        yield Static(id="entry-echo", markup=False)

    @property
    def text(self) -> str:
        """What is typed and not yet added."""
        if not self.is_mounted:
            return ""
        return self.query_one(LineInput).value

    @property
    def waiting(self) -> dict[str, str]:
        """What was typed for each table and not yet added, in the open line and in closed ones."""
        texts = dict(self._drafts)
        if self.is_open:
            texts[self.table] = self.text
        return {table: text for table, text in texts.items() if text.strip()}

    def restore(self, texts: Mapping[str, str]) -> None:
        """What waited when the last session ended waits again."""
        self._drafts = {**texts, **self._drafts}

    @property
    def is_open(self) -> bool:
        """Whether the line is there to type in."""
        return bool(self.display)

    def open(
        self, table: str, example: str, help: str, read: Callable[[str], Reading], text: str = ""
    ) -> None:
        """Open the line for a table; what was left in it before is there again."""
        if self.is_open and self.table and self.table != table:
            self._drafts[self.table] = self.text
        self.table, self._read, self._help = table, read, help
        self.display = True
        line = self.query_one(LineInput)
        line.hint(example)
        line.show(text or self._drafts.pop(table, ""))
        line.cursor_position = len(line.value)
        take_focus(line)
        self.echo()

    def close(self) -> None:
        """Close the line; a text that was not added waits for the next time."""
        if not self.is_open:
            return
        if self.text:
            self._drafts[self.table] = self.text
        self.display = False
        self.post_message(self.Closed())

    def take(self) -> str:
        """The typed text, taken out of the line."""
        line = self.query_one(LineInput)
        text = line.value
        line.show("")
        self._drafts.pop(self.table, None)
        self.echo()
        self.post_message(self.Drafted())
        return text

    def give_back(self, table: str, text: str) -> None:
        """Put a text that was taken and then refused where it was, before what came since."""
        if self.is_open and self.table == table:
            line = self.query_one(LineInput)
            line.show(f"{text} {line.value}" if line.value else text)
            line.cursor_position = len(line.value)
            self.echo()
        else:
            since = self._drafts.get(table, "")
            self._drafts[table] = f"{text} {since}" if since else text
        self.post_message(self.Drafted())

    def reading(self) -> Reading:
        """How the typed text is understood now."""
        return self._read(self.text)

    def echo(self) -> None:
        """Show how the text is understood, or the grammar where there is none."""
        text = self.text.strip()
        if not text:
            said = self._help
        else:
            reading = self._read(self.text)
            said = reading.echo
            if reading.problem:
                understood = reading.echo.removeprefix("→ ")
                insisted = self.text == self._insisted
                again = f"Enter again adds it so: {understood}. " if insisted else ""
                tab = f"Tab takes “{fit(reading.choices[0], 30)}”. " if reading.choices else ""
                said = f"! {tab}{again}{reading.problem}"
        width = max(20, (self.size.width or 80) - 1)
        self.query_one("#entry-echo", Static).update(content(fit(said, width)))

    def on_resize(self) -> None:
        """Fit the echo to another width."""
        if self.is_open:
            self.echo()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.echo()
        self.post_message(self.Drafted())

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.submit()

    def submit(self) -> None:
        """Add the line; an empty one closes, one not understood waits for a second Enter."""
        text = self.text
        if not text.strip():
            self.close()
            return
        reading = self.reading()
        if (reading.choices or reading.problem) and text != self._insisted:
            self._insisted = text
            self.app.bell()
            self.echo()
            return
        self._insisted = ""
        self.post_message(self.Entered(self.table, self.take()))

    @on(LineInput.Left)
    def _left(self, event: LineInput.Left) -> None:
        event.stop()
        if event.by == 0:
            self.close()
        elif event.go_on:
            self._take_choice()

    @on(LineInput.Pasted)
    def _pasted(self, event: LineInput.Pasted) -> None:
        event.stop()
        self.post_message(self.Pasted(event.text))

    def _take_choice(self) -> None:
        """Put the first of the offered lines in place of the doubtful one."""
        reading = self.reading()
        if reading.choices:
            line = self.query_one(LineInput)
            line.show(reading.choices[0])
            line.cursor_position = len(line.value)
            self.echo()
