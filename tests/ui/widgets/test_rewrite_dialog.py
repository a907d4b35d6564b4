import asyncio

from textual.app import App

from pmtui.ui.styles import style_sheets
from pmtui.ui.widgets.rewrite_dialog import Rewrite

SENTENCE = "Dana forgot to drain [/] the node."


class Host(App):
    CSS_PATH = [*style_sheets()]  # noqa: RUF012


def answer_to(*keys, read=None, sentence=SENTENCE):
    app = Host()
    answers = []

    async def go():
        async with app.run_test(size=(80, 24)) as pilot:
            dialog = Rewrite(
                "BL104  “forgot”: What should remember it?",
                sentence,
                marked=((5, 11),),
                pattern="<condition> let <step> reach <system>.",
                example="The check runs on one branch only.",
                roles=(("Dana", "storage lead"),),
                look=lambda text: "“forgot”: …?" if "forgot" in text else "",
            )
            app.push_screen(dialog, answers.append)
            await pilot.pause()
            await pilot.press(*keys)
            if read is not None:
                await asyncio.wait_for(until(pilot, read), 5)
                await pilot.press("enter")

    async def until(pilot, text):
        while text not in str(pilot.app.screen.query_one("#rewrite-left").content):
            await pilot.pause(0.05)

    asyncio.run(go())
    return answers


def test_tab_writes_the_role_and_enter_takes_the_sentence():
    assert answer_to("tab", "enter") == ["The storage lead forgot to drain [/] the node."]


def test_ctrl_u_empties_a_sentence_of_several_lines():
    long = " ".join([SENTENCE] * 4)
    assert answer_to("ctrl+u", "N", "o", ".", "enter", sentence=long) == ["No."]


def test_it_says_when_nothing_is_left_to_look_at():
    assert answer_to("home", *["delete"] * 11, read="Nothing is left") == [
        " to drain [/] the node.".strip()
    ]


def test_esc_leaves_the_sentence_as_it_is():
    assert answer_to("x", "escape") == [None]
