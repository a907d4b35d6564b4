"""The past beside the causes: seen, read, linked, dismissed, taken back; told at the beginning."""

import asyncio

from app.making import app_over, at, ended, text_of, until
from memory.resembling import PICTURES, POOL, POOL_AGAIN, with_action
from pmtui.domain.edits import add
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Event
from pmtui.domain.vocabulary import ActionState, Pane, Relation
from pmtui.ui.panes.base import Place
from pmtui.ui.screens.beside import _moments

OLDER = with_action(POOL, text="Alert on free connections", state=ActionState.COMMITTED)


def related(app):
    pm = app.session.store.load("again").postmortem
    return {r.uid: r.relation for r in pm.related}


def test_what_looks_alike_is_read_linked_and_dismissed_beside_the_causes(tmp_path):
    app = app_over(tmp_path, (POOL_AGAIN, OLDER, PICTURES), Place(Pane.CAUSES))

    def shows(*words):
        return lambda: all(word in text_of(app) for word in words)

    async def go():
        async with app.run_test(size=(80, 30)) as pilot:
            await until(pilot, shows("They look alike", "PM-2 Ledger refused bookings"))
            assert shows("same service: Ledger", "A1 Alert on free connections: open for")()
            assert "PM-3" not in text_of(app)
            await pilot.press("G", "s")
            await until(pilot, shows("PM-2 · to be read", "Why it looks alike", "The ledger"))
            await pilot.press("escape")
            await until(pilot, shows("They look alike"))
            await pilot.press("enter")
            await until(pilot, shows("to be read"))
            await pilot.press("r")
            await until(pilot, shows("Earlier postmortems (1)", "Done: link an earlier"))
            assert "They look alike" not in text_of(app)
            app.saver.flush()
            assert related(app) == {"pool": Relation.RELATED}
            await pilot.press("enter")
            await until(pilot, shows("Postmortem   PM-2 Ledger refused", "Relation"))
            await pilot.press("o", "d")
            await until(pilot, shows("Press d again to delete “PM-2 Ledger"))
            await pilot.press("d", "u")
            await until(pilot, shows("Earlier postmortems (1)", "PM-2 Ledger"))
            await pilot.press("D")
            app.saver.flush()
            assert related(app) == {"pool": Relation.DISMISSED}
            for _ in range(2):
                await pilot.press("u")
            await until(pilot, shows("They look alike", "(0)"))

    try:
        asyncio.run(go())
    finally:
        ended(app)


def test_a_postmortem_that_begins_hears_what_it_looks_like(tmp_path):
    app = app_over(tmp_path, (POOL,), opened=False)

    async def go():
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("a")
            title = "Ledger pool exhausted"
            await pilot.press(*("space" if c == " " else c for c in title), "enter")
            await until(pilot, lambda: "Looks like PM-1 “Ledger" in text_of(app))
            assert "press 4. PM-1 names the service ledger" in text_of(app)

    try:
        asyncio.run(go())
    finally:
        ended(app)


def test_an_earlier_timeline_is_read_in_the_order_of_its_times():
    pm = Postmortem(uid="u")
    for hour, text in ((11, "later"), (9, "first")):
        pm = add(pm, "events", Event(id=text, at=at(f"{hour:02}:00"), text=text))
    assert [line.split()[-1] for line in _moments(pm)] == ["first", "later"]
