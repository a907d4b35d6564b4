"""Merging documents that met in a folder: word by word, once where both did alike."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import edit_runs, postmortems, run

from pmtui.domain import edits
from pmtui.domain.changes import apply
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Event
from pmtui.team.merging import common, merged, word_changes
from store.making import Scribe, small, tokens

SOME = settings(max_examples=15, deadline=None)


def summary(text):
    return edits.set_fields(Postmortem(uid="u"), "overview", "", summary=text)


def text_of(base, theirs, ours):
    value, conflicts = merged(summary(base), summary(theirs), summary(ours))
    return value.overview.summary, len(conflicts)


@SOME
@given(postmortems(), edit_runs(), edit_runs())
def test_word_changes_turn_one_value_into_the_other(base, one, other):
    before, after = run(base, one), run(base, other)
    assert apply(before, word_changes(before, after), check=True) == after


@SOME
@given(postmortems(), edit_runs())
def test_an_untouched_side_changes_nothing(base, steps):
    ours = run(base, steps)
    assert merged(base, base, ours) == (ours, ())
    assert merged(base, ours, base) == (ours, ())
    assert merged(base, ours, ours) == (ours, ())


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 8), st.integers(1, 8))
def test_what_either_side_typed_stands(seed, ours, theirs):
    base = Scribe(seed, "base").many(small(), 12)
    mine, other = Scribe(seed + 1, "a").many(base, ours), Scribe(seed + 2, "b").many(base, theirs)
    both, _ = merged(base, other, mine)
    assert (tokens(mine) | tokens(other)) - tokens(base) <= tokens(both)


def test_changes_at_both_ends_and_in_the_middle_meet_without_a_conflict():
    base = "errors rose at noon and fell at one"
    ours = "5xx errors rose at noon and fell at two"
    theirs = "errors rose at noon in eu-west and fell at one"
    assert text_of(base, theirs, ours) == ("5xx errors rose at noon in eu-west and fell at two", 0)


def test_what_both_wrote_alike_stands_once():
    assert text_of("rose", "rose fast", "rose fast and far") == ("rose fast and far", 0)


def test_merging_what_is_merged_already_changes_nothing():
    base, ours, theirs = (summary(t) for t in ("rose", "errors rose at noon", "rose in eu-west"))
    both, _ = merged(base, theirs, ours)
    assert merged(base, both, ours)[0] == both
    assert merged(base, both, theirs)[0] == both


def test_what_both_rewrote_stands_twice_and_is_named():
    text, conflicts = text_of("it was slow", "it was late", "it was down")
    assert "late" in text
    assert "down" in text
    assert conflicts == 1


def test_without_a_known_base_nothing_of_either_side_is_lost():
    ours = edits.add(summary("rose at noon, fell"), "events", Event(id="e1", text="paged"))
    theirs = edits.add(summary("rose, fell at one"), "events", Event(id="e2", text="fixed"))
    value, _ = merged(common(theirs, ours), theirs, ours)
    assert value.overview.summary == "rose at noon, fell at one"
    assert {e.text for e in value.events} == {"paged", "fixed"}


@pytest.mark.parametrize("unit", ["a ", " ", ".", "ab\n", "日"])
def test_texts_of_the_same_word_over_and_over_take_no_longer(unit):
    base, ours, theirs = unit * 700, f"x{unit}" * 350, f"{unit}x" * 350
    begun = time.process_time()
    merged(summary(base), summary(theirs), summary(ours))
    common(summary(theirs), summary(ours))
    assert time.process_time() - begun < 2
