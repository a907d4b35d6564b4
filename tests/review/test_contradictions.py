from dataclasses import replace

import pytest

from pmtui.domain.vocabulary import ActionState, Priority
from pmtui.review import bars_completion, review
from pmtui.review.context import standard_context
from pmtui.review.examples import EXAMPLE_NOW, complete_example


def found(pm, criterion):
    return [f for f in review(pm, standard_context(EXAMPLE_NOW)) if f.criterion == criterion]


@pytest.mark.parametrize("field", ["worked", "to_improve"])
def test_a_part_with_nothing_notable_that_says_something_is_asked_about(field):
    pm = complete_example()
    plain = {"worked": "", "to_improve": "", "nothing_notable": True}
    first = replace(pm.facets[0], **plain)
    others = tuple(
        replace(f, **{**plain, "nothing_notable": False, "worked": "x", "to_improve": "y"})
        for f in pm.facets[1:]
    )
    assert not found(replace(pm, facets=(first, *others)), "C14")
    (asked,) = found(
        replace(pm, facets=(replace(first, **{field: "The page came."}), *others)), "C14"
    )
    assert (asked.record, asked.field) == (first.id, "nothing_notable")
    assert not bars_completion(asked)


def test_an_idea_of_high_priority_is_told_apart_from_a_promise():
    pm = complete_example()
    ideas = tuple(replace(a, priority=Priority.P1, state=ActionState.PROPOSED) for a in pm.actions)
    (asked,) = found(replace(pm, actions=ideas), "C28")
    assert "no action that was committed to is P0 or P1" in asked.message
    assert asked.next.startswith("Commit to one")
