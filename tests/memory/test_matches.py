from datetime import date

import pytest

from memory.promising import promise
from memory.resembling import POOL
from pmtui.domain.vocabulary import ActionState, Relation
from pmtui.memory.matches import (
    ALIKE,
    Match,
    best_of,
    met_before,
    note_of,
    open_first,
    promised,
    related_to,
    state_in_words,
)

TODAY = date(2026, 11, 28)


def match(**given):
    shape = {"uid": "u", "number": 12, "title": "Pool ran dry", "strength": 0.6, "reasons": ("r",)}
    return Match(**(shape | given))


def test_a_promise_says_what_became_of_it():
    kept = promise(state=ActionState.DONE)
    late = promise(state=ActionState.COMMITTED, due=date(2026, 11, 16), began=date(2026, 8, 26))
    idea = promise(state=ActionState.PROPOSED, began=date(2026, 8, 26))
    gone = promise(state=ActionState.DECLINED, declined_because="retired\nin March")
    assert [state_in_words(p, TODAY) for p in (kept, late, idea, gone)] == [
        "done",
        "12 days late, open for 94 days",
        "only proposed, open for 94 days",
        "declined: retired in March",
    ]
    assert open_first([kept, gone, idea, late]) == (late, idea, kept, gone)


OPEN = promise(state=ActionState.COMMITTED, due=None)
LATE = promise(state=ActionState.COMMITTED, due=date(2026, 1, 1))
DONE = promise(state=ActionState.DONE)


@pytest.mark.parametrize(
    ("promises", "told"),
    [
        ((), "no action was written down"),
        ((OPEN,), "its one action is open"),
        ((LATE,), "its one action is overdue"),
        ((DONE,), "its one action is closed"),
        ((DONE, DONE), "both actions are closed"),
        ((OPEN, DONE), "1 of 2 actions is open"),
        ((OPEN, LATE, DONE), "2 of 3 actions are open, 1 overdue"),
        ((OPEN, OPEN), "both actions are open"),
    ],
)
def test_all_promises_are_told_in_one_line(promises, told):
    assert promised(match(promises=promises), TODAY) == told


def test_only_what_is_alike_and_earlier_is_asked_about():
    weak, later = match(strength=ALIKE - 0.01), match(later=True)
    assert [m.asked for m in (match(), weak, later)] == [True, False, False]
    assert best_of([weak, later, match(number=3)]).number == 3
    assert best_of([weak]) is None


def test_a_match_of_a_colleague_carries_its_origin():
    assert match(origin="platform").name == "PM-12 (from platform)"


def test_a_decision_is_added_once_and_changed_after_that():
    pm = related_to(POOL, "other", Relation.RELATED, note_of("Pool ran dry", date(2026, 3, 2)))
    pm = related_to(pm, "other", Relation.DISMISSED)
    (record,) = pm.related
    assert (record.uid, record.relation) == ("other", Relation.DISMISSED)
    assert record.note == "Pool ran dry, 2026-03-02"


def test_a_service_that_was_met_before_is_told_in_a_sentence():
    assert met_before(("checkout",), 0, "") == ""
    assert met_before(("checkout",), 1, "PM-3") == "PM-3 names the service checkout too."
    many = met_before(("checkout", "ledger"), 3, "PM-9")
    assert many == "3 postmortems name checkout or ledger, the last one PM-9."
