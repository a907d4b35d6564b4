from datetime import date, timedelta

import pytest

from memory.promising import TODAY, promise
from pmtui.domain.vocabulary import ActionState
from pmtui.memory.ageing import open_for, waiting
from pmtui.memory.promises import (
    FACTOR_WORDS,
    OPEN,
    Wanted,
    days_late,
    own_names,
    select,
    services_of,
)

ME = own_names("Noor Haddad")


@pytest.mark.parametrize(
    ("changes", "late"),
    [
        ({}, 8),
        ({"due": TODAY}, 0),
        ({"due": TODAY - timedelta(days=1)}, 1),
        ({"due": None, "review_on": date(2026, 11, 27)}, 1),
        ({"due": date(2026, 12, 1), "review_on": date(2026, 11, 1)}, 0),
        ({"due": None}, 0),
        ({"state": ActionState.PROPOSED}, 0),
        ({"state": ActionState.DONE}, 0),
        ({"state": ActionState.DECLINED}, 0),
    ],
    ids=str,
)
def test_only_a_commitment_whose_day_has_passed_is_late(changes, late):
    assert days_late(promise(**changes), TODAY) == late


def test_how_long_it_waits_is_said_in_words():
    assert waiting(promise(), TODAY) == "8 days late, open for 94 days"
    assert waiting(promise(due=TODAY), TODAY) == "due today, open for 94 days"
    assert waiting(promise(due=date(2026, 11, 29)), TODAY) == "due in 1 day, open for 94 days"
    again = promise(due=None, review_on=date(2026, 12, 1))
    assert waiting(again, TODAY) == "looked at again in 3 days, open for 94 days"
    assert waiting(promise(state=ActionState.DONE), TODAY) == ""
    assert open_for(promise(began=date(2027, 1, 1)), TODAY) == 0


@pytest.mark.parametrize(
    "owner", ["Noor Haddad", "@noor", "noor", "NOOR HADDAD", "@noor.haddad", " noor  haddad "]
)
def test_mine_is_what_carries_one_of_my_names(owner):
    mine = promise(owner=owner)
    assert select([mine], Wanted(mine=True), TODAY, ME) == (mine,)


@pytest.mark.parametrize("owner", ["", "@nora", "Haddad", "Noor Haddad and Ben Osei", "@"])
def test_what_others_own_is_not_mine(owner):
    assert select([promise(owner=owner)], Wanted(mine=True), TODAY, ME) == ()


def test_a_name_that_participants_use_counts_as_well():
    assert own_names("nh", ("Noor Haddad", "@noor.h")) == {"nh", "noor haddad", "noor h"}
    assert own_names(" ") == frozenset()


def test_what_colleagues_promised_each_other_is_never_overdue_here():
    theirs = promise(origin="platform", owner="Ben Osei")
    mine = promise(origin="platform", id="a2")
    assert select([theirs, mine], Wanted(overdue=True), TODAY, ME) == (mine,)
    assert select([theirs, mine], Wanted(), TODAY, ME) == (theirs, mine)


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Wanted(states=OPEN), True),
        (Wanted(states=frozenset({ActionState.DONE})), False),
        (Wanted(service="CHECKOUT"), True),
        (Wanted(service="check"), False),
        (Wanted(owner="haddad"), True),
        (Wanted(owner="ben"), False),
        (Wanted(factor="bug"), True),
        (Wanted(factor="scale"), False),
        (Wanted(words="pm-7 admission"), True),
        (Wanted(words="ops-12 REFUSED p1"), True),
        (Wanted(words="admission billing"), False),
    ],
)
def test_each_part_of_a_filter_narrows(wanted, fits):
    assert bool(select([promise()], wanted, TODAY)) is fits


def test_a_word_for_a_factor_means_one_thing():
    assert len(set(FACTOR_WORDS)) == len(FACTOR_WORDS)


def test_services_are_listed_once_in_order():
    rows = [promise(services=("search", "Billing")), promise(services=("billing",)), promise()]
    assert services_of(rows) == ("Billing", "checkout", "search")
