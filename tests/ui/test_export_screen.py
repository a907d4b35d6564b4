"""The export screen over the whole app: one boot for each story."""

import asyncio
from dataclasses import replace

import pytest

from app.making import app_over, ended, until
from pmtui.domain.edits import set_fields
from pmtui.review.examples import complete_example
from pmtui.store.errors import LockedStore
from pmtui.ui.screens.export import ExportScreen


def secret():
    return "gh" + "p_" + "Zk3" * 12


def with_hits():
    pm = complete_example()
    return set_fields(
        pm, "events", pm.events[0].id, detail=f"token {secret()} used from 203.0.113.9"
    )


def lines(app):
    return ["".join(s.text for s in strip) for strip in app.screen._compositor.render_strips()]


def text(app):
    return "\n".join(line.rstrip() for line in lines(app))


@pytest.fixture
def exporting(tmp_path, monkeypatch):
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(pm, script, **settings):
        app = app_over(tmp_path, (pm,), **settings)
        app.sent = []
        app.send_to_terminal = app.sent.append

        async def go():
            async with app.run_test(size=(80, 24)) as pilot:
                await until(pilot, lambda: app.workbook is not None)
                await pilot.press("x")
                await until(pilot, lambda: isinstance(app.screen, ExportScreen))
                await until(pilot, lambda: app.screen.ready)
                await pilot.pause()
                await script(app, pilot)

        asyncio.run(go())
        ended(app)
        return folder

    return run


async def settled(app, pilot):
    await until(pilot, lambda: app.screen.ready)
    await pilot.pause()


def test_one_screen_shows_everything_and_writes_what_it_shows(exporting):
    async def story(app, pilot):
        shown = text(app)
        assert "› gfm" in shown and "html" in shown
        assert "Shape full" in shown and "Names full" in shown
        assert "# " in shown
        assert "ssh ops.example pmtui export PM-1 --to gfm | pbcopy" in shown
        assert len(lines(app)) == 24
        assert "w/Enter File" in lines(app)[-1]
        first = lines(app)[3]
        await pilot.press("d", "d", "u", "d", "u", "u", "u")
        await pilot.pause()
        assert lines(app)[3] == first
        await pilot.press("d")
        await pilot.pause()
        assert lines(app)[3] != first
        await pilot.press("s", "n", "n", "j")
        await settled(app, pilot)
        assert "--to gitlab --shape onepage --names roles" in text(app)
        await pilot.press("enter")
        assert "Written to" in text(app)
        assert not app.sent
        await pilot.press("w", "escape")
        await until(pilot, lambda: app.screen is app.workbook)
        await until(pilot, lambda: "Written to" in text(app))

    folder = exporting(complete_example(), story)
    first, second = sorted(folder.iterdir())
    assert first.suffix == ".md" and first.read_bytes() == second.read_bytes()
    assert "Ilse Brandt" not in first.read_text()


def test_a_hit_is_masked_until_it_is_kept_and_the_decision_is_remembered(exporting, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")

    async def story(app, pilot):
        assert "f Found 2, 2 undecided" in text(app)
        await pilot.press("f")
        await pilot.pause()
        assert "mask? GitHub token: ghp_…" in text(app)
        assert secret() not in text(app)
        await pilot.press("space")
        await until(pilot, lambda: "mask  GitHub" in text(app))
        assert [a.rule for a in app.workbook.postmortem.false_alarms] == ["C41-mask"]
        await pilot.press("space")
        await until(pilot, lambda: "keep  GitHub" in text(app))
        assert secret() in app.screen.shown.out.text
        assert "203.0.113.9" not in app.screen.shown.out.text
        await pilot.press("space", "M")
        await until(pilot, lambda: "f Found 2\n" in text(app))
        assert {a.rule for a in app.workbook.postmortem.false_alarms} == {"C41-mask"}
        await pilot.press("p")
        await settled(app, pilot)
        assert "ip-1" in app.screen.shown.out.text
        await pilot.press("b")
        assert "Written to" in text(app) or "It is in" in text(app)
        assert app.sent and app.sent[0].startswith("\x1b]52;c;")
        await pilot.press("f", "e")
        await until(pilot, lambda: app.screen is app.workbook)
        await until(pilot, lambda: "change it here" in text(app))
        place = app.workbook.pane.place()
        assert (place.table, place.field) == ("events", "detail")

    folder = exporting(with_hits(), story)
    (written,) = folder.iterdir()
    assert "ip-1" in written.read_text()
    assert secret() not in written.read_text()


def test_where_it_was_published_is_noted_by_one_key(exporting):
    async def story(app, pilot):
        await pilot.press("P")
        await until(pilot, lambda: not isinstance(app.screen, ExportScreen))
        app.focused.value = "https://wiki.example/pm/1"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        await settled(app, pilot)
        assert "https://wiki.example/pm/1" in {
            p.where for p in app.workbook.postmortem.publications
        }
        assert "Noted: published in" in text(app)
        app.screen.choice = replace(app.screen.choice, shape="external")
        app.screen._render_anew()
        await settled(app, pilot)
        assert "external message" in text(app) or "What happened" in text(app)

    assert not list(exporting(complete_example(), story).iterdir())


def test_what_a_read_only_postmortem_does_not_take_is_not_said_to_be_done(exporting):
    async def story(app, pilot):
        app.workbook.editing.refusal = "It is somebody else's, so it is read-only here."
        await pilot.press("f", "M")
        await pilot.pause()
        assert "it is read-only here" in text(app)
        assert not app.screen.done
        assert not app.workbook.postmortem.false_alarms

    exporting(with_hits(), story)


def test_a_store_that_is_held_leaves_a_sentence_in_place_of_the_text(exporting, monkeypatch):
    def held(store, pm):
        raise LockedStore("The store is held by another program. Wait a moment.")

    async def script(app, pilot):
        monkeypatch.setattr("pmtui.store.similar.called_of", held)
        await pilot.press("down")
        await until(pilot, lambda: app.screen.ready)
        await pilot.pause()
        assert text(app).count("held by another program") == 2
        assert app.is_running

    exporting(with_hits(), script)
