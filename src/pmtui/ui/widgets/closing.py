"""Closing an action: the question for what shows that it works, the same wherever it is asked."""

from pmtui.ui.widgets.dialogs import AskLine

STAYS_OPEN = "It stays open; “not checked yet” is an answer as well."
"""What is said where the question was left without an answer."""


def ask_what_shows(done_when: str, name: str = "") -> AskLine:
    """The question; what was to show it stands there, to be confirmed or said anew."""
    reason = "Enter marks it as done."
    return AskLine(
        "What shows that it works?", done_when, reason=f"{name}\n{reason}" if name else reason
    )
