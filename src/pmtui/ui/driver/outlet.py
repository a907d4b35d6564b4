"""Bytes to the terminal without ever waiting for it.

The terminal is opened a second time, non-blocking, so that the shell's own descriptor keeps its
mode. What the terminal does not take at once waits; meanwhile frames merge in `Screen`, and when
the terminal is ready again it gets the rest of what was begun and then one fresh difference.
"""

import asyncio
import contextlib
import os
import select
import sys
import threading
import time
from collections.abc import Callable

from pmtui.ui.driver.frames import Screen

CHUNK = 512
"""Bytes written at once to a terminal that could not be opened non-blocking."""


class Outlet:
    """Sends what `screen` has to say to a terminal; `on_gone` is called once it has gone away."""

    def __init__(
        self, screen: Screen, loop: asyncio.AbstractEventLoop, on_gone: Callable[[], None]
    ):
        self._screen = screen
        self._loop = loop
        self._on_gone = on_gone
        self._lock = threading.RLock()
        self._waiting = b""
        self._watching = False
        self._gone = False
        self._finished = False
        self._fd, self._blocking = _open_terminal()

    @property
    def descriptor(self) -> int:
        """The file descriptor of the terminal, for questions about its size."""
        return self._fd

    def feed(self, data: str) -> None:
        """Take what Textual writes; send it unless more of the same update is to come."""
        with self._lock:
            self._screen.feed(data)
            if not self._screen.in_update:
                self.push()

    def push(self) -> None:
        """Send as much as the terminal takes now; the rest follows when it is ready."""
        with self._lock:
            while not self._gone:
                if not self._waiting and not self._finished:
                    self._waiting = self._screen.take().encode("utf-8", "replace")
                if not self._waiting:
                    self._unwatch()
                    return
                if not self._send():
                    self._watch()
                    return

    def finish(self, last: str, seconds: float) -> None:
        """Send what was begun and then `last`, and draw no more; waits at most so long for it."""
        deadline = time.monotonic() + seconds
        with self._lock:
            self._waiting += last.encode("utf-8", "replace")
            self._finished = True
            self.push()
            while self._waiting and not self._gone:
                rest = deadline - time.monotonic()
                if rest <= 0:
                    break
                select.select((), (self._fd,), (), rest)
                self.push()

    def close(self) -> None:
        """Give the terminal back; what still waits is dropped."""
        with self._lock:
            self._gone = True
            if self._watching and not self._loop.is_closed():
                self._watching = False
                self._loop.remove_writer(self._fd)
            if not self._blocking:
                with contextlib.suppress(OSError):
                    os.close(self._fd)

    def _send(self) -> bool:
        """Write once; false when the terminal takes nothing more at the moment."""
        try:
            if self._blocking:
                if not select.select((), (self._fd,), (), 0)[1]:
                    return False
                count = os.write(self._fd, self._waiting[:CHUNK])
            else:
                count = os.write(self._fd, self._waiting)
        except BlockingIOError:
            return False
        except OSError:  # EIO or EPIPE: nobody is there any more
            self._gone = True
            self._waiting = b""
            self._unwatch()
            self._loop.call_soon_threadsafe(self._on_gone)
            return False
        self._waiting = self._waiting[count:]
        return True

    def _watch(self) -> None:
        """Have the loop call `push` when the terminal is ready."""
        if self._watching or self._gone or self._loop.is_closed():
            return
        self._watching = True
        self._loop.call_soon_threadsafe(self._add_writer)

    def _add_writer(self) -> None:
        if self._watching and not self._gone:
            try:
                self._loop.add_writer(self._fd, self.push)
            except OSError:  # a plain file is always ready and cannot be watched
                self._watching = False
                self._loop.call_soon(self.push)

    def _unwatch(self) -> None:
        if self._watching:
            self._watching = False
            if not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self._loop.remove_writer, self._fd)


def _open_terminal() -> tuple[int, bool]:
    """A descriptor to draw on, and whether writing to it may block.

    Prefers standard error, as Textual does, then standard output, then the controlling terminal.
    """
    for stream in (sys.__stderr__, sys.__stdout__):
        if stream is None:
            continue
        with contextlib.suppress(OSError, ValueError):
            name = os.ttyname(stream.fileno())
            return os.open(name, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK), False
    with contextlib.suppress(OSError):
        return os.open("/dev/tty", os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK), False
    stream = sys.__stderr__ or sys.__stdout__
    return (stream.fileno() if stream is not None else 2), True
