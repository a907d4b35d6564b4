"""A form: fields in a list, edited in place by the editor that fits their kind.

The form holds no value of its own: it shows the one that came down, sends every stroke up as an
edit, and keeps only what could not be read yet, so that nothing typed is lost.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from textual import on
from textual.widgets import Input, TextArea

from pmtui.domain.edits import Edit, set_fields
from pmtui.domain.fields import Kind
from pmtui.domain.moment import When
from pmtui.domain.postmortem import Postmortem
from pmtui.ui.widgets.field_text import NotRead, before_editing, echo_of, read_typed, whole_name
from pmtui.ui.widgets.focusing import take_focus
from pmtui.ui.widgets.form_view import FormView, Marks
from pmtui.ui.widgets.items import FieldItem, Item, TeachItem
from pmtui.ui.widgets.line_input import LineInput
from pmtui.ui.widgets.line_list import Key, LineList
from pmtui.ui.widgets.picker import Picker
from pmtui.ui.widgets.prose import Prose
from pmtui.ui.widgets.sheet import Sheet
from pmtui.ui.widgets.spots import NO_SPOTS, SpotsByKey
from pmtui.ui.widgets.typing_edit import Flight, typed

ReadWhen = Callable[[str, Key], When]
"""Reads a typed time for a field; raises WhenError."""
EchoWhen = Callable[[When, Key], str]
"""How a time is understood, in one line."""
_READ_AT_THE_END = frozenset(Kind) - {
    Kind.LINE,
    Kind.PROSE,
    Kind.CHOICE,
    Kind.CHOICES,
    Kind.FLAG,
    Kind.LINKS,
}
"""Kinds whose typed text becomes a value when the field is left, if it can be read."""
Setter = Callable[[str, Any], Edit]
"""Makes the edit that gives a field of a record another value."""
Locked = Callable[[str, str], str]
"""Why a field, by table and name, takes no change now, as a sentence; "" where it does."""


def _open(table: str, name: str) -> str:
    """Nothing is locked."""
    return ""


class Form(FormView):
    """Shows items and edits the fields among them."""

    def __init__(
        self,
        read_when: ReadWhen,
        echo_when: EchoWhen,
        setters: Mapping[tuple[str, str], Setter] | None = None,
        *,
        today: Callable[[], date],
        locked: Locked = _open,
        unread: dict[Key, tuple[str, str]] | None = None,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._locked = locked
        if unread is not None:
            self.unread = unread
        self._setters = setters or {}
        self._today = today
        self._read_when = read_when
        self._echo_when = echo_when
        self._flight = Flight("")
        self._seen = ""
        """What the editor held when it was last looked at."""
        self._begun = ""

    # -- value down ----------------------------------------------------------------------------

    def show(
        self, pm: Postmortem, items: Sequence[Item], marks: Marks, spots: SpotsByKey = NO_SPOTS
    ) -> None:
        """Show these items; an editor at work takes only what is news."""
        super().show(pm, items, marks, spots)
        if self.editing is not None:
            self._take_news(self.editing)
            self.editors.place()

    def on_resize(self) -> None:
        """An editor that opened before its form had a size, or has another one now, is laid anew."""
        if self.editing is not None:
            self.editors.place()

    def closed(self, item: Item) -> bool:
        """Whether an item takes no change now."""
        match item:
            case FieldItem():
                return bool(self._locked(item.table, item.spec.name))
            case TeachItem():
                return bool(self._locked(item.table, ""))
            case _:
                return False

    def let_go(self, items: Sequence[Item]) -> None:
        """Editing ends where its field is gone; what was typed and not read yet is told."""
        item = self.editing
        if item is None or item in items:
            return
        text = " ".join(self.editors.text().split())
        unread = item.spec.kind in _READ_AT_THE_END
        self._end()
        if unread and text and text != self._begun:
            self.post_message(
                self.Told(
                    f"“{text[:30]}” went nowhere: its record was deleted elsewhere.", warn=True
                )
            )

    def _take_news(self, item: FieldItem) -> None:
        if item.spec.kind not in (Kind.LINE, Kind.PROSE):
            return
        try:
            value = self.value_of(item)
        except KeyError:
            self._end()
            return
        self._strokes(self.editors.text())  # the last ones, which are not sent up yet
        if self._flight.is_news(value):
            self.editors.show_text(self._flight.text)
            self._seen = self.editors.text()

    # -- editing -------------------------------------------------------------------------------

    @on(Sheet.WentOn)
    async def _went_on(self, event: Sheet.WentOn) -> None:
        event.stop()
        await self.go_on(event.by, True)

    @on(LineList.Opened)
    async def _opened(self, event: LineList.Opened) -> None:
        event.stop()
        if event.lines is self.sheet:
            await self.open_here()

    async def open_here(self) -> None:
        """Edit the field under the cursor, or say that the row is to be opened."""
        item = self.item
        if isinstance(item, FieldItem):
            await self.edit(item.key)
        elif item is not None:
            self.post_message(self.Opened(self, item.key))

    async def edit(self, key: Key, *, full: bool = False) -> None:
        """Begin to edit a field; a flag just turns, links are chosen in a dialog."""
        item = self.sheet.item(key)
        if not isinstance(item, FieldItem):
            return
        self.leave()
        self.sheet.put_cursor(key)
        whole = full and item.spec.kind in (Kind.LINE, Kind.PROSE)
        if why := self._locked(item.table, item.spec.name):
            self.post_message(self.Told(why, warn=True))
            if not whole:
                return
        value = self.value_of(item)
        match item.spec.kind:
            case Kind.FLAG:
                self._set(item, not value)
            case Kind.LINKS:
                self.post_message(self.Choosing(item))
            case Kind.CHOICE | Kind.CHOICES:
                await self.editors.open_picker(item, value)
                self.editing = item
            case _:
                await self._edit_text(item, value, full)
                self.editors.freeze(bool(why))
        self.sheet.lay_out()
        self.sheet.keep_visible()
        self.editors.place()
        self.post_message(self.Moved(self, key))

    async def _edit_text(self, item: FieldItem, value: Any, full: bool) -> None:
        unread = self.unread.get(item.key)
        text = unread[0] if unread else before_editing(self.pm, item.spec, value)
        self._begun = "" if unread else text
        self._flight = Flight(text)
        if full or item.spec.kind is Kind.PROSE:
            await self.editors.open_prose(item, text, full)
        else:
            await self.editors.open_line(item, text, given=not unread)
        self._seen = self.editors.text()
        self.editing = item
        self.words.begin(item)
        self._show_echo(text)

    def leave(self, *, restoring: bool = False) -> bool:
        """End editing, `restoring` what stood before an unreadable value; False where none was."""
        item = self.editing
        if item is None:
            return False
        match item.spec.kind:
            case Kind.CHOICE | Kind.CHOICES:
                if item.spec.kind is Kind.CHOICES:
                    self._take_choice(item, tuple(self.editors.marked()))
            case Kind.LINE:
                tidy = whole_name(self.pm, item.spec, " ".join(self.editors.text().split()))
                frozen = self._locked(item.table, item.spec.name)
                if tidy != self._flight.text and not frozen:
                    self._send(item, tidy)
            case Kind.PROSE:
                pass
            case _:
                self._commit(item, self.editors.text(), restoring)
        self._end()
        return True

    def _end(self) -> None:
        item, self.editing = self.editing, None
        self.echo = ""
        take_focus(self.sheet)
        self.editors.close()
        self.sheet.lay_out()
        if item is not None:
            if item.spec.kind in _READ_AT_THE_END:
                self.post_message(self.Waiting())
            self.post_message(self.Moved(self, self.key))

    async def go_on(self, by: int, go_on: bool) -> None:
        """Leave the field; on to the next (1) or back (-1), editing it where `go_on`."""
        self.leave()
        if not by:
            return
        if self.sheet.step(by, go_on) and go_on:
            await self.edit_typed()

    async def edit_typed(self, *, empty: bool = False) -> None:
        """Edit the field under the cursor where it is one to type in; with `empty` only a blank."""
        item = self.item
        if not isinstance(item, FieldItem) or item.spec.kind in (Kind.FLAG, Kind.LINKS):
            return
        if empty and (self.value_of(item) or self._locked(item.table, item.spec.name)):
            return
        if empty and item.spec.kind is Kind.CHOICE:  # who opens a record may only want to read it
            return
        await self.edit(item.key)

    def _commit(self, item: FieldItem, text: str, restoring: bool) -> None:
        """Read a typed text and send the value up; what cannot be read stays, with the reason."""
        if text == self._begun and item.key not in self.unread:
            return
        try:
            value = read_typed(
                item.spec, text, lambda t: self._read_when(t, item.key), self._today()
            )
        except NotRead as problem:
            said = f"“{text[:30]}” could not be read, so the value is as it was."
            if restoring:
                self.unread.pop(item.key, None)
            else:
                self.unread[item.key], said = (text, str(problem)), str(problem)
            self.post_message(self.Told(said, warn=True))
            return
        self.unread.pop(item.key, None)
        if value != self.value_of(item):
            self._set(item, value)

    def _set(self, item: FieldItem, value: Any) -> None:
        table, record, name = item.table, item.record, item.spec.name

        def edit(pm: Postmortem) -> Postmortem:
            return set_fields(pm, table, record, **{name: value})

        setter = self._setters.get((table, name))
        chosen: Edit = setter(record, value) if setter else edit
        self.post_message(self.Changed(chosen, f"set {item.spec.label.lower()}"))

    def _send(self, item: FieldItem, text: str) -> None:
        before, after = self._flight.send(text)
        table, record, name = item.table, item.record, item.spec.name
        self.post_message(
            self.Changed(
                typed(table, record, name, before, after),
                f"edit {item.spec.label.lower()}",
                f"{table}/{record}/{name}",
            )
        )

    def _strokes(self, text: str) -> None:
        item = self.editing
        if item is None:
            return
        if item.spec.kind in (Kind.LINE, Kind.PROSE):
            if text not in (self._seen, self._flight.text):
                self._send(item, text)
            self._seen = text
        else:
            self._show_echo(text)
            self.post_message(self.Waiting())

    @property
    def waiting(self) -> dict[Key, tuple[str, str]]:
        """Typed values that could not be read, and the one that is being typed, which is not yet."""
        item, found = self.editing, dict(self.unread)
        if item is not None and item.spec.kind in _READ_AT_THE_END:
            text = self.editors.text()
            if text.strip() and text != self._begun:
                found[item.key] = (text, "")
            else:
                found.pop(item.key, None)
        return found

    def _show_echo(self, text: str) -> None:
        item = self.editing
        if item is None or item.spec.kind in (Kind.LINE, Kind.PROSE):
            self.echo = ""
            return
        self.echo = echo_of(
            item.spec,
            text,
            lambda typed: self._read_when(typed, item.key),
            lambda when: self._echo_when(when, item.key),
            self._today(),
        )
        self.sheet.lay_out()
        self.editors.place()

    def resync(self) -> None:
        """Show the value as it is, where an edit was refused."""
        item = self.editing
        if item is not None and item.spec.kind in (Kind.LINE, Kind.PROSE):
            value = self.value_of(item)
            self._flight = Flight(value)
            self.editors.show_text(value)
            self._seen = self.editors.text()
        self.sheet.lay_out()

    # -- what the editors report ---------------------------------------------------------------

    @on(Input.Changed)
    def _line_changed(self, event: Input.Changed) -> None:
        event.stop()
        text = self.editing is not None and self.editing.spec.kind in (Kind.LINE, Kind.PROSE)
        self._strokes(self.editors.text() if text else event.value)  # it may be another by now

    @on(TextArea.Changed)
    def _prose_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._strokes(self.editors.text())
        self.editors.grow()

    @on(TextArea.SelectionChanged)
    def _cursor_moved(self, event: TextArea.SelectionChanged) -> None:
        event.stop()
        self.look()

    @on(Input.Submitted)
    async def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        await self.go_on(0, False)

    @on(LineInput.Left)
    async def _left(self, event: LineInput.Left) -> None:
        event.stop()
        self.leave(restoring=not event.by)
        await self.go_on(event.by, event.go_on)

    @on(LineInput.Pasted)
    @on(Prose.Pasted)
    def _pasted(self, event: LineInput.Pasted | Prose.Pasted) -> None:
        event.stop()
        if self.editing is not None:
            self.post_message(self.Pasted(self.editing, event.text))

    @on(Prose.Expanded)
    def _expanded(self, event: Prose.Expanded) -> None:
        event.stop()
        self.editors.toggle_full()

    @on(Picker.Taken)
    async def _taken(self, event: Picker.Taken) -> None:
        event.stop()
        item = self.editing
        if item is None:
            return
        if event.changed:
            self._take_choice(item, event.ids)
        self._end()
        await self.go_on(event.by, bool(event.by))

    def _take_choice(self, item: FieldItem, ids: tuple[str, ...]) -> None:
        assert item.spec.choices is not None
        words = tuple(w for w in item.spec.choices if w.value in ids)
        value: Any = words if item.spec.kind is Kind.CHOICES else next(iter(words), None)
        if value != self.value_of(item):
            self._set(item, value)
