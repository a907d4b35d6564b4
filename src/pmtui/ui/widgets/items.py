"""What a form is made of: fields, headings, rows of child records, and sentences that teach."""

from typing import TypeAlias

from pmtui.domain.fields import FieldSpec, form
from pmtui.domain.postmortem import record_class
from pmtui.ui.widgets.line_list import Key
from pmtui.value import Value


class FieldItem(Value):
    """One field of one record."""

    table: str
    record: str
    spec: FieldSpec
    label: str = ""
    """Another label than the field's own, where fields of several records stand together."""

    @property
    def key(self) -> Key:
        """Where it is."""
        return (self.table, self.record, self.spec.name)


class RowItem(Value):
    """One record in a line, opened by Enter."""

    table: str
    record: str
    text: str
    tail: str = ""
    head: str = ""

    @property
    def key(self) -> Key:
        """Where it is."""
        return (self.table, self.record, "")


class TeachItem(Value):
    """What belongs in an empty list; the cursor can stand on it."""

    table: str
    text: str

    @property
    def key(self) -> Key:
        """Where it is: the list, and no record of it."""
        return (self.table, "", "*")


class HeadItem(Value):
    """A heading with a line of air above; the cursor passes over it."""

    text: str

    @property
    def key(self) -> Key:
        """Nowhere."""
        return ("", "", self.text)


class NoteItem(Value):
    """Lines to read; the cursor passes over them."""

    text: str

    @property
    def key(self) -> Key:
        """Nowhere."""
        return ("", "note", self.text)


Item: TypeAlias = FieldItem | RowItem | TeachItem | HeadItem | NoteItem


def fields_of(
    table: str, record: str = "", names: tuple[str, ...] = (), *, but: tuple[str, ...] = ()
) -> list[Item]:
    """The fields of a record, all in their order or the named ones."""
    known = {spec.name: spec for spec in form(record_class(table))}
    chosen = names or tuple(known)
    return [FieldItem(table, record, known[name]) for name in chosen if name not in but]
