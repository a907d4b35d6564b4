"""A paragraph of any length gives what its sentences give one by one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.language import forget, lint_document, lint_text
from pmtui.language.paragraphs import PARAGRAPH_LIMIT, split_blocks

BLAMING = (
    "We should have looked at the second panel.",
    "Bob should have known better than that!",
    "Was anybody careless?",
    "The queue grew (see `Bob should have looked. He did not.`) and drained again.",
    "The alert was silent, e.g. at night, vs. the plan of the team.",
    "The vendor wrote “you should have paid. You did not.” on Monday.",
)
ALLOWED = "<!-- pmtui-allow BL301: the vendor's own words -->\nWe should have looked at a panel."


@given(
    st.lists(st.sampled_from([*BLAMING, ALLOWED]), min_size=8, max_size=40),
    st.sampled_from([" ", "\n"]),
    st.integers(0, 60),
)
@settings(max_examples=15, deadline=None)
def test_a_long_paragraph_gives_what_its_sentences_give_alone(
    some: list[str], between: str, shift: int
) -> None:
    sentences = ["The " + "x" * shift + " was slow.", *some * 40]
    if between == " ":
        sentences = [one for one in sentences if one != ALLOWED]
    alone = {one: [(f.rule, f.match) for f in lint_text(one, "causes")] for one in set(sentences)}
    together = lint_text(between.join(sentences), "causes")
    assert [(f.rule, f.match) for f in together] == [f for one in sentences for f in alone[one]]


@pytest.mark.parametrize("line", ["Bob should have known better.", "14:02 Bob should have looked"])
def test_each_line_of_a_long_paragraph_is_judged_in_bounded_time(line: str) -> None:
    forget()
    began = time.process_time()
    found = lint_document(f"{line}\n" * 20_000)
    assert time.process_time() - began < 5
    assert [f.line for f in found] == [*range(1, 20_001)]


def test_lines_without_a_full_stop_are_not_lost_where_a_sentence_is_cut() -> None:
    found = lint_text("Bob should have looked at the panel\n" * 1_500, "causes")
    assert {f.line for f in found} == {*range(1, 1_501)}


@pytest.mark.parametrize("part", ["a. B ", "x", "a. <!-- b. C ", "a. <!-- b --> "])
def test_pieces_stay_small_and_whole_whatever_stands_in_them(part: str) -> None:
    text = "So <!-- " + part * 20_000
    blocks = [*split_blocks(text)]
    assert max(len(block.text) for block in blocks) < PARAGRAPH_LIMIT + 3_000
    assert all(text[block.start :].startswith(block.text) for block in blocks)
