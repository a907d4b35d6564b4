import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.domain import edits
from pmtui.domain.ids import new_id, rank_after, rank_between
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Factor


def test_ids_are_sixteen_characters_and_never_meet():
    ids = {new_id() for _ in range(5000)}
    assert len(ids) == 5000
    assert {len(i) for i in ids} == {16}
    assert all(i.isalnum() and i.islower() or i.isdigit() for i in ids)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=120))
def test_a_rank_lies_strictly_between_its_neighbours(places):
    ranks = [rank_after("")]
    for place in places:
        position = place % (len(ranks) + 1)
        low = ranks[position - 1] if position else ""
        high = ranks[position] if position < len(ranks) else ""
        rank = rank_between(low, high)
        assert low < rank
        assert not high or rank < high
        ranks.insert(position, rank)
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)


@pytest.mark.parametrize(("low", "high"), [("i", "i"), ("j", "i"), ("i5", "i")])
def test_no_rank_lies_between_what_is_not_in_order(low, high):
    with pytest.raises(ValueError, match="no rank"):
        rank_between(low, high)


def test_appended_ranks_stay_short_and_in_order():
    ranks = [rank_after("")]
    for _ in range(10_000):
        ranks.append(rank_after(ranks[-1]))
    assert ranks == sorted(ranks)
    assert max(map(len, ranks)) <= 6


def test_five_thousand_random_moves_keep_ranks_short_and_the_order_of_the_list():
    dice = random.Random(7)
    pm = edits.add_all(Postmortem(uid="u"), "factors", [Factor(id=f"{i}") for i in range(30)])
    for _ in range(5000):
        pm = edits.move(pm, "factors", str(dice.randrange(30)), dice.randrange(-30, 31))
    ranks = [f.rank for f in pm.factors]
    assert ranks == sorted(set(ranks))
    assert max(map(len, ranks)) <= 40


def test_a_thousand_moves_to_the_front_keep_ranks_short():
    pm = edits.add_all(Postmortem(uid="u"), "factors", [Factor(id=f"{i}") for i in range(5)])
    for _ in range(1000):
        pm = edits.move(pm, "factors", pm.factors[-1].id, -9)
    ranks = [f.rank for f in pm.factors]
    assert ranks == sorted(set(ranks))
    assert max(map(len, ranks)) <= 60
