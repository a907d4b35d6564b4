"""A terminal emulator to replay bytes into, and its cells compared with what was meant."""

from functools import lru_cache

from unicodedata import normalize

import pyte
import pytest
from pyte.screens import Char

from pmtui.ui.driver.cells import split_cells
from pmtui.ui.driver.pen import PLAIN, Pen, apply_codes, blank

Cells = list[list[tuple[str, Pen]]]


class TerminalDouble:
    """A pyte screen that is fed text and compared cell by cell."""

    def __init__(self, width: int, height: int) -> None:
        self.screen = pyte.Screen(width, height)
        self.stream = pyte.Stream(self.screen)
        self.stream.feed("left over from before" * 40)
        self.stream.feed("\x1b[?7l")

    def feed(self, data: str) -> None:
        self.stream.feed(data)

    def resize(self, width: int, height: int) -> None:
        self.screen.resize(height, width)
        self.stream.feed("\x1b[?7l")

    def differences(self, wanted: Cells) -> list[str]:
        """A line for each cell that shows something else than meant."""
        found = []
        for y, row in enumerate(wanted):
            line = self.screen.buffer[y]
            for x, (char, pen) in enumerate(row):
                have = line[x]
                if char == "":
                    continue  # the second half; emulators differ in what they keep there
                want = look(blank(pen) if char == " " else pen)
                if not same(char, want, have):
                    found.append(f"({x},{y}) wanted {char!r} {want}, shown {have}")
        return found


@lru_cache(maxsize=8192)
def look(pen: Pen) -> Char:
    """How the emulator stores a character drawn with `pen`."""
    screen = pyte.Screen(2, 1)
    codes = [str(code) for code in (1, 2, 3, 4, 5) if pen.bits & 1 << (code - 1)]
    codes += [code for code, bit in (("7", 64), ("9", 256)) if pen.bits & bit]
    codes += [part for part in (pen.fg, pen.bg) if part]
    pyte.Stream(screen).feed(f"\x1b[{';'.join(codes)}mx")
    return screen.buffer[0][0]


def same(char: str, want: Char, have: Char) -> bool:
    """Whether a shown cell is what was meant; the colour of a bare space does not matter."""
    if normalize("NFC", char)[0] != (normalize("NFC", have.data) or "?")[0]:
        return False
    if char == " " and not (have.reverse or have.underscore or have.strikethrough):
        return want.bg == have.bg and not (want.reverse or want.underscore or want.strikethrough)
    return want._replace(data="") == have._replace(data="")


def compositor_cells(screen, console) -> Cells:
    """What Textual means to show: the compositor's own full render, cut into cells."""
    rows: Cells = []
    width, height = screen.size
    for strip in screen._compositor.render_strips():
        row: list[tuple[str, Pen]] = []
        for text, style, control in strip:
            if control:
                continue
            pen = PLAIN
            if style is not None:
                pen = apply_codes(PLAIN, strip.render_ansi(style, console._color_system))
            marks, cells = split_cells(text)
            if marks and row and row[-1][0] not in ("", " "):
                row[-1] = (row[-1][0] + marks, row[-1][1])
            row.extend((cell, pen) for cell in cells)
        row = row[:width] + [(" ", PLAIN)] * (width - len(row))
        rows.append(row)
    return rows[:height]


@pytest.fixture
def make_terminal():
    """Makes an emulator of a size, full of left-overs."""
    return TerminalDouble


@pytest.fixture
def meant():
    """Cuts the compositor's full render of a screen into cells."""
    return compositor_cells
