"""What stands around a finding: roles for names, rewrite patterns, cues and reports."""

from __future__ import annotations

import json

from pmtui.language import cues, lint_document, rewrite_pattern, rules, substitute_roles
from pmtui.language.report import as_github, as_json, as_text

ROLES = {"Ana Silva": "the storage lead", "@asilva": "storage lead", "Bo Silva": "facilitator"}


def test_names_become_roles_but_not_in_code_quotes_or_addresses() -> None:
    text = 'Ana Silva left. `Ana` wrote "Ana knows"; then Ana\'s page went to @asilva and Bo.'
    new, changes = substitute_roles(text, ROLES)
    assert new == (
        'The storage lead left. `Ana` wrote "Ana knows"; '
        "then the storage lead's page went to the storage lead and the facilitator."
    )
    assert [text[c.start : c.end] for c in changes] == [c.name for c in changes]


def test_a_surname_two_people_share_and_words_that_hold_a_name_stay() -> None:
    text = "Silva met anaconda and ana.silva@example.org in Anatolia."
    assert substitute_roles(text, ROLES) == (text, ())
    assert substitute_roles(text, {}) == (text, ())


def test_every_category_of_the_catalogue_has_a_rewrite_pattern_without_findings() -> None:
    for category in {rule.category for rule in rules()}:
        pattern = rewrite_pattern(category)
        assert pattern is not None, category
        assert lint_document(pattern[1], "causes") == ()
    assert rewrite_pattern("none such") is None


def test_cues_name_what_makes_a_report_good() -> None:
    text = (
        "# Normally quiet\n\nAt the time the dashboard showed 3 % errors.\n"
        "Unknown, because the log was cut. The disk filled only when both jobs ran.\n\n"
        "In practice the step is skipped. We got lucky that it was night. Add a limit.\n"
    )
    found = {(cue.kind, cue.line) for cue in cues(text)}
    assert found == {
        ("local rationality", 3),
        ("evidence", 3),
        ("uncertainty said", 4),
        ("several conditions", 4),
        ("work as done", 6),
        ("luck and success named", 6),
        ("system action", 6),
    }
    assert cues("`at the time`") == ()


def test_reports_follow_their_contracts() -> None:
    text = "Fine.\n\nWe should\nhave looked, 100 % sure.\n"
    findings = lint_document(text, "causes")
    (entry,) = json.loads(as_json(findings))["findings"]
    assert entry["line"] == 3
    assert text[entry["start"] : entry["end"]] == entry["match"]
    assert set(entry) == {
        "rule", "severity", "line", "start", "end", "match", "question", "pane",
    }  # fmt: skip
    assert json.loads(as_json(findings, "a.md"))["findings"][0]["path"] == "a.md"
    assert json.loads(as_json(())) == {"findings": []}
    line = as_text(findings, "a.md")
    assert line.startswith("a.md:3: block BL301 What happened instead")
    assert line.count("\n") == 1
    github = as_github(findings, "a,b%.md")
    assert github.startswith("::error file=a%2Cb%25.md,line=3,title=BL301::What happened")
    assert github.count("\n") == 1
