import random
from datetime import UTC, datetime

import pytest

from pmtui.clock import FixedClock
from pmtui.store.store import Store

pytestmark = pytest.mark.pty
GROWTH = 5.0
"""Megabytes that a blocked terminal may cost."""


@pytest.fixture
def writing(bench):
    """Our program with the cursor in the prose of the overview."""
    from measures import to_prose

    def begin(**how):
        program = bench.start([*bench.ours, "open", "1"], "events-20", **how)
        program.wait("Event 1:")
        program.settle()
        to_prose(program)
        return program

    return begin


def summary(bench):
    with Store.open(bench.store("events-20"), clock=FixedClock(datetime.now(UTC))) as store:
        return store.load(store.resolve("1").uid).postmortem.overview.summary


def saved(program, bench, text):
    """Wait until the store holds a text."""
    for _ in range(60):
        program.rest(0.1)
        if summary(bench) == text:
            return True
    return False


def assert_right(program):
    """What stands on the screen is what a fresh painting of everything gives."""
    program.wait(r"saved \d\d:\d\d")
    program.rest(0.5)  # what was judged anew is told by then
    before = program.emulator.text
    program.press("\x0c")
    program.settle()
    assert program.emulator.text == before


@pytest.mark.parametrize("seconds", [1, pytest.param(30, marks=pytest.mark.slow)])
def test_a_terminal_that_takes_nothing_for_a_while_gets_one_fresh_frame(writing, bench, seconds):
    with writing() as program:
        program.press("begin")
        memory, sent = program.memory("VmRSS"), program.sent
        program.blocked = True
        text = "begin"
        while len(text) < 20:
            for key in ("\x1b[D", "\x1b[C") * 4:  # what it draws soon fills the line
                program.press(key, settle=False)
            program.press("x", settle=False)
            text += "x"
            program.rest(seconds / 15)
        assert program.memory("VmRSS") - memory < GROWTH
        program.blocked = False
        program.wait_for(text, program.started)
        program.settle()
        assert program.sent - sent < 4096 + 8192 + 4096  # what the line held, and one frame
        assert_right(program)
        assert saved(program, bench, text)


def test_a_thousand_keys_in_one_write_all_arrive_and_cost_few_paints(writing, bench):
    text = "".join(random.Random(8).choices("abcdefghij", k=1000))
    with writing() as program:
        reaction = program.press(text)
        assert saved(program, bench, text)
        assert reaction.sent < 30_000
        assert_right(program)


def test_a_terminal_that_answers_no_query_is_as_good(writing, bench):
    with writing(answers=False) as program:
        program.press("quiet")
        assert "quiet" in program.emulator.text
        assert_right(program)


def test_a_terminal_that_lies_about_its_size_is_right_once_it_tells_the_truth(writing, bench):
    with writing() as program:
        program.press("before ")
        program._set_size(132, 50)
        program.press("during ")
        program._set_size(80, 24)
        program.press("after")
        assert saved(program, bench, "before during after")
        assert_right(program)


def test_sizes_from_tiny_to_huge_while_typing_lose_no_letter(writing, bench):
    chosen = random.Random(5)
    sizes = [(20, 5), (400, 100), (60, 15), (59, 14)]
    sizes += [(chosen.randint(20, 400), chosen.randint(5, 100)) for _ in range(8)]
    with writing() as program:
        text = ""
        for columns, rows in sizes:
            program.resize(columns, rows)
            program.rest(0.03)
            if columns >= 60 and rows >= 15:
                program.press("x", settle=False)
                text += "x"
        program.resize(80, 24)
        program.settle()
        program.press("y")
        assert saved(program, bench, text + "y")
        assert_right(program)
