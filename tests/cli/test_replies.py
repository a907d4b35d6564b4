"""Replies that name the record they speak of, as it is called after the change."""

import sys

import pytest


@pytest.fixture
def timed(begun):
    begun.ok("add", "PM-1", "event", "13:02 errors rose")
    begun.ok("add", "PM-1", "event", "14:02 rolled back")
    return begun


def test_a_time_that_moves_an_event_tells_its_new_number(timed):
    done = timed("set", "PM-1", "events.2.at", "12:00")
    assert "Time of events.1 “rolled back” in PM-1 is set. It was events.2 before." in done.err


def test_what_is_added_set_moved_or_removed_is_named(timed):
    assert "events.2 →" in timed("add", "PM-1", "event", "13:30 paged the team").err
    assert (
        "Worked of detection in PM-1 is set." in timed("set", "PM-1", "detection.worked", "x").err
    )
    timed.ok("add", "PM-1", "action", "prevent: add a check")
    assert "Owner of actions.1 “add a check” in PM-1" in timed("set", "1", "A1.owner", "Ana").err
    assert "It is actions.1 “add a check” of 1 now." in timed("move", "PM-1", "A1", "1").err
    assert "Removed actions.1 “add a check”;" in timed("remove", "PM-1", "A1").err
    listed = timed.ok("history", "PM-1")
    for words in (
        "add to events: “rolled back”", "set owner: “add a check”", "remove from actions: “add a check”"
    ):  # fmt: skip
        assert words in listed


def test_a_purge_leaves_no_words_in_the_history(timed):
    timed.ok("purge", "PM-1", "--text", "rolled back")
    assert "rolled" not in timed.ok("history", "PM-1")


def test_a_day_to_come_is_told_when_it_is_set(begun):
    assert "still to come" in begun("set", "PM-1", "incident_date", "2199-05-05").err
    assert "still to come" not in begun("set", "PM-1", "incident_date", "2026-05-05").err


def test_a_time_that_no_clock_shows_is_said_to_be_text(begun):
    assert "logged as it was typed" in begun("log", "PM-1", "99:99 errors rose").err


def test_an_unknown_field_is_told_whole(begun):
    done = begun("set", "PM-1", "nonsense", "x")
    assert "…" not in done.err and "overview, impact" in done.err


def test_what_is_called_untitled_is_found_so(pmtui):
    pmtui.ok("log", "errors rose")
    assert "errors rose" in pmtui.ok("show", "untitled")


@pytest.mark.parametrize("words", [
    ("publish", "PM-1", "javascript:alert(1)"),
    ("add", "PM-1", "publications", "JavaScript:alert(1)"),
])  # fmt: skip
def test_code_is_no_place_of_publication(begun, words):
    done = begun(*words)
    assert done.code == 2 and "is code, not a place" in done.err


def test_an_export_without_stdout_fails(begun, monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    done = begun("export", "PM-1")
    assert done.code == 3 and "-o" in done.err


def test_a_purge_asks_on_a_terminal(begun, monkeypatch):
    begun.ok("set", "PM-1", "summary", "the password is swordfish")
    answers = iter(["no", "pm-1"])
    monkeypatch.setattr("click.prompt", lambda *a, **k: next(answers))

    class Terminal:
        def isatty(self):
            return True

    monkeypatch.setattr("pmtui.cli.keep.sys.stdin", Terminal())
    done = begun("purge", "PM-1", "--text", "swordfish")
    assert done.code == 1 and "Nothing was purged" in done.err
    begun.ok("purge", "PM-1", "--text", "swordfish")
    assert "swordfish" not in begun.ok("show", "PM-1")


def test_mine_says_when_it_is_nobodys(begun, monkeypatch):
    begun.ok("add", "PM-1", "action", "prevent due 2026-10-01: add a check")
    begun.ok("set", "PM-1", "A1.owner", "Maria Lopez")
    begun.ok("set", "PM-1", "A1.state", "committed")
    mine = ("actions", "--overdue", "--mine", "--quiet")
    monkeypatch.setenv("PMTUI_AUTHOR", "root")
    done = begun(*mine)
    assert done.code == 0 and "owned by “root”, but by Maria Lopez." in done.err
    monkeypatch.setenv("PMTUI_AUTHOR", "maria")
    assert begun(*mine).code == 1
    begun.ok("add", "PM-1", "action", "prevent @maria.fox: add another")
    assert begun(*mine).code == 0
