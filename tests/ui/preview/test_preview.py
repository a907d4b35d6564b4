import asyncio
import threading
from datetime import UTC, date, datetime

import pytest
from textual import events
from textual.app import App

from pmtui.clock import FixedClock
from pmtui.domain.edits import set_fields
from pmtui.domain.postmortem import Postmortem
from pmtui.importers.events import accept
from pmtui.importers.timeline.engine import Cancelled
from pmtui.ui.screens.preview import PreviewScreen
from pmtui.ui.screens.preview_source import Given, SourceScreen
from pmtui.ui.session import Session
from pmtui.ui.styles import style_sheets

NOW = datetime(2026, 11, 28, 13, tzinfo=UTC)
CHAT = """mara  9:32 AM
deploy of the basket [service] is out
idris  9:40 AM
seeing [/] on [@click=app.quit]cart[/] \x1b]0;x\x07
yuki  9:42 AM
thanks!
mara  9:44 AM
rolled back 4711
"""


class Host(App):
    CSS_PATH = [*style_sheets()]  # noqa: RUF012
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, screen):
        super().__init__()
        self.given = screen
        self.outcome = "open"

    def on_mount(self):
        self.push_screen(self.given, self._done)

    def _done(self, outcome):
        self.outcome = outcome

    @property
    def text(self):
        strips = self.screen._compositor.render_strips()
        return "\n".join("".join(s.text for s in strip).rstrip() for strip in strips)


@pytest.fixture
def pm():
    return set_fields(
        Postmortem(uid="p1"),
        "overview",
        "",
        incident_date=date(2026, 11, 22),
        zone="Europe/Berlin",
    )


def preview(pm, given):
    session = Session(store=None, store_path=None, clock=FixedClock(NOW), author="Noor Haddad")
    return Host(PreviewScreen(session, pm, given))


def drive(app, script):
    async def go():
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await settled(pilot)
            await script(pilot)

    asyncio.run(go())
    return app


async def settled(pilot):
    """Until the thread that reads is through."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete(
        [w for w in pilot.app.workers if w.group == "import-reading"]
    )
    await pilot.pause()


def test_a_chat_with_markup_is_answered_changed_and_accepted(pm):
    app = preview(pm, Given(text=CHAT))

    async def script(pilot):
        assert "A Slack chat · 3 of 4 rows ticked · 1 folded (f)" in app.text
        assert "seeing [/] on [@click=app.quit]cart[/]" in app.text
        await pilot.press("z", "enter")
        await settled(pilot)
        await pilot.press("d", "enter")
        await settled(pilot)
        assert "z  Zone: Europe/Berlin" in app.text
        assert "d  Day: 2026-11-22" in app.text
        assert "[x] 11-22 09:32" in app.text
        await pilot.press("G", "m", "k", "space", "enter")

    drive(app, script)
    done = accept(pm, app.outcome.plan)
    assert [e.text for e in done.events] == [
        "deploy of the basket [service] is out",
        "rolled back 4711",
    ]
    assert done.events[1].milestones == ("mitigated",)
    assert done.events[0].at.at == datetime(2026, 11, 22, 8, 32, tzinfo=UTC)


def test_rows_are_edited_timed_merged_filtered_and_all_of_it_taken_back(pm):
    app = preview(pm, Given(text=CHAT))

    async def script(pilot):
        await pilot.press("t")
        app.focused.value = "2026-11-22 09:30"
        await pilot.press("enter")
        assert "[x] 11-22 09:30" in app.text
        await pilot.press("t")
        app.focused.value = "2026-11-20 09:30"
        await pilot.press("enter", "t")
        app.focused.value = "09:31"
        await pilot.press("enter")
        assert "[x] 11-20 09:31" in app.text
        await pilot.press("u", "u", "j", "M")
        assert "2 rows in one" in app.text
        await pilot.press("slash")
        app.focused.post_message(events.Paste("4711"))
        await pilot.pause()
        await pilot.press("enter", "asterisk")
        assert "filter “4711”" in app.text
        assert "[ ]" in app.text
        await pilot.press("u", "u", "u", "escape")
        assert "2 rows in one" not in app.text
        assert "3 of 4 rows ticked" in app.text

    drive(app, script)


def test_leaving_a_paste_offers_to_keep_it_and_leaving_a_file_is_simple(pm, tmp_path):
    app = preview(pm, Given(text=CHAT))

    async def keep(pilot):
        await pilot.press("escape", "b", "escape", "k")

    drive(app, keep)
    assert (app.outcome.keep, app.outcome.plan) == (CHAT, None)

    app = preview(pm, Given(text=CHAT))

    async def twice(pilot):
        await pilot.press("escape", "escape")

    drive(app, twice)
    assert (app.outcome.keep, app.outcome.plan, app.outcome.left) == ("", None, CHAT)

    file = tmp_path / "chat.txt"
    file.write_text(CHAT)
    app = preview(pm, Given(path=str(file)))

    async def leave(pilot):
        assert "A Slack chat" in app.text
        await pilot.press("escape")

    drive(app, leave)
    assert (app.outcome.keep, app.outcome.plan, app.outcome.problem) == ("", None, "")


def test_a_file_that_is_not_there_is_told_in_a_sentence(pm):
    app = drive(preview(pm, Given(path="/nowhere/chat.txt")), lambda pilot: asyncio.sleep(0))
    assert app.outcome.problem.endswith("Type another name.")


def test_what_is_there_already_is_shown_and_not_ticked(pm):
    from pmtui.importers import parse_timeline
    from pmtui.importers.events import plan

    there = accept(pm, plan(parse_timeline(CHAT), pm))
    app = preview(there, Given(text=CHAT))

    async def script(pilot):
        assert "= known" in app.text
        assert "0 of 4 rows ticked" in app.text
        await pilot.press("enter")
        assert "No row is ticked." in app.text

    drive(app, script)
    assert app.outcome == "open"


def test_the_source_is_a_paste_or_the_name_of_a_file():
    app = Host(SourceScreen())

    async def paste(pilot):
        app.focused.post_message(events.Paste(CHAT))
        await pilot.pause()

    drive(app, paste)
    assert app.outcome.text.startswith("mara  9:32 AM\n")
    assert "\x1b" not in app.outcome.text


def test_while_it_is_read_keys_are_answered_and_esc_stops_it(pm, monkeypatch):
    from pmtui.ui.preview.draft import Draft

    going = threading.Event()

    def endless(self, text, answers, progress):
        going.set()
        while progress(70_000, 200_000):
            threading.Event().wait(0.002)
        raise Cancelled

    monkeypatch.setattr(Draft, "read", endless)
    app = preview(pm, Given(text=CHAT))

    async def script():
        async with app.run_test(size=(80, 24)) as pilot:
            assert going.wait(5)
            await pilot.press("enter")
            assert "It is still being read" in app.text
            assert "Reading: 70,000 of 200,000 rows. Esc stops it." in app.text
            await pilot.press("escape", "l")

    asyncio.run(script())
    assert (app.outcome.plan, app.outcome.keep) == (None, "")
