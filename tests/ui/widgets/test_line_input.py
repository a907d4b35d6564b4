from pmtui.ui.widgets.line_input import LineInput


def test_the_cursor_stays_in_view_when_the_terminal_gets_narrow(alone):
    line = LineInput()
    words = " ".join(str(number) for number in range(40))
    seen = []

    async def script(pilot):
        line.focus()
        line.value = words
        line.cursor_position = len(words)
        await pilot.pause()
        await pilot.resize_terminal(60, 10)
        await pilot.pause()
        first = pilot.app.screen._compositor.render_strips()[0]
        seen.append("".join(segment.text for segment in first))

    alone(line, script, size=(140, 10))
    assert "37 38 39" in seen[0]
