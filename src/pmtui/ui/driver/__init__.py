"""The terminal driver: decodes what is typed, leaves safely on a hang-up, sends what changed.

`terminal.PmtuiDriver` is the driver class of the app. Frames of the compositor go through
`frames.Screen`, which keeps what each cell should show and what the terminal shows; `difference`
turns the gap between the two into the shortest bytes; `outlet` sends them without ever waiting.
"""

from pmtui.ui.driver.terminal import Flushes, PmtuiDriver, redraw

__all__ = ["Flushes", "PmtuiDriver", "redraw"]
