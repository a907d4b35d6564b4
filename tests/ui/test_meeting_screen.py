import asyncio

from textual import events

from app.making import NOW, app_over, ended, text_of, until, with_one_each
from pmtui.clock import FixedClock
from pmtui.domain.vocabulary import ActionState, Priority, Standing
from pmtui.review.agenda import AGENDA
from pmtui.review.held import held


def held_over(folder, pm, script):
    app = app_over(folder, (pm,))

    async def go():
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await until(pilot, lambda: app.workbook is not None)
            await pilot.pause()
            await pilot.press("M")
            await until(pilot, lambda: AGENDA[0].asks[0] in text_of(app))
            await script(pilot, app)

    asyncio.run(go())
    ended(app)
    return app.session.store.path


async def types(pilot, text):
    pilot.app.focused.post_message(events.Paste(text))
    await pilot.pause()
    await pilot.press("enter")


def value(app):
    return app.workbook.postmortem


def test_a_meeting_writes_decides_and_ends_in_review_held(tmp_path):
    async def script(pilot, app):
        await pilot.press("n", "m")
        assert "Enter Add, stay" in text_of(app).splitlines()[-1]
        await types(pilot, "[/] nobody watched the age")
        assert value(app).review.note == "- [/] nobody watched the age"
        await pilot.press("escape", "G", "enter")  # the open question, the last row
        await types(pilot, "its lease had ended")
        assert value(app).questions[0].answer == "its lease had ended"
        assert "What came of" not in text_of(app)

        await pilot.press("t", "e")  # the cursor stands on the factor above it
        assert value(app).factors[0].standing is Standing.ESTABLISHED
        await pilot.press("a")
        await types(pilot, "prevent P1 @wen due fri: restart the indexer when it stands")
        action = value(app).actions[-1]
        assert action.factors == ("f",) and action.state is ActionState.PROPOSED

        await pilot.press("escape", "4", "w")
        await types(pilot, "the restart is enough")
        assert value(app).actions[0].state is ActionState.DECLINED
        assert value(app).actions[0].declined_because == "the restart is enough"
        await pilot.press("t")  # what is left to accept has owner, priority and date
        assert value(app).actions[-1].state is ActionState.COMMITTED

        await pilot.press("5", "C", "enter")  # attendees: who is at the top
        await until(pilot, lambda: "Reviewer: who" in text_of(app))
        await types(pilot, "Ana")
        await until(pilot, lambda: "Record that 1 person" in text_of(app))
        await pilot.press("y")
        await until(pilot, lambda: "The review is recorded" in text_of(app))
        assert held(value(app)) and value(app).review.reviewer == "Ana"
        await pilot.press("u")
        await until(pilot, lambda: not held(value(app)))
        assert value(app).review.readers == () and value(app).review.note

    held_over(tmp_path, with_one_each(), script)


def test_the_clock_follows_keys_and_a_commitment_asks_for_what_it_lacks(tmp_path):
    async def script(pilot, app):
        clock = app.session.clock
        assert "0 of 5 min, until 10:05" in text_of(app)
        app.session.clock = FixedClock(NOW.replace(minute=7))
        await pilot.press("j")
        await until(pilot, lambda: "7 of 5 min, over since 10:05" in text_of(app))
        await pilot.press("plus")
        await until(pilot, lambda: "until 10:1" in text_of(app))
        app.session.clock = clock

        await pilot.press("4", "t")
        await until(pilot, lambda: "How soon does it matter?" in text_of(app))
        await pilot.press("1")
        await until(pilot, lambda: "Until when?" in text_of(app))
        await types(pilot, "2026-04-01")
        action = value(app).actions[0]
        assert (action.state, action.priority) == (ActionState.COMMITTED, Priority.P1)
        assert str(action.due) == "2026-04-01"

        await pilot.press("o")
        await types(pilot, "what was the age?")
        await pilot.press("escape", "q")  # to the workbook, and back to the same item
        await until(pilot, lambda: "M comes back" in text_of(app))
        await pilot.press("M")
        await until(pilot, lambda: "4/5 Will it be done?" in text_of(app))
        assert value(app).questions[-1].text == "what was the age?"

        app.workbook.editing.refusal = "PM-1 came from ops, so it is read-only here."
        await pilot.press("m")  # said before anyone types
        await until(pilot, lambda: "it is read-only here" in text_of(app))
        assert not app.screen.entry.is_open

    held_over(tmp_path, with_one_each(), script)


def test_news_that_arrives_while_the_meeting_closes_is_for_the_workbook(tmp_path):
    async def script(pilot, app):
        meeting = app.screen
        await pilot.press("q")
        await until(pilot, lambda: app.screen is app.workbook)
        meeting.show()
        meeting.show_status()
        meeting.say("late")
        assert "late" not in text_of(app)

    held_over(tmp_path, with_one_each(), script)
