import asyncio
import random

import pytest
import textual.screen
from textual.app import App
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import DataTable, Static, TextArea

from pmtui.ui.driver.frames import Screen

PIECES = ["a", "the link ", "db-01 ", "\n", "é", "日本語", "e\u0301", "🔥", "✓ ", "──"]
JOINED = [*PIECES, "👩\u200d💻", "☎\ufe0f"]  # Textual itself cannot put a cursor inside these


class Popup(ModalScreen[None]):
    DEFAULT_CSS = "Popup { align: center middle; } Popup Static { width: 20; border: round red; }"

    def compose(self):
        yield Static("日本語 over the text", markup=False)


class Host(App[None]):
    CSS = """
    TextArea { height: 1fr; width: 2fr; } DataTable { width: 1fr; height: 1fr; }
    #status { background: blue; color: white; text-style: bold; height: 1; }
    #plain { height: 1; } Horizontal { height: 1fr; }
    """

    def __init__(self, double, meant):
        super().__init__()
        self.double = double
        self.meant = meant
        self.screen_model = Screen(double.screen.columns, double.screen.lines)
        self.animation_level = "none"
        self.frames = 0
        self.compared = 0
        self.failures = []
        self.merge = random.Random(7)

    def compose(self):
        yield Static("status", id="status", markup=False)
        with Horizontal():
            yield TextArea(compact=True)
            yield DataTable()
        yield Static("plain", id="plain", markup=False)

    def on_mount(self):
        area = self.query_one(TextArea)
        area.cursor_blink = False
        table = self.query_one(DataTable)
        table.add_columns("a", "b")
        for number in range(30):
            table.add_row(str(number), "日本" * (number % 4))

    def _display(self, screen, renderable):
        if renderable is None or self._batch_count or not hasattr(renderable, "render_segments"):
            return
        self.screen_model.feed(renderable.render_segments(self.console) + "\x1b[2;3H")
        self.frames += 1
        if self.merge.random() < 0.2:
            return  # the terminal was busy: the next take answers for both
        self.double.feed(self.screen_model.take())
        if self.screen_model.size == tuple(screen.size) and not self.failures and settled(screen):
            self.compared += 1
            self.failures += self.double.differences(self.meant(screen, self.console))


def settled(screen):
    return not any(
        widget._layout_required
        or widget._repaint_required
        or widget._scroll_required
        or widget._repaint_regions
        or not widget._message_queue.empty()
        for widget in screen.walk_children(with_self=True)
    )


def spot(area, chance):
    row = chance.randrange(area.document.line_count)
    return row, chance.randrange(len(area.document.get_line(row)) + 1)


async def session(app, size, seed, frames):
    chance = random.Random(seed)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        area, table = app.query_one(TextArea), app.query_one(DataTable)
        while app.compared < frames and not app.failures:
            what = chance.randrange(12)
            if what < 4:
                area.insert("".join(chance.choices(PIECES, k=chance.randrange(1, 6))))
            elif what == 4:
                area.move_cursor(spot(area, chance))
            elif what == 5:
                area.delete(*sorted((spot(area, chance), spot(area, chance))))
            elif what == 6:
                table.move_cursor(row=chance.randrange(30))
            elif what == 7:
                text = "".join(chance.choices(JOINED, k=5)).replace("\n", " ")
                app.query_one("#status", Static).update(text)
            elif what == 8:
                app.query_one("#plain", Static).styles.background = chance.choice(["red", "blue"])
            elif what == 9 and chance.random() < 0.1:
                size = (chance.randrange(20, 60), chance.randrange(6, 16))
                app.screen_model.resize(*size)
                app.double.resize(*size)
                await pilot.resize_terminal(*size)
            elif what == 10 and chance.random() < 0.1:
                await app.push_screen(Popup())
                await asyncio.sleep(0.002)
                app.pop_screen()
            elif what == 11 and chance.random() < 0.1:
                app.screen_model.redraw()
                app.screen.refresh()
            await asyncio.sleep(0.0004)


@pytest.mark.parametrize("seed", range(2))
def test_the_terminal_shows_what_the_compositor_means_through_random_sessions(
    seed, monkeypatch, make_terminal, meant
):
    monkeypatch.setattr(textual.screen, "UPDATE_PERIOD", 1 / 5000)
    app = Host(make_terminal(44, 12), meant)
    asyncio.run(session(app, (44, 12), seed, 60))
    assert app.failures == []
    assert app.compared >= 60
