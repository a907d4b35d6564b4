"""Expressions that look for their openings first find what `re` finds at every character."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.language import lint_text, rules
from pmtui.language.expressions import PATIENCE, Expression, prose
from pmtui.language.openings import openings
from pmtui.language.rulebook import catalogue, read_rules
from pmtui.language.words import letters


def eager(source: str) -> Expression:
    """An expression that was tried often enough to read its openings."""
    expression = Expression(source)
    for _ in range(PATIENCE):
        expression.matches(prose("", []))
        expression.matches(prose("x", [b"x"]))
    return expression


def spans(expression: Expression, text: str) -> list[tuple[int, int]]:
    return [one.span() for one in expression.matches(prose(text, letters(text).split()))]


def by_re(source: str, text: str) -> list[tuple[int, int]]:
    return [one.span() for one in re.finditer(source, text, re.IGNORECASE)]


@pytest.mark.parametrize(
    ("source", "heads", "loose"),
    [
        (r"\b(?:failed|fails?) to\b", {b"fail": ("fail ", "faile", "fails")}, ()),
        (r"\bdid(?:n't| not) ", {b"didn": ("didn'",), b"did": ("did n",)}, ()),
        (r"(?:caused|broken) by", {}, ("broken", "caused")),
        (r"^(?:we )?consider\b", {b"we": ("we co",), b"cons": ("consi",)}, ()),
        (r"\bpip\b", {}, ("pip",)),
    ],
)
def test_the_openings_of_an_expression_are_read_off_its_source(
    source: str, heads: dict[bytes, tuple[str, ...]], loose: tuple[str, ...]
) -> None:
    found = openings(source)
    assert {head: tuple(sorted(some)) for head, some in found.heads.items()} == heads
    assert tuple(sorted(found.loose)) == loose
    assert not found.anywhere


@pytest.mark.parametrize("source", [r"\w{2,9} failed", r"(?:\d{1,3})?x", r"[^a]b", "\u00e9t\u00e9"])
def test_an_expression_that_can_begin_with_anything_is_tried_everywhere(source: str) -> None:
    assert openings(source).anywhere
    text = "He failed, 12x, eb, \u00c9T\u00c9 and \u00e9t\u00e9."
    assert spans(eager(source), text) == by_re(source, text) != []


_SOURCES = (
    r"\b(?:should(?:n't| not)?|ought to) (?:[a-z]{2,9}ly )?have\b",
    r"(?:caused|broken) (?:[a-z]{2,9}ly )?by |\bdue to ",
    r"(?<=\bthey )(?:had |just ){0,2}(?:missed|ignored)",
    r"^(?:we should )?look\b|\bPIP\b|\b(?-i:If) [A-Z]\w{1,9}",
    r"no no|\b[a-z]{2,9}ed\b",
    r"[ -_]k\b|\bs(?:tress|ign)?\b",
    r"[0-_]{2}k|[+-f]t\b|[]0-_]n\b|[\]0-_]o\b",
    r"re-?caused|[a-z-]{2,4}ed\b|[- ]by",
)
_PIECES = st.sampled_from(
    [
        *("should", "shouldn't", "have", "really", "caused", "recaused", "by", "due", "to", "they"),
        *("had", "just", "missed", "look", "we", "If", "if", "Dana", "PIP", "pip", "no", "broken"),
        *(",", ".", "\n", "\u017f", "\u0130", "\u0131", "\u212a", "k", "sign", "\u00e9", "STRESS"),
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(_PIECES, max_size=14).map(" ".join))
def test_looking_for_openings_finds_what_re_finds(text: str) -> None:
    for source in _SOURCES:
        assert spans(_EAGER[source], text) == by_re(source, text), source


_EAGER = {source: eager(source) for source in _SOURCES}


def test_every_rule_finds_in_its_examples_what_its_expression_does() -> None:
    for rule, full in zip(catalogue().rules, rules(), strict=True):
        for form in rule.forms:
            expression = eager(form.pattern.source)
            for text in full.bad[:6]:
                assert spans(expression, text) == by_re(form.pattern.source, text), rule.id


def test_letters_keep_every_offset_and_only_plain_words() -> None:
    text = "We didn\u2019t S\u00c9E it\u202e \U0001f600at 10:40."
    assert letters(text) == b"we didn t s e it   at       "
    assert len(letters(text)) == len(text)


def test_a_trigger_that_is_no_word_is_sought_as_it_stands() -> None:
    rule = """
[[rule]]
id = "T1"
category = "signs"
question = "Which?"
panes = { all = "warn" }
triggers = ["->", "looked away"]
pattern = '[a-z]{1,9} ?-> ?|\\baway\\b'
"""
    found = read_rules(rule)
    texts = ("From a -> b.", "They looked far away.", "Far away.")
    assert [len(lint_text(text, "causes", extra_rules=found)) for text in texts] == [1, 1, 0]
