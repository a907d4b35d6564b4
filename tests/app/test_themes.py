"""The themes over the whole app: what recurs, a span, and down to the workbook behind a number."""

import asyncio
from datetime import date

from app.making import app_over, begun, ended, text_of, until
from pmtui.domain.edits import add, set_fields
from pmtui.domain.records import Factor
from pmtui.domain.vocabulary import Facet, FactorKind, Status


def recurring(uid, day, status):
    pm = set_fields(begun(uid), "overview", "", incident_date=day)
    pm = set_fields(pm, "facets", Facet.TOOLING.value, to_improve="two consoles [/]")
    pm = add(pm, "factors", Factor(id="f", text="a deploy", kind=FactorKind.TRIGGER))
    return set_fields(pm, "review", "", status=status)


def test_what_recurs_leads_to_the_postmortems_behind_it(tmp_path):
    old = recurring("old", date(2024, 1, 5), Status.DRAFT)
    new = recurring("new", date(2026, 3, 10), Status.IN_REVIEW)
    app = app_over(tmp_path, (old, new), opened=False)

    def shows(*words):
        return lambda: all(word in text_of(app) for word in words)

    async def go():
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("t")
            await until(pilot, shows("Criteria left open, of 1 in review or complete", "C01 Is "))
            lines = text_of(app).splitlines()
            assert lines[0].strip() == "Themes · 2 postmortems of all time"
            assert "██                   2 tooling" in lines[2]
            assert lines[2].rstrip().endswith("PM-2, PM-1")
            await pilot.press("s", "y")
            await until(pilot, shows("Themes · 1 postmortem since 2025-03-"))
            await pilot.press("j", "enter")
            await until(pilot, shows("Kinds of contributing factors · trigger", "2026-03-10"))
            await pilot.press("enter")
            await until(pilot, lambda: app.workbook is not None)
            assert app.workbook.postmortem.uid == "new"
            await pilot.press("q")
            await until(pilot, shows("Kinds of contributing factors · trigger"))
            await pilot.press("q")
            await until(pilot, shows("Themes · 1 postmortem since"))
            assert app.saver.recall("themes:since") == "-1y"

    asyncio.run(go())
    ended(app)
