"""The library, the dialogs and the looks of other terminals."""

from dataclasses import replace

import pytest

from app.making import begun, text_of, until, with_findings, with_long_texts, with_one_each
from pmtui.demo import small_postmortem
from pmtui.domain.vocabulary import Pane
from pmtui.review.examples import EXAMPLE_NOW, complete_example
from pmtui.ui.panes.base import Place


def library():
    some = (begun(), with_one_each(), complete_example(), small_postmortem(EXAMPLE_NOW))
    many = [replace(pm, uid=f"{pm.uid}{i}") for i in range(7) for pm in some]
    return (*many, with_long_texts(count=1))


@pytest.mark.parametrize("count", (0, 1, 29))
def test_the_library_of(shows, count):
    assert shows(library()[:count], opened=False)


def test_the_library_filtered(shows):
    async def types(pilot):
        await pilot.press("slash")
        pilot.app.focused.value = "sev-2"
        await pilot.pause()

    assert shows(library(), opened=False, before=types)


def test_the_entry_line_of_the_library(shows):
    assert shows((), None, "a", "2", opened=False)


CAUSES = Place(Pane.CAUSES)
TIMELINE = Place(Pane.TIMELINE)


def test_the_entry_line_of_a_pane(shows):
    assert shows((complete_example(),), TIMELINE, "a")


def test_a_field_that_is_being_edited(shows):
    summary = Place(Pane.OVERVIEW, "overview", "", "summary")
    assert shows((complete_example(),), summary, "enter")


def test_choosing_a_word(shows):
    severity = Place(Pane.OVERVIEW, "overview", "", "severity")
    assert shows((complete_example(),), severity, "enter")


@pytest.mark.parametrize(
    "key",
    {"question_mark": "help", "i": "explain", "d": "delete", "A": "answer"}.items(),
    ids=lambda item: item[1],
)
def test_a_dialog(shows, key):
    assert shows((with_findings(),), CAUSES, key[0])


def test_the_export(shows):
    async def opens(pilot):
        await pilot.press("x")
        await until(pilot, lambda: "## Overview" in text_of(pilot.app))

    assert shows((with_findings(),), CAUSES, before=opens)


def test_the_menu_of_the_leader(shows):
    async def hesitates(pilot):
        await pilot.press("ctrl+g")
        menu = pilot.app.screen.query_one("#leader-menu")
        await until(pilot, lambda: menu.display)

    assert shows((complete_example(),), TIMELINE, before=hesitates)


def test_a_terminal_that_is_too_small(shows):
    assert shows((complete_example(),), TIMELINE, size=(50, 12))


def test_plain_characters(shows):
    assert shows((with_findings(),), TIMELINE, ascii=True)


def test_no_colours(shows, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert shows((with_findings(),), TIMELINE)


def test_a_wide_terminal(shows):
    assert shows((with_findings(),), TIMELINE, size=(120, 40))


def test_a_light_theme(shows):
    assert shows((with_findings(),), CAUSES, theme="textual-light")


@pytest.mark.parametrize("item", {"2": "how", "5": "closing"}.items(), ids=lambda item: item[1])
def test_the_meeting(shows, item):
    async def opens(pilot):
        await pilot.press("M")
        await until(pilot, lambda: "1/5 Opening" in text_of(pilot.app))
        await pilot.press(item[0])

    assert shows((with_findings(),), CAUSES, before=opens)


@pytest.mark.parametrize("end", (False, True), ids=("on-the-way", "at-the-end"))
def test_a_drill(shows, end):
    async def steps(pilot):
        await pilot.press("d")
        await until(pilot, lambda: "1 of 8" in text_of(pilot.app))
        await pilot.press("i")
        pilot.app.focused.insert_text_at_cursor("the pool of connections")
        await pilot.press("enter", "enter", "enter", *(("escape", "e") if end else ()))

    assert shows((complete_example(),), opened=False, before=steps)
