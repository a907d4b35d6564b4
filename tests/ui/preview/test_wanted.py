import asyncio
from datetime import UTC, datetime

from app.making import until
from pmtui.clock import FixedClock
from pmtui.domain.edits import set_fields
from pmtui.domain.postmortem import Postmortem
from pmtui.store.store import Store
from pmtui.ui.app import PmtuiApp
from pmtui.ui.preview.wanted import ImportWanted
from pmtui.ui.session import Session
from pmtui.ui.widgets.chooser import Chooser

CLOCK = FixedClock(datetime(2026, 11, 28, 13, tzinfo=UTC))
ZONELESS = "2026-11-22 14:02 queue grows\n2026-11-22 14:05 queue drains\n"
TEXT = "2026-11-22 14:02 UTC alert fires\n2026-11-22 14:40 UTC rolled back 4711\n"


def test_a_pane_that_wants_an_import_gets_the_preview_and_one_step_of_undo(tmp_path):
    path = tmp_path / "pmtui.db"
    with Store.open(path, clock=CLOCK, author="Noor Haddad") as store:
        pm = set_fields(Postmortem(uid="p1"), "overview", "", title="Holds were slow")
        store.create(pm, label="new postmortem")
        app = PmtuiApp(
            Session(store=store, store_path=path, clock=CLOCK, author="Noor Haddad", open_uid="p1")
        )

        async def script():
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                app.workbook.pane.post_message(ImportWanted(TEXT))
                await pilot.pause()
                while not getattr(app.screen, "draft", None) or not app.screen.draft.plan.rows:
                    await pilot.pause()
                await pilot.press("enter")
                await until(pilot, lambda: isinstance(app.screen, Chooser))
                await pilot.press("down", "tab", "enter")
                await until(pilot, lambda: app.screen is app.workbook)
                marked = [e.milestones for e in app.workbook.postmortem.events]
                assert marked == [(), ("mitigated",)]
                assert [e.text for e in app.workbook.postmortem.events] == [
                    "alert fires",
                    "rolled back 4711",
                ]
                assert app.workbook.current == "timeline"
                for keys in (("enter", "enter"), ("z", "enter", "enter")):
                    app.workbook.pane.post_message(ImportWanted(ZONELESS))
                    await until(pilot, lambda: app.screen is not app.workbook)
                    await until(pilot, lambda: app.screen.draft.plan.rows)
                    await pilot.press(*keys)
                    await until(pilot, lambda: app.screen is app.workbook)
                assert all(e.at.at for e in app.workbook.postmortem.events)
                await app.action_quit()

        asyncio.run(script())
        loaded = store.load("p1").postmortem
        assert len(loaded.events) == len(loaded.evidence) == 4
        labels = [operation.label for operation in store.operations("p1")]
        assert labels == ["new postmortem", *["import 2 events"] * 3]
