"""What the forms of a pane report, passed on as what the workbook understands."""

from textual import on

from pmtui.domain.postmortem import PANE_OF
from pmtui.ui.panes.base import Place
from pmtui.ui.panes.views import Views
from pmtui.ui.widgets.field_editors import FieldEditors
from pmtui.ui.widgets.form import Form
from pmtui.ui.widgets.items import RowItem
from pmtui.ui.widgets.line_list import Key


class Reporting(Views):
    """Views whose forms are listened to."""

    # -- what forms report ---------------------------------------------------------------------

    @on(Form.Changed)
    def _changed(self, event: Form.Changed) -> None:
        event.stop()
        self.post_message(self.Edited(event.edit, event.label, event.typing))

    @on(Form.Told)
    def _told(self, event: Form.Told) -> None:
        event.stop()
        self.post_message(self.Said(event.text, event.warn))

    @on(Form.Moved)
    def _moved(self, event: Form.Moved) -> None:
        event.stop()
        if event.form is self.view:
            self.moved()

    def moved(self) -> None:
        """The cursor stands elsewhere."""
        if not self.trail:
            self._fill_beside()
        self.post_message(self.Located(self.place()))

    @on(Form.Past)
    async def _past(self, event: Form.Past) -> None:
        event.stop()
        form = self.record
        if not self.trail or form is None or event.form is not form:
            return
        if not event.go_on:
            self.post_message(self.Said("The record ends here; . is the next, o is the list."))
        elif await self.action_next(event.by):
            form.sheet.action_first() if event.by > 0 else form.sheet.action_last()
            if event.by > 0:
                await form.edit_typed(empty=True)

    @on(Form.Opened)
    async def _opened(self, event: Form.Opened) -> None:
        event.stop()
        await self.open_key(event.key)

    async def open_key(self, key: Key) -> None:
        """Open the record of a row here, or jump to the pane where it is edited."""
        table, record, field = key
        if field == "*":
            await self.run_action("add")
        elif self.opens(table):
            await self.open_record(table, record)
        else:
            self.post_message(self.Jump(Place(PANE_OF[table], table, record)))

    # -- fields --------------------------------------------------------------------------------

    def typing(self) -> bool:
        """Whether a field takes the keys."""
        return self.form is not None and self.form.editing is not None

    def leave_field(self) -> bool:
        """End editing the field at hand, keeping its text; False where none was being edited."""
        return self.form.leave() if self.form is not None else False

    def resync(self) -> None:
        """Show the value as it is."""
        if self.form is not None:
            self.form.resync()

    @property
    def editors(self) -> FieldEditors | None:
        """The editors of the form that is open."""
        return self.form.editors if self.form is not None else None

    def row_at(self) -> RowItem | None:
        """The row under the cursor of a form."""
        item = self.form.item if self.form is not None else None
        return item if isinstance(item, RowItem) else None
