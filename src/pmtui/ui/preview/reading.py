"""Reading a text for the preview in a thread: what it is given, how it stops, files on the way in."""

import gc
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pmtui.domain.text import decode
from pmtui.errors import UsageError

LARGEST = 20_000_000
"""Bytes of one import."""
EVERY = 0.2
"""Seconds between two reports of progress."""
SWITCH = 0.0005
"""Seconds after which the reading thread makes way for a waiting one."""
LONG = 1.0
"""Seconds of a reading that has made many rows."""
USUAL = 0.005
"""What Python does by itself."""


@contextmanager
def giving_way() -> Iterator[None]:
    """While a thread reads, let the interface have the interpreter at once when a key comes.

    Python lets a busy thread run for 5 ms each time another one waits; a key waits several times.
    Looking for cycles among hundreds of thousands of rows stops everybody, and there are none: it
    rests meanwhile, and passes over what a long reading has made.
    """
    before = sys.getswitchinterval()
    began = time.monotonic()
    sys.setswitchinterval(SWITCH)
    gc.disable()
    try:
        yield
    finally:
        sys.setswitchinterval(max(before, USUAL))
        if time.monotonic() - began > LONG:
            gc.freeze()
        gc.enable()


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
    """The text of a file. Raises UsageError with the reason and the next step."""
    try:
        with Path(path).expanduser().open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or "its name cannot be used"
        raise UsageError(f"{path} cannot be read: {why}. Type another name.") from error
    if len(data) > LARGEST:
        raise UsageError(f"{path} is larger than 20 MB. Cut it into parts and import these.")
    text = decode(data)  # the engine cleans it; once is enough for 20 MB
    if not text.strip():
        raise UsageError(f"{path} is empty. Type another name.")
    return text
