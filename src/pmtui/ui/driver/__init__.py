"""The terminal driver: decodes what is typed, leaves safely on a hang-up, sends what changed.

`terminal.PmtuiDriver` is the driver class of the app. `reader` keeps what each cell should show,
`frames.Screen` what the terminal shows; `difference` and `scroll` turn the gap between the two
into few bytes; `outlet` sends them without ever waiting; `typed` reads the keys.
"""

from pmtui.ui.driver.terminal import Flushes, PmtuiDriver, redraw

__all__ = ["Flushes", "PmtuiDriver", "redraw"]
