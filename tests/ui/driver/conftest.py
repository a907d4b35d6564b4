"""A terminal emulator to replay bytes into, and its cells compared with what was meant."""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time
from functools import lru_cache
from pathlib import Path
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


class Session:
    """The sample app in a pseudo-terminal: what the user's terminal sees, types and does."""

    def __init__(self, directory: Path, *options: str, wait: str = "READY") -> None:
        self.notes = directory / "notes"
        self.state = directory / "state"
        self.output = b""
        self.double = TerminalDouble(80, 24)
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "PMTUI_NOTES": str(self.notes),
            "PMTUI_STATE": str(self.state),
        }
        for name in ("COLUMNS", "LINES", "NO_COLOR"):
            environment.pop(name, None)
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            app = Path(__file__).with_name("sample_app.py")
            os.execve(sys.executable, [sys.executable, str(app), *options], environment)
        self.resize(80, 24)
        self.ended = False
        if wait:
            self.until(wait)

    def resize(self, width: int, height: int) -> None:
        """Change the window's size; the kernel tells the program."""
        self.double.resize(width, height)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def type(self, data: bytes) -> None:
        os.write(self.master, data)

    def until(self, text: str, seconds: float = 10, line: int | None = None) -> str:
        """Read until the screen, or one line of it, shows `text`; returns the screen."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            lines = self.double.screen.display
            if text in ("\n".join(lines) if line is None else lines[line]):
                return "\n".join(lines)
            self.read(0.05)
        raise AssertionError(
            f"{text!r} never appeared in:\n" + "\n".join(self.double.screen.display)
        )

    def read(self, seconds: float) -> bytes:
        """Take what has come, waiting at most so long for something."""
        if not select.select((self.master,), (), (), seconds)[0]:
            return b""
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return b""
        self.output += data
        self.double.feed(data.decode("utf-8", "replace"))
        return data

    def hang_up(self) -> None:
        """Close the terminal, as a dropped link does."""
        os.close(self.master)
        self.master = -1

    def signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def exit_code(self, seconds: float = 5) -> int:
        """The exit code, at the latest after `seconds`."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.ended = True
                while self.master >= 0 and self.read(0):
                    pass
                return os.waitstatus_to_exitcode(status)
            if self.master >= 0:
                self.read(0.02)
            else:
                select.select((), (), (), 0.02)
        raise AssertionError("the program did not end")

    def stopped(self, seconds: float = 5) -> bool:
        """Whether the process was stopped by a signal within `seconds`."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            pid, status = os.waitpid(self.pid, os.WNOHANG | os.WUNTRACED)
            if pid:
                return os.WIFSTOPPED(status)
            self.read(0.02)
        return False

    def notes_written(self, seconds: float = 10) -> bool:
        """Whether the app writes its notes in time, while nobody reads from the terminal."""
        deadline = time.monotonic() + seconds
        while not self.notes.exists() and time.monotonic() < deadline:
            select.select((), (), (), 0.02)
        return self.notes.exists()

    def memory(self) -> int:
        """Resident memory in kilobytes."""
        return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{self.pid}/status").read_text())[1])

    def close(self) -> None:
        if not self.ended:
            os.kill(self.pid, 9)
            os.waitpid(self.pid, 0)
        if self.master >= 0:
            os.close(self.master)


@pytest.fixture
def open_session(tmp_path):
    """Starts the sample app; ends what is left of it afterwards."""
    opened = []

    def start(*options: str, wait: str = "READY") -> Session:
        opened.append(Session(tmp_path, *options, wait=wait))
        return opened[-1]

    yield start
    for session in opened:
        session.close()
