"""Reading a text for the preview in a thread: what it is given, how it stops, files on the way in."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from pmtui.errors import UsageError
from pmtui.importers.timeline.decoding import decode

LARGEST = 20_000_000
"""Bytes of one import."""
EVERY = 0.1
"""Seconds between two reports of progress."""


class Stop:
    """Says to one reading that nobody waits for it any more."""

    def __init__(self) -> None:
        self._asked = threading.Event()

    def __call__(self) -> None:
        """Ask it to stop."""
        self._asked.set()

    @property
    def asked(self) -> bool:
        """Whether it was asked to stop."""
        return self._asked.is_set()


def reporting(stop: Stop, tell: Callable[[int, int], None]) -> Callable[[int, int], bool]:
    """The progress function of the engine: tells now and then, and stops where it was asked to."""
    last = 0.0

    def progress(done: int, of: int) -> bool:
        nonlocal last
        now = time.monotonic()
        if now - last >= EVERY:
            last = now
            tell(done, of)
        return not stop.asked

    return progress


def read_file(path: str) -> str:
    """The clean text of a file. Raises UsageError with the reason and the next step."""
    try:
        with Path(path).expanduser().open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or "its name cannot be used"
        raise UsageError(f"{path} cannot be read: {why}. Type another name.") from error
    if len(data) > LARGEST:
        raise UsageError(f"{path} is larger than 20 MB. Cut it into parts and import these.")
    text, _ = decode(data)
    if not text.strip():
        raise UsageError(f"{path} is empty. Type another name.")
    return text
