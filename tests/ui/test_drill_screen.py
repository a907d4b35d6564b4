import asyncio
from dataclasses import replace

import pytest
from textual import events

from app.making import app_over, ended, text_of, until
from pmtui.review.examples import complete_example
from pmtui.store.store import Store


@pytest.fixture
def drilled(tmp_path, monkeypatch):
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(script, origin=""):
        app = app_over(tmp_path, opened=False)
        app.session.store.create(complete_example(), label="made", origin=origin)

        async def go():
            async with app.run_test(size=(80, 24), notifications=True) as pilot:
                await until(pilot, lambda: "PM-1" in text_of(app))
                await pilot.press("d")
                await until(pilot, lambda: "1 of 8" in text_of(app))
                await script(pilot, app)

        asyncio.run(go())
        ended(app)
        with Store.open(tmp_path / "pmtui.db", clock=app.session.clock) as store:
            return store.load(complete_example().uid).postmortem

    return run


async def says(pilot, text):
    pilot.app.focused.post_message(events.Paste(text))
    await pilot.pause()
    await pilot.press("enter")


def test_one_says_what_one_would_look_at_and_then_sees(drilled):
    pm = complete_example()

    async def script(pilot, app):
        assert pm.overview.title not in text_of(app)
        assert "n Next" in text_of(app).splitlines()[-1]  # the keys work at once
        await pilot.press("i")
        await says(pilot, "[/] the pool")
        assert "2 of 8" in text_of(app) and "> [/] the pool" in text_of(app)
        await pilot.press("escape", "n", "e")
        told = text_of(app)
        assert "you: [/] the pool" in told and "What nobody saw yet" in told
        await pilot.press("o")
        await until(pilot, lambda: "Kept as open questions of PM-1" in text_of(app))
        await pilot.press("q")
        await until(pilot, lambda: "postmortem" in text_of(app).splitlines()[0])

    after = drilled(script)
    assert after.questions[-1].text.endswith(": [/] the pool")
    assert replace(after, questions=()) == replace(pm, questions=())


def test_a_colleagues_document_is_drilled_and_left_as_it_is(drilled):
    async def script(pilot, app):
        await says(pilot, "the pool")
        await pilot.press("escape", "e")
        keys = text_of(app).splitlines()[-1]
        assert "File" in keys and "Questions" not in keys and "Source" not in keys
        assert "kept nowhere yet: w keeps it" in text_of(app)
        await pilot.press("s")
        await until(pilot, lambda: "Not kept; w writes a file" in text_of(app))
        await pilot.press("q")
        await until(pilot, lambda: "is kept nowhere" in text_of(app))
        await pilot.press("escape", "w")
        await until(pilot, lambda: "Written to" in text_of(app))
        await pilot.press("q")
        await until(pilot, lambda: "postmortem" in text_of(app).splitlines()[0])

    assert drilled(script, origin="team/ops") == complete_example()
