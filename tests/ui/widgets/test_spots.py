"""Marked words stay on their words while a text is edited."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.domain.edits import set_fields
from pmtui.domain.fields import specs
from pmtui.domain.postmortem import Overview, Postmortem
from pmtui.ui.widgets.describing import describe
from pmtui.ui.widgets.items import FieldItem
from pmtui.ui.widgets.spots import Spot, Spots

TEXT = "Ana forgot the flag. It was obvious."


def spots_of(text, *words, sign="!"):
    found = [Spot(text.index(w), text.index(w) + len(w), sign) for w in words]
    return Spots(text, tuple(found))


def words_of(spots):
    return [spots.text[s.start : s.end] for s in spots.spots]


def test_marks_move_with_what_is_typed_before_and_between_them():
    for text in (f"Then {TEXT}", TEXT.replace("flag", "long flag"), TEXT + " And so on."):
        spots = spots_of(TEXT, "Ana forgot", "obvious").moved_to(text)
        assert words_of(spots) == ["Ana forgot", "obvious"]


def test_typing_inside_marked_words_keeps_them_marked_until_the_next_look():
    spots = spots_of(TEXT, "Ana forgot", "obvious")
    assert words_of(spots.moved_to(TEXT.replace("Ana f", "Ana Silva f"))) == [
        "Ana Silva forgot",
        "obvious",
    ]
    assert words_of(spots.moved_to("It was obvious.")) == ["obvious"]


@settings(max_examples=200)
@given(st.text("ab \n", max_size=30), st.text("ab \n", max_size=30), st.data())
def test_no_edit_puts_a_mark_outside_of_the_text(before, after, data):
    start = data.draw(st.integers(0, len(before)))
    end = data.draw(st.integers(start, len(before)))
    moved = Spots(before, (Spot(start, end, "?"),)).moved_to(after)
    assert all(0 <= s.start <= s.end <= len(after) for s in moved.spots)


def test_the_collapsed_lines_mark_what_they_show_and_the_last_one_what_lies_below():
    text = "one two three four five. " * 8 + "Ana forgot the flag."
    item = FieldItem("overview", "", specs(Overview)["summary"])
    pm = set_fields(Postmortem(uid="x"), "overview", "", summary=text)

    def drawn(*words, sign="!"):
        return describe(
            pm,
            item,
            40,
            value=lambda item: text,
            mark="! look",
            unread=None,
            lines=0,
            echo="",
            spots=spots_of(text, *words, sign=sign),
        )

    shown = drawn("two", sign="?")
    assert [shown.lines[n][a:b] for n, a, b in shown.marked] == ["two"]
    assert shown.signs == ("?", "", "")
    below = drawn("Ana forgot")
    assert below.marked == () and below.signs == ("", "", "!")


def test_words_that_wrap_are_marked_on_both_lines():
    text = "the engineer on duty did not see the alert"
    item = FieldItem("overview", "", specs(Overview)["summary"])
    shown = describe(
        Postmortem(uid="x"),
        item,
        20,
        value=lambda item: text,
        mark="",
        unread=None,
        lines=0,
        echo="",
        spots=spots_of(text, "on duty did not see"),
    )
    assert " ".join(shown.lines[n][a:b] for n, a, b in shown.marked) == "on duty did not see"
