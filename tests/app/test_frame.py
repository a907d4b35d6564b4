import asyncio

from app.making import app_over, ended, until
from pmtui.domain.edits import set_fields
from pmtui.domain.vocabulary import Pane
from pmtui.review.examples import complete_example
from pmtui.store.errors import LockedStore

LONG = "Cards of EU customers declined by the payment gateway"


def status(app):
    return "".join(s.text for s in app.screen._compositor.render_strips()[0])


def held(*_):
    raise LockedStore("The store is held. Wait a moment.")


def test_the_status_line_follows_the_terminal_and_panes_open_while_the_store_is_held(
    tmp_path, monkeypatch
):
    app = app_over(tmp_path, (set_fields(complete_example(), "overview", "", title=LONG),))

    async def go():
        async with app.run_test(size=(120, 30)) as pilot:
            await until(pilot, lambda: app.workbook is not None)
            for columns in (60, 120):
                await pilot.resize_terminal(columns, 30)
                await until(pilot, lambda: len(status(app)) == columns)  # noqa: B023
                assert (LONG in status(app)) == (columns == 120)
                assert status(app).rstrip().endswith(app.screen.frame.saved)
            monkeypatch.setattr(app.saver, "recall", held)
            await pilot.press("2")  # the drafts of every pane were read when it was opened
            await until(pilot, lambda: app.screen.pane.PLACE is list(Pane)[1])
            assert app.screen.unread_left() == []

    asyncio.run(go())
    ended(app)
