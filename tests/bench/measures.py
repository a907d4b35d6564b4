"""What is measured, one function for each visit to a program; each gives named figures.

Milliseconds, bytes, megabytes, per cent. A round runs all visits, so that both sides of a ratio
were measured side by side.
"""

import math
import subprocess
import time
from collections.abc import Callable, Iterator

from program import Program
from programs import BAD_LINK, PROSE, Bench

Figures = dict[str, float]

DOWN, RETURN = "\x1b[B", "\r"
SUMMARY = 6
"""How many lines below the first field of the overview its prose begins."""
IDLE = 5.0
"""Seconds for which nobody touches the program."""
PACE = 0.1
"""Seconds between two keys of a fast typist."""
KEYS = 32


def start(name: str, text: str, begin: Callable[[Bench], Program]) -> Callable[[Bench], Figures]:
    """Starts a program until a text stands on its screen, and no more."""

    def visit(bench: Bench) -> Figures:
        with begin(bench) as program:
            return {name: 1000 * program.wait(text)}

    visit.__name__ = f"start {name}"
    return visit


STARTS = (
    start("hello start", "Hello world", lambda bench: bench.hello()),
    start("library start", "Incident number", lambda bench: bench.open("pms-1000")),
    start("big library start", "Incident number", lambda bench: bench.open("pms-10000")),
    start("open 20 first", "Event 1:", lambda bench: bench.open("events-20", "open", "1")),
    start("open 2000 first", "Event 1:", lambda bench: bench.open("events-2000", "open", "1")),
    start("open 10000 first", "Event 1:", lambda bench: bench.open("events-10000", "open", "1")),
)
"""Short visits, which a round makes several times over, since a start is easily disturbed."""


def hello(bench: Bench) -> Figures:
    """The empty Textual application."""
    with bench.hello() as program:
        begun, busy = program.wait("Hello world"), program.cpu()
        program.settle()
        return {
            "hello start": 1000 * begun,
            "hello start cpu": 1000 * busy,
            "hello memory": program.memory(),
        }


def library(bench: Bench) -> Figures:
    """Start to a list that can be moved in, then a rest."""
    with bench.open("pms-1000") as program:
        begun, busy = program.wait("Incident number"), program.cpu()
        moved = program.press(DOWN)
        program.rest(1)
        figures = {
            "library start": 1000 * begun,
            "library start cpu": 1000 * busy,
            "library first key": 1000 * moved.first,
            "library memory": program.memory(),
        }
        return figures | _idle("library", program)


def big_library(bench: Bench) -> Figures:
    """The library with ten times as many."""
    with bench.open("pms-10000") as program:
        start = program.wait("Incident number")
        down = [program.press(DOWN).sent for _ in range(8)]
        return {"big library start": 1000 * start, "big library down": _median(down)}


def opened(count: int) -> Callable[[Bench], Figures]:
    """Opens a postmortem with so many events at its timeline."""

    def visit(bench: Bench) -> Figures:
        name = f"open {count}"
        with bench.open(f"events-{count}", "open", "1") as program:
            first = program.wait(r"Event 1:")
            since = time.perf_counter()
            program.press("G", settle=False)
            last = program.wait(rf"Event {bench.scaled(count)}:", since)
            program.press("g")
            down = [program.press(DOWN).sent for _ in range(8)]
            figures = {
                f"{name} first": 1000 * first,
                f"{name} all": 1000 * (first + last),
                f"{name} down": _median(down),
            }
            to_prose(program)
            seen, sent = _typed(program, PROSE)
            figures |= {f"{name} key p95": 1000 * _p95(seen), f"{name} key bytes": _median(sent)}
            program.rest(1)
            return figures | _idle(name, program) | {f"{name} memory": program.memory()}

    visit.__name__ = f"open_{count}"
    return visit


def text_area(bench: Bench) -> Figures:
    """Typing into Textual's text area alone."""
    with bench.text_area() as program:
        program.wait("Begin here")
        program.settle()
        seen, sent = _typed(program, PROSE)
        return {"text area key p95": 1000 * _p95(seen), "text area key bytes": _median(sent)}


def editor(name: str) -> Callable[[Bench], Figures]:
    """Starts an editor and types into it, near by and over the bad link."""

    def visit(bench: Bench) -> Figures:
        with bench.editor(name) as program:
            start = program.wait("notes")
            program.settle()
            seen, sent = _typed(program, PROSE)
            figures = {
                f"{name} start": 1000 * start,
                f"{name} key p95": 1000 * _p95(seen),
                f"{name} key bytes": _median(sent),
            }
            figures |= _idle(name, program)
        with bench.editor(name, BAD_LINK) as program:
            program.settle()
            figures[f"{name} lag"] = 1000 * _lag(program)
        return figures

    visit.__name__ = name
    return visit


def link(bench: Bench) -> Figures:
    """Typing and changing panes over the bad link."""
    with bench.open("events-20", "open", "1", line=BAD_LINK) as program:
        start = program.wait(r"Event 1:")
        program.settle()
        changes = [program.press(key) for key in "3456712"]
        to_prose(program)
        lag = _lag(program)
        return {
            "link start": 1000 * start,
            "link pane": 1000 * _median([change.settled for change in changes]),
            "link pane worst": 1000 * max(change.settled for change in changes),
            "link pane bytes": _median([change.sent for change in changes]),
            "link lag": 1000 * lag,
        }


def text_area_link(bench: Bench) -> Figures:
    """Typing into Textual's text area over the bad link."""
    with bench.text_area(BAD_LINK) as program:
        program.wait("Begin here")
        program.settle()
        return {"text area lag": 1000 * _lag(program)}


def log(bench: Bench) -> Figures:
    """Logging a line."""
    line = "rolled back deploy 4711"
    return {"log": 1000 * _run(bench, [*bench.ours, "log", line], "log")}


def jrnl(bench: Bench) -> Figures:
    """Writing a line to jrnl, its settings made before."""
    line = "rolled back deploy 4711"
    command = [bench.tools["jrnl"], line]
    settings = bench.folder / "config" / "jrnl"
    if not settings.exists():
        _run(bench, command, typed="\n\n\n\n\n")
    return {"jrnl": 1000 * _run(bench, command)}


def listed(count: int) -> Callable[[Bench], Figures]:
    """Lists so many postmortems line by line."""

    def visit(bench: Bench) -> Figures:
        return {f"list {count}": 1000 * _run(bench, [*bench.ours, "list"], f"pms-{count}")}

    visit.__name__ = f"list_{count}"
    return visit


def searched(count: int) -> Callable[[Bench], Figures]:
    """Searches so many postmortems, all of which have the words, line by line."""

    def visit(bench: Bench) -> Figures:
        command = [*bench.ours, "search", "incident number"]
        return {f"search {count}": 1000 * _run(bench, command, f"pms-{count}")}

    visit.__name__ = f"search_{count}"
    return visit


def to_prose(program: Program) -> None:
    """From a pane into the prose of the overview."""
    program.press("1")
    for _ in range(SUMMARY):
        program.press("j")
    program.press(RETURN)


def _idle(name: str, program: Program) -> Figures:
    cpu, sent, since = program.cpu(), program.sent, time.perf_counter()
    program.rest(IDLE)
    busy = (program.cpu() - cpu) / (time.perf_counter() - since)
    return {f"{name} idle cpu": 100 * busy, f"{name} idle bytes": program.sent - sent}


def _typed(program: Program, text: str) -> tuple[list[float], list[int]]:
    """Seconds until each letter was seen, and the bytes sent for each."""
    seen: list[float] = []
    sent: list[int] = []
    for tail, letter in _tails(text):
        since, before = time.perf_counter(), program.sent
        program.press(letter, settle=False)
        if letter == " ":
            program.settle()
            continue  # nobody sees it arrive
        seen.append(program.wait_for(tail, since))
        program.settle()
        sent.append(program.sent - before)
    return seen[4:], sent[4:]


def _lag(program: Program) -> float:
    """Seconds from the last of 32 keys at a fast pace until it is seen."""
    begun = time.perf_counter()
    for number, (_, letter) in enumerate(list(_tails(PROSE))[:KEYS]):
        program.rest(begun + number * PACE - time.perf_counter())
        since = time.perf_counter()
        program.press(letter, settle=False)
    return program.wait_for(PROSE[KEYS - 11 : KEYS], since)


def _tails(text: str) -> Iterator[tuple[str, str]]:
    """Each letter with what ends in it."""
    for place, letter in enumerate(text):
        yield text[max(0, place - 11) : place + 1], letter


def _run(bench: Bench, command: list[str], store: str = "none", typed: str = "") -> float:
    begun = time.perf_counter()
    subprocess.run(
        command,
        input=typed,
        text=True,
        env=bench.environment(store),
        cwd=bench.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=not typed,
        timeout=60,
    )
    return time.perf_counter() - begun


def _median(values: list[int] | list[float]) -> float:
    return float(sorted(values)[len(values) // 2])


def _p95(values: list[float]) -> float:
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]
