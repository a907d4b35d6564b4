"""From a new incident to what was promised then, the meeting, and the team: by keys alone."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pmtui.clock import FixedClock
from pmtui.domain.edits import set_fields
from pmtui.domain.vocabulary import ActionState
from pmtui.review.examples import EXAMPLE_NOW, complete_example
from pmtui.store.store import Store
from terminal.shell import pmtui, show, status

pytestmark = pytest.mark.pty


@pytest.fixture
def older():
    """PM-1, with one promise that nobody kept."""
    pm = replace(complete_example(), uid="older")
    for action in pm.actions:
        pm = set_fields(pm, "actions", action.id, state=ActionState.DONE, done_when="seen")
    first = pm.actions[0]
    pm = set_fields(
        pm, "actions", first.id, state=ActionState.COMMITTED, due=date(2026, 3, 27), done_when=""
    )
    store = Path(os.environ["PMTUI_STORE"])
    with Store.open(store, clock=FixedClock(EXAMPLE_NOW), author="Noor Haddad") as opened:
        opened.create(pm, label="made")
    return first


def test_an_incident_that_happened_before_is_seen_linked_met_about_and_shared(
    start, older, tmp_path
):
    program = start()
    program.wait("A promise is overdue").settle()
    program.press("a").type("4 Depots could not print parcel labels").press("Enter")
    program.wait("1 Overview]").settle()

    _small_form(program)
    _its_promise_is_kept(program, older)
    _the_meeting(program)
    program.press("C").wait("in review").settle().press("C").wait("Complete PM-2?").settle()
    program.press("y").wait("· complete ·")
    program.press("Ctrl+Q")
    assert program.end() == 0

    assert status("2") == "complete"
    review = show("2")["review"]
    assert review["readers"] == ["Ana"] and review["reviewer"] == "Ben"
    assert review["note"] == "- the pool is shared by two services"
    told = pmtui("share", "2", "--to", str(tmp_path))
    files = [path.suffix for path in tmp_path.rglob("*") if path.is_file()]
    assert {".md", ".json"} <= set(files), told


def _small_form(program):
    program.press("7").wait("A small incident").settle()
    program.press("Enter").type("Noor Haddad").press("Tab", "Tab")
    program.type("Label printing failed for 31 % of depots, from 09:10 to 10:05. ")
    program.type("A re-index held the connections and was stopped.").press("Tab")
    program.type("parcel depots").press("Tab").type("64").press("Tab")
    program.type("print labels").press("Esc", "a")
    program.type("condition: both services share one pool of connections")
    program.press("Enter", "Esc")


def _its_promise_is_kept(program, older):
    program.settle(0.3).press("q").wait("2 postmortems").settle(0.3)
    program.press("p").wait(older.text[:30]).settle(0.3)
    program.press("D").settle(0.3)
    program.type("the pool has 20 connections of its own").press("Enter").wait("is done")
    program.press("q").wait("2 postmortems").settle(0.3)
    assert "overdue" not in program.text


def _the_meeting(program):
    program.press("g", "Enter").wait("7 Review]").settle(0.3)
    program.press("M").wait("1/5 Opening").settle(0.3)
    idle = len(program.raw)
    program.pump(1.5)
    assert len(program.raw) == idle  # the clock does not tick
    program.press("m").wait("One line of the note").type("the pool is shared by two services")
    program.press("Enter", "Esc").settle(0.3)
    program.press("p").wait("who is here?").type("Ana").press("Enter").wait("Attendees    Ana")
    program.settle(0.3).press("C").wait("other than the owner").type("Ben").press("Enter")
    program.wait("Record that 1 person").settle(0.3).press("y").wait("The review is recorded")
    program.settle(0.3)
