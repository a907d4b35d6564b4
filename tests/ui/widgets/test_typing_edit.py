import pytest

from pmtui.ui.widgets.typing_edit import Flight, put_over


def flying(*strokes):
    flight = Flight("")
    for stroke in strokes:
        flight.send(stroke)
    return flight


def test_a_value_that_was_sent_from_here_is_no_news():
    flight = flying("a", "ab", "abc")
    assert not any(flight.is_news(value) for value in ("a", "ab", "abc"))


def test_a_value_that_is_shown_a_second_time_takes_back_no_stroke_behind_it():
    flight = flying("a", "ab", "abc")
    assert not flight.is_news("a")
    assert not flight.is_news("a")
    assert flight.text == "abc"
    assert not flight.is_news("abc")


def test_the_value_before_the_first_stroke_is_no_news_either():
    flight = Flight("x")
    flight.send("xy")
    assert not flight.is_news("x")
    assert flight.text == "xy"


def test_an_undo_of_what_has_landed_is_news():
    flight = flying("a", "ab")
    flight.is_news("ab")
    assert flight.is_news("a")
    assert flight.text == "a"
    assert not flight.is_news("a")


def test_what_comes_from_elsewhere_is_shown_with_the_strokes_that_are_on_their_way():
    flight = flying("It", "It r")
    assert not flight.is_news("It")
    assert flight.is_news("Theirs.\nIt")
    assert flight.text == "Theirs.\nIt r"
    flight.send("Theirs.\nIt ro")
    assert not flight.is_news("Theirs.\nIt r")
    assert not flight.is_news("Theirs.\nIt ro")


@pytest.mark.parametrize(
    ("before", "after", "current", "wanted"),
    [
        ("It r", "It ro", "It r", "It ro"),
        ("It r", "It ro", "Theirs.\nIt r", "Theirs.\nIt ro"),
        ("It r", "It ro", "It r\nTheirs.", "It ro\nTheirs."),
        ("It rose", "It ros", "Then.\nIt rose", "Then.\nIt ros"),
        ("It rose", "It", "It fell", "It fell"),
    ],
)
def test_a_stroke_lands_behind_the_word_behind_which_it_was_typed(before, after, current, wanted):
    assert put_over(before, after, current) == wanted
