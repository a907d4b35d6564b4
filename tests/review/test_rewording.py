"""Rewording replaces one sentence, offers roles for names, and says what is still in it."""

from dataclasses import replace

import pytest

from pmtui.domain.edits import add
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Factor, Participant
from pmtui.domain.vocabulary import Role
from pmtui.review.language import language_findings
from pmtui.review.rewording import (
    help_for,
    names_to_roles,
    put_sentence,
    roles_of,
    still_found,
)

TEXT = "All went dark at 14:02. Dana Reyes forgot to drain the node. It came back at 14:40."


@pytest.fixture
def blaming():
    pm = Postmortem(uid="x")
    dana = Participant(id="p", name="Dana Reyes", handle="@dana", roles=(Role.RESPONDER,))
    pm = add(pm, "participants", dana)
    return add(pm, "factors", Factor(id="f", text="The node left the pool", detail=TEXT))


def finding_of(pm):
    return next(f for f in language_findings(pm) if f.field == "detail" and "forgot" in f.message)


def test_the_sentence_comes_with_a_pattern_and_the_role_of_the_name_in_it(blaming):
    help = help_for(blaming, finding_of(blaming))
    assert help.sentence == "Dana Reyes forgot to drain the node."
    assert TEXT[help.start :].startswith(help.sentence)
    assert "<" in help.pattern and help.example
    assert help.roles == (("Dana Reyes", "responder"),)
    assert any("forgot" in help.sentence[a:b] for a, b in help.marked)


def test_only_that_sentence_is_replaced_wherever_it_stands_by_then(blaming):
    finding = finding_of(blaming)
    help = help_for(blaming, finding)
    new = "The runbook starts after the drain."
    put = put_sentence(finding, help.sentence, help.start, new)
    assert put(blaming).factors[0].detail == TEXT.replace(help.sentence, new)
    moved = replace(blaming, factors=(replace(blaming.factors[0], detail=f"Then. {TEXT}"),))
    assert put(moved).factors[0].detail == f"Then. {TEXT}".replace(help.sentence, new)
    gone = replace(blaming, factors=(replace(blaming.factors[0], detail="Other."),))
    assert put(gone) is gone


def test_the_new_sentence_is_looked_at_as_the_field_would_be(blaming):
    look = still_found(blaming, finding_of(blaming))
    assert "forgot" in look("Dana Reyes forgot the drain.")
    assert look("The runbook starts after the drain.") == ""


def test_all_names_become_roles_in_causal_prose_and_nowhere_else(blaming):
    changed, names, texts = names_to_roles(blaming)
    assert (names, texts) == (1, 1)
    assert "The responder forgot to drain" in changed.factors[0].detail
    assert changed.participants == blaming.participants
    assert names_to_roles(changed) == (changed, 0, 0)


def test_a_participant_without_a_role_keeps_the_name():
    pm = add(Postmortem(uid="x"), "participants", Participant(id="p", name="Ben Okafor"))
    assert roles_of(pm) == {}
