"""Every test is cut off from the developer's machine: own home, own zone, no colours forced."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

import rows

# The suite must answer the same each time; with PMTUI_FUZZ set, properties look elsewhere every run.
settings.register_profile("repeatable", derandomize=True)
if not os.environ.get("PMTUI_FUZZ"):
    settings.load_profile("repeatable")


def pytest_runtest_logreport(report):
    rows.take(report)


def pytest_terminal_summary(terminalreporter):
    for line in rows.lines():
        terminalreporter.write_line(line)


@pytest.fixture
def figure(record_property):
    """Puts a measured figure below the rows at the end."""
    return record_property


CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"


@pytest.fixture(autouse=True)
def own_machine(tmp_path_factory, monkeypatch):
    home = tmp_path_factory.mktemp("home")
    for name in [n for n in os.environ if n.startswith(("PMTUI_", "XDG_", "SSH_", "TEXTUAL"))]:
        monkeypatch.delenv(name)
    for name in ("NO_COLOR", "TMUX", "STY", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setenv("PMTUI_STORE", str(home / "pmtui.db"))
    monkeypatch.setenv("PMTUI_STATE", str(home / "state"))
    monkeypatch.setenv("PMTUI_CONFIG", str(home / "config.toml"))
    monkeypatch.setenv("PMTUI_AUTHOR", "Noor Haddad")
    return home


@pytest.fixture(scope="session")
def corpus():
    if not CORPUS.is_dir():
        pytest.skip("NOTICE: the evaluation corpus is not beside this checkout")
    return CORPUS
