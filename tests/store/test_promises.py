"""The actions of all postmortems, and changing one of them from the list."""

from datetime import date, timedelta

import pytest

from pmtui.domain.edits import add_all, set_fields
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Action, Factor, Participant
from pmtui.domain.vocabulary import ActionState, CauseCategory, FactorKind, Priority, Status
from pmtui.errors import AnswerIsNo
from pmtui.store.amending import amend
from pmtui.store.asking import asked
from pmtui.store.errors import OfSomebodyElse
from pmtui.store.overdue import MOST_COUNTED, QUERY, overdue
from pmtui.store.promises import names_of, one, read_promises
from pmtui.store.shared import adopt
from store.making import NOW

TODAY = NOW.date()
COMMITTED = {"state": ActionState.COMMITTED, "owner": "Noor Haddad"}


def with_actions(uid, *actions, **overview):
    pm = set_fields(Postmortem(uid=uid), "overview", "", title=f"Title of {uid}", **overview)
    pm = add_all(pm, "factors", [
        Factor(id="f1", text="no alert", kind=FactorKind.TRIGGER, category=CauseCategory.BUG),
        Factor(id="f2", text="one zone", kind=FactorKind.CONDITION, category=CauseCategory.BUG),
    ])  # fmt: skip
    return add_all(pm, "actions", actions)


def due_in(days, id="a", **fields):
    return Action(id=id, text=f"act {id}", due=TODAY + timedelta(days=days), **(COMMITTED | fields))


def test_the_nearest_day_comes_first_and_what_has_none_comes_last(store):
    store.create(with_actions("one", due_in(3, "a1"), Action(id="a2", text="someday")), label="x")
    again = Action(id="a3", text="again", review_on=TODAY, **COMMITTED)
    store.create(with_actions("two", due_in(-4, "a1"), due_in(3, "a2", priority=Priority.P0), again),
                 label="x")  # fmt: skip
    rows = read_promises(store)
    assert [(p.reference, p.name) for p in rows] == [
        ("PM-2", "A1"), ("PM-2", "A3"), ("PM-2", "A2"), ("PM-1", "A1"), ("PM-1", "A2"),
    ]  # fmt: skip


def test_a_promise_knows_what_lists_show_of_its_postmortem(store):
    act = due_in(3, "a1", factors=("f1", "f2"), tracker="OPS-1", done_when="it is refused")
    pm = with_actions("one", act, services=("search", "Web"), incident_date=date(2026, 8, 26))
    store.create(pm, label="x", origin="platform")
    (row,) = read_promises(store, answers=True)
    assert (row.title, row.services, row.began) == (
        "Title of one",
        ("search", "Web"),
        date(2026, 8, 26),
    )
    assert (row.origin, row.tracker, row.done_when) == ("platform", "OPS-1", "it is refused")
    assert row.answers == ("trigger", "bug", "condition")
    assert read_promises(store)[0].answers == ()


def test_without_a_date_of_the_incident_it_began_when_it_was_written(store):
    store.create(with_actions("one", due_in(1)), label="x")
    assert read_promises(store)[0].began == TODAY


def test_states_and_one_postmortem_can_be_asked_for(store):
    done = due_in(1, "a2", state=ActionState.DONE)
    store.create(with_actions("one", due_in(1, "a1"), done), label="x")
    store.create(with_actions("two", due_in(1, "a1")), label="x")
    assert [p.name for p in read_promises(store, states=[ActionState.DONE])] == ["A2"]
    assert [p.uid for p in read_promises(store, uid="two")] == ["two"]


def test_only_own_commitments_whose_day_has_passed_are_told_at_a_start(store):
    assert overdue(store, TODAY) is None
    for uid, action, origin in (
        ("today", due_in(0), ""),
        ("idea", due_in(-9, state=ActionState.PROPOSED), ""),
        ("done", due_in(-9, state=ActionState.DONE), ""),
        ("theirs", due_in(-9), "platform"),
    ):
        store.create(with_actions(uid, action), label="x", origin=origin)
    assert overdue(store, TODAY) is None
    store.create(with_actions("late", due_in(-2), due_in(-5, "b")), label="x")
    again = Action(id="r", text="again", review_on=TODAY - timedelta(days=7), **COMMITTED)
    store.create(with_actions("again", again), label="x")
    found = overdue(store, TODAY)
    assert (found.counted, found.more, found.oldest) == (3, False, TODAY - timedelta(days=7))


def test_very_many_are_counted_up_to_a_limit(store):
    many = [due_in(-i - 1, f"a{i}") for i in range(MOST_COUNTED + 5)]
    store.create(with_actions("many", *many), label="x")
    found = overdue(store, TODAY)
    assert (found.counted, found.more) == (MOST_COUNTED, True)


def test_what_is_overdue_is_found_by_an_index_alone(store):
    question = f"EXPLAIN QUERY PLAN {QUERY}"
    plan = asked(store, lambda conn: conn.execute(question, ("2026-01-01", 5)).fetchall())
    words = " ".join(row[-1] for row in plan)
    assert "actions_promised" in words
    assert "SCAN" not in words
    assert "TEMP B-TREE" not in words


def test_a_person_is_known_by_what_participants_call_them(store):
    pm = with_actions("one", due_in(1))
    pm = add_all(pm, "participants", [
        Participant(id="p1", name="Noor Haddad", handle="@nh"),
        Participant(id="p2", name="Wen Zhao", handle="@noor"),
        Participant(id="p3", name="Ben Osei", handle="@ben"),
    ])  # fmt: skip
    store.create(pm, label="x")
    assert names_of(store, "noor haddad") == {"noor haddad", "noor", "nh"}
    assert names_of(store, "@ben") == {"ben", "ben osei"}


def test_a_change_from_the_list_is_one_step_of_the_history_that_undo_takes_back(store):
    store.create(with_actions("one", due_in(1, "a1")), label="x")
    (row,) = read_promises(store)
    amend(store, "one", lambda pm: set_fields(pm, "actions", "a1", state=ActionState.DONE), "done")
    assert one(store, row).state is ActionState.DONE
    assert store.operations("one")[-1].label == "done"
    store.undo("one")
    assert one(store, row) == row


def test_what_changes_nothing_writes_nothing(store):
    made = store.create(with_actions("one", due_in(1, "a1")), label="x")
    assert (
        amend(store, "one", lambda pm: set_fields(pm, "actions", "a1", text="act a1"), "x") is None
    )
    assert store.load("one").seq == made.seq


def test_what_is_gone_or_a_colleagues_is_refused_in_words(store):
    store.create(with_actions("one"), label="x")
    store.create(with_actions("two", due_in(1, "a1")), label="x", origin="platform")
    with pytest.raises(AnswerIsNo, match="deleted meanwhile"):
        amend(store, "one", lambda pm: set_fields(pm, "actions", "a1", text="y"), "x")
    with pytest.raises(OfSomebodyElse, match="platform"):
        amend(store, "two", lambda pm: set_fields(pm, "actions", "a1", text="y"), "x")
    row = read_promises(store)[0]
    assert one(store, row) == row


def test_a_complete_postmortem_takes_the_upkeep_of_its_actions_and_no_prose(store):
    pm = with_actions("one", due_in(1, "a1"))
    pm = set_fields(pm, "review", "", status=Status.COMPLETE)
    store.create(pm, label="x", origin="platform")
    adopt(store, "one")
    for values in ({"state": ActionState.DONE, "done_when": "it was refused"}, {"due": TODAY},
                   {"tracker": "OPS-2"}, {"declined_because": "retired"}):  # fmt: skip
        amend(store, "one", lambda pm, v=values: set_fields(pm, "actions", "a1", **v), "upkeep")
    assert store.load("one").postmortem.review.status is Status.COMPLETE
    with pytest.raises(AnswerIsNo, match="read-only"):
        amend(store, "one", lambda pm: set_fields(pm, "actions", "a1", text="other"), "x")
