from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events

from pmtui.ui.driver.pasted import END, START
from pmtui.ui.driver.typed import TypedInput

HOSTILE = "a \x1b]52;c;UA==\x07 \x1b[2J \x1b[31;5m \x9b31m \x00 \x1b[200~ \x1b[20 \x1b z"


def typed(text, cuts=()):
    got = []
    reader = TypedInput(0, got.append, lambda: None, hold=False)
    data = text.encode()
    for start, end in zip((0, *cuts), (*cuts, len(data)), strict=True):
        reader.feed(data[start:end])
    return got


@settings(max_examples=200)
@given(st.lists(st.integers(0, 90), max_size=6).map(sorted))
def test_a_paste_with_sequences_stays_one_paste_wherever_it_is_cut(cuts):
    got = typed(f"k{START}{HOSTILE}{END}j{START}two{END}", cuts)
    assert [m.text for m in got if isinstance(m, events.Paste)] == [HOSTILE, "two"]
    assert [m.character for m in got if isinstance(m, events.Key)] == ["k", "j"]


def test_keys_around_a_paste_are_never_held_back():
    assert [m.key for m in typed("\x1b[A")] == ["up"]


def test_what_follows_the_end_of_a_paste_is_keys():
    got = typed(f"{START}one{END}\x1b[B{END}x")
    assert [m.text for m in got if isinstance(m, events.Paste)] == ["one"]
    assert [m.key for m in got if isinstance(m, events.Key)] == ["down", "x"]
