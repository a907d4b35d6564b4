"""What names a postmortem on the command line, and short texts, made safe; knows nothing of click."""

from pmtui.errors import UsageError

LONGEST_REFERENCE = 300
"""Characters of a reference; a part of a title is shorter."""


def reference(text: str) -> str:
    """A reference as typed, cleaned. Raises UsageError for what cannot be one."""
    wanted = one_line(text)
    if not 0 < len(wanted) <= LONGEST_REFERENCE:
        raise UsageError(
            "A reference is PM-7, 7, a part of the title, or . for the one used last. "
            "pmtui list shows the references."
        )
    return wanted


def one_line(text: str) -> str:
    """A text as one safe line."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    from pmtui.domain.text import sanitise

    return " ".join(sanitise(text).text.split())
