from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.domain.edits import set_fields
from pmtui.domain.postmortem import Postmortem
from pmtui.ui.widgets.typing_edit import Flight, typed

TEXT = st.text(alphabet="ab \n", max_size=12)


def with_summary(text):
    return set_fields(Postmortem(uid="x"), "overview", "", summary=text)


@given(TEXT, TEXT)
@settings(max_examples=100, deadline=None)
def test_a_stroke_makes_the_text_on_the_screen_the_value(before, after):
    edit = typed("overview", "", "summary", before, after)
    assert edit(with_summary(before)).overview.summary == after


def test_a_stroke_keeps_what_another_window_wrote_behind_it():
    edit = typed("overview", "", "summary", "one two", "one big two")
    assert edit(with_summary("one two three")).overview.summary == "one big two three"


def test_a_stroke_whose_place_is_gone_keeps_the_typed_text():
    edit = typed("overview", "", "summary", "alpha beta", "alpha")
    assert edit(with_summary("gamma")).overview.summary == "alpha"


def test_values_that_were_sent_from_here_are_no_news():
    flight = Flight("")
    for text in ("a", "ab", "abc"):
        flight.send(text)
    assert not flight.is_news("a")
    assert not flight.is_news("abc")
    assert not flight.is_news("abc")


def test_an_undo_is_news_although_strokes_are_on_their_way():
    flight = Flight("old")
    flight.send("old n")
    flight.send("old ne")
    assert flight.is_news("older")
    assert flight.text == "older"


@given(st.lists(TEXT, min_size=1, max_size=6))
@settings(max_examples=100, deadline=None)
def test_however_strokes_are_bundled_on_the_way_none_comes_back_as_news(texts):
    flight = Flight("")
    for text in texts:
        flight.send(text)
    assert not flight.is_news(texts[-1])
