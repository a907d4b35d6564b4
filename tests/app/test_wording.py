"""Rewording from wherever the cursor stands: the nearest finding, and which one that is."""

import asyncio

from app.making import app_over, begun, ended, reviewed, text_of, until
from pmtui.domain.edits import add
from pmtui.domain.records import Factor
from pmtui.domain.vocabulary import Pane
from pmtui.ui.panes.base import Place


def test_the_nearest_finding_about_wording_is_taken_and_named(tmp_path):
    pm = begun("p1")
    for id, text in (("a", "The pool held 64 threads"), ("b", "The engineer forgot the limit")):
        pm = add(pm, "factors", Factor(id=id, text=text))
    app = app_over(tmp_path, (pm,), Place(Pane.CAUSES, "factors", "a"))

    async def go():
        async with app.run_test(size=(80, 24)) as pilot:
            await reviewed(pilot)
            await until(pilot, lambda: any(f.end for f in app.workbook.findings))
            await pilot.press("R")
            await until(pilot, lambda: "is not about wording. R again rewords" in text_of(app))
            await pilot.press("R")
            await until(pilot, lambda: "Enter puts it in place" in text_of(app))
            assert "of “The engineer forgot" in " ".join(text_of(app).split())
            await pilot.press("escape", "5", "R")
            await until(pilot, lambda: "the next is in Causes: press 4, then R." in text_of(app))

    try:
        asyncio.run(go())
    finally:
        ended(app)
