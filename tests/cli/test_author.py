"""Who wrote, on a login that several people share."""

import json

import pytest


@pytest.fixture
def shared(begun, monkeypatch):
    monkeypatch.delenv("PMTUI_AUTHOR")
    monkeypatch.delenv("SUDO_USER", raising=False)
    monkeypatch.setenv("LOGNAME", "oncall")
    return begun


def authors(pmtui):
    return [o["author"] for o in json.loads(pmtui.ok("history", "1", "--json"))]


def test_the_author_of_one_command_is_in_the_history(shared, monkeypatch):
    monkeypatch.setenv("PMTUI_AUTHOR", "")
    shared.ok("--author", "Ana Ruiz", "log", "PM-1", "rolled back")
    monkeypatch.setenv("PMTUI_AUTHOR", "Ben")
    shared.ok("log", "PM-1", "paged storage")
    assert authors(shared)[-2:] == ["Ana Ruiz", "Ben"]


def test_a_person_on_a_shared_login_is_told_how_to_say_who_writes(shared, as_terminal):
    assert "--author" not in shared("log", "PM-1", "from a script").err
    as_terminal()
    assert "--author says who" in shared("log", "PM-1", "by hand").err
    assert "--author" not in shared("list").err
    assert authors(shared)[-1] == "oncall"
