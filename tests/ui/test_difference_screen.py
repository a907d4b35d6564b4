"""A copy that comes back into the workbook: one boot from the import key to undo."""

import asyncio

from app.making import NOW, app_over, ended, text_of, until
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.review.examples import complete_example
from pmtui.ui.screens.difference import DifferenceScreen
from pmtui.ui.screens.preview_source import SourceScreen


def test_pieces_are_ticked_taken_as_one_step_and_taken_back(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pm = complete_example()
    text = FLAVOURS["gfm"].render(pm, ExportOptions(now=NOW, reference="PM-1"))
    text = text.replace(pm.factors[0].text, "The [/] pool had no alert")
    text = text.replace(pm.actions[0].text, "Alert below ten free places", 1)
    (tmp_path / "reviewed.md").write_text(text)
    app = app_over(tmp_path, (pm,))

    async def script():
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: app.workbook is not None)
            await pilot.press("I")
            await until(pilot, lambda: isinstance(app.screen, SourceScreen))
            await pilot.press(*"reviewed.md", "enter")
            await until(pilot, lambda: isinstance(app.screen, DifferenceScreen))
            await pilot.pause()
            shown = text_of(app)
            assert "reviewed.md: 2 differences, 2 ticked" in shown
            assert "new  The [/] pool had no alert" in shown
            await pilot.press("down", "space", "enter")
            await until(pilot, lambda: not isinstance(app.screen, DifferenceScreen))
            now = app.workbook.postmortem
            assert now.factors[0].text == "The [/] pool had no alert"
            assert now.actions[0].text == pm.actions[0].text
            await pilot.press("u")
            await until(pilot, lambda: app.workbook.postmortem.factors == pm.factors)

    asyncio.run(script())
    ended(app)
