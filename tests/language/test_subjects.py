"""Who does it: the subject gate on sentences that differ in one word."""

from __future__ import annotations

import pytest

from pmtui.language import Roster, lint_text
from pmtui.language.nouns import Cast
from pmtui.language.subjects import owner, phrase_after, subject

NOBODY = Cast()


@pytest.mark.parametrize(
    ("sentence", "verb", "kind"),
    [
        ("The engineer failed to look.", "failed", "person"),
        ("The service failed to start.", "failed", "machine"),
        ("The engineer on the platform team failed to look.", "failed", "person"),
        ("The pods on the engineer's node failed to start.", "failed", "machine"),
        ("A technician working at the site failed to look.", "failed", "person"),
        ("The engineer who restarted the queue failed to look.", "failed", "person"),
        ("The package manager failed to verify it.", "failed", "machine"),
        ("The release manager failed to verify it.", "failed", "person"),
        ("The operator failed to reconcile the CRD.", "failed", "machine"),
        ("The senior management failed to look.", "failed", "person"),
        ("The capacity management failed to start.", "failed", "machine"),
        ("The ground controllers failed to look.", "failed", "person"),
        ("The storage controllers failed to start.", "failed", "machine"),
        ("The operator failed to read the banner.", "failed", "person"),
        ("The pods stopped because they failed to start.", "failed", "machine"),
        ("The reviewers left because they failed to agree.", "failed", "person"),
        ("The pilot kept the height and failed to call.", "failed", "person"),
        ("We had, unfortunately, failed to look.", "failed", "we"),
        ("I've failed to look.", "failed", "we"),
        ("It was late when he'd failed to look.", "failed", "person"),
        ("Dana failed to look.", "failed", "person"),
        ("Flink failed to look.", "failed", "name"),
        ("Failed to look.", "Failed", "none"),
        ("\u00a4\u00a4\u00a4 failed to start.", "failed", "machine"),
    ],
)
def test_the_subject_of_a_verb(sentence: str, verb: str, kind: str) -> None:
    assert subject(sentence, sentence.index(verb), NOBODY) == kind


def test_an_object_is_judged_by_its_head() -> None:
    assert phrase_after("caused by one of our contractors.", 10, NOBODY) == "person"
    assert phrase_after("caused by an operator console.", 10, NOBODY) != "person"
    assert phrase_after("caused by the engineer's laptop.", 10, NOBODY) != "person"
    assert phrase_after("caused by Yusuf restarting it.", 10, NOBODY) == "person"


def test_an_owner_is_a_pronoun_or_a_possessive() -> None:
    assert owner("the pilot's mistake", 12, NOBODY) == "person"
    assert owner("our worst mistake", 10, NOBODY) == "we"
    assert owner("the pod's failure", 10, NOBODY) == "machine"


def test_a_participant_is_a_person_and_a_service_is_not() -> None:
    text = "Zebulon failed to check the lag."
    assert "block" not in {f.severity for f in lint_text(text, "causes")}
    people = Roster(people=("Zebulon Ward",))
    assert "block" in {f.severity for f in lint_text(text, "causes", people)}
    service = Roster(people=("Zebulon Ward",), services=("Zebulon",))
    assert "block" not in {f.severity for f in lint_text(text, "causes", service)}


def test_a_role_in_the_roster_does_not_turn_its_words_into_people() -> None:
    roster = Roster(people=("Storage Lead", "incident commander"))
    assert lint_text("The storage failed to attach.", "causes", roster) == ()
