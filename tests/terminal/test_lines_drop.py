"""A dropped connection, a kill, a stop: what was typed is there afterwards."""

import signal
import time

import pytest

from terminal.shell import pmtui, show

pytestmark = pytest.mark.pty


def title_in_store():
    return show()["overview"]["title"]


@pytest.fixture
def typing(start):
    """A program in which somebody types a title."""
    pmtui("new", "Checkout", "--severity", "2")
    program = start("open", "1")
    program.wait("Title").settle()
    program.press("Enter")
    program.type(" failed for everyone").wait("failed for everyone")
    return program


def test_a_dropped_line_loses_no_letter(typing):
    code = typing.hang_up()
    assert title_in_store() == "Checkout failed for everyone"
    assert code == 129


def test_a_termination_loses_no_letter_and_gives_the_terminal_back(typing):
    assert typing.signal(signal.SIGTERM) == 143
    assert title_in_store() == "Checkout failed for everyone"
    assert b"\x1b[?1049l" in typing.raw


def test_a_kill_loses_at_most_half_a_second(typing):
    time.sleep(0.5)
    typing.process.kill()
    assert title_in_store() == "Checkout failed for everyone"


def test_quitting_in_a_field_asks_nothing_and_loses_nothing(typing):
    typing.press("Ctrl+Q")
    assert typing.end() == 0
    assert title_in_store() == "Checkout failed for everyone"


def test_letters_typed_fast_outside_a_field_are_offered_as_text(start):
    pmtui("new", "Checkout")
    program = start("open", "1")
    program.wait("Title").settle()
    for letter in "zebra crossing":
        program.send(letter)
        time.sleep(0.13)
    program.wait("outside a field")
    assert "zebra" in program.text


@pytest.mark.parametrize("ending", ["hang up", "kill", "quit"])
def test_a_line_that_was_typed_and_not_yet_added_waits_for_the_next_session(start, ending):
    pmtui("new", "Checkout", "--date", "2026-11-20")
    program = start("open", "1")
    program.wait("1 Overview]").settle().press("2").wait("2 Timeline]").settle().press("a")
    program.type("14:02 paged the storage").wait("storage").settle(0.6)
    match ending:
        case "hang up":
            assert program.hang_up() == 129
        case "kill":
            program.process.kill()
        case "quit":
            program.press("Ctrl+Q").end()
    again = start("open", "1")
    again.wait("2 Timeline]").wait("a shows it").settle().press("a").wait("14:02 paged the storage")
    again.type(" team").press("Enter").wait("paged the storage team").press("Esc", "Ctrl+Q").end()
    assert [e["text"] for e in show()["events"]] == ["paged the storage team"]
