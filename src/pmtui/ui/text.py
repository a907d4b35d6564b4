"""The only crossing from user text to widgets: text goes through here or it is not shown.

Textual reads strings as markup in most places, so `[/]` in a pasted log would end the program and
`[@click=…]` would become a link. The functions here give the forms that are always literal:
`content` for widgets, `segments` for `render_line`, `notify` for notices. `WireFilter` is the last net before the terminal. Widths are terminal cells.
"""

import re
from collections.abc import Iterator
from typing import Literal, Protocol

from rich.cells import cell_len, chop_cells, split_graphemes
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

TAB = 4
"""Cells between tab stops on the screen; the text keeps its tabs."""

BAD = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
)
"""What must never reach the terminal inside text: controls, bidirectional and hidden marks."""

_BREAKS = str.maketrans(dict.fromkeys("\n\r\x0b\x0c\x85\u2028\u2029", " "))
_JOINERS = "\u200d\ufe0f"  # nothing to join at the start of a piece, and widths go wrong
_PLAIN = Style.null()
_WORDS = re.compile(r"[ \t]{1,4096}+|[^ \t]{1,4096}+")


class WireFilter(LineFilter):
    """Deletes from every line what a terminal might obey; for `App.get_line_filters`.

    All of it has no width for the compositor, so columns stay. A soft hyphen has width 1 there
    and becomes a hyphen; a lone surrogate, which cannot be encoded, becomes U+FFFD.

    It also gives every segment a style, since Textual's filters for NO_COLOR fail on none.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Segments whose text holds nothing of `BAD`; control segments are the program's own."""
        for segment in segments:
            if segment.control is None and (segment.style is None or BAD.search(segment.text)):
                break
        else:
            return segments
        return [
            segment
            if segment.control is not None
            else Segment(BAD.sub(_replacement, segment.text), segment.style or _PLAIN)
            for segment in segments
        ]


class Notifier(Protocol):
    """What shows a notice: the app, a screen or a widget."""

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: Literal["information", "warning", "error"] = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show `message`; see `textual.app.App.notify`."""


def content(text: str) -> Content:
    """`text` for a widget, option, tab, border title or tooltip, taken literally."""
    return Content(text)


def segments(text: str, width: int, style: Style | None = None) -> list[Segment]:
    """One line of exactly `width` cells for `render_line`: cut with `…` or padded."""
    shown = fit(text, width)
    return [Segment(shown + " " * (width - cell_len(shown)), style or _PLAIN)]


def notify(
    host: Notifier,
    message: str,
    *,
    title: str = "",
    severity: Literal["information", "warning", "error"] = "information",
    timeout: float | None = None,
) -> None:
    """Show a notice whose text may hold anything a user wrote."""
    host.notify(message, title=title, severity=severity, timeout=timeout, markup=False)


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """`text` as one line of at most `width` cells, cut with `ellipsis`, tabs expanded.

    Looks only at the part that can be visible, so its cost does not grow with the text.
    """
    if width <= 0:
        return ""
    head = text[: 4 * width + 64].lstrip(_JOINERS)
    longer = len(text) > 4 * width + 64
    if not (head.isascii() and head.isprintable()):
        head = expand_tabs(head.translate(_BREAKS))
    if not longer and cell_len(head) <= width:
        return head
    room = width - cell_len(ellipsis)
    if room < 0:
        return ellipsis[:width]
    return _cut(head, room) + ellipsis


def expand_tabs(line: str) -> str:
    """`line` with tabs as spaces up to the next tab stop, counted in cells."""
    if "\t" not in line:
        return line
    parts = line.split("\t")
    shown = [parts[0]]
    column = cell_len(parts[0])
    for part in parts[1:]:
        gap = TAB - column % TAB
        shown.append(" " * gap + part)
        column += gap + cell_len(part)
    return "".join(shown)


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells: broken between words, inside a word only if it must.

    Line breaks of the text stay; an empty text is one empty line.
    """
    width = max(width, 2)  # a wide character must have room
    return [
        line
        for paragraph in text.splitlines() or [""]
        for line in _wrap_line(expand_tabs(paragraph), width)
    ]


def _replacement(match: re.Match[str]) -> str:
    char = match[0]
    if char == "\xad":
        return "-"
    return "\ufffd" if "\ud800" <= char <= "\udfff" else ""


def _cut(text: str, width: int) -> str:
    """The longest start of `text` of at most `width` cells, never half a character."""
    if text.isascii():
        return text[:width]
    used = end = 0
    for _start, stop, cells in split_graphemes(text)[0]:
        if used + cells > width:
            break
        used += cells
        end = stop
    return text[:end]


def _wrap_line(line: str, width: int) -> Iterator[str]:
    """One paragraph without tabs, in lines of at most `width` cells."""
    if cell_len(line) <= width:
        yield line
        return
    current: list[str] = []
    used = 0
    for match in _WORDS.finditer(line):
        word = match[0].lstrip(_JOINERS)
        cells = cell_len(word)
        if used + cells <= width:
            current.append(word)
            used += cells
            continue
        if word.startswith(" "):  # the break takes the place of the spaces
            if current:
                yield "".join(current).rstrip()
            current, used = [], 0
            continue
        if current and "".join(current).strip():
            yield "".join(current).rstrip()
        *full, rest = chop_cells(word, width) or [""]
        yield from full
        current, used = [rest], cell_len(rest)
    if current:
        yield "".join(current)
