import asyncio

from app.making import app_over, begun, ended, text_of, until


def test_the_first_edit_on_a_shared_login_asks_below_it_and_typing_goes_on(tmp_path):
    app = app_over(tmp_path, [begun()], shared_login="oncall", person_behind="ana", author="oncall")

    async def script():
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: app.workbook is not None and app.workbook.is_running)
            await pilot.pause()
            assert "may be shared" not in text_of(app)
            await pilot.press("enter", "end", "x")
            await until(pilot, lambda: "The login oncall may be shared: @" in text_of(app))
            await pilot.press("y", "escape")
            app.saver.flush()
            await pilot.press("at")
            await until(pilot, lambda: "Who is writing from here on?" in text_of(app))
            assert "ana" in text_of(app)
            await pilot.press("enter")
            await until(pilot, lambda: "From here on the history says ana." in text_of(app))
            await pilot.press("enter", "z", "escape")
            app.saver.flush()
            uid = app.workbook.postmortem.uid
            operations = app.session.store.operations(uid)
            title = app.workbook.postmortem.overview.title
            ended(app)
        return [o.author for o in operations], title

    authors, title = asyncio.run(script())
    assert title.endswith("xyz")
    assert authors[-2:] == ["oncall", "ana"]
