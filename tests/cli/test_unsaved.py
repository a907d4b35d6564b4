"""A command line that the store did not take is kept, and said again by `rescue`."""

import json
import sqlite3
from pathlib import Path

import pytest

from pmtui.paths import store_path
from pmtui.store.unsaved import find_unsaved


@pytest.fixture
def held(begun, monkeypatch):
    monkeypatch.setattr("pmtui.store.connection.BUSY_SECONDS", 0.02)
    conn = sqlite3.connect(store_path(), isolation_level=None)
    conn.execute("BEGIN EXCLUSIVE")
    yield conn
    conn.close()


def events(pmtui):
    return json.loads(pmtui.ok("show", "1", "--json"))["postmortem"].get("events", [])


def test_what_a_held_store_does_not_take_is_kept_and_taken_in_later(begun, held):
    done = begun("log", "PM-1", "-5m", "-", "words", pipe="one\ntwo\n")
    assert done.code == 3
    [path] = find_unsaved(store_path())
    assert f"kept in {path}; then pmtui rescue 1 takes it in" in done.err
    assert "tried again" not in done.err
    assert path.stat().st_mode & 0o777 == 0o600
    held.rollback()
    listed = begun.ok("rescue")
    assert "not saved: pmtui log PM-1 -5m - words, with 2 lines from a pipe" in listed
    begun.ok("rescue", "1")
    assert not path.exists()
    [event] = events(begun)
    assert (event["text"], event["at"]["written"]) == ("words", "-5m")
    assert "one\ntwo" in begun.ok("show", "1", "--json").replace("\\n", "\n")


def test_a_pipe_that_was_not_read_yet_is_kept_too(begun, held):
    assert begun("set", "PM-1", "summary", "-", pipe="It failed.\n").code == 3
    held.rollback()
    begun.ok("rescue", "1")
    assert "It failed." in begun.ok("show", "1")


def test_a_log_without_a_reference_goes_where_it_would_have_gone(begun, monkeypatch):
    def full(*args, **more):
        from pmtui.store.errors import DiskFull

        raise DiskFull("There is no room left.")

    with monkeypatch.context() as patched:
        patched.setattr("pmtui.store.store.Store.commit", full)
        done = begun("log", "errors rose")
    assert "kept in" in done.err and done.code == 3
    begun.ok("new", "Another one")
    begun.ok("rescue", "1")
    assert [e["text"] for e in events(begun)] == ["errors rose"]


def test_what_was_saved_before_it_failed_is_not_kept_twice(begun, monkeypatch):
    def full(*args, **more):
        from pmtui.store.errors import DiskFull

        raise DiskFull("There is no room left.")

    monkeypatch.setattr("pmtui.store.store.Store.remember", full)
    done = begun("log", "errors rose")
    assert done.code == 3
    assert "saved before that" in done.err
    assert not find_unsaved(store_path())


def test_a_command_that_is_refused_again_keeps_its_file(begun, held):
    begun("set", "PM-1", "nonsense", "x")
    held.rollback()
    [path] = find_unsaved(store_path())
    done = begun("rescue", "1")
    assert done.code == 2
    assert f"{path} stays" in done.err and path.exists()


def test_a_command_line_is_not_said_to_another_store(begun, held, tmp_path, monkeypatch):
    begun("log", "PM-1", "errors rose")
    held.rollback()
    (path,), there = find_unsaved(store_path()), store_path()
    monkeypatch.setenv("PMTUI_STORE", str(tmp_path / "other.db"))
    begun.ok("new", "Another one")
    refused = begun("rescue", str(path))
    assert refused.code == 2 and f"--store {there} rescue" in refused.err
    assert path.exists() and not events(begun)
    there.rename(tmp_path / "gone.db")
    begun.ok("rescue", str(path))
    assert len(events(begun)) == 1


def test_what_reads_or_names_a_file_is_not_kept(begun, held):
    begun("show", "PM-1")
    begun("import", __file__, "PM-1")
    assert not find_unsaved(store_path())


def test_what_no_place_takes_is_said_to_be_lost(begun, held, monkeypatch):
    monkeypatch.setattr("pmtui.store.unsaved.rescue_dirs", lambda: (Path("/proc/none"),))
    assert "not saved: mend that" in begun("log", "PM-1", "errors rose").err
