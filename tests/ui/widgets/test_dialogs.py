import pytest

from pmtui.ui.widgets.chooser import Chooser, Chosen
from pmtui.ui.widgets.dialogs import AskLine, ChooseLetter, Confirm, paste_offer
from pmtui.ui.widgets.picker import Option
from pmtui.ui.widgets.record_list import Column, RecordList

OPTIONS = [Option("a", "alpha [/]"), Option("b", "beta"), Option("c", "gamma")]


@pytest.fixture
def asked(alone):
    """The answer of a dialog to some keys, and what was on the screen before the last key."""

    def run(dialog, *keys):
        answers, seen = [], []

        async def script(pilot):
            pilot.app.push_screen(dialog, answers.append)
            await pilot.pause()
            await pilot.press(*keys[:-1])
            seen.append(
                "\n".join(
                    "".join(s.text for s in strip)
                    for strip in pilot.app.screen._compositor.render_strips()
                )
            )
            await pilot.press(keys[-1])

        alone(RecordList("x", (Column(),)), script)
        return answers[0], seen[0]

    return run


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        (("g", "enter"), Chosen(("c",))),
        (("tab", "down", "tab", "enter"), Chosen(("a", "b"))),
        ((*"gam", "tab", *"bet", "enter"), Chosen(("c", "b"))),
        ((*"gam", "tab", *"Noor", "enter"), Chosen(("c",), "Noor")),
        (("tab", "tab", "down", "tab", "enter"), Chosen(("b",))),
        (("n", "e", "w", "enter"), Chosen((), "new")),
        (("escape",), None),
    ],
)
def test_the_chooser_filters_marks_and_creates(asked, keys, wanted):
    answer, seen = asked(Chooser("Which?", OPTIONS, create=True), *keys)
    assert answer == wanted
    assert "Which?" in seen


def test_enter_adds_the_one_under_the_cursor_to_those_chosen_before(asked):
    answer, _ = asked(Chooser("Which?", OPTIONS, ["a"]), *"be", "enter")
    assert answer == Chosen(("a", "b"))


def test_a_chooser_of_one_answers_none_when_left(asked):
    answer, seen = asked(Chooser("Which?", OPTIONS, several=False), "escape")
    assert answer is None
    assert "alpha [/]" in seen


def test_a_line_that_does_not_do_stays_with_the_reason(asked):
    dialog = AskLine("Why?", refuse=lambda text: "Too short." if len(text) < 3 else "")
    answer, seen = asked(dialog, "a", "enter", "b", "c", "enter")
    assert answer == "abc"
    assert "! Too short." in seen


def test_confirm_takes_only_y_as_yes(asked):
    assert asked(Confirm("Really [/]?"), "x", "y")[0] is True
    assert asked(Confirm("Really?"), "enter")[0] is False


def test_a_paste_names_its_size_and_what_it_can_become(asked):
    answer, seen = asked(paste_offer("a\nb\n[/]", field="Summary", events=2), "e")
    assert answer == "e"
    assert "Pasted 3 lines, 7 characters" in seen
    assert "Put it into Summary" in seen and "Read it as a timeline (2 rows" in seen


def test_letters_that_are_no_option_wait(asked):
    answer, _ = asked(ChooseLetter("Which?", [("r", "right")]), "z", "escape")
    assert answer == ""


def test_letters_of_someone_still_typing_answer_nothing(asked):
    answer, seen = asked(paste_offer("regions"), "s", "s", "escape")
    assert answer == ""
    assert "“regions” came outside a field" in seen
