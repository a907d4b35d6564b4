"""What a pane shows: the front with its lists and fields, or the form of one record.

The front is drawn from the value that came down; a record's form is mounted when the first record
is opened, and serves all of them.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from pmtui.domain.facts import evidence_of
from pmtui.domain.postmortem import LISTS, PANE_OF, SINGLES, Postmortem, find
from pmtui.domain.records import Record
from pmtui.review.model import Finding
from pmtui.ui.panes.base import Place
from pmtui.ui.panes.front import Front
from pmtui.ui.panes.record_items import record_items
from pmtui.ui.widgets.focusing import take_focus
from pmtui.ui.widgets.form import Form
from pmtui.ui.widgets.items import FieldItem, Item
from pmtui.ui.widgets.labels import NAMES
from pmtui.ui.widgets.line_list import Key
from pmtui.ui.widgets.marks import marks_by_key, spots_by_key

WIDE = 110
"""Columns from which a list and a record stand side by side."""


class Views(Front):
    """A front and the records behind it."""

    SIDE: ClassVar[bool] = False
    """Whether, on a wide screen, the record under the cursor stands beside the list."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(now)
        self.body = Horizontal(classes="pane-body")
        self.record: Form | None = None
        self.trail: list[tuple[str, str]] = []
        """The opened records, the one that is shown last; empty on the front."""
        self._marked: tuple[Finding, ...] | None = None
        self._wanted: Key | None = None
        """Where the cursor is to go once a record that was just added has come down."""
        self._wanted_field = ""
        self._arriving: Place | None = None
        """Where in a text the cursor is to go once the view is open."""

    def compose(self) -> ComposeResult:
        """The front."""
        with self.body:
            yield self.front

    def on_mount(self) -> None:
        """Show what came down before."""
        if self.postmortem.uid:
            self.fill()

    # -- value down ----------------------------------------------------------------------------

    def watch_postmortem(self) -> None:
        """Draw what changed."""
        if self.is_mounted:
            self.fill()

    def watch_findings(self) -> None:
        """Draw the marks anew."""
        if self.is_mounted:
            self.fill()

    def fill(self) -> None:
        """Draw the view that is open from the value."""
        if self._marked is not self.findings:
            self._marked, self.marks = self.findings, marks_by_key(self.findings)
            self.spots = spots_by_key(self.postmortem, self.findings)
        if self.trail and not self._fill_record():
            self.trail.pop()
            self.call_next(self.show_view)
        if not self.trail or self.wide:
            self.show_front()
        if not self.trail:
            self._fill_beside()
        if self._wanted is not None:
            self._follow(self._wanted)

    def _follow(self, wanted: Key) -> None:
        """Put the cursor on a record that was just added, once it has come down."""
        table, id, _ = wanted
        if any(r.id == id for r in getattr(self.postmortem, table)):
            self._wanted = None
            if self.trail:
                if self.record is not None:
                    self.record.sheet.put_cursor(wanted)
            elif table in self.lists_in_front():
                self.put_front(wanted)

    def lists_in_front(self) -> tuple[str, ...]:
        """The lists whose records the front shows as rows."""
        return ()

    def items_of(self, table: str, id: str) -> list[Item]:
        """The form of a record; empty where it is gone."""
        return record_items(self.postmortem, table, id)

    def _fill_record(self) -> bool:
        items = self.items_of(*self.trail[-1])
        if items and self.record is not None:
            self.record.show(self.postmortem, items, self.marks, self.spots)
        elif self.record is not None:
            self.record.let_go(())
        return bool(items)

    @property
    def wide(self) -> bool:
        """Whether there is room for the list and a record side by side."""
        return self.SIDE and self.size.width >= WIDE

    def on_resize(self) -> None:
        """Another width may have room for a record beside the list, or no longer."""
        if self.SIDE and self.wide != (self.front.display and self._beside()):
            self.call_next(self.show_view)

    def _beside(self) -> bool:
        return self.record is not None and bool(self.record.display)

    def _fill_beside(self) -> None:
        """Show the record under the cursor of the list beside it, to be read."""
        if self.record is None or not self.wide:
            return
        table, id, field = self.front_key()
        items = self.items_of(table, id) if id and not field else []
        self.record.display = bool(items)
        self.record.sheet.quiet = True
        self.record.show(self.postmortem, items, self.marks, self.spots)

    async def _need_record(self) -> Form:
        if self.record is None:
            self.record = self.new_form("record")
            await self.body.mount(self.record)
        return self.record

    @property
    def form(self) -> Form | None:
        """The form that is open, None where the front is a list."""
        view = self.view
        return view if isinstance(view, Form) else None

    @property
    def view(self) -> Widget:
        """The widget that is open."""
        return self.record if self.trail and self.record is not None else self.front

    async def show_view(self) -> None:
        """Bring the right view to the front and give it the keys."""
        if self.trail:
            record = await self._need_record()
            record.sheet.quiet = False
            record.display = True
            self.front.display = self.wide
            self.fill()
            if self.trail and self.wide:
                self.put_front((*self.trail[0], ""))
            if self.trail:
                self._place_in_record(record)
        if not self.trail:
            if self.wide:
                await self._need_record()
            elif self.record is not None:
                self.record.display = False
            self.front.display = True
            self.fill()
        self.focus_view()
        await self._arrive()
        self.post_message(self.Located(self.place()))

    async def _arrive(self) -> None:
        """Let the editing of a field begin at the words that a finding led to."""
        place, self._arriving = self._arriving, None
        if place is None or self.form is None:
            return
        key = (place.table, place.record, place.field)
        self.form.words.arrive(key, place.at)
        if place.typing and self.form.key == key:
            # a form that was mounted just now has no size yet to place an editor in
            self.call_after_refresh(self.form.edit_typed)

    def focus_view(self) -> None:
        """Give the keys to the view that is open."""
        if isinstance(self.view, Form):
            self.view.focus()
        else:
            take_focus(self.view)

    def _place_in_record(self, form: Form) -> None:
        table, id = self.trail[-1]
        field, self._wanted_field = self._wanted_field, ""
        if field:
            form.sheet.put_cursor((table, id, field))
        elif form.key[:2] != (table, id):
            form.sheet.action_first()

    def order_of(self, table: str) -> Sequence[str]:
        """The ids of a table's records in the order in which the pane shows them."""
        if table == "evidence" and self.trail:
            owner = next((e.of for e in self.postmortem.evidence if e.id == self.trail[-1][1]), "")
            return [e.id for e in evidence_of(self.postmortem, owner)]
        records: tuple[Record, ...] = getattr(self.postmortem, table)
        return [r.id for r in records]

    async def open_record(self, table: str, id: str, field: str = "") -> None:
        """Open a record full-pane; an empty one is ready to type."""
        self.leave_field()
        from_list = not self.trail
        if self.trail and self.trail[-1][0] == table and table != "evidence":
            self.trail[-1] = (table, id)
        elif self.trail[-1:] != [(table, id)]:
            self.trail.append((table, id))
        self._wanted_field = field
        await self.show_view()
        form = self.record
        if form is None or not self.trail or field:
            return
        if from_list:
            form.sheet.action_first()
        first = next((i for i in form.sheet.items if isinstance(i, FieldItem)), None)
        if form.item == first:
            await form.edit_typed(empty=True)

    async def action_back(self) -> None:
        """From a record to where it was opened."""
        if not self.trail:
            return
        self.leave_field()
        table, id = self.trail.pop()
        if not self.trail:
            self._wanted = None
            self.fill()
            self.put_front((table, id, ""))
        await self.show_view()

    async def action_next(self, by: int = 1) -> bool:
        """To the next record, or the one before (-1); False where there is none."""
        if not self.trail:
            return False
        table, id = self.trail[-1]
        ids = list(self.order_of(table))
        position = ids.index(id) + by if id in ids else 0
        if not 0 <= position < len(ids):
            self.post_message(
                self.Said("This is the last one." if by > 0 else "This is the first.")
            )
            return False
        here = self.record.key if self.record is not None else ("", "", "")
        self.leave_field()
        self.trail[-1] = (table, ids[position])
        self._wanted_field = here[2] if here[0] == table else ""
        await self.show_view()
        return True

    async def action_previous(self) -> None:
        """To the record before."""
        await self.action_next(-1)

    # -- places --------------------------------------------------------------------------------

    def here(self) -> Key:
        """Table, record and field under the cursor."""
        if not self.trail:
            return self.front_key()
        if self.record is not None and self.record.is_mounted and self.record.key[0]:
            return self.record.key
        return (*self.trail[-1], self._wanted_field)

    def place(self) -> Place:
        """Where the cursor stands now."""
        table, record, field = self.here()
        if not table and self.trail:
            table, record = self.trail[-1]
        at = self.form.at if self.form is not None else -1
        return Place(self.PLACE, table, record, "" if field == "*" else field, at)

    def goto(self, place: Place) -> None:
        """Put the cursor on a record or field, opening the record where the field is inside."""
        self.leave_field()
        key = (place.table, place.record, place.field)
        if place.table and self.place() != place:
            trail, self.trail = self.trail, []
            self.fill()
            if not self.put_front(key):
                if _has(self.postmortem, place) and self.opens(place.table):
                    self.trail = [(place.table, place.record)]
                    self._wanted_field = place.field
                else:
                    self.put_section(place.table)
            if self.trail and self.trail == trail and self.record is not None:
                self._place_in_record(self.record)
        self._arriving = place
        self.call_next(self.show_view)

    def opens(self, table: str) -> bool:
        """Whether the pane has a form for a table's records."""
        return table == "evidence" or (PANE_OF[table] is self.PLACE and table in NAMES)


def _has(pm: Postmortem, place: Place) -> bool:
    if place.table in SINGLES or place.table not in LISTS:
        return False
    try:
        find(pm, place.table, place.record)
    except KeyError:
        return False
    return True
