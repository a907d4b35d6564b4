from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.ui.widgets.common import changed_part
from pmtui.ui.widgets.prose import LONGEST_LINE, break_long_lines

TEXT = st.text(alphabet="ab", max_size=20)


@given(TEXT, TEXT, TEXT, TEXT)
@settings(max_examples=200, deadline=None)
def test_the_changed_part_is_the_smallest_that_turns_one_text_into_the_other(a, b, c, d):
    old, new = a + b + d, a + c + d
    start, end = changed_part(old, new)
    assert old[:start] == new[:start]
    assert old[len(old) - end :] == new[len(new) - end :]
    assert start + end >= len(a + d) or old == new
    assert start + end <= min(len(old), len(new))


@given(st.text(alphabet="a\n", max_size=6000))
@settings(max_examples=20, deadline=None)
def test_overlong_lines_are_broken_and_no_character_is_lost(text):
    broken = break_long_lines(text * 2)
    assert broken.replace("\n", "") == (text * 2).replace("\n", "")
    assert max(len(line) for line in broken.split("\n")) <= LONGEST_LINE
