import random

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from pmtui.ui.driver.cells import split_cells
from pmtui.ui.driver.frames import Screen
from pmtui.ui.driver.pen import PLAIN, apply_codes, blank, change

CONSOLE = Console(color_system="truecolor", force_terminal=True)
WORDS = [
    "a",
    "the link",
    " ",
    "      ",
    "é",
    "日本語",
    "👩\u200d💻",
    "☎\ufe0f",
    "e\u0301",
    "──",
    "🔥",
    "ok",
]
STYLES = [
    Style(),
    Style(),
    Style(bold=True),
    Style(color="red"),
    Style(color="#102030", bgcolor="#203040"),
    Style(bgcolor="blue"),
    Style(reverse=True),
    Style(underline=True, dim=True, color="bright_black"),
    Style(italic=True, strike=True),
    Style(link="https://example.org/x"),
]


class Painting:
    """Rows of styled text that change at random, and the updates Textual would send for them."""

    def __init__(self, seed, width, height):
        self.chance = random.Random(seed)
        self.resize(width, height)

    def resize(self, width, height):
        self.width, self.height = width, height
        self.rows = [self.line(width) for _ in range(height)]

    def line(self, width):
        segments, left = [], width
        while left:
            text = self.chance.choice(WORDS)
            if self.chance.random() < 0.3:
                text = " " * self.chance.randrange(1, 30)
            size = cell_len(text)
            if size > left:
                text, size = " " * left, left
            segments.append(Segment(text, self.chance.choice(STYLES)))
            left -= size
        return Strip(segments, width)

    def whole(self):
        """The frame that paints everything."""
        region = Region(0, 0, self.width, self.height)
        return LayoutUpdate([[row] for row in self.rows], region).render_segments(CONSOLE)

    def change(self):
        """A frame: the whole screen, some rows, or a part of a row."""
        first = self.chance.randrange(self.height)
        rows = range(first, min(self.height, first + self.chance.randrange(1, 4)))
        kind = self.chance.randrange(10)
        if kind == 0:
            self.rows = [self.line(self.width) for _ in self.rows]
            return self.whole()
        if kind == 9 and self.height > 5:
            return self.scroll()
        if kind < 4:
            for y in rows:
                self.rows[y] = self.line(self.width)
            chops = [{0: row} for row in self.rows]
            spans = [(y, 0, self.width) for y in rows]
            return ChopsUpdate(chops, spans, [[self.width]] * self.height).render_segments(CONSOLE)
        if kind == 4:  # nothing changed, sent again
            chops = [{0: row} for row in self.rows]
            ends = [[self.width]] * self.height
            return ChopsUpdate(chops, [(first, 0, self.width)], ends).render_segments(CONSOLE)
        left = self.chance.randrange(1, self.width - 1)
        right = self.chance.randrange(left + 1, self.width)
        start = self.rows[first].crop(0, left)
        rest = self.rows[first].crop(right, self.width)
        if any(
            cell_len(strip.text) != size
            for strip, size in ((start, left), (rest, self.width - right))
        ):
            start, rest = self.line(left), self.line(self.width - right)  # cut inside an emoji
        part = self.line(right - left)
        self.rows[first] = Strip.join([start, part, rest])
        chops = [{left: part} if y == first else {} for y in range(self.height)]
        ends = [[right] if y == first else [] for y in range(self.height)]
        # The divided neighbours lost halves of wide characters: they are part of the update.
        chops[first] = {0: start, left: part, right: rest}
        ends[first] = [left, right, self.width]
        return ChopsUpdate(chops, [(first, 0, self.width)], ends).render_segments(CONSOLE)

    def scroll(self):
        """Some rows move up or down, as a list does."""
        top = self.chance.randrange(self.height - 5)
        bottom = self.chance.randrange(top + 5, self.height)
        by = self.chance.randrange(1, 4)
        block = self.rows[top : bottom + 1]
        fresh = [self.line(self.width) for _ in range(by)]
        up = self.chance.random() < 0.5
        self.rows[top : bottom + 1] = [*block[by:], *fresh] if up else [*fresh, *block[:-by]]
        strips = [[row] for row in self.rows[top : bottom + 1]]
        region = Region(0, top, self.width, bottom + 1 - top)
        return LayoutUpdate(strips, region).render_segments(CONSOLE)

    def cells(self):
        wanted = []
        for row in self.rows:
            cells = []
            for text, style, _ in row:
                codes = Strip.render_ansi(style, CONSOLE._color_system) if style else ""
                before, split = split_cells(text)
                cells += [(cell, apply_codes(PLAIN, codes)) for cell in split]
            wanted.append(cells)
        return wanted


def replay(frames, seed, make_terminal):
    """Feed frames to the screen, its bytes to an emulator, and compare after every take."""
    painting = Painting(seed, 50, 10)
    screen, terminal = Screen(50, 10), make_terminal(50, 10)
    chance, takes, sent = random.Random(seed), 0, 0
    screen.feed(painting.whole())
    for _ in range(frames):
        screen.feed(painting.change() + "\x1b[3;4H")
        what = chance.random()
        if what < 0.01:
            size = chance.randrange(10, 70), chance.randrange(3, 14)
            painting.resize(*size)
            screen.resize(*size)
            terminal.resize(*size)
            screen.feed(painting.whole())
        elif what < 0.02:
            terminal.feed("\x1b[1;31mwrite from root\x1b[H\x1b[J")
            screen.redraw()
        elif what < 0.3:
            continue  # the terminal is busy: the next take answers for this frame as well
        data = screen.take()
        terminal.feed(data)
        takes, sent = takes + 1, sent + len(data)
        differences = terminal.differences(painting.cells())
        assert not differences, "\n".join(differences[:5])
    return takes, sent


@pytest.mark.parametrize("seed", range(2))
def test_a_thousand_random_frames_are_shown_without_one_wrong_cell(seed, make_terminal):
    takes, _sent = replay(500, seed, make_terminal)
    assert takes > 300


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 110))
def test_twenty_thousand_random_frames_are_shown_without_one_wrong_cell(seed, make_terminal):
    takes, _sent = replay(2000, seed, make_terminal)
    assert takes > 1200


def drawn(width=40, height=5):
    screen = Screen(width, height)
    screen.feed("\x1b[2;1H\x1b[31mred\x1b[0m plain\x1b[1;1Hhello world\x1b[1;12H")
    screen.take()
    return screen


def test_a_frame_that_changes_nothing_sends_nothing():
    screen = drawn()
    screen.feed("\x1b[2;1H\x1b[31mred\x1b[0m plain\x1b[1;1Hhello world\x1b[1;12H")
    assert screen.take() == ""


def test_a_typed_character_costs_itself():
    screen = drawn()
    screen.feed("\x1b[1;1Hhello world!\x1b[1;13H")
    assert screen.take() == "!"


def test_a_cleared_tail_is_erased_not_overwritten():
    screen = drawn()
    screen.feed("\x1b[1;1Hh                                       \x1b[1;2H")
    assert screen.take() == "\x1b[2G\x1b[K"


def test_frames_merge_and_only_the_newest_state_is_sent():
    screen = drawn()
    for number in range(1000):
        screen.feed(f"\x1b[1;1Hframe {number:04}")
    assert len(screen.take()) < 40
    assert screen.take() == ""


def test_a_list_that_scrolls_by_one_sends_one_row(make_terminal):
    screen, terminal = Screen(80, 24), make_terminal(80, 24)

    def show(first):
        for y in range(2, 22):
            text = f"row {first + y} of the timeline, with text that differs {first * y}"
            screen.feed(f"\x1b[{y + 1};1H{text:<78}│ \x1b[1;1H")
        data = screen.take()
        terminal.feed(data)
        return data

    show(0)
    for first in (1, 2, 3, 2, 5):
        assert len(show(first)) < 600
        assert terminal.screen.display[2].startswith(f"row {first + 2} ")
        assert terminal.screen.display[21].startswith(f"row {first + 21} ")


def test_other_sequences_pass_untouched_and_in_order():
    screen = drawn()
    clipboard = "\x1b]52;c;" + "QUJD" * 10_000 + "\x07"
    wrapped = "\x1bP\x1b]52;c;QUJD\x07\x1b\\"
    for sequence in ("\x07", clipboard, wrapped, "\x1b[?25h", "\x1b[2 q"):
        screen.feed(sequence)
    screen.pass_through("\x1b]0;raw\x07")
    screen.feed("\x1b[1;1HJ\x1b[1;2H")
    assert screen.take() == f"\x07{clipboard}{wrapped}\x1b[?25h\x1b[2 q\x1b]0;raw\x07\rJ"


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b]52;c;UA==\x07",
        "\x1b[?1049l",
        "\x1bP1$q\x1b\\",
        "\x1b[5L",
        "\x1bc",
        "\x07",
        "\x9b5L",
        "\x1b_x\x1b\\",
    ],
    ids=ascii,
)
def test_a_sequence_hidden_in_a_frame_goes_nowhere(sequence):
    screen = drawn()
    screen.feed(f"\x1b[1;1Hhello {sequence}WORLD\x1b[1;12H")
    data = screen.take()
    assert "WORLD" in data
    assert sequence not in data and "52;c" not in data and "\x07" not in data


def test_an_unknown_sequence_passes_and_the_screen_is_painted_anew():
    screen = drawn()
    screen.feed("\x1b[5L")
    data = screen.take()
    assert data.startswith("\x1b[5L\x1b[m\x1b[2J")
    assert "hello world" in data


def test_a_big_frame_is_one_update_where_the_terminal_knows_how():
    screen = Screen(80, 24)
    screen.feed("\x1b[?2026h")
    assert screen.in_update
    for y in range(24):
        screen.feed(f"\x1b[{y + 1};1H" + "x" * 80)
    screen.feed("\x1b[?2026l")
    data = screen.take()
    assert data.startswith("\x1b[?2026h") and data.endswith("\x1b[?2026l")
    screen.feed("\x1b[?2026h\x1b[1;1Hy\x1b[?2026l")
    assert "2026" not in screen.take()


def test_waiting_sequences_are_bounded_while_the_terminal_is_blocked():
    screen = drawn()
    for _ in range(100):
        screen.feed("\x1b]52;c;" + "QUJD" * 10_000 + "\x07")
    assert len(screen.take()) < 1 << 21


def test_drawing_outside_the_screen_is_cut_off():
    screen = Screen(10, 2)
    screen.feed("\x1b[1;8Habcdef\x1b[9;1Hxxx\x1b[1;10H日")
    assert "cdef" not in screen.take()


@pytest.mark.parametrize("first", STYLES, ids=str)
@pytest.mark.parametrize("then", STYLES, ids=str)
def test_every_change_of_looks_arrives(first, then, make_terminal):
    pens = [
        apply_codes(PLAIN, Strip.render_ansi(style, CONSOLE._color_system) if style else "")
        for style in (first, then)
    ]
    terminal = make_terminal(4, 1)
    terminal.feed("\x1b[m\x1b[2J\x1b[H" + change(PLAIN, pens[0]) + "x" + change(*pens) + "y")
    assert not terminal.differences([[("x", pens[0]), ("y", pens[1])]])
    assert len(change(*pens)) <= len(change(PLAIN, pens[1])) + 3


def test_a_space_keeps_only_what_can_be_seen_on_it():
    assert blank(apply_codes(PLAIN, "1;31")) == PLAIN
    assert blank(apply_codes(PLAIN, "1;31;44")) == apply_codes(PLAIN, "44")
    assert blank(apply_codes(PLAIN, "4;31")) == apply_codes(PLAIN, "4;31")
