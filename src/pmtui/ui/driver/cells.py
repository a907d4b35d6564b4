"""Text as terminal cells: which cells a piece of text fills, and where terminals disagree."""

import re
from functools import lru_cache

from rich.cells import get_character_cell_size, split_graphemes

_PLAIN = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x370, 0x377), (0x384, 0x482),
    (0x2010, 0x2027), (0x2030, 0x203B), (0x20A0, 0x20BF), (0x2190, 0x2193),
    (0x2200, 0x22FF), (0x2500, 0x25FC), (0x2713, 0x2713), (0x2717, 0x2717), (0x2800, 0x28FF),
)  # fmt: skip
"""Characters every terminal draws in one cell."""
_PLAIN_TEXT = re.compile("[" + "".join(rf"\u{a:04x}-\u{b:04x}" for a, b in _PLAIN) + "]*")


def is_plain(text: str) -> bool:
    """Whether every terminal draws each character of a text in one cell."""
    return (text.isascii() and text.isprintable()) or _PLAIN_TEXT.fullmatch(text) is not None


# Wide in every terminal that knows wide characters at all: CJK punctuation, kana, ideographs,
# Hangul syllables, full-width forms.
_WIDE = (
    (0x3001, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFF01, 0xFF60),
)  # fmt: skip


@lru_cache(maxsize=2048)
def split_cells(text: str) -> tuple[str, list[str]]:
    """Marks that belong to the cell before `text`, and the cells of `text`.

    Cells are counted as the compositor counts them: a character with its marks, and an empty
    string for the second cell of a wide one. The list is shared: do not change it.
    """
    before = ""
    cells: list[str] = []
    lead = -1
    for start, end, width in split_graphemes(text)[0]:
        if width:
            lead = len(cells)
            cells.append(text[start:end])
            cells.extend([""] * (width - 1))
        elif lead >= 0:
            cells[lead] += text[start:end]
        else:
            before += text[start:end]
    return before, cells


@lru_cache(maxsize=4096)
def doubt(cell: str) -> int:
    """How many cells to the right of `cell` a terminal might disturb by drawing it; -1 when all
    terminals agree on its width.

    Emoji, joined sequences, variation selectors and combining marks are drawn in different widths
    by different terminals: after such a cell the cursor is placed anew.
    """
    if len(cell) == 1:
        code = ord(cell)
        if is_plain(cell) or any(first <= code <= last for first, last in _WIDE):
            return -1
        if cell.isalnum() and get_character_cell_size(cell) == 1 and code < 0x1F000:
            return -1
    apart = sum(get_character_cell_size(char) for char in cell)
    counted = split_graphemes(cell)[1]
    return max(1, apart - counted)
