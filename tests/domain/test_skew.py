import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import whens

from pmtui.domain.skew import LARGEST, corrected, parse_skew, show_skew


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90 s ahead", 90), ("90", 90), ("+41s", 41), ("-41s", -41), ("2 min behind", -120),
        ("1m30s", 90), ("1 h fast", 3600), ("0", 0), ("41 seconds slow", -41),
    ],
)  # fmt: skip
def test_a_difference_of_clocks_is_read(text, seconds):
    assert parse_skew(text) == seconds


@pytest.mark.parametrize("text", ["", "ahead", "fast", "90 apples", "2 d", "-5 s behind", "30 h"])
def test_what_is_no_difference_is_refused_in_a_sentence(text):
    with pytest.raises(ValueError, match=r"Type one like|name that"):
        parse_skew(text)


@given(st.integers(-LARGEST, LARGEST))
@settings(max_examples=100)
def test_a_shown_difference_reads_back(seconds):
    assert parse_skew(show_skew(seconds)) == seconds


@given(whens(), st.integers(-LARGEST, LARGEST))
@settings(max_examples=60)
def test_a_correction_keeps_what_is_written_and_can_be_taken_out_again(when, seconds):
    moved = corrected(when, seconds)
    assert moved.written == when.written
    assert corrected(moved, -moved.skew) == when
