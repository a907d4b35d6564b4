"""From a new incident to what was promised then, the meeting, and the team: by keys alone."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pmtui.clock import FixedClock
from pmtui.domain.edits import set_fields
from pmtui.domain.vocabulary import ActionState, Relation, Status
from pmtui.review.examples import EXAMPLE_NOW, complete_example
from pmtui.store.store import Store

pytestmark = pytest.mark.pty


def opened():
    path = Path(os.environ["PMTUI_STORE"])
    return Store.open(path, clock=FixedClock(EXAMPLE_NOW), author="Noor Haddad")


def stored(reference):
    with opened() as store:
        return store.load(store.resolve(reference).uid).postmortem


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
    with opened() as store:
        store.create(pm, label="made")
    return first


def test_an_incident_that_happened_before_is_seen_linked_met_about_and_shared(
    start, older, tmp_path
):
    (tmp_path / "team").mkdir()
    Path(os.environ["PMTUI_CONFIG"]).write_text(f'team_folder = "{tmp_path / "team"}"\n')
    program = start()
    program.wait("A promise is overdue").settle()
    program.press("a").type("4 Depots could not print parcel labels in the morning peak")
    program.press("Enter").wait("1 Overview]").wait("Looks like PM-1").settle()

    _seen_beside_and_linked(program, older)
    _small_form(program)
    _its_promise_is_kept(program, older)
    _the_meeting(program)
    program.press("C").wait("in review").settle(0.3).press("C").wait("Complete PM-2?").settle(0.3)
    program.press("y").wait("· complete ·").settle(0.3)
    program.press(":").type("put the postmortem into").press("Enter").wait("Share PM-2 in")
    program.settle(0.3).press("y").wait(lambda: list((tmp_path / "team").rglob("*.json")))
    program.settle(0.3).press("Ctrl+Q")
    assert program.end() == 0

    old, new = stored("1"), stored("2")
    assert new.review.status is Status.COMPLETE
    assert [(r.uid, r.relation) for r in new.related] == [(old.uid, Relation.RELATED)]
    assert (new.review.readers, new.review.reviewer) == (("Ana",), "Ben")
    assert new.review.note == "- the pool is shared by two services"
    assert old.actions[0].state is ActionState.DONE
    (text,) = (tmp_path / "team").rglob("*.md")
    assert "both services share one pool of connections" in text.read_text(encoding="utf-8")


def _seen_beside_and_linked(program, older):
    program.press("4").wait("They look alike").settle(0.3)
    assert "Promised then: " in program.text and "late" in program.text
    while not any(line.startswith("› PM-1 ") for line in program.lines):
        program.press("j")
    program.settle(0.3).press("s").wait(older.text[:30]).settle(0.3)
    program.press("r").wait("Done: link an earlier postmortem").settle(0.3)


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
