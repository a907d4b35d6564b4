"""The search line of the library: answered as it is typed, opened where the hit stands."""

import asyncio
from dataclasses import replace

from textual.content import Content

from app.making import app_over, begun, ended, text_of, until, with_one_each
from pmtui.domain.edits import set_fields
from pmtui.domain.vocabulary import Pane
from pmtui.memory.query import Term
from pmtui.store.errors import LockedStore
from pmtui.ui.chrome import MessageLine
from pmtui.ui.panes.base import Place


def postmortems():
    other = set_fields(begun("other"), "overview", "", title="Alert on the index was silent")
    return (with_one_each(), other, *(replace(begun(f"n{i}")) for i in range(3)))


def test_a_search_answers_as_it_is_typed_and_opens_the_record_that_was_hit(tmp_path):
    app = app_over(tmp_path, postmortems(), opened=False)

    async def scenario():
        async with app.run_test(size=(80, 24)) as pilot:
            library = app.screen
            await pilot.press("slash", *"alert ind")
            await until(pilot, lambda: library.search.query.wanted[-1:] == (Term(("ind",), True),))
            await until(pilot, lambda: "2 of 5 postmortems" in text_of(app))
            assert [s.uid for s in library.shown] == ["other", "oneofeach"]
            await pilot.press("down", "down")
            await until(
                pilot, lambda: "Actions, action: alert on the age of the index" in text_of(app)
            )
            await pilot.press("enter")
            await until(pilot, lambda: app.workbook is not None and app.workbook.pane is not None)
            await until(pilot, lambda: app.workbook._place() == Place(Pane.ACTIONS, "actions", "a"))
            await pilot.press("q")
            await until(pilot, lambda: app.screen is library and "2 of 5" in text_of(app))
            assert library.listing.current == "oneofeach"
            await pilot.press("escape")
            await until(pilot, lambda: "5 postmortems" in text_of(app))
            assert library.listing.current == "oneofeach"
            await pilot.press("slash", *"zebra")
            await until(pilot, lambda: "Nothing fits" in text_of(app))
            library.query_one("#filter").value = "sevrity:1 "
            await until(pilot, lambda: "Did you mean severity:?" in text_of(app))
            library.query_one("#filter").value = "alert qq"
            await until(pilot, lambda: "2 of 5 postmortems · “qq” stands in none" in text_of(app))
            await pilot.press("escape")
            await until(pilot, lambda: "5 postmortems" in text_of(app))
            await pilot.press("slash", *"alert", "enter")
            await until(pilot, lambda: "2 of 5 postmortems" in text_of(app))
            book = app.workbook
            await pilot.press("a", "Q", "enter")
            await until(pilot, lambda: app.workbook not in (None, book) and app.workbook.pane)
            new = app.workbook.postmortem.uid
            await pilot.press("q")
            await until(pilot, lambda: app.screen is library and "6 postmortems" in text_of(app))
            await until(pilot, lambda: library.listing.current == new)

    try:
        asyncio.run(scenario())
    finally:
        ended(app)


def test_while_one_answer_is_on_its_way_only_the_latest_words_are_asked_next(tmp_path, monkeypatch):
    from pmtui.ui import notices
    from pmtui.ui.screens import library_search

    asked, go_on = [], asyncio.Event()

    async def slowly(found, path, query):
        asked.append([" ".join(t.words) for t in query.wanted])
        await go_on.wait()
        return found(path, query)

    monkeypatch.setattr(library_search.asyncio, "to_thread", slowly)
    app = app_over(tmp_path, postmortems(), opened=False)

    async def scenario():
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("slash", *"alert")
            await until(pilot, lambda: app.screen.search.wanted == "alert")
            assert asked == [["a"]]
            go_on.set()
            await until(pilot, lambda: "2 of 5 postmortems" in text_of(app))
            assert asked == [["a"], ["alert"]]

            def held(*_):
                raise LockedStore("The store is held. Wait a moment.")

            library = app.screen
            with monkeypatch.context() as patch:
                patch.setattr(library_search, "look_at", held)
                await pilot.press("down", "down")
                await until(pilot, lambda: "! The store is held." in text_of(app))
                await pilot.press("enter")
                assert app.workbook is None
                patch.setattr(app.session.store, "summaries", held)
                library.reload()
                assert len(library.shown) == 2
                patch.setattr(notices, "overdue", held)
                line = library.query_one(MessageLine)
                line.say(Content(""))
                assert notices.say(line, app.session, "") == ""
            await pilot.press("up")
            await until(pilot, lambda: "The store is held" not in text_of(app))

    try:
        asyncio.run(scenario())
    finally:
        ended(app)
