"""Rows that are read whole, as in a meeting: wrapped, with their details beside or below them."""

from rich.cells import cell_len

from pmtui.ui.text import fit, wrap
from pmtui.ui.widgets.items import HeadItem, Item, NoteItem, RowItem
from pmtui.ui.widgets.sheet import LABEL, Drawn

LONGEST = 6
"""Lines of one row; a longer text is read in its pane."""


def describe_whole(item: Item, width: int) -> Drawn:
    """An item as it is drawn; for sheets of headings, notes and rows. Raises TypeError for others."""
    width += LABEL - 2
    match item:
        case HeadItem(text):
            return Drawn((fit(text, width),))
        case NoteItem(text):
            return Drawn(tuple(wrap(text, width)))
        case RowItem():
            return _row(item.text, item.tail, width)
    raise TypeError(f"a sheet of rows shows no {type(item).__name__}")


def _row(text: str, tail: str, width: int) -> Drawn:
    if cell_len(text) + cell_len(tail) + 2 <= width:
        return Drawn((text,), tail=tail)
    lines = wrap(text, width)
    if len(lines) > LONGEST:
        lines = [*lines[: LONGEST - 1], fit(f"{lines[LONGEST - 1]} …", width)]
    if tail and cell_len(lines[-1]) + cell_len(tail) + 3 <= width:
        lines[-1] += f" · {tail}"
    elif tail:
        lines.append(f"  {fit(tail, width - 2)}")
    return Drawn(tuple(lines))
