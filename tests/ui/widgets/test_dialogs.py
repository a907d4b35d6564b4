import pytest

from pmtui.ui.screens.message import MessageScreen
from pmtui.ui.widgets.chooser import Chooser, Chosen
from pmtui.ui.widgets.dialogs import AskLine, ChooseLetter, Confirm, paste_offer
from pmtui.ui.widgets.line_input import LineInput
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


@pytest.mark.parametrize(("keys", "wanted"), [("Be", "Be"), (("end", "x"), "UTCx")])
def test_an_offered_text_gives_way_to_typing_and_a_cursor_key_keeps_it(asked, keys, wanted):
    assert asked(AskLine("Which zone?", "UTC", offered=True), *keys, "enter")[0] == wanted


@pytest.mark.parametrize(("keys", "ids"), [((), ()), (("down", "space"), ("b",))])
def test_a_choice_of_the_marked_ones_only_may_be_none_of_them(asked, keys, ids):
    answer, _ = asked(Chooser("Which?", OPTIONS, only_marked=True), *keys, "enter")
    assert answer == Chosen(ids)


@pytest.mark.parametrize(("key", "goes_on"), [("x", True), ("escape", False)])
def test_a_key_that_closes_a_message_does_its_work_below(alone, key, goes_on):
    line = LineInput()

    async def script(pilot):
        line.focus()
        pilot.app.push_screen(MessageScreen("Said", ("once",)))
        await pilot.pause()
        await pilot.press(key)
        await pilot.pause()

    alone(line, script)
    assert line.value == ("x" if goes_on else "")
