"""A colleague's postmortem in the workbook, and sharing and syncing beside it."""

import asyncio

import pytest

from app.making import app_over, begun, ended, text_of, until, with_one_each
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.store.store import SYNC
from pmtui.ui.screens.message import MessageScreen


@pytest.fixture
def folder(own_machine, tmp_path):
    place = tmp_path / "postmortems"
    place.mkdir()
    (own_machine / "config.toml").write_text(f'team_folder = "{place}"\n')
    return place


def test_a_colleague_s_is_read_only_until_it_is_adopted(tmp_path):
    app = app_over(tmp_path, opened=False)
    pm = with_one_each()
    app.session.store.create(pm, label="from", kind=SYNC, origin="postmortems")

    async def go():
        async with app.run_test(size=(80, 24)) as pilot:
            assert "from postmortems" in text_of(app)
            await app.action_open_workbook(pm.uid)
            await until(pilot, lambda: "read only" in text_of(app))
            assert not app.workbook.edit(lambda value: begun(value.uid), "edit")
            await until(pilot, lambda: "O makes PM-1 yours" in text_of(app))
            await pilot.press("O")
            await until(pilot, lambda: "yours to edit?" in text_of(app))
            await pilot.press("y")
            await until(pilot, lambda: "It is yours" in text_of(app))
            assert app.workbook.edit(lambda value: begun(value.uid), "edit")
            assert app.session.store.resolve("PM-1").origin == ""

    asyncio.run(go())
    ended(app)


def test_sharing_and_syncing_say_what_was_done(tmp_path, folder):
    mine, theirs = begun("mine" * 4), with_one_each("their" * 3)
    app = app_over(tmp_path, [mine])
    (folder / "theirs").mkdir()
    text = FLAVOURS["json"].render(theirs, ExportOptions(now=app.session.now()))
    (folder / "theirs" / "postmortem.json").write_text(text)

    async def go():
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: app.workbook is not None)
            await app.workbook.run_command("workbook.share")
            await until(pilot, lambda: "Share PM-1 in postmortems?" in text_of(app))
            await pilot.press("y")
            await until(pilot, lambda: "written to" in text_of(app))
            assert len(list(folder.glob("*/postmortem.md"))) == 1
            await app.workbook.action_close()
            await until(pilot, lambda: app.workbook is None)
            app.action_sync_team()
            await until(pilot, lambda: "new, to read" in text_of(app))
            assert isinstance(app.screen, MessageScreen)
            await pilot.press("enter")
            await until(pilot, lambda: "from postmortems" in text_of(app))

    asyncio.run(go())
    ended(app)
