"""Choosing from a list that filters as one types: one or several, or something new."""

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from pmtui.ui.widgets.focusing import take_focus
from pmtui.ui.widgets.line_input import LineInput
from pmtui.ui.widgets.record_list import Column, RecordList, Row
from pmtui.value import Value

ROWS = 8
"""Options shown at once."""
NEW = "\0new"
"""The id of the option that creates what was typed."""
NONE = "\0none"
"""The id of the option that takes a choice back."""


class Option(Value):
    """Something to choose: the id that is answered and the text that is shown."""

    id: str
    text: str


class FilterInput(LineInput):
    """The line that filters; where several can be taken, Tab marks."""

    class Marked(Message):
        """The option under the cursor is to be marked or unmarked."""

        def __init__(self, *, by_tab: bool = False) -> None:
            super().__init__()
            self.by_tab = by_tab

    def __init__(self) -> None:
        super().__init__(id="picker-filter")
        self.marks = False
        """Whether Tab marks, rather than goes on to the next field."""

    def action_next(self, go_on: bool = False) -> None:
        """Tab marks where several can be taken."""
        if go_on and self.marks:
            self.post_message(self.Marked(by_tab=True))
            return
        super().action_next(go_on)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "space" and self.marks and not self.value:  # no filter begins with it
            event.stop()
            event.prevent_default()
            self.post_message(self.Marked())


NOTHING_FITS = "Nothing fits; delete some letters."
NOTHING_YET = "There is none yet; type one, and Enter writes it."


class Picker(Widget):
    """A filter and the options that fit it."""

    class Taken(Message):
        """The choice: ids, the text of something new, and whether to go on to the next field."""

        def __init__(
            self, ids: tuple[str, ...], new: str, by: int, changed: bool, *, left: bool = False
        ) -> None:
            super().__init__()
            self.left = left
            """Whether the person left rather than took it; a form keeps the marks, a dialog not."""
            self.ids = ids
            self.new = new
            self.by = by
            self.changed = changed
            """False where the person left without choosing anything."""

    def __init__(
        self,
        *,
        create: bool = False,
        passes: bool = False,
        only_marked: bool = False,
        id: str | None = None,
    ):
        super().__init__(id=id)
        self.only_marked = only_marked
        """Whether Enter takes what is marked and no more, be it nothing."""
        self.create = create
        self.passes = passes
        """Whether Tab goes on to the next field where nothing was touched in this one."""
        self.several = False
        self.options: tuple[Option, ...] = ()
        self.chosen: list[str] = []
        self._texts: dict[str, str] = {}
        self._marked_by_hand = False
        self._moved = False
        """Whether the cursor was put on an option by hand."""

    def compose(self) -> ComposeResult:
        """The filter above the options."""
        yield FilterInput()
        options = RecordList("options", (Column(),), teach=(NOTHING_FITS,))
        options.can_focus = False
        options.led = True
        yield options

    def offer(self, options: Sequence[Option], chosen: Sequence[str], *, several: bool) -> None:
        """Show options; the cursor stands on the first chosen one."""
        self.options = tuple(options)
        self.several = several
        self.chosen = list(chosen)
        self._marked_by_hand = self._moved = False
        line = self.query_one(FilterInput)
        line.marks = several
        line.show("")
        marks = " · Tab marks several" if several else ""
        line.hint(f"type to filter{marks} · Enter takes")
        listing = self.query_one(RecordList)
        listing.cursor = 0
        listing.teach = (NOTHING_YET if self.create and not options else NOTHING_FITS,)
        self._filter("")
        if chosen:
            listing.put_cursor(("options", chosen[0], ""))
        take_focus(line)

    @property
    def rows(self) -> int:
        """Lines it wants: the filter and the options."""
        return 1 + min(ROWS, max(1, len(self.options) + self.create))

    @property
    def _touched(self) -> bool:
        """Whether the option under the cursor was looked for or gone to by hand."""
        return self._moved or bool(self.query_one(FilterInput).value.strip())

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        found = [o for o in self.options if all(w in o.text.casefold() for w in words)]
        if self.create and text.strip():
            found.append(Option(NEW, f"+ new: {text.strip()}"))
        self._texts = {o.id: o.text for o in found}
        ids = tuple(self._texts)
        listing = self.query_one(RecordList)
        listing.show(ids, lambda index: Row(ids[index], (self._cell(ids[index]),)))

    def _cell(self, id: str) -> str:
        if not self.several or id == NEW:
            return self._texts[id]
        return f"[{'x' if id in self.chosen else ' '}] {self._texts[id]}"

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._moved = False
        self._filter(event.value)
        self.query_one(RecordList).go(0)  # the first that fits, not what took the place of another

    @on(FilterInput.Marked)
    def _marked(self, event: FilterInput.Marked) -> None:
        event.stop()
        if event.by_tab and self.passes and not (self._touched or self._marked_by_hand):
            self.post_message(self.Taken(tuple(self.chosen), "", 1, changed=False))
            return
        listing = self.query_one(RecordList)
        marked = listing.current
        if not self.several or marked in ("", NEW):
            return
        self._marked_by_hand = True
        if marked in self.chosen:
            self.chosen.remove(marked)
        else:
            self.chosen.append(marked)
        self.query_one(FilterInput).show("")  # what is typed next looks for another one
        self._filter("")
        listing.put_cursor(("options", marked, ""))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._take(0)

    @on(LineInput.Left)
    def _left(self, event: LineInput.Left) -> None:
        event.stop()
        listing = self.query_one(RecordList)
        if event.by and not event.go_on:
            self._moved = True
            listing.action_down() if event.by > 0 else listing.action_up()
        elif event.by > 0 and self._touched:
            self._take(1)
        else:
            marks = tuple(self.chosen)
            self.post_message(self.Taken(marks, "", event.by, changed=self.several, left=True))

    @on(RecordList.Highlighted)
    @on(RecordList.Edge)
    def _inside(self, event: Message) -> None:
        event.stop()

    def _take(self, by: int) -> None:
        listing = self.query_one(RecordList)
        current = listing.current
        if not listing.ids:
            return
        typed = self.query_one(FilterInput).value.strip()
        new = typed if current == NEW else ""
        if not self.several:
            ids: tuple[str, ...] = () if current in (NEW, NONE) else (current,)
        else:
            ids = tuple(o.id for o in self.options if o.id in self.chosen)
            looked_for = bool(typed) or not self._marked_by_hand
            if looked_for and not self.only_marked and current != NEW:
                # Enter alone takes what it is on
                ids = tuple(dict.fromkeys((*ids, current)))
        self.post_message(self.Taken(ids, new, by, changed=True))
