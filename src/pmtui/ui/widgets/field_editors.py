"""The editors that a form lays over its sheet: a line, a prose text, a picker. One works at a time."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from textual.widget import Widget
from textual.widgets import Static

from pmtui.domain.fields import FieldSpec, Kind
from pmtui.domain.vocabulary import Role, Severity
from pmtui.ui.text import content
from pmtui.ui.widgets.describing import PROSE_LINES
from pmtui.ui.widgets.focusing import take_focus
from pmtui.ui.widgets.items import FieldItem
from pmtui.ui.widgets.line_input import LineInput
from pmtui.ui.widgets.picker import NONE, Option, Picker
from pmtui.ui.widgets.prose import MEASURE, Prose
from pmtui.ui.widgets.sheet import LABEL
from pmtui.ui.widgets.spots import NOWHERE, Spots
from pmtui.ui.widgets.suggesting import grade_of, suggester_for

if TYPE_CHECKING:
    from pmtui.ui.widgets.form_view import FormView

_NOTHING = Option(NONE, "(none)")


class FieldEditors:
    """Mounts each editor on its first use and keeps it where its field is drawn."""

    def __init__(self, form: "FormView") -> None:
        self._form = form
        self._line: LineInput | None = None
        self._prose: Prose | None = None
        self._picker: Picker | None = None
        self._head: Static | None = None
        """Label and question above a text that has the full pane."""
        self._at_work: Widget | None = None
        self._full = False
        self._one_line = False
        """Whether the text in the full pane is that of a line, which has no line breaks."""
        self.lines = 0
        """Lines that the sheet keeps free for the editor."""

    async def open_line(self, item: FieldItem, text: str, *, given: bool = True) -> None:
        """Edit one line; a day that was `given` is selected, so that typing replaces it."""
        if self._line is None:
            self._line = LineInput(id="form-line")
            await self._form.mount(self._line)
            self._form.watch(self._line, "selection", self._form.look, init=False)
        self._begin(self._line, 1)
        self._line.hint(_hint(item.spec))
        self._line.suggester = suggester_for(item.spec)
        self._line.show(text)
        self._line.cursor_position = len(text)
        take_focus(self._line)
        if given and item.spec.kind is Kind.DATE:
            self._line.select_all()

    async def open_prose(self, item: FieldItem, text: str, full: bool) -> None:
        """Edit a text of many lines, in place or in the full pane, or a long line in the latter."""
        if self._prose is None:
            self._prose = Prose(id="form-prose")
            self._head = Static(id="form-head", markup=False)
            await self._form.mount(self._head, self._prose)
            # how many lines the text takes is known once it is wrapped at the width it got
            self._form.watch(self._prose, "virtual_size", self.grow, init=False)
        self._begin(self._prose, PROSE_LINES)
        self._full = full
        self._one_line = item.spec.kind is Kind.LINE
        if self._head is not None:
            self._head.update(content(f"{item.label or item.spec.label}: {item.spec.ask}"))
        self._prose.show(text)
        self._prose.to_end()
        take_focus(self._prose)

    def freeze(self, frozen: bool) -> None:
        """Let the text be read only, or edited again."""
        if self._prose is not None:
            self._prose.read_only = frozen

    async def open_picker(self, item: FieldItem, value: Any) -> None:
        """Choose from the words of a closed list."""
        if self._picker is None:
            self._picker = Picker(passes=True, id="form-picker")
            await self._form.mount(self._picker)
        assert item.spec.choices is not None
        several = item.spec.kind is Kind.CHOICES
        words = [Option(w.value, _label(w)) for w in item.spec.choices]
        chosen = list(value) if several else [value] if value is not None else []
        self._begin(self._picker, 1)
        self._picker.offer(words if several else [*words, _NOTHING], chosen, several=several)

    def _begin(self, editor: Widget, lines: int) -> None:
        self._at_work, self._full, self.lines = editor, False, lines
        editor.display = True

    def close(self) -> None:
        """Put the editor away."""
        if self._at_work is not None:
            self._at_work.display = False
        if self._head is not None:
            self._head.display = False
        self._at_work, self._full, self.lines = None, False, 0

    def focus(self) -> bool:
        """Give the keys to the editor at work; False where there is none."""
        if self._at_work is None:
            return False
        if self._picker is not None and self._at_work is self._picker:
            take_focus(self._picker.query_one(LineInput))
        else:
            take_focus(self._at_work)
        return True

    def text(self) -> str:
        """What is typed."""
        if self._at_work is self._prose and self._prose is not None:
            text = self._prose.text
            return text.replace("\n", " ") if self._one_line else text
        return self._line.value if self._line is not None else ""

    @property
    def spots(self) -> Spots:
        """Where findings point into what is typed."""
        if self._at_work is self._prose and self._prose is not None:
            return self._prose.spots
        return self._line.underline.spots if self._line is not None else NOWHERE

    def mark(self, spots: Spots) -> None:
        """Mark what findings point at."""
        if self._at_work is self._prose and self._prose is not None:
            self._prose.mark(spots)
        elif self._at_work is self._line and self._line is not None:
            self._line.mark(spots)

    @property
    def cursor(self) -> int:
        """The offset of the cursor in what is typed."""
        if self._at_work is self._prose and self._prose is not None:
            return self._prose.cursor_index
        return self._line.cursor_position if self._line is not None else 0

    def put_cursor(self, index: int) -> None:
        """Put the cursor on an offset of what is typed."""
        if self._at_work is self._prose and self._prose is not None:
            self._prose.put_cursor(index)
        elif self._at_work is self._line and self._line is not None:
            self._line.cursor_position = index

    def marked(self) -> list[str]:
        """The words that are marked in the picker."""
        return self._picker.chosen if self._picker is not None else []

    def show_text(self, text: str) -> None:
        """Show a text that was made elsewhere."""
        if self._at_work is self._prose and self._prose is not None:
            self._prose.show(text)
            self.grow()
        elif self._line is not None:
            self._line.show(text)

    def insert(self, text: str) -> None:
        """Put a text at the cursor of the editor at work."""
        if self._at_work is self._prose and self._prose is not None:
            self._prose.put(text)
        elif self._line is not None:
            self._line.insert_text_at_cursor(" ".join(text.split()))

    def toggle_full(self) -> None:
        """The full pane for a prose text, or its lines in the form again."""
        if self._at_work is self._prose:
            self._full = not self._full
            self.place()

    def grow(self) -> None:
        """As many lines as the text has, from three to the whole pane."""
        if self._at_work is not self._prose or self._prose is None or self._full:
            return
        height = self._form.size.height
        wanted = max(PROSE_LINES, min(height, self._prose.wrapped_document.height))
        if wanted != self.lines:
            self.lines = wanted
            self._form.sheet.lay_out()
            self._form.sheet.keep_visible()
            self.place()

    def place(self) -> None:
        """Lay the editor over its field."""
        editor, item = self._at_work, self._form.editing
        if editor is None or item is None:
            return
        sheet = self._form.sheet
        index = sheet.index_of(item.key)
        if index is None:
            return
        width, height = self._form.size
        if self._head is not None:
            self._head.display = self._full
        if self._full:
            self._put(editor, 0, 1, min(width, MEASURE + 2), max(1, height - 1))
            return
        y = sheet.top_of(index) - round(sheet.scroll_offset.y)
        rows = self.lines
        if isinstance(editor, Picker):
            rows = min(editor.rows, height)
            y = max(0, min(y, height - rows))
        x = LABEL - (editor is self._picker) if width > LABEL + 20 else 0
        self._put(editor, x, y, min(max(8, width - x - 2), MEASURE + 2), rows)

    def _put(self, editor: Widget, x: int, y: int, width: int, height: int) -> None:
        editor.styles.offset = (x, y)
        editor.styles.width = width
        editor.styles.height = height
        if editor is self._prose:
            self._form.call_after_refresh(self.grow)


def _label(word: StrEnum) -> str:
    if word is Role.CUSTOMER_LIAISON:
        return f"{word.value} (communications lead)"  # the title by which many look for it
    return grade_of(word.value) if isinstance(word, Severity) else word.value


def _hint(spec: FieldSpec) -> str:
    """What stands in an empty line: an example, else the question."""
    if spec.kind is Kind.DATE:
        return "e.g. fri, +2w or 2026-11-22" if spec.ahead else "e.g. yesterday, fri or 2026-11-22"
    return f"e.g. {spec.example}" if spec.example else spec.ask
