"""A line that is still being typed hears about a weak verb or a call for vigilance, mildly."""

import pytest

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import ActionType
from pmtui.review.entry_notes import note_on_action

PM = Postmortem(uid="x")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("improve monitoring", "“improve” has no end"),
        ("look into the alert", "“look into” has no end"),
        ("be more careful with the flags", "“be more” has no end"),
        ("remember to check the load curve", "remember to"),
    ],
)
def test_weak_verbs_and_vigilance_are_named(text, said):
    assert said in note_on_action(PM, {"text": text})


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "add an alert on free connections below 5"},
        {"text": "improve the alert", "done_when": "it fires below 5 free connections"},
        {"text": "investigate why one zone answered", "type": ActionType.INVESTIGATE},
        {"text": ""},
        {},
    ],
)
def test_a_bounded_action_hears_nothing(fields):
    assert note_on_action(PM, fields) == ""
