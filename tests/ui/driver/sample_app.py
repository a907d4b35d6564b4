"""A small app on our driver, run by the tests in a pseudo-terminal of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

if "--ignore-hang-up" in sys.argv:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)

from textual.app import App
from textual.binding import Binding
from textual.widgets import Static, TextArea

from pmtui.ui import text as boundary
from pmtui.ui.crash import note_crash
from pmtui.ui.driver import PmtuiDriver

HOSTILE = "bad[/]\x1b]52;c;UA==\x07\x1b[2J\x9b31m\u202e\u200bend"


class SampleApp(App[None]):
    CSS = "TextArea { height: 1fr; border: none; padding: 0; }"
    BINDINGS = [
        Binding("ctrl+t", "edit_elsewhere", priority=True),
        Binding("ctrl+o", "edit_long", priority=True),
        Binding("ctrl+n", "churn", priority=True),
        Binding("ctrl+l", "break_down", priority=True),
    ]

    def __init__(self, notes: Path) -> None:
        super().__init__(driver_class=PmtuiDriver)
        self.notes = notes

    def get_line_filters(self):
        return [*super().get_line_filters(), boundary.WireFilter()]

    def compose(self):
        yield Static(boundary.content(HOSTILE), id="status")
        area = TextArea(compact=True)
        area.cursor_blink = False
        yield area
        yield Static(boundary.content("READY"), id="foot")

    def on_mount(self):
        self.query_one(TextArea).focus()

    def flush_unsaved(self):
        self.notes.write_text(self.query_one(TextArea).text)

    def action_edit_elsewhere(self):
        with self.suspend():
            subprocess.run(["/bin/sh", "-c", "printf 'EDITOR HERE'"], check=True)

    def action_edit_long(self):
        with self.suspend():
            subprocess.run(["/bin/sh", "-c", "printf 'EDITOR HERE'; cat"], check=False)

    def action_churn(self):
        """Repaint much, many times, faster than any link."""
        self.churned = 0
        self.set_interval(1 / 500, self.step)

    def step(self):
        if self.churned < 300:
            self.churned += 1
            state = f"frame {self.churned} " + chr(97 + self.churned % 26) * 60
            self.query_one("#status", Static).update(boundary.content(state))
            self.query_one(TextArea).load_text("\n".join([state] * 20))
        elif self.churned == 300:
            self.churned += 1
            self.query_one("#foot", Static).update(boundary.content("CHURNED"))
            self.notes.write_text("churned")

    def action_break_down(self):
        secret = "draft text that nobody may see"
        raise RuntimeError(f"broken {len(secret)}")

    def _handle_exception(self, error):
        note_crash(self, error, self.flush_unsaved)


if __name__ == "__main__":
    app = SampleApp(Path(os.environ["PMTUI_NOTES"]))
    app.run(mouse=False)
    sys.exit(app.return_code or 0)
