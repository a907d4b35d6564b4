"""What a form shows: fields and rows in a sheet, with values, marks and the cursor among them."""

from collections.abc import Mapping, Sequence
from typing import Any

from textual import on
from textual.app import ComposeResult

from pmtui.domain.postmortem import Postmortem, find
from pmtui.ui.widgets.describing import describe
from pmtui.ui.widgets.field_editors import FieldEditors
from pmtui.ui.widgets.field_marks import FieldMarks
from pmtui.ui.widgets.focusing import take_focus
from pmtui.ui.widgets.form_reports import FormReports
from pmtui.ui.widgets.items import FieldItem, Item
from pmtui.ui.widgets.line_list import Key, LineList
from pmtui.ui.widgets.marks import UNREAD
from pmtui.ui.widgets.sheet import Drawn, Sheet
from pmtui.ui.widgets.spots import NO_SPOTS, SpotsByKey

Marks = Mapping[Key, str]


class FormView(FormReports):
    """Shows items, with what an editor over one of them needs to know."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.pm = Postmortem(uid="")
        self.marks: Marks = {}
        self.sheet = Sheet(self._describe)
        self.editors = FieldEditors(self)
        self.words = FieldMarks(self.editors)
        self.editing: FieldItem | None = None
        self.unread: dict[Key, tuple[str, str]] = {}
        """Typed texts that could not be read, and why."""
        self.echo = ""
        """How what is typed now is understood."""
        self._found: dict[tuple[str, str], Any] = {}
        """The records that were looked up in one value."""
        self._found_in: Postmortem | None = None

    def compose(self) -> ComposeResult:
        """The sheet; editors are mounted on their first use."""
        yield self.sheet

    # -- showing -------------------------------------------------------------------------------

    def show(
        self, pm: Postmortem, items: Sequence[Item], marks: Marks, spots: SpotsByKey = NO_SPOTS
    ) -> None:
        """Show these items."""
        self.pm, self.marks = pm, marks
        self.let_go(items)
        self.words.take(spots, self.editing)
        self.sheet.show(items)

    def let_go(self, items: Sequence[Item]) -> None:
        """These items are to be shown: editing ends where its field is not among them."""

    def _describe(self, item: Item, width: int) -> Drawn:
        here = self.editing is not None and item == self.editing
        unread = self.unread.get(item.key)
        return describe(
            self.pm,
            item,
            width,
            value=self.value_of,
            mark=UNREAD if unread else self.marks.get(item.key, ""),
            unread=unread,
            lines=self.editors.lines if here else 0,
            echo=self.echo if here else "",
            spots=self.words.of(item.key),
            closed=self.closed(item),
        )

    def closed(self, item: Item) -> bool:
        """Whether an item takes no change now."""
        return False

    def look(self) -> None:
        """The cursor moved in a text: tell where other words of a finding are at hand."""
        if self.editing is not None and self.words.turned():
            self.post_message(self.Moved(self, self.key))

    @property
    def at(self) -> int:
        """The offset in the text at hand: of the cursor, else of what a finding led to, or -1."""
        return self.editors.cursor if self.editing is not None else self.words.at(self.key)

    def value_of(self, item: FieldItem) -> Any:
        """The value of a field now. Raises KeyError where its record is gone."""
        if self._found_in is not self.pm:
            self._found, self._found_in = {}, self.pm
        place = (item.table, item.record)
        if place not in self._found:
            self._found[place] = find(self.pm, *place)
        return getattr(self._found[place], item.spec.name)

    # -- the cursor ----------------------------------------------------------------------------

    @property
    def item(self) -> Item | None:
        """The item under the cursor."""
        key = self.sheet.key
        return None if key is None else self.sheet.item(key)

    @property
    def key(self) -> Key:
        """Where the cursor stands."""
        return self.sheet.key or ("", "", "")

    def focus(self, scroll_visible: bool = True) -> "FormView":
        """Keys go to the editor at work, else to the sheet."""
        if self.editing is None or not self.editors.focus():
            take_focus(self.sheet)
        return self

    @on(LineList.Highlighted)
    def _highlighted(self, event: LineList.Highlighted) -> None:
        event.stop()
        if event.lines is self.sheet:
            self.words.go(event.key)
            self.post_message(self.Moved(self, event.key))

    @on(LineList.Edge)
    def _edge(self, event: LineList.Edge) -> None:
        event.stop()
        if event.lines is self.sheet:
            self.post_message(self.Past(self, event.by, event.go_on))
