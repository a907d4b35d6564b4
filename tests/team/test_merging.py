"""Merging documents that met in a folder: sentence by sentence, once where both did alike."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import edit_runs, postmortems, run

from pmtui.domain import edits
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Action, Event
from pmtui.team.merging import common, merged
from store.making import Scribe, small, tokens

SOME = settings(max_examples=15, deadline=None)


def summary(text):
    return edits.set_fields(Postmortem(uid="u"), "overview", "", summary=text)


def text_of(base, theirs, ours):
    value, conflicts = merged(summary(base), summary(theirs), summary(ours))
    return value.overview.summary, len(conflicts)


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


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "both"),
    [
        ("Old one.", "Ana's newer summary.", "Ben's summary instead.",
         "Ana's newer summary.\nBen's summary instead."),
        ("5000 users hit errors.", "7000 users hit errors.", "6500 users hit errors.",
         "7000 users hit errors.\n6500 users hit errors."),
        ("It rose. It fell. It rests.", "It rose. It sank. It rests.", "It rose. It dropped. It rests.",
         "It rose.\nIt sank.\nIt dropped.\nIt rests."),
        ("One.\n\nTwo.\n", "One.\n\nTwo, a.\n", "One.\n\nTwo, b.\n", "One.\n\nTwo, a.\nTwo, b.\n"),
        ("One.", "One.\n\nTwo.", "One.\n\nThree.", "One.\n\nTwo.\n\nThree."),
        ("One.", "One. Two.", "One. Three.", "One.\nTwo.\nThree."),
        ("", "Two.", "Three.", "Two.\nThree."),
        ("5 fell. It is cold.", "7 fell. It is cold.", "6 fell. It is warm.",
         "7 fell.\n6 fell.\nIt is warm."),
        ("It was slow.", "", "It was very slow.", "It was very slow."),
    ],
)  # fmt: skip
def test_what_both_rewrote_stands_twice_and_whole(base, theirs, ours, both):
    assert text_of(base, theirs, ours) == (both, 1)


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "both"),
    [
        ("It rose. It fell.", "It rose fast. It fell.", "It rose. It sank.", "It rose fast. It sank."),
        ("- a\n- b\n- c", "- a1\n- b\n- c", "- a\n- b\n- c2\n- d", "- a1\n- b\n- c2\n- d"),
        ("One.", "One and a half. Two.", "One.\n\nThree.", "One and a half. Two.\n\nThree."),
        ("One. Two. Three.", "One. Three.", "One. Two. 3.", "One. 3."),
        ("About 5 (approx. 6) fell.", "About 7 (approx. 6) fell.", "About 7 (approx. 6) fell.",
         "About 7 (approx. 6) fell."),
    ],
)  # fmt: skip
def test_what_they_wrote_in_different_sentences_meets_without_a_conflict(base, theirs, ours, both):
    assert text_of(base, theirs, ours) == (both, 0)


def test_a_field_of_one_line_keeps_both_whole_values():
    def action(text):
        return edits.add(Postmortem(uid="u"), "actions", Action(id="a", text=text))

    base, theirs, ours = (
        action(f"add jitter{more} to the TTL") for more in ("", " of 10 %", " of 30 %")
    )
    value, conflicts = merged(base, theirs, ours)
    both = "add jitter of 10 % to the TTL / add jitter of 30 % to the TTL"
    assert value.actions[0].text == both
    assert [(c.theirs, c.ours) for c in conflicts] == [tuple(both.split(" / "))]
    assert merged(base, value, ours) == merged(base, value, theirs) == (value, ())


def test_a_record_that_both_brought_in_keeps_what_either_wrote():
    theirs, ours = (
        edits.add(Postmortem(uid="u"), "events", Event(id="e", text=text, detail=detail))
        for text, detail in (("errors rose", "at noon"), ("alerts fired", ""))
    )
    value, _ = merged(Postmortem(uid="u"), theirs, ours)
    assert value.events[0].text == "errors rose / alerts fired"
    assert value.events[0].detail == "at noon"


SENTENCES = st.lists(st.sampled_from(["A rose.", "B fell.", "C 5.", "\n", "\n\n"]), max_size=6)


@settings(max_examples=100, deadline=None)
@given(SENTENCES, SENTENCES, SENTENCES)
def test_no_sentence_is_ever_mixed_and_none_that_is_new_is_lost(base, theirs, ours):
    theirs, ours = ([s.replace(".", f" {n}.") for s in t] for n, t in ((1, theirs), (2, ours)))
    text, _ = text_of(*(" ".join(t) for t in (base, theirs, ours)))
    words = re.split(r"(?<=\.)\s+|\n", text)
    known = {s for t in (base, theirs, ours) for s in t}
    assert {w.strip() for w in words} - {""} <= known
    assert {s for t in (theirs, ours) for s in t if s.strip()} <= {w.strip() for w in words}


def test_what_both_wrote_alike_stands_once():
    assert text_of("rose", "rose fast", "rose fast and far") == ("rose fast and far", 0)


def test_merging_what_is_merged_already_changes_nothing():
    base, ours, theirs = (summary(t) for t in ("rose", "errors rose at noon", "rose in eu-west"))
    both, _ = merged(base, theirs, ours)
    assert merged(base, both, ours)[0] == both
    assert merged(base, both, theirs)[0] == both


def test_without_a_known_base_nothing_of_either_side_is_lost():
    ours = edits.add(summary("rose at noon, fell"), "events", Event(id="e1", text="paged"))
    theirs = edits.add(summary("rose, fell at one"), "events", Event(id="e2", text="fixed"))
    value, _ = merged(common(theirs, ours), theirs, ours)
    assert value.overview.summary == "rose, fell at one\nrose at noon, fell"
    assert {e.text for e in value.events} == {"paged", "fixed"}


@pytest.mark.parametrize("unit", ["a ", " ", ".", "ab\n", "日"])
def test_texts_of_the_same_word_over_and_over_take_no_longer(unit):
    base, ours, theirs = unit * 700, f"x{unit}" * 350, f"{unit}x" * 350
    begun = time.process_time()
    merged(summary(base), summary(theirs), summary(ours))
    common(summary(theirs), summary(ours))
    assert time.process_time() - begun < 2
