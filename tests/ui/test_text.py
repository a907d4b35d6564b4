import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.widgets import OptionList, Static

from pmtui.ui import text as boundary

TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab \t\n日é\u0301👩\u200d💻\ufe0f☎"), st.characters(codec="utf-8")
    ),
    max_size=60,
)
HOSTILE = "[/] [@click=app.quit]x[/] [$primary] [ERROR] host [/db] down"


@given(TEXT, st.integers(0, 30))
@settings(max_examples=200, deadline=None)
def test_fit_never_exceeds_its_width_and_is_one_line(text, width):
    shown = boundary.fit(text, width)
    assert cell_len(shown) <= width
    assert "\n" not in shown and "\t" not in shown


@given(TEXT, st.integers(2, 30))
@settings(max_examples=200, deadline=None)
def test_wrap_keeps_every_character_within_the_width(text, width):
    lines = boundary.wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    joiners = str.maketrans("", "", "\u200d\ufe0f")
    assert "".join("".join(lines).split()).translate(joiners) == "".join(text.split()).translate(
        joiners
    )


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("hello", 5, "hello"),
        ("hello world", 5, "hell…"),
        ("日本語テキスト", 6, "日本…"),
        ("a\tb\nc", 10, "a   b c"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
        ("x" * 1_000_000, 3, "xx…"),
    ],
)
def test_fit_cuts_by_cells(text, width, shown):
    assert boundary.fit(text, width) == shown


def test_wrap_breaks_between_words_and_keeps_paragraphs():
    assert boundary.wrap("the quick brown fox\n\n  in", 10) == [
        "the quick",
        "brown fox",
        "",
        "  in",
    ]
    assert boundary.wrap("abcdefgh", 3) == ["abc", "def", "gh"]
    assert boundary.wrap("", 10) == [""]


def test_segments_fill_the_line_exactly():
    (segment,) = boundary.segments("日本", 7, Style(bold=True))
    assert segment == Segment("日本   ", Style(bold=True))


def test_the_wire_filter_deletes_controls_and_keeps_columns_and_emoji():
    line = [Segment("a\x1b]52;c;x\x07b\u202ec\x9b"), Segment("👩‍💻☎️ ok"), Segment("x\xady\ud800")]
    filtered = boundary.WireFilter().apply(line, Color(0, 0, 0))
    assert [s.text for s in filtered] == ["a]52;c;xbc", "👩‍💻☎️ ok", "x-y\ufffd"]
    control = [Segment("\x1b[2J", None, ())]
    assert boundary.WireFilter().apply(control, Color(0, 0, 0)) == control


def test_hostile_text_is_literal_in_widgets_borders_and_notices():
    class Host(App[None]):
        def compose(self):
            yield Static(boundary.content(HOSTILE), id="static")
            yield OptionList(boundary.content(HOSTILE))

        def on_mount(self):
            self.query_one(Static).border_title = boundary.content(HOSTILE)
            boundary.notify(self, HOSTILE, severity="warning")

    async def visit() -> list[str]:
        app = Host()
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await pilot.pause()
            strips = app.screen._compositor.render_strips()
            return ["".join(segment.text for segment in strip) for strip in strips]

    lines = asyncio.run(visit())
    assert sum("[@click=app.quit]x[/]" in line for line in lines) >= 3
