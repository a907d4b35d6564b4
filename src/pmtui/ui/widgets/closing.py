"""Closing an action: the question for what shows that it works, the same wherever it is asked."""

from pmtui.ui.text import fit
from pmtui.ui.widgets.dialogs import AskLine

LONGEST = 200
"""Columns of what was to show that an action works, above the question for what did."""

STAYS_OPEN = "It stays open; “not checked yet” is an answer as well."
"""What is said where the question was left without an answer."""


def ask_what_shows(done_when: str, name: str = "") -> AskLine:
    """The question, with what was to show it; an empty Enter says that just this did."""
    reason = "Enter marks it as done."
    if done_when:
        reason = f"Done when: {fit(done_when, LONGEST)}\nEnter alone says that this was shown."
    return AskLine(
        "What shows that it works?",
        reason=f"{name}\n{reason}" if name else reason,
        blank=done_when,
    )


def what_shows(done_when: str, answer: str) -> str:
    """What was to show that an action works, and behind it what the answer says did."""
    if not done_when or answer == done_when:
        return answer
    return f"{done_when} — shown: {answer}"
