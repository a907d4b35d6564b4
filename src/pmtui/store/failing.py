"""How often a save has failed, when the next try is due, and where the text lies meanwhile."""

import time
from contextlib import suppress
from pathlib import Path

from pmtui.errors import PmtuiError
from pmtui.store.errors import DiskFailed, DiskFull, LockedStore

LONGEST_WAIT = 30.0
"""Seconds at most between two tries of a save that fails."""


class Failing:
    """The state of a store that does not take what it is given; at rest while all is well."""

    def __init__(self, first_wait: float) -> None:
        """`first_wait` in seconds; it doubles with each failure."""
        self.reason = ""
        self.retry_at = 0.0
        """On the monotonic clock."""
        self.rescued: Path | None = None
        """The file with the latest text; None where no place took it."""
        self._written: set[Path] = set()
        self._first_wait = first_wait
        self._count = 0

    def __bool__(self) -> bool:
        """Whether the last try failed."""
        return self._count > 0

    def note(self, reason: str) -> float:
        """One more failure; the seconds until the next try."""
        wait = min(LONGEST_WAIT, self._first_wait * 2.0 ** min(self._count, 10))
        self._count += 1
        self.reason, self.retry_at = reason, time.monotonic() + wait
        return wait

    def keep(self, path: Path | None) -> None:
        """Where the text is now; a file that an earlier try left elsewhere goes at the end."""
        self.rescued = path
        if path is not None:
            self._written.add(path)

    def end(self) -> None:
        """All is saved: the rescue files have served."""
        self._count, self.retry_at = 0, 0.0
        self.discard()

    def discard(self) -> None:
        """Delete the rescue files; what they hold is in the store."""
        self.rescued = None
        while self._written:
            with suppress(OSError):
                self._written.pop().unlink(missing_ok=True)

    def in_words(self) -> str:
        """The reason, and where the text is."""
        return f"{self.reason}{where(self.rescued)}"


def where(rescued: Path | None) -> str:
    """The sentence about a rescue file, "" where there is none."""
    return f" Your text is in {rescued}." if rescued else ""


def sentence(error: Exception) -> str:
    """Why a save failed, for the reader of a program that tries again; a defect is called one."""
    if isinstance(error, (DiskFull, DiskFailed, LockedStore)):
        return f"{error} Saving is tried again."
    if isinstance(error, PmtuiError):
        return str(error)
    return (
        f"Saving failed by a defect of pmtui ({type(error).__name__}); it is tried again. "
        "Copy what you wrote, then report this."
    )
