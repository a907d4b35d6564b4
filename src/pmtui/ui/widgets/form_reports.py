"""What a form tells its pane, as messages."""

from textual import on
from textual.message import Message
from textual.widget import Widget

from pmtui.domain.edits import Edit
from pmtui.ui.widgets.items import FieldItem
from pmtui.ui.widgets.line_list import Key
from pmtui.ui.widgets.prose import Prose


class FormReports(Widget):
    """A widget that reports edits, moves and wishes of a form."""

    class Changed(Message):
        """A field was edited."""

        def __init__(self, edit: Edit, label: str, typing: str = "") -> None:
            super().__init__()
            self.edit = edit
            self.label = label
            self.typing = typing

    class Opened(Message):
        """A row that is no field was opened."""

        def __init__(self, form: Widget, key: Key) -> None:
            super().__init__()
            self.form = form
            self.key = key

    class Choosing(Message):
        """Links are to be chosen for a field."""

        def __init__(self, item: FieldItem) -> None:
            super().__init__()
            self.item = item

    class Moved(Message):
        """The cursor stands on another item, or editing began or ended."""

        def __init__(self, form: Widget, key: Key) -> None:
            super().__init__()
            self.form = form
            self.key = key

    class Past(Message):
        """The cursor was to go past the last item (1) or before the first (-1)."""

        def __init__(self, form: Widget, by: int, go_on: bool = False) -> None:
            super().__init__()
            self.form = form
            self.by = by
            self.go_on = go_on

    class Told(Message):
        """A sentence for the message line."""

        def __init__(self, text: str, warn: bool = False) -> None:
            super().__init__()
            self.text = text
            self.warn = warn

    class Waiting(Message):
        """What is typed and not read has changed, to be kept until it is."""

    class Pasted(Message):
        """A paste that the field at hand cannot simply take; the text is nowhere yet."""

        def __init__(self, item: FieldItem, text: str) -> None:
            super().__init__()
            self.item = item
            self.text = text

    @on(Prose.Refused)
    def _refused(self, event: Prose.Refused) -> None:
        event.stop()
        self.post_message(self.Told(event.text, warn=True))
