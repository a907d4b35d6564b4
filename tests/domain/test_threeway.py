"""Changes of one text carried over into another: nothing is lost that did not clash."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.domain.threeway import carried

words = st.lists(st.sampled_from(["page", "fired", "at", "14:02", "twice", "\n", "so"]), max_size=9)
texts = words.map(" ".join)


def test_a_change_lands_beside_one_that_was_made_meanwhile():
    base = "From 09:12 to 10:48 UTC, 41 % of people could not pay."
    changed = base.replace("41 %", "about 41 %")
    into = base.replace("10:48", "10:49")
    merged = carried(base, changed, into)
    assert merged.text == "From 09:12 to 10:49 UTC, about 41 % of people could not pay."
    assert not merged.clash


def test_where_both_changed_the_same_words_the_change_takes_the_place_and_it_is_a_clash():
    merged = carried("it took nine minutes", "it took ten minutes", "it took twelve minutes")
    assert merged.text == "it took ten minutes"
    assert merged.clash


def test_a_change_that_is_there_already_is_not_made_twice():
    base = "the page fired and the team looked"
    changed = "the second page fired and the whole team looked"
    assert carried(base, changed, changed).text == changed
    both = "the second page fired, and the whole team looked"
    assert carried(base, changed, both).text == both


@given(texts, texts)
@settings(max_examples=150, deadline=None)
def test_without_a_change_the_other_text_stays_and_into_the_base_the_changed_one_lands(one, other):
    assert carried(one, one, other).text == (other if other.strip() else one)
    assert carried(one, other, one).text == other


@given(texts, texts, texts)
@settings(max_examples=150, deadline=None)
def test_every_word_that_somebody_brought_in_is_in_the_result_unless_it_clashed(base, one, other):
    merged = carried(base, one, other)
    if not merged.clash:
        kept = set(merged.text.split())
        brought = (set(one.split()) | set(other.split())) - set(base.split())
        assert brought <= kept
