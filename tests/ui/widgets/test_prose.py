from textual import events
from textual.app import App
from textual.binding import Binding

from pmtui.ui.widgets.line_input import LineInput
from pmtui.ui.widgets.prose import ASK_ABOVE, CAP, Prose


def test_a_paste_is_made_safe_and_taken_whole(alone):
    prose = Prose()

    async def script(pilot):
        prose.focus()
        await pilot.pause()
        prose.post_message(events.Paste("a\x1b]52;c;UA==\x07\r\n[/] b\x00"))
        await pilot.pause()

    alone(prose, script)
    assert prose.text == "a\n[/] b␀"


def test_a_long_paste_asks_and_more_than_the_cap_is_refused_with_a_sentence(alone):
    prose = Prose()

    async def script(pilot):
        prose.post_message(events.Paste("x\n" * ASK_ABOVE))
        await pilot.pause()
        assert prose.text == ""
        prose.put("y" * (CAP + 1))
        await pilot.pause()

    app = alone(prose, script)
    assert len(app.said(Prose.Pasted)[0].text) == 2 * ASK_ABOVE
    assert "source text" in app.said(Prose.Refused)[0].text


def test_a_foreign_text_comes_in_without_moving_the_cursor_or_posting_a_change(alone):
    prose = Prose()

    async def script(pilot):
        prose.show("first line\nsecond line\nthird")
        prose.move_cursor((1, 6))
        prose.show("first line, longer\nsecond line\nthird and more")
        await pilot.pause()
        assert prose.cursor_location == (1, 6)

    app = alone(prose, script)
    assert not app.said(Prose.Changed)


def test_a_text_that_shrinks_to_one_line_does_not_crash(alone):
    prose = Prose()

    async def script(pilot):
        prose.focus()
        prose.show("\n".join(f"line {n}" for n in range(200)))
        prose.to_end()
        await pilot.pause()
        prose.show("x")
        await pilot.pause()
        await pilot.press("y")

    alone(prose, script, size=(40, 6))
    assert prose.text == "xy"


def test_undo_keys_pass_through_to_the_workbook_and_tab_and_escape_leave():
    import asyncio

    class Host(App):
        BINDINGS = [Binding("ctrl+z", "mine('z')"), Binding("ctrl+y", "mine('y')")]  # noqa: RUF012
        got = ""

        def compose(self):
            yield Prose()

        def action_mine(self, key):
            self.got += key

        def on_line_input_left(self, event):
            self.got += f"[{event.by}]"

    app = Host()

    async def go():
        async with app.run_test() as pilot:
            await pilot.press("a", "ctrl+z", "ctrl+y", "tab", "escape", "shift+tab")

    asyncio.run(go())
    assert app.got == "zy[1][0][-1]"


def test_lines_wrap_at_the_measure_however_wide_the_screen(alone):
    prose = Prose()

    async def script(pilot):
        prose.show("word " * 40)
        await pilot.pause()
        assert prose.wrap_width == 76
        assert not prose.cursor_blink

    alone(prose, script, size=(120, 10))
    assert LineInput().cursor_blink is False
