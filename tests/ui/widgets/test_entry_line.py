from textual import events

from pmtui.ui.widgets.entry_line import EntryLine, Reading


def read(text):
    if "!nope" in text:
        return Reading("→ text", "“!nope” is no milestone.")
    return Reading(f"→ understood {text}")


def screen(app):
    return "\n".join(
        "".join(s.text for s in strip) for strip in app.screen._compositor.render_strips()
    )


def opened(entry):
    entry.open("events", "e.g. 14:02 rolled back", "A time, what happened.", read)


def test_enter_adds_and_keeps_the_line_open_and_an_empty_enter_closes_it(alone):
    entry = EntryLine()
    seen = []

    async def script(pilot):
        opened(entry)
        await pilot.pause()
        seen.append(screen(pilot.app))
        await pilot.press("a", "[", "/", "]")
        seen.append(screen(pilot.app))
        await pilot.press("enter")
        assert entry.is_open and entry.text == ""
        await pilot.press("enter")
        assert not entry.is_open

    app = alone(entry, script)
    assert "e.g. 14:02 rolled back" in seen[0] and "A time, what happened." in seen[0]
    assert "→ understood a[/]" in seen[1]
    assert [(m.table, m.text) for m in app.said(EntryLine.Entered)] == [("events", "a[/]")]
    assert app.said(EntryLine.Closed)


def test_a_line_with_a_problem_is_added_at_the_second_enter_and_given_back_where_refused(alone):
    entry = EntryLine()
    seen = []

    async def script(pilot):
        opened(entry)
        await pilot.app.types(pilot, "=x !nope", "enter")
        seen.append(screen(pilot.app))
        assert entry.text == "x !nope" and not pilot.app.said(EntryLine.Entered)
        await pilot.press("enter")
        assert entry.text == ""
        entry.give_back("events", "x !nope")
        assert entry.text == "x !nope"
        entry.close()
        entry.give_back("events", "y")
        assert entry.waiting == {"events": "y x !nope"}

    app = alone(entry, script)
    assert "Enter again adds it so: " in seen[0] and "“!nope” is no milestone." in seen[0]
    assert [m.text for m in app.said(EntryLine.Entered)] == ["x !nope"]


def test_escape_keeps_the_text_for_the_next_time(alone):
    entry = EntryLine()

    async def script(pilot):
        opened(entry)
        await pilot.press("a", "b", "escape")
        assert not entry.is_open
        opened(entry)
        assert entry.text == "ab"

    alone(entry, script)


def test_a_paste_of_several_lines_is_offered_whole_and_one_of_one_line_is_typed(alone):
    entry = EntryLine()

    async def script(pilot):
        opened(entry)
        await pilot.pause()
        pilot.app.focused.post_message(events.Paste("one\x1b[31m line"))
        await pilot.pause()
        assert entry.text == "one line"
        pilot.app.focused.post_message(events.Paste("14:02 a\r\n14:05 b"))
        await pilot.pause()
        assert entry.text == "one line"

    app = alone(entry, script)
    assert [m.text for m in app.said(EntryLine.Pasted)] == ["14:02 a\n14:05 b"]
