"""Two windows on one postmortem: both see everything, and no text is lost."""

import pytest

from terminal.shell import pmtui, show

pytestmark = pytest.mark.pty


@pytest.fixture
def postmortem():
    pmtui("new", "Checkout failed", "--severity", "2", "--owner", "Ana", "--date", "2026-11-20")


def test_what_is_logged_in_another_shell_appears_in_the_open_timeline(start, postmortem):
    program = start("open", "1")
    program.wait("1 Overview]").settle().press("2").wait("2 Timeline]").settle()
    pmtui("log", "rolled back deploy 4711", "--milestone", "mitigated")
    program.wait("rolled back deploy 4711", seconds=4)
    assert "mitigated" in program.text


def test_different_fields_of_two_windows_both_land(start, postmortem):
    one, two = start("open", "1"), start("open", "1")
    for program in (one, two):
        program.wait("1 Overview]").settle()
    one.press("Enter").type(" for everyone")
    two.press("j", "j", "j", "j", "Enter").type("checkout, ledger").press("Esc")
    one.press("Esc")
    one.wait("checkout, ledger", seconds=6)
    two.wait("Checkout failed for everyone", seconds=6)
    assert show()["overview"]["title"] == "Checkout failed for everyone"
    assert show()["overview"]["services"] == ["checkout", "ledger"]


def test_the_same_field_of_two_windows_keeps_both_texts(start, postmortem):
    one, two = start("open", "1"), start("open", "1")
    for program in (one, two):
        program.wait("1 Overview]").settle().press("Enter")
    one.send(" in Berlin")
    two.send(" in Paris")
    for program in (one, two):
        program.wait(lambda p=program: "Berlin" in p.text and "Paris" in p.text, seconds=8)
    title = show()["overview"]["title"]
    assert "in Berlin" in title and "in Paris" in title


def test_undo_goes_on_where_the_last_run_ended(start, postmortem):
    program = start("open", "1")
    program.wait("1 Overview]").settle().press("2").wait("2 Timeline]").settle()
    program.press("a").type("14:02 the first event").press("Enter")
    program.type("14:05 the second event").press("Enter", "Esc", "Ctrl+Q")
    assert program.end() == 0
    again = start("open", "1")
    again.wait("the second event").settle().press("u").wait("Took back")
    again.press("u").wait(lambda: "the first event" not in again.text)
    again.press("Ctrl+R").wait("the first event")
    assert [e["text"] for e in show()["events"]] == ["the first event"]
