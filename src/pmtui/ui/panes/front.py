"""The front of a pane: its lists and fields, drawn from the value that came down."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from textual.widget import Widget

from pmtui.domain.moment import When
from pmtui.domain.when import echo, parse_when
from pmtui.ui.panes.base import Pane
from pmtui.ui.panes.marking import marking
from pmtui.ui.widgets.form import Form, Setter
from pmtui.ui.widgets.items import FieldItem, Item, RowItem
from pmtui.ui.widgets.labels import value_text
from pmtui.ui.widgets.line_list import Key
from pmtui.ui.widgets.spots import NO_SPOTS, Spots

SETTERS: dict[tuple[str, str], Setter] = {("events", "milestones"): marking}
"""Fields whose new value changes other records, too."""


class Front(Pane):
    """A pane with a front; a form unless the pane makes something else of it."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(now)
        self.unread: dict[Key, tuple[str, str]] = {}
        """Typed values that could not be read, and why; all forms of the pane share them."""
        self.front = self.make_front()
        self.marks: Mapping[Key, str] = {}
        self.spots: Mapping[Key, Spots] = NO_SPOTS

    # -- what a pane says about its front ------------------------------------------------------

    def make_front(self) -> Widget:
        """The widget in front."""
        return self.new_form("front")

    def new_form(self, part: str) -> Form:
        """A form that reads times as this pane does."""
        name = f"{self.PLACE.value}-{part}"
        return Form(
            self.read_when,
            self.echo_when,
            SETTERS,
            today=lambda: self.now().astimezone().date(),
            locked=self.why_not,
            unread=self.unread,
            id=name,
        )

    def front_items(self) -> Sequence[Item]:
        """The items of a front that is a form."""
        raise NotImplementedError

    def show_front(self) -> None:
        """Draw the front from the value."""
        assert isinstance(self.front, Form)
        self.front.show(self.postmortem, self.front_items(), self.marks, self.spots)

    def front_key(self) -> Key:
        """Where the cursor stands on the front."""
        assert isinstance(self.front, Form)
        return self.front.key

    def put_front(self, key: Key) -> bool:
        """Put the cursor of the front on an item; False where it is not there."""
        assert isinstance(self.front, Form)
        return self.front.sheet.put_cursor(key)

    def front_lines(self) -> list[tuple[Key, str]]:
        """The lines of the front that can be found by words, with their keys."""
        assert isinstance(self.front, Form)
        found = []
        for item in self.front.sheet.items:
            if isinstance(item, RowItem):
                found.append((item.key, f"{item.text} {item.tail}"))
            elif isinstance(item, FieldItem):
                value = value_text(self.postmortem, item.spec, self.front.value_of(item))
                found.append((item.key, f"{item.label or item.spec.label} {value}"))
        return found

    def put_section(self, table: str) -> None:
        """Put the cursor of the front on the first item of a list."""
        assert isinstance(self.front, Form)
        for item in self.front.sheet.items:
            if item.key[0] == table:
                self.front.sheet.put_cursor(item.key)
                return

    # -- times ---------------------------------------------------------------------------------

    def above(self, key: Key) -> When | None:
        """The time that dates a bare one typed for a record."""
        return None

    def read_when(self, text: str, key: Key) -> When:
        """A typed time for a field. Raises WhenError."""
        overview = self.postmortem.overview
        return parse_when(
            text,
            now=self.now(),
            zone=overview.zone,
            day=overview.incident_date,
            above=self.above(key),
        )

    def echo_when(self, when: When, key: Key) -> str:
        """How a typed time is understood."""
        return echo(when, zone=self.postmortem.overview.zone, above=self.above(key))
