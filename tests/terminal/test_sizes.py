"""Any size, at the start and while typing: nothing typed is lost, and what does not fit says so."""

import fcntl
import os
import signal
import struct
import termios

import pytest

from app.making import with_long_texts
from pmtui.clock import SystemClock
from pmtui.store.store import Store
from terminal.shell import pmtui, show

pytestmark = pytest.mark.pty

SIZES = ((20, 5), (200, 60), (80, 24), (60, 15), (59, 15), (1, 1), (120, 40), (60, 14), (80, 24))


@pytest.fixture
def typing(start):
    pmtui("new", "T", "--date", "2026-11-20")
    program = start("open", "1")
    program.wait("1 Overview]").settle().press("Enter")
    return program


def resize_at_once(program, columns, rows):
    """Tell the program another size without waiting until it has drawn."""
    size = struct.pack("HHHH", rows, columns, 0, 0)
    fcntl.ioctl(program.master, termios.TIOCSWINSZ, size)
    program.screen.resize(rows, columns)
    os.killpg(program.process.pid, signal.SIGWINCH)


def test_a_storm_of_sizes_loses_no_letter(typing):
    typed = ""
    for number, (columns, rows) in enumerate(SIZES * 4):
        letters = f" {number}"
        typing.send(letters)
        typed += letters
        resize_at_once(typing, columns, rows)
        typing.pump(0.03)
    typing.wait(typed[-40:]).wait(lambda: "T 0 1 2" in typing.lines[0]).settle()
    after = typing.text
    assert typing.press("\x0c").text == after  # painted anew
    typing.press("Ctrl+Q")
    assert typing.end() == 0
    assert show()["overview"]["title"] == f"T{typed}"


def test_what_is_typed_and_pasted_while_it_is_too_small_is_there_afterwards(typing):
    typing.type(" before").resize(40, 10)
    typing.wait("too small").settle().type(" blind").paste(" pasted")
    typing.resize(80, 24).wait("T before blind pasted")
    typing.type(" after").press("Ctrl+Q")
    assert typing.end() == 0
    assert show()["overview"]["title"] == "T before blind pasted after"


def test_starting_too_small_says_so_and_goes_on_when_it_grows(start):
    pmtui("new", "T", "--date", "2026-11-20")
    program = start("open", "1", columns=30, rows=8)
    program.wait("too small").settle()
    assert "Ctrl+Q" in program.text
    program.resize(80, 24).wait("1 Overview]").settle()
    program.press("2").wait("2 Timeline]").resize(30, 8).wait("too small").settle()
    program.press("Ctrl+Q")
    assert program.end() == 0


@pytest.fixture(scope="module")
def long_store(tmp_path_factory):
    path = tmp_path_factory.mktemp("long") / "pmtui.db"
    with Store.open(path, clock=SystemClock(), author="x") as store:
        store.create(with_long_texts(count=2000), label="made")
    return path


def test_2000_events_are_paged_from_end_to_end(start, long_store, monkeypatch):
    monkeypatch.setenv("PMTUI_STORE", str(long_store))
    program = start("open", "1")
    program.wait("1 Overview]").settle().press("2").wait("2 Timeline]").settle()
    program.press("G").wait(" 1999 ").press("g").wait("› 10 Mar 06:00")
    for _ in range(3):
        program.press("\x1b[6~")
    assert "06:00" not in "".join(program.lines[4:])
    assert "11 Mar" not in program.text
    assert all(len(line) <= 80 for line in program.lines)
