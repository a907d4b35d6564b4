"""Every rule of the catalogue holds what its examples promise, and stays within its bounds."""

from __future__ import annotations

import time

import pytest

from pmtui.language import PANES, Roster, explain, rules
from pmtui.language.explaining import UnknownRule
from pmtui.language.linting import hits_in
from pmtui.language.regexcheck import structural_fault
from pmtui.language.rulebook import catalogue, catalogue_text
from pmtui.language.rulemodel import Rule, Rulebook

CATALOGUED = [
    "101",
    "102",
    "103",
    "104",
    "105",
    "106",
    "107",
    "108",
    "201",
    "202",
    "203",
    "204",
    "205",
    "206",
    "301",
    "302",
    "303",
    "304",
    "305",
    "306",
    "307",
    "401",
    "402",
    "403",
    "404",
    "405",
    "406",
    "501",
    "502",
    "503",
    "601",
    "602",
    "603",
    "701",
    "702",
    "703",
    "801",
    "802",
    "901",
    "902",
    "1001",
    "1002",
    "1003",
    "1004",
    "1005",
    "1101",
    "1102",
    "1103",
    "1104",
    "1201",
    "1202",
    "1203",
]
BLOCKING = ["101", "102", "104", "105", "107", "201", "301", "304", "401", "701", "802", "1001"]


def _found(rule: Rule, sentence: str) -> bool:
    roster = Roster(rule.people)
    book = Rulebook((rule,))
    return any(hits_in(sentence, pane, book, roster) for pane in PANES)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_rule_finds_its_bad_and_leaves_its_good_sentences(rule: Rule) -> None:
    assert rule.bad and rule.good
    assert [sentence for sentence in rule.bad if not _found(rule, sentence)] == []
    assert [sentence for sentence in rule.good if _found(rule, sentence)] == []


def test_the_catalogue_is_complete_and_every_rule_says_where_it_comes_from() -> None:
    ids = [rule.id for rule in rules()]
    assert len(CATALOGUED) == 52
    assert set(ids) >= {f"BL{number}" for number in CATALOGUED}
    assert len(ids) == len(set(ids))
    for rule in rules():
        assert rule.question.strip() and rule.source.strip() and rule.category.strip()
        assert "blame" not in rule.question.lower()


def test_only_the_twelve_agreed_rules_block() -> None:
    blocking = {rule.id for rule in rules() if "block" in rule.panes.values()}
    assert blocking == {f"BL{number}" for number in BLOCKING}


def test_no_expression_of_the_catalogue_is_unbounded_or_nested() -> None:
    for rule in catalogue().rules:
        for form in rule.forms:
            for pattern in (form.pattern, form.unless):
                if pattern is not None:
                    assert structural_fault(pattern.source) is None, rule.id


def test_the_everyday_reading_without_examples_gives_the_same_rules() -> None:
    full = [(rule.id, rule.panes, len(rule.forms)) for rule in rules()]
    assert [(rule.id, rule.panes, len(rule.forms)) for rule in catalogue().rules] == full
    assert not any(rule.bad for rule in catalogue().rules)


def test_the_catalogue_is_read_within_a_tenth_of_a_second() -> None:
    from pmtui.language.rulebook import _TESTS, read_rules

    text = _TESTS.sub("", catalogue_text())
    began = time.process_time()
    read_rules(text)
    assert time.process_time() - began < 0.1


def test_an_explanation_names_the_question_the_panes_and_the_examples() -> None:
    text = explain("bl301")
    assert "BL301 should-have" in text
    assert "causes block" in text
    assert "pmtui-allow BL301" in text
    with pytest.raises(UnknownRule, match="pmtui rules"):
        explain("BL9999")
