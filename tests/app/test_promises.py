"""The board of promises over the whole app: look, close, put off, take back, open, come back."""

import asyncio
from datetime import date

from app.making import NOW, app_over, begun, ended, text_of, until
from pmtui.domain.edits import add, set_fields
from pmtui.domain.records import Action
from pmtui.domain.vocabulary import ActionState, Priority, Status
from pmtui.ui.widgets.closing import what_shows

LATE = Action(
    id="late", text="Alert on the age of [/] the index", owner="@ilse", priority=Priority.P1,
    state=ActionState.COMMITTED, due=date(2026, 3, 1), done_when="it fires in staging",
)  # fmt: skip
IDEA = Action(id="idea", text="Look for a second indexer", owner="Wen Zhao")


def library():
    pm = begun()
    for action in (LATE, IDEA):
        pm = add(pm, "actions", action)
    done = set_fields(begun("other"), "review", "", status=Status.IN_REVIEW)
    return pm, add(done, "actions", IDEA)


def action_of(app, id="late", uid="begun"):
    pm = app.session.store.load(uid).postmortem
    return next(a for a in pm.actions if a.id == id)


def test_a_promise_is_seen_kept_and_closed(tmp_path):
    app = app_over(tmp_path, library(), opened=False)
    app.session.store.create(
        add(begun("theirs"), "actions", LATE), label="made", origin="platform"
    )  # fmt: skip
    late = (NOW.date() - date(2026, 3, 1)).days

    def shows(*words):
        return lambda: all(word in text_of(app) for word in words)

    async def go():
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await until(pilot, shows(f"A promise is overdue by {late} days: p shows it."))
            await pilot.press("p")
            await until(pilot, shows("Promises · 4 open", f"{late} days late", "overdue", "[/]"))
            # what came from a colleague is looked at only
            assert "from platform" in text_of(app).splitlines()[1]
            await pilot.press("D")
            await until(pilot, shows("Only to look at: pmtui adopt PM-3"))
            await pilot.press("j", "D")
            await until(pilot, shows("What shows that it works?", "it fires in staging"))
            await pilot.press("enter")
            await until(pilot, shows("PM-1 A1 is done; u takes it back."))
            closed = action_of(app)
            assert (closed.state, closed.done_when) == (ActionState.DONE, "it fires in staging")
            assert app.session.store.operations("begun")[-1].label == "action A1 done"
            # it stays where it stood, though the list is of what is open
            assert " done " in text_of(app).splitlines()[2]
            await pilot.press("u")
            await until(pilot, shows("Took back: action A1 done."))
            assert action_of(app).state is ActionState.COMMITTED
            await pilot.press("d")
            await until(pilot, shows("By which date?"))
            assert "Now " in text_of(app) and app.focused.value == ""
            app.focused.value = "soon"
            await pilot.press("enter")
            await until(pilot, shows("“soon” is not a date to come"))
            app.focused.value = "+2w"
            await pilot.press("enter")
            await until(pilot, shows("PM-1 A1 is due Fri 2026-03-27"))
            assert action_of(app).due == date(2026, 3, 27)
            await pilot.press("enter")
            await until(pilot, lambda: app.workbook is not None and "[6 Actions]" in text_of(app))
            await pilot.press("q")
            await until(pilot, shows("Promises · 4 open", "2026-03-27 committed"))
            assert app.screen.current.key == "begun/late"

    asyncio.run(go())
    ended(app)


def test_what_was_to_show_that_an_action_works_is_kept_before_what_did():
    assert what_shows("", "it fired") == "it fired"
    assert what_shows("it fires", "it fires") == "it fires"
    assert what_shows("it fires", "run of Monday") == "it fires — shown: run of Monday"


def test_a_workbook_leads_to_the_board_and_the_board_back(tmp_path):
    app = app_over(tmp_path, library())

    async def go():
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: app.workbook is not None)
            app.workbook.edit(lambda pm: set_fields(pm, "actions", "late", due=None), "no day")
            await app.workbook.run_command("workbook.promises")
            await until(pilot, lambda: "Promises · 3 open" in text_of(app))
            assert "2026-03-01" not in text_of(app)
            await pilot.press("t")
            await until(pilot, lambda: "u takes it back" in text_of(app))
            await pilot.press("q")
            await until(pilot, lambda: app.workbook is not None and "PM-1" in text_of(app))
            assert app.workbook.postmortem == app.session.store.load("begun").postmortem
            await pilot.press("q")
            await until(pilot, lambda: app.workbook is None)
            assert "pmtui · 2 postmortems" in text_of(app)

    asyncio.run(go())
    ended(app)


def test_filters_narrow_and_are_cleared_by_one_key(tmp_path):
    app = app_over(tmp_path, library(), opened=False)

    def head():
        return text_of(app).splitlines()[0].strip()

    async def go():
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("p")
            await until(pilot, lambda: head() == "Promises · 3 open")
            await pilot.press("m", "o")
            await until(pilot, lambda: head() == "Promises · 1 of 3 open · overdue, yours")
            await pilot.press("o", "m", "slash")
            app.focused.value = "second wen pm-2"
            await until(pilot, lambda: "1 of 3 open · with “second wen pm-2”" in head())
            await pilot.press("escape", "s", "d")
            await until(pilot, lambda: head() == "Promises · 0 done")
            assert "Press c to show every open action again" in text_of(app)
            await pilot.press("c")
            await until(pilot, lambda: head() == "Promises · 3 open")

    asyncio.run(go())
    ended(app)
