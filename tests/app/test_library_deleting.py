import asyncio
from dataclasses import replace

from app.making import app_over, begun, text_of, until


def test_a_postmortem_is_deleted_after_a_question_and_comes_back(tmp_path):
    app = app_over(tmp_path, [begun("one"), replace(begun("two"))], opened=False)

    async def script():
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: "2 postmortems" in text_of(app))
            await pilot.press("D")
            await until(pilot, lambda: "u brings it back" in text_of(app))
            await pilot.press("n")
            await pilot.pause()
            assert len(app.session.store.summaries()) == 2
            await pilot.press("D", "y")
            await until(pilot, lambda: "is deleted; u brings it back." in text_of(app))
            assert "1 postmortem" in text_of(app)
            assert [s.uid for s in app.session.store.summaries()] == ["one"]
            await pilot.press("u")
            await until(pilot, lambda: "is back, with its history." in text_of(app))
            await pilot.press("u")
            await until(pilot, lambda: "none to bring back" in text_of(app))
            uids = [s.uid for s in app.session.store.summaries()]
            app.session.store.close()
        return uids

    assert sorted(asyncio.run(script())) == ["one", "two"]
