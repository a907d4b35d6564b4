"""The marked words of a form's texts, and which of them the cursor of its editor is at."""

from collections.abc import Mapping

from pmtui.domain.fields import Kind
from pmtui.ui.widgets.field_editors import FieldEditors
from pmtui.ui.widgets.items import FieldItem
from pmtui.ui.widgets.line_list import Key
from pmtui.ui.widgets.spots import NO_SPOTS, NOWHERE, Spots

_NOT_ARRIVED: tuple[Key, int] = (("", "", ""), -1)


class FieldMarks:
    """Hands the spots of each field to its editor and watches the cursor there."""

    def __init__(self, editors: FieldEditors) -> None:
        self._editors = editors
        self._spots: Mapping[Key, Spots] = NO_SPOTS
        self._under = -1
        """The position of the spot at the cursor."""
        self._arrived = _NOT_ARRIVED
        """The field that a finding led to, and where in its text editing is to begin."""

    def take(self, spots: Mapping[Key, Spots], item: FieldItem | None) -> None:
        """The spots of another look of the review; the field being edited shows them."""
        looked = spots is not self._spots
        self._spots = spots
        if looked and item is not None:
            self.show(item)

    def of(self, key: Key) -> Spots:
        """The spots of a field."""
        return self._spots.get(key, NOWHERE)

    def show(self, item: FieldItem) -> None:
        """Mark the words in the editor at work."""
        if item.spec.kind in (Kind.LINE, Kind.PROSE):
            self._editors.mark(self.of(item.key).moved_to(self._editors.text()))
            self._under = self._at_cursor()

    def begin(self, item: FieldItem) -> None:
        """A text is being edited from now on, from the words that a finding led to."""
        self.show(item)
        key, at = self._arrived
        if key == item.key and at >= 0:
            self._editors.put_cursor(at)
            self._under = self._at_cursor()

    def arrive(self, key: Key, at: int) -> None:
        """A finding led to a field, and to an offset of its text."""
        self._arrived = (key, at)

    def at(self, key: Key) -> int:
        """The offset that a finding led to in a field, -1 for none."""
        return self._arrived[1] if self._arrived[0] == key else -1

    def go(self, key: Key) -> None:
        """The cursor of the form went to an item."""
        if key != self._arrived[0]:
            self._arrived = _NOT_ARRIVED

    def turned(self) -> bool:
        """Whether the cursor of the editor came to other marked words."""
        before, self._under = self._under, self._at_cursor()
        return before != self._under

    def _at_cursor(self) -> int:
        spots = self._editors.spots
        return spots.nearest(self._editors.cursor) if spots.spots else -1
