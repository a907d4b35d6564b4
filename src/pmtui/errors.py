"""The few exceptions of pmtui, each with a sentence for the reader and an exit code.

Exit codes: 0 done, 1 the answer is no, 2 usage or unreadable input, 3 the store or the
environment failed.
"""


class PmtuiError(Exception):
    """An error told in whole sentences that end with the next step; never shown as a traceback."""

    exit_code = 3


class AnswerIsNo(PmtuiError):
    """The command worked and the answer is no: findings stand, nothing matched."""

    exit_code = 1


class UsageError(PmtuiError):
    """What was typed or read cannot be understood."""

    exit_code = 2


class StoreError(PmtuiError):
    """The store cannot be opened, read or written."""

    exit_code = 3
    brief = "the store refused"
    """The reason in a few words, for a status line."""
