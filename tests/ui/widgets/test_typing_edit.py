from pmtui.ui.widgets.typing_edit import Flight


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
