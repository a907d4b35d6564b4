"""A team's rules in force: levels, texts to attest, what a completion says that it met."""

from dataclasses import replace

import pytest

from pmtui.demo import demo_postmortem
from pmtui.domain.edits import set_fields
from pmtui.domain.postmortem import Postmortem, Review
from pmtui.domain.vocabulary import Status
from pmtui.errors import UsageError
from pmtui.review import agenda_parts, gate, held, met, review
from pmtui.review.confirming import confirm, unconfirmed
from pmtui.review.context import standard_context
from pmtui.review.examples import EXAMPLE_NOW, complete_example
from pmtui.review.model import Level
from pmtui.review.team import forget, mistakes_to_tell, team
from pmtui.review.team_rules import forget as forget_rules
from pmtui.review.team_rules import team_rules

RULE = """
[[rule]]
id = "OWN1"
name = "hero"
category = "judgement"
question = "What made a hero necessary?"
source = "our team"
panes = { causes = "warn", response = "warn" }
words = ["hero", "heroes"]
tests.bad = ["A hero saved the night."]
tests.good = ["The standby took over."]
"""


@pytest.fixture
def rules(own_machine):
    """Writes the file of the person's own folder; the answer is the rules in force."""

    def write(text):
        (own_machine / "team.toml").write_text(text)
        forget()
        forget_rules()
        return team()

    yield write
    forget()
    forget_rules()


def criteria(pm):
    return {f.criterion: f.level for f in review(pm, standard_context(EXAMPLE_NOW))}


def test_without_a_file_nothing_changes(own_machine):
    forget()
    assert team().file is None
    assert standard_context(EXAMPLE_NOW).policy.name == ""


def test_levels_of_criteria_are_the_team_s(rules):
    pm = Postmortem(uid="u")
    assert criteria(pm)["C01"] is Level.BLOCK
    rules('[criteria]\nC01 = "advise"\nC03 = "off"\n')
    found = criteria(pm)
    assert found["C01"] is Level.ADVISE
    assert "C03" not in found


def test_what_people_confirm_stays_with_people_however_it_is_set(rules):
    rules('[criteria]\nC37 = "block"\n')
    pm = set_fields(complete_example(), "review", "", held_on=None)
    assert criteria(pm)["C37"] is Level.ATTEST


def test_texts_of_the_team_bar_completion_until_the_review_is_recorded(rules):
    rules('name = "Checkout SRE"\n[[attest]]\ntext = "Legal has read it."\n')
    pm = complete_example()
    pm = replace(pm, review=replace(pm.review, held_fingerprint="", status=Status.IN_REVIEW))
    context = standard_context(EXAMPLE_NOW)
    with pytest.raises(gate.GateRefused) as refused:
        gate.complete(pm, "Noor", EXAMPLE_NOW, context)
    (own,) = [f for f in refused.value.findings if f.criterion == "T1"]
    assert own.message == "Legal has read it."
    now = pm.review
    pm = held.attest(
        pm, held_on=EXAMPLE_NOW.date(), readers=now.readers, reviewer=now.reviewer,
        approver=now.approver, recorded_by="Noor", where="", note="",
    )  # fmt: skip
    done = gate.complete(pm, "Noor", EXAMPLE_NOW, context)
    assert done.review.criteria_set == f"2026.1 with {team().label}"
    assert met(done) == f"It met the criteria of 2026.1 with {team().label}."


def test_a_confirmation_counts_for_the_words_that_were_confirmed(rules):
    rules('[[attest]]\nid = "T7"\ntext = "Legal has read it."\n')
    pm = replace(complete_example(), review=Review())
    asked = team().policy.attest[0]
    pm = confirm(pm, asked, by="Noor", at=EXAMPLE_NOW)
    assert unconfirmed(pm, team().policy) == () and "T7" not in criteria(pm)
    rules('[[attest]]\nid = "T7"\ntext = "Legal and privacy have read it."\n')
    assert criteria(pm)["T7"] is Level.ATTEST
    pm = confirm(pm, team().policy.attest[0], by="Noor", at=EXAMPLE_NOW)
    assert [c.text for c in pm.confirmations] == ["Legal and privacy have read it."]
    with pytest.raises(UsageError, match="carries a name"):
        confirm(pm, asked, by=" ", at=EXAMPLE_NOW)


def test_language_rules_of_the_team_are_heard(rules, own_machine):
    (own_machine / "words.toml").write_text(RULE)
    found = rules('language = ["words.toml", "missing.toml"]\n')
    assert [r.id for r in team_rules().rules] == ["OWN1"]
    assert "missing.toml" in found.mistakes[0]
    assert mistakes_to_tell() == found.mistakes
    assert mistakes_to_tell() == ()


def test_the_file_in_the_team_s_folder_stands_before_one_s_own(rules, own_machine, tmp_path):
    (tmp_path / "team.toml").write_text('name = "Theirs"\n')
    (own_machine / "config.toml").write_text(f'team_folder = "{tmp_path}"\n')
    assert rules('name = "Mine"\n').label.startswith("Theirs ")


def test_a_file_that_is_a_link_is_not_followed(rules, own_machine, tmp_path):
    (tmp_path / "secret.toml").write_text('name = "x"\n')
    (own_machine / "team.toml").symlink_to(tmp_path / "secret.toml")
    forget()
    assert "symbolic link" in team().mistakes[0]
    assert team().label == ""


def test_a_meeting_is_told_of_the_silences_that_the_team_asks_about(rules):
    demo = demo_postmortem(EXAMPLE_NOW)
    assert len(agenda_parts.silences(demo, ()).points) == 1
    rules("gap_minutes = 50\n")
    assert agenda_parts.silences(demo, ()).points == ()
