"""Table A, fault by fault: each test carries the number of its row; the end says which rows ran."""

import os
import re
import time

import pytest

from faults.machine import TypingProgram
from pmtui.clock import SystemClock
from pmtui.paths import store_path
from pmtui.store import Store
from store.making import small

ROWS = 42
_ROW = re.compile(r"::test_a(\d+)_")
_outcomes: dict[int, set[str]] = {}
_reasons: dict[int, str] = {}
_figures: dict[str, str] = {}


def pytest_runtest_logreport(report):
    found = _ROW.search(report.nodeid)
    if found is None or (report.when != "call" and report.outcome == "passed"):
        return
    row = int(found[1])
    _outcomes.setdefault(row, set()).add(report.outcome)
    if report.outcome == "skipped" and isinstance(report.longrepr, tuple):
        _reasons[row] = report.longrepr[2].removeprefix("Skipped: ")
    for name, value in report.user_properties:
        _figures[name] = str(value)


def pytest_terminal_summary(terminalreporter):
    if not _outcomes:
        return
    ran = sorted(row for row, outcomes in _outcomes.items() if outcomes != {"skipped"})
    failed = [f"A{row}" for row in ran if "failed" in _outcomes[row]]
    say = terminalreporter.write_line
    say("")
    say(f"table A: {len(ran)} of {ROWS} rows ran, {len(failed)} failed {' '.join(failed)}".rstrip())
    for row in range(1, ROWS + 1):
        if row not in ran:
            say(f"  A{row} NOT RUN: {_reasons.get(row, 'not among the chosen tests')}")
    for name, value in _figures.items():
        say(f"  {name}: {value}")


@pytest.fixture
def figure(record_property):
    """Puts a measured figure below the rows at the end."""
    return record_property


@pytest.fixture
def clock():
    return SystemClock()


@pytest.fixture
def path(own_machine):
    return store_path()


@pytest.fixture
def store(path, clock):
    with Store.open(path, clock=clock, author="noor") as opened:
        yield opened


@pytest.fixture
def uid(store):
    return store.create(small("Checkout"), label="new").postmortem.uid


@pytest.fixture
def start(own_machine):
    running = []

    def begin(*arguments, **options):
        program = TypingProgram(*arguments, env={**os.environ, **options.pop("env", {})}, **options)
        running.append(program)
        return program

    yield begin
    for program in running:
        program.__exit__()


@pytest.fixture
def typing(start, path, clock):
    """A program in which somebody has just typed in the title."""
    with Store.open(path, clock=clock, author="noor") as opened:
        opened.create(small("Checkout"), label="new")
    program = start("open", "1")
    program.wait("1 Overview]").settle().press("Enter").wait("Esc Done")
    program.type(" failed").wait("Checkout failed")
    return program


@pytest.fixture
def title(path, clock):
    def read():
        with Store.open(path, clock=clock) as opened:
            return opened.load(opened.resolve("1").uid).postmortem.overview.title

    return read


@pytest.fixture
def by_a_deadline():
    """Wait until something holds."""

    def wait(holds, seconds=10.0):
        end = time.monotonic() + seconds
        while not (found := holds()):
            assert time.monotonic() < end, "what was waited for did not come"
            time.sleep(0.01)
        return found

    return wait
