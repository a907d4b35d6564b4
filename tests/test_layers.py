"""What a command loads: nobody waits for what they do not use.

Each command runs in a process of its own, and what it loaded is read from `sys.modules` at its
end. Import contracts see what could be imported; this sees what was.
"""

import os
import subprocess
import sys

import pytest

from pmtui.cli.run import run
from terminal.program import Program

NOTE = (
    "import atexit, os, sys\n"
    "def note():\n"
    "    with open(os.environ['LOADED'], 'w') as file:\n"
    "        file.write('\\n'.join(sys.modules))\n"
    "atexit.register(note)\n"
)

HEAVY = {"textual", "pydantic", "sqlite_utils", "rich", "jinja2", "detect_secrets"}
"""Never on the everyday path."""

PANES = {
    f"pmtui.review.{name}"
    for name in ("overview", "timeline", "impact", "causes", "response", "actions", "people",
                 "wording", "examples")
}  # fmt: skip
"""The criteria."""

OUTSIDE = {"pmtui.exporters", "pmtui.importers", "pmtui.language", "pmtui.schema"}


@pytest.fixture
def noting(tmp_path, monkeypatch):
    (tmp_path / "sitecustomize.py").write_text(NOTE)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("LOADED", str(tmp_path / "loaded"))
    return tmp_path / "loaded"


def loaded(note, *words, code=0):
    done = subprocess.run(
        [sys.executable, "-m", "pmtui", *words], capture_output=True, timeout=30, text=True
    )
    assert done.returncode == code, done.stderr
    return set(note.read_text().split())


EVERYDAY = (
    (("--version",), 0),
    (("new", "Another"), 0),
    (("log", "errors", "rose", "!detected"), 0),
    (("add", "1", "event", "2026-11-22 14:02 x"), 0),
    (("set", "1", "severity", "2"), 0),
    (("list",), 0),
    (("list", "--json"), 0),
    (("search", "card"), 0),
    (("similar", "1"), 1),
    (("actions", "--overdue"), 0),
    (("history", "1"), 0),
    (("check", "1"), 1),
    (("check", "1", "--json"), 1),
    (("export", "1"), 0),
    (("show", "1", "--json"), 0),
    (("undo", "1"), 0),
)


@pytest.mark.parametrize(("words", "code"), EVERYDAY, ids=lambda value: str(value))
def test_the_everyday_path_loads_nothing_heavy(noting, words, code):
    run(["new", "Card payments failed"])
    run(["set", "1", "owner", "Ana"])
    assert not loaded(noting, *words, code=code) & (HEAVY | {"pmtui.ui"})


def test_beginning_compares_with_the_past_and_loads_no_criteria(noting):
    run(["new", "Card payments failed"])
    found = loaded(noting, "new", "Card payments failed again")
    assert not found & PANES
    assert found & OUTSIDE <= {"pmtui.language"}


@pytest.mark.parametrize("words", [("list",), ("log", "x"), ("set", "1", "owner", "x"),
                                   ("history", "1"), ("undo", "1")])  # fmt: skip
def test_only_what_judges_loads_the_criteria(noting, words):
    run(["new", "Card payments failed"])
    run(["set", "1", "owner", "Ana"])
    found = loaded(noting, *words)
    assert not found & PANES
    assert not found & OUTSIDE


@pytest.mark.parametrize(
    "words", [("list",), ("actions", "--overdue"), ("--version",), ("config", "path")]
)
def test_what_shows_no_postmortem_loads_no_record_classes(noting, words):
    run(["new", "Card payments failed"])
    assert "pmtui.domain.records" not in loaded(noting, *words)


def test_what_is_overdue_loads_little_more_than_a_list(noting):
    run(["new", "Card payments failed"])
    listed, found = loaded(noting, "list"), loaded(noting, "actions", "--overdue")
    assert {name for name in found - listed if name.startswith("pmtui.")} == {
        "pmtui.cli.actions",
        "pmtui.domain.vocabulary",
        "pmtui.memory",
        "pmtui.memory.promises",
        "pmtui.store.asking",
        "pmtui.store.promises",
    }


def test_completing_loads_all_of_them(noting):
    run(["new", "Card payments failed"])
    assert loaded(noting, "complete", "1", code=1) >= PANES - {"pmtui.review.examples"}


def test_parsing_and_linting_open_no_store(noting, tmp_path):
    text = tmp_path / "text.md"
    text.write_text("2026-11-22 14:02:00 errors rose\n")
    for words in (("timeline", "parse", str(text)), ("lint", str(text)), ("rules",)):
        found = loaded(noting, *words)
        assert not found & (HEAVY | {"sqlite3", "pmtui.store", "pmtui.ui"}), words


@pytest.mark.pty
def test_the_library_loads_neither_criteria_nor_panes_nor_what_reads_and_writes(noting):
    run(["new", "Card payments failed"])
    with Program(env=os.environ) as program:
        program.wait("Card payments failed").send("q")
        program.process.wait(10)
    found = set(noting.read_text().split())
    assert "textual" in found
    assert not found & (HEAVY - {"textual", "rich"})
    assert found & (PANES | OUTSIDE | {"pmtui.review.judging"}) == set()
    assert not {name for name in found if name.startswith("pmtui.ui.panes.")}
