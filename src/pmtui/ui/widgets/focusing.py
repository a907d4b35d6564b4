"""Giving the keys to a widget at once, so that what is told next speaks of the new focus."""

from textual.widget import Widget


def take_focus(widget: Widget) -> None:
    """Focus a widget on its own screen now; `Widget.focus` would do it some messages later."""
    if widget.is_attached:
        widget.screen.set_focus(widget)
