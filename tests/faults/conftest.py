"""Table A, fault by fault: each test carries the number of its row; `rows` says which of them ran."""

import os
import time

import pytest

from faults.machine import TypingProgram
from pmtui.clock import SystemClock
from pmtui.paths import store_path
from pmtui.store import Store
from store.making import small


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
def start(own_machine, monkeypatch):
    monkeypatch.chdir(own_machine)
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
