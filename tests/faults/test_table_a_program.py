"""A12, A31 and A36 to A42: what the workbook itself shows and survives."""

import asyncio
import os
import sqlite3
import stat
import time
from contextlib import closing
from pathlib import Path

import pytest

from faults.machine import Window
from pmtui.clock import SystemClock
from pmtui.domain import edits
from pmtui.domain.changes import diff
from pmtui.store import Store, check, place
from pmtui.store.holder import holder_in_words
from pmtui.store.reports import NotSaved, Saved
from pmtui.store.rescue import Rescue, find_rescues, write_rescue
from pmtui.ui.app import PmtuiApp
from pmtui.ui.flows.rescue import start_notice
from pmtui.ui.session import Session


def lines_of(app):
    return ["".join(s.text for s in strip) for strip in app.screen._compositor.render_strips()]


def workbook(path, uid, script, size=(80, 24)):
    """Run a script in the workbook of one postmortem, without a terminal."""
    clock = SystemClock()

    async def go():
        with Store.open(path, clock=clock, author="noor") as reading:
            app = PmtuiApp(Session(reading, path, clock, "noor", open_uid=uid))
            async with app.run_test(size=size) as pilot:
                await until(pilot, lambda: app.workbook is not None and app.workbook.is_running)
                await pilot.pause()
                await script(app, pilot)

    asyncio.run(go())


async def until(pilot, holds, seconds=15.0):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "\n".join(lines_of(pilot.app))
        await pilot.pause(0.02)


def full(store):
    (pages,) = store._conn.execute("PRAGMA page_count").fetchone()
    store._conn.execute(f"PRAGMA max_page_count={pages}")


def roomy(store):
    store._conn.execute("PRAGMA max_page_count=1000000")


def test_a12_the_status_line_says_not_saved_and_typing_goes_on_until_there_is_room(
    path, uid, store, by_a_deadline
):
    async def script(app, pilot):
        app.saver._writer._failing._first_wait = 0.3
        app.saver.ask(full).result()
        app.workbook.edit(
            lambda pm: edits.set_fields(pm, "overview", "", summary="x" * 90_000), "paste"
        )
        await until(pilot, lambda: "NOT SAVED: disk full" in lines_of(app)[0])
        told = "\n".join(lines_of(app))
        assert "Your text is in ~/" in told
        assert "rescue/PM-1-" in told
        await pilot.press("enter", "end", *" now")
        await until(pilot, lambda: app.workbook.postmortem.overview.title == "Checkout now")
        app.saver.ask(roomy).result()
        await until(pilot, lambda: "NOT SAVED" not in lines_of(app)[0])
        await until(pilot, lambda: "Saved again" in "\n".join(lines_of(app)))
        app.saver.flush()
        assert store.load(uid).postmortem == app.workbook.postmortem
        assert find_rescues(path) == ()
        app.saver.close()
        await pilot.pause()

    workbook(path, uid, script)


def test_a31_a_newer_store_opens_a_workbook_that_says_so_and_refuses_edits(path, uid, store):
    store._conn.execute("PRAGMA user_version=99")
    store.close()
    before = path.read_bytes()

    async def script(app, pilot):
        assert "newer pmtui" in "\n".join(lines_of(app))
        await pilot.press("enter", "x", "escape")
        await until(pilot, lambda: "newer pmtui" in "\n".join(lines_of(app)))
        assert app.workbook.postmortem.overview.title == "Checkout"
        app.saver.close()
        await pilot.pause()

    workbook(path, uid, script)
    assert path.read_bytes() == before


def test_a15_a_rescue_file_is_offered_in_one_sentence_at_the_next_start(path, uid, store, clock):
    loaded = store.load(uid)
    after = edits.set_fields(loaded.postmortem, "overview", "", title="Checkout failed")
    changes = diff(loaded.postmortem, after)
    write_rescue(Rescue(after, "PM-1", str(path), loaded.seq, clock.now(), changes, "lost"))

    async def script(app, pilot):
        told = "\n".join(lines_of(app))
        assert "Unsaved text of PM-1" in told
        assert "pmtui rescue" in told
        await app.workbook._run_flow(take_in(app.workbook))
        await until(pilot, lambda: app.workbook.postmortem.overview.title == "Checkout failed")
        app.saver.close()
        await pilot.pause()

    def take_in(screen):
        from pmtui.ui.flows import flow

        return flow("rescue")(screen, screen._place())

    workbook(path, uid, script)
    assert find_rescues(path) == ()
    assert store.load(uid).postmortem == after


BREAK = """
from pmtui.ui.screens.workbook import WorkbookScreen

def action_saved(screen):
    draft_of_the_person = screen.postmortem
    raise ValueError("broken on purpose")

WorkbookScreen.action_saved = action_saved
"""


@pytest.mark.pty
def test_a36_an_exception_in_a_handler_saves_the_draft_and_shows_one_sentence(
    start, path, uid, title
):
    program = start("open", "1", hook=BREAK)
    program.wait("1 Overview]").settle().press("Enter").wait("Esc Done")
    program.type(" sekrit").wait("Checkout sekrit")
    program.press("Esc")
    seen = len(program.raw)
    program.send("\x13")
    assert program.end() == 1
    assert title() == "Checkout sekrit"
    said = bytes(program.raw[seen:]).rpartition(b"\x1b[?1049l")[2]
    assert b"fault of its own (ValueError)" in said
    assert b"sekrit" not in said
    assert b"Traceback" not in said
    assert said.count(b"\n") < 8
    (log,) = Path(os.environ["PMTUI_STATE"], "crashes").glob("*.log")
    assert "sekrit" not in log.read_text()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_a37_an_exception_in_the_saver_is_told_rescued_and_saving_goes_on(
    path, clock, uid, store, by_a_deadline
):
    broken, rescued = [1], []

    def sometimes():
        if broken:
            raise ZeroDivisionError
        from store.making import context

        return context()

    window = Window(path, clock)
    window.saver._writer._context = sometimes
    value = edits.set_fields(window.saver.open(uid).postmortem, "overview", "", owner="Noor")
    window.saver.put(value, "visit", "edit")
    (failed, *_) = by_a_deadline(lambda: window.of(NotSaved))
    assert failed.brief == "defect of pmtui"
    rescued += find_rescues(path)
    assert rescued == [failed.rescue]
    broken.clear()
    by_a_deadline(lambda: window.of(Saved))
    assert store.load(uid).postmortem == value
    window.saver.close()
    assert find_rescues(path) == ()


@pytest.mark.pty
def test_a38_an_invalid_byte_is_shown_as_a_replacement_and_the_program_lives(typing, title):
    typing.send(b" caf\xe9 bar")
    typing.wait("bar")
    typing.press("Ctrl+Q")
    assert typing.end() == 0
    assert title() == "Checkout failed caf\ufffd bar"


def test_a39_a_network_disk_is_told_once(path, uid, store, clock, monkeypatch):
    mounts = path.with_name("mountinfo")
    mounts.write_text(f"36 35 0:40 / {path.parent} rw - nfs4 filer:/home rw\n")
    real = place.filesystem
    monkeypatch.setattr(place, "filesystem", lambda p: real(p, mounts))
    monkeypatch.setattr(check, "filesystem", lambda p: real(p, mounts))
    session = Session(store, path, clock, "noor")
    assert "network disk (nfs4)" in start_notice(session)
    assert start_notice(session) == ""
    assert any("network disk (nfs4)" in t.sentence for t in store.check())


def test_a40_a_holder_on_another_host_is_named_and_nothing_is_deleted(path, uid, store):
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("DELETE FROM instance")
        conn.execute(
            "INSERT INTO instance VALUES ('r', 'ana', 'ana', 'host-9', 'b', 4711, "
            "'2026-11-20T10:00:00Z', '2026-11-20T10:05:00Z')"
        )
    assert "ana on host-9, process 4711, last seen 2026-11-20 10:05" in holder_in_words(path)
    from pmtui.cli.run import run

    assert run(["unlock"]) == 0
    assert store._conn.execute("SELECT count(*) FROM instance").fetchone() == (1,)


def test_a41_a_storm_of_resizes_loses_no_letter(path, uid, store):
    async def script(app, pilot):
        await pilot.press("enter", "end")
        for number in range(8):
            await pilot.resize_terminal(*((20, 5), (80, 24), (61, 15), (200, 60))[number % 4])
            await pilot.press("abcdefgh"[number])
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        app.saver.flush()
        typed = app.workbook.postmortem.overview.title.removeprefix("Checkout")
        # Where only a sentence fits there is no field, so letters typed there go nowhere.
        assert set("bcdfgh") <= set(typed) <= set("abcdefgh")
        assert store.load(uid).postmortem == app.workbook.postmortem
        app.saver.close()
        await pilot.pause()

    workbook(path, uid, script)


@pytest.mark.pty
@pytest.mark.parametrize("editor", ["false", "sh -c 'kill -9 $$'"])
def test_a42_an_editor_that_fails_changes_nothing_and_leaves_its_file(start, path, uid, editor):
    program = start("open", "1", env={"EDITOR": editor})
    program.wait("1 Overview]").settle().press("e")
    program.wait("Nothing was changed, since")
    program.press("Ctrl+Q")
    assert program.end() == 0
    with Store.open(path, clock=SystemClock()) as opened:
        assert opened.load(uid).postmortem.overview.title == "Checkout"
        assert len(opened.operations(uid)) == 1
