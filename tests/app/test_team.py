"""A colleague's postmortem in the workbook, and sharing and syncing beside it."""

import asyncio

import pytest

from app.making import app_over, begun, ended, text_of, until, with_one_each
from pmtui.domain.vocabulary import Pane
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.review import team
from pmtui.store.store import SYNC
from pmtui.ui.panes.base import Place
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


def test_what_the_team_asks_is_confirmed_by_one_key_and_taken_back(tmp_path, folder):
    (folder / "team.toml").write_text('[[attest]]\ntext = "Legal has read it."\n')
    team.forget()
    app = app_over(tmp_path, [begun()], Place(Pane.REVIEW))

    async def go():
        async with app.run_test(size=(80, 40)) as pilot:
            await until(pilot, lambda: app.workbook is not None and app.workbook.pane is not None)
            book = app.workbook
            await until(pilot, lambda: any(f.criterion == "T1" for f in book.findings))
            await pilot.pause()
            await pilot.press("slash", *"legal", "enter", "t")
            await until(pilot, lambda: "Confirmed by Ilse Brandt: Legal has" in text_of(app))
            (one,) = book.postmortem.confirmations
            assert (one.criterion, one.text, one.by) == ("T1", "Legal has read it.", "Ilse Brandt")
            await until(pilot, lambda: all(f.criterion != "T1" for f in book.findings))
            await pilot.press("slash", "enter", "d")
            await until(pilot, lambda: "Confirmed for the team (1)" in text_of(app))
            await pilot.press("d")
            await until(pilot, lambda: not book.postmortem.confirmations)

    try:
        asyncio.run(go())
    finally:
        ended(app)
        team.forget()


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
