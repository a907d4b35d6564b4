"""Every pane at 80x24: empty, with one record, full, with the longest texts, with a finding."""

import pytest

from app.making import begun, finding_on, with_findings, with_long_texts, with_one_each
from pmtui.domain.vocabulary import Pane
from pmtui.review.examples import complete_example
from pmtui.ui.panes.base import Place

FILLED = {
    "empty": begun,
    "one": with_one_each,
    "full": complete_example,
    "long": with_long_texts,
}


@pytest.mark.parametrize("pane", Pane)
@pytest.mark.parametrize("state", FILLED)
def test_a_pane(shows, pane, state):
    assert shows((FILLED[state](),), Place(pane))


@pytest.mark.parametrize("pane", Pane)
def test_a_pane_where_something_is_left_to_do(shows, pane):
    pm = with_findings()
    assert shows((pm,), finding_on(pm, pane))


RECORDS = (
    Place(Pane.TIMELINE, "events", "e0", "text"),
    Place(Pane.CAUSES, "factors", "f0", "text"),
    Place(Pane.ACTIONS, "actions", "a0", "text"),
)


@pytest.mark.parametrize("place", RECORDS, ids=lambda place: place.table)
def test_the_form_of_a_record_with_the_longest_texts(shows, place):
    assert shows((with_long_texts(),), place)
