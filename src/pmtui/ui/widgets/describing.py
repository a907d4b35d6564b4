"""How each kind of item looks in a form, as plain lines."""

from collections.abc import Callable
from typing import Any

from rich.cells import cell_len

from pmtui.domain.fields import FieldSpec, Kind
from pmtui.domain.postmortem import Postmortem, find
from pmtui.ui.text import fit, wrap
from pmtui.ui.widgets.items import FieldItem, HeadItem, Item, NoteItem, RowItem, TeachItem
from pmtui.ui.widgets.labels import value_text
from pmtui.ui.widgets.sheet import LABEL, Drawn
from pmtui.ui.widgets.spots import NOWHERE, Spots

NOTHING = "-"
"""What stands where nothing was written."""
PROSE_LINES = 3
"""Lines of a long text that a form shows."""


def describe(
    pm: Postmortem,
    item: Item,
    width: int,
    *,
    value: Callable[[FieldItem], Any],
    mark: str,
    unread: tuple[str, str] | None,
    lines: int,
    echo: str,
    spots: Spots = NOWHERE,
    closed: bool = False,
) -> Drawn:
    """An item as it is drawn; `lines` is the room its editor takes, 0 where none is at work.

    What is `closed` to changes teaches nothing: an example would be taken for what was written.
    """
    match item:
        case HeadItem(text):
            return Drawn((fit(text, width + LABEL),))
        case NoteItem(text):
            return Drawn(tuple(wrap(text, width + LABEL - 2)))
        case TeachItem() if closed:
            return Drawn((NOTHING,), hint=True)
        case TeachItem(_, text):
            return Drawn(tuple(wrap(text, width + LABEL - 2)), hint=True)
        case RowItem():
            return Drawn((item.text,), tail=item.tail, mark=row_mark(mark))
        case FieldItem():
            if lines:
                return Drawn(("",) * lines, item.label or item.spec.label, mark, note=echo)
            return _field(pm, item, width, value, mark, unread, spots, closed)


def takes_full_pane(pm: Postmortem, item: Item | None, width: int) -> bool:
    """Whether a field is edited with more ease in the full pane: prose, and a line cut at `width`."""
    if not isinstance(item, FieldItem) or item.spec.kind is not Kind.LINE:
        return isinstance(item, FieldItem) and item.spec.kind is Kind.PROSE
    return cell_len(getattr(find(pm, item.table, item.record), item.spec.name)) > width - LABEL


def row_mark(mark: str) -> str:
    """The mark of a row; what is still to write is seen when it is opened, and scolds nobody."""
    return mark if mark.endswith("look") else ""


def _field(
    pm: Postmortem,
    item: FieldItem,
    width: int,
    value: Callable[[FieldItem], Any],
    mark: str,
    unread: tuple[str, str] | None,
    spots: Spots,
    closed: bool,
) -> Drawn:
    label = item.label or item.spec.label
    if unread:
        return Drawn((fit(unread[0], width),), label, mark, note=unread[1])
    try:
        known = value(item)
    except KeyError:
        return Drawn(("(deleted)",), label, hint=True)
    text = value_text(pm, item.spec, known)
    if not text:
        example = NOTHING if closed else _example(item.spec)
        said = f"{mark} · {example}" if mark else example
        return Drawn((said,), label, hint=True)
    shown = first_lines(text, width)
    if not spots.spots:
        return Drawn(shown, label, mark)
    marked, signs = _marks_in(shown, text, spots.moved_to(text))
    return Drawn(shown, label, mark, marked=marked, signs=signs)


def _marks_in(
    lines: tuple[str, ...], text: str, spots: Spots
) -> tuple[tuple[tuple[int, int, int], ...], tuple[str, ...]]:
    """The marked parts of the lines that show the start of a text, and the sign of each line.

    A line is found again in the text by its words; one with tabs, which are drawn as spaces, is
    not, and has its sign only where it is the last. What lies below is told by the last line.
    """
    marked: list[tuple[int, int, int]] = []
    signs: list[str] = []
    position = 0
    for number, line in enumerate(lines):
        last = number == len(lines) - 1
        words = line.rstrip("…").rstrip() if last else line
        start = text.find(words, position)
        end = start + len(words)
        if start >= 0:
            position = end
            marked += [
                (number, max(s.start, start) - start, min(s.end, end) - start)
                for s in spots.spots
                if s.start < end and s.end > start
            ]
        sign = spots.sign(start, end) if start >= 0 else ""
        signs.append(sign or (spots.sign(position, len(text)) if last else ""))
    return tuple(marked), tuple(signs)


def _example(spec: FieldSpec) -> str:
    return f"e.g. {spec.example}" if spec.example else NOTHING


def first_lines(text: str, width: int, count: int = PROSE_LINES) -> tuple[str, ...]:
    """The first lines of a long text, the last one marked where there is more."""
    head = text[: (width + 1) * count * 2 + 64]
    wrapped = wrap(head, width)
    if len(wrapped) <= count and len(head) == len(text):
        return tuple(wrapped)
    last = wrapped[count - 1] if len(wrapped) >= count else ""
    return (*wrapped[: count - 1], fit(f"{last} …", width))
