import asyncio

from textual import events

from app.making import app_over, ended, text_of, until, with_one_each
from pmtui.domain.vocabulary import Pane
from pmtui.ui.panes.base import Place


def test_a_line_that_is_refused_after_it_was_typed_stays_in_its_line(tmp_path):
    pm = with_one_each()
    app = app_over(tmp_path, (pm,), Place(Pane.RESPONSE, "lessons", "l"))

    async def go():
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await until(pilot, lambda: app.workbook is not None and app.workbook.pane is not None)
            await pilot.pause()
            await pilot.press("a")
            app.focused.post_message(events.Paste("+ it was quick"))
            await pilot.pause()
            app.workbook.editing.refusal = "It is somebody else's, so it is read-only here."
            await pilot.press("enter")
            assert "it is read-only here" in text_of(app)
            assert app.workbook.pane.entry.text == "+ it was quick"
            await pilot.press("escape", "a")
            assert not app.workbook.pane.entering and app.workbook.postmortem == pm
            await pilot.press("escape", "C", "y")
            await pilot.pause()
            assert "it is read-only here" in text_of(app)
            assert "It is in review now" not in text_of(app)

    asyncio.run(go())
    ended(app)
