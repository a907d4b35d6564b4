"""Plain characters for terminals that show no others: a filter that keeps every width."""

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

PLAIN = {
    "›": ">",
    "…": "~",
    "·": "-",
    "→": ">",
    "←": "<",
    "↑": "^",
    "↓": "v",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "–": "-",
    "—": "-",
    "−": "-",
    "✓": "x",
    "±": "~",
    "█": "#",
    "▁": "_",
    "▃": "_",
    "■": "#",
    "●": "*",
    "○": "o",
}
"""The characters of our own that have a plain twin of the same width."""

_BOX = range(0x2500, 0x2580)
_HORIZONTAL = "─━┄┅┈┉╌╍═"
_VERTICAL = "│┃┆┇┊┋╎╏║"


class AsciiFilter(LineFilter):
    """Turns what is not ASCII into a plain twin, frames into +-|, anything else into “?”."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Segments of plain characters only, each as wide as it was."""
        return [
            s if s.control is not None or s.text.isascii() else Segment(plain(s.text), s.style)
            for s in segments
        ]


def plain(text: str) -> str:
    """A text in ASCII, in the same number of cells."""
    return "".join(c if c.isascii() else _twin(c) for c in text)


def _twin(char: str) -> str:
    if char in PLAIN:
        return PLAIN[char]
    if ord(char) in _BOX:
        if char in _HORIZONTAL:
            return "-"
        return "|" if char in _VERTICAL else "+"
    return "?" * cell_len(char)
