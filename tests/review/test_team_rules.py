"""Rules of one's own: read beside the configuration, refused ones named once, the rest works."""

from datetime import UTC, datetime

import pytest

from pmtui.domain.edits import add, set_fields
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Factor
from pmtui.review import review
from pmtui.review.context import standard_context
from pmtui.review.language import language_findings, sentence_of
from pmtui.review.team_rules import forget, problems_to_tell, team_rules

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
RULES = """
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

[[rule]]
id = "OWN2"
name = "broken"
category = "judgement"
question = "?"
panes = { causes = "warn" }
words = ["wizard"]
tests.bad = ["Nothing of the sort is here."]
tests.good = ["Neither here."]
"""


@pytest.fixture
def own_rules(tmp_path, monkeypatch):
    monkeypatch.setenv("PMTUI_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "rules.toml").write_text(RULES, encoding="utf-8")
    forget()
    yield
    forget()


@pytest.fixture
def heroic():
    return add(Postmortem(uid="x"), "factors", Factor(id="f", text="Only a hero knew the switch."))


def test_a_rule_of_ones_own_is_a_finding_like_any_other(own_rules, heroic):
    found = [f for f in review(heroic, standard_context(NOW)) if f.criterion == "OWN1"]
    assert [(f.table, f.record, f.field, f.level.value) for f in found] == [
        ("factors", "f", "text", "warn")
    ]


def test_a_broken_rule_is_named_once_and_the_others_work(own_rules):
    assert [r.id for r in team_rules().rules] == ["OWN1"]
    (problem,) = problems_to_tell()
    assert "OWN2" in problem and "skipped" in problem
    assert problems_to_tell() == ()


def test_a_summary_that_two_panes_read_gives_each_hit_once():
    text = "The root cause was a full disk. It was caused solely by the batch job."
    pm = set_fields(Postmortem(uid="x"), "overview", "", summary=text)
    found = [(f.criterion, f.start) for f in language_findings(pm)]
    assert found and len(found) == len(set(found))


def test_the_sentence_of_a_finding_is_found_again_after_an_edit_before_it():
    text = "All went dark. Ana should have known better. It came back."
    pm = add(Postmortem(uid="x"), "factors", Factor(id="f", text=text))
    finding = next(f for f in language_findings(pm) if "should have" in f.message)
    start, end = sentence_of(pm, finding)
    assert text[start:end] == "Ana should have known better."
    moved = set_fields(pm, "factors", "f", text=f"At 14:02 the panel turned red. {text}")
    start, end = sentence_of(moved, finding)
    assert moved.factors[0].text[start:end] == "Ana should have known better."
    changed = set_fields(pm, "factors", "f", text=text.replace("better", "it"))
    assert sentence_of(changed, finding) is None
