from datetime import UTC, datetime

from pmtui.domain.edits import add, set_fields
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Transition
from pmtui.domain.vocabulary import Status
from pmtui.ui.panes.review_items import people


def test_the_log_tells_moments_on_the_clock_of_the_postmortem():
    pm = set_fields(Postmortem(uid="x"), "overview", "", zone="Europe/Berlin")
    at = datetime(2026, 11, 28, 20, 3, tzinfo=UTC)
    pm = add(pm, "transitions", Transition(id="t", at=at, to=Status.IN_REVIEW, by="Ilse"))
    assert people(pm, frozenset(), ())[-1].text == "2026-11-28 21:03 CET  in review  by Ilse"
