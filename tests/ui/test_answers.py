"""Asking the store's thread from a screen that may be left before the answer comes."""

import asyncio
from threading import Event

from pmtui.clock import SystemClock
from pmtui.domain.edits import set_fields
from pmtui.domain.postmortem import Postmortem
from pmtui.review.model import Context
from pmtui.store.amending import amend
from pmtui.store.reports import NotSaved
from pmtui.store.saver import Saver
from pmtui.store.store import Store
from pmtui.ui.answers import answer


def titled(store, title):
    return amend(store, "u", lambda pm: set_fields(pm, "overview", "", title=title), "title")


def test_leaving_ends_the_waiting_and_never_the_deed(tmp_path):
    path, clock = tmp_path / "pmtui.db", SystemClock()
    with Store.open(path, clock=clock, author="noor") as store:
        store.create(Postmortem(uid="u"), label="new")
    told, may_go_on = [], Event()
    saver = Saver(path, clock, "noor", lambda: Context(now=clock.now()), told.append)

    def slowly(store):
        may_go_on.wait(10)
        titled(store, "first")

    async def leave_at_once():
        waiting = [
            asyncio.create_task(answer(saver, deed))
            for deed in (slowly, lambda store: titled(store, "second"))
        ]
        await asyncio.sleep(0)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        unheard = saver.ask(lambda store: titled(store, "never"))
        assert unheard.cancel()
        may_go_on.set()
        return await answer(saver, lambda store: store.load("u").postmortem.overview.title)

    assert asyncio.run(leave_at_once()) == "second"
    saver.close()
    assert not [report for report in told if isinstance(report, NotSaved)]
