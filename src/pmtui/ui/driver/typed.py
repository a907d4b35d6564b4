"""What is typed, from bytes to Textual's events, in a thread of its own.

Five things differ from Textual's reader: bytes that are not UTF-8 become U+FFFD instead of ending
the program, the end of input is a hang-up instead of a busy loop, a paste with escape sequences
stays a paste, keys typed before the first frame are held until somebody can receive them, and Esc
with a letter or digit right behind it is both keys. It sleeps while nobody types.
"""

import codecs
import contextlib
import os
import re
import select
import threading
from collections.abc import Callable

from textual import events
from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.message import Message

from pmtui.ui.crash import log_crash
from pmtui.ui.driver.pasted import PasteGuard, as_pasted

_ESC_BEFORE_DIGIT = re.compile("\x1b{0,3}(\x1b)(?=[0-9])")
"""What Textual takes for the signs of a Mac's Option key, ™ for Esc and 2; no sequence begins so."""

READ = 65536
"""Bytes read at once; a big paste costs few wake-ups."""


class TypedInput:
    """Reads a terminal and delivers messages; `on_gone` is called when the terminal has gone.

    Both callables run in the reading thread. Keys and pastes are held back until `release`.
    """

    def __init__(
        self,
        fileno: int,
        deliver: Callable[[Message], None],
        on_gone: Callable[[], None],
        *,
        hold: bool,
        debug: bool = False,
    ) -> None:
        self._fileno = fileno
        self._deliver = deliver
        self._on_gone = on_gone
        self._debug = debug
        self._parser = XTermParser(debug)
        self._pastes = PasteGuard()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held: list[Message] | None = [] if hold else None
        self._lock = threading.Lock()
        self._wake_read = self._wake_write = -1
        self._thread = threading.Thread(target=self._run, name="pmtui-typed", daemon=True)

    def start(self) -> None:
        """Begin to read; `stop` must follow."""
        self._wake_read, self._wake_write = os.pipe()
        self._thread.start()

    def stop(self) -> None:
        """End the thread at once, without waiting for a key."""
        os.write(self._wake_write, b"x")
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join()
        os.close(self._wake_read)
        os.close(self._wake_write)

    def release(self) -> None:
        """Deliver the keys that were held, in order, and hold no more."""
        with self._lock:
            held, self._held = self._held, None
            for message in held or ():
                self._deliver(message)

    def feed(self, data: bytes) -> None:
        """Decode bytes and deliver what they mean.

        A sequence the parser breaks on is logged and dropped: the keyboard must go on working.
        """
        text = self._pastes.guard(self._decoder.decode(data))
        if not text:
            return
        try:
            for part in _ESC_BEFORE_DIGIT.split(text):
                if part == "\x1b":
                    self._pass_on(events.Key("escape", part))
                    continue
                for message in self._parser.feed(part) if part else ():
                    self._pass_on(message)
        except Exception as error:
            log_crash(error)
            self._parser, self._pastes = XTermParser(self._debug), PasteGuard()

    def _pass_on(self, message: Message) -> None:
        if isinstance(message, events.Paste):
            message = events.Paste(as_pasted(message.text))
        for one in _apart(message):
            with self._lock:
                if self._held is not None and isinstance(one, events.Key | events.Paste):
                    self._held.append(one)
                else:
                    self._deliver(one)

    def _run(self) -> None:
        watched = (self._fileno, self._wake_read)
        while True:
            ready = select.select(watched, (), (), self._patience())[0]
            if self._wake_read in ready:
                return
            if ready:
                try:
                    data = os.read(self._fileno, READ)
                except BlockingIOError:
                    continue
                except OSError:  # EIO: the other side has closed the terminal
                    data = b""
                if not data:
                    self._on_gone()
                    return
                self.feed(data)
            for message in self._parser.tick():
                self._pass_on(message)

    def _patience(self) -> float | None:
        """Seconds until a lone Escape counts as the key; None while nothing is pending."""
        due = self._parser._timeout_time
        return None if due is None else max(0.001, due - get_time() + 0.001)


def _apart(message: Message) -> tuple[Message, ...]:
    """A message, or the two keys that a terminal or tmux sent in one piece.

    tmux holds Esc back for half a second, so that Esc and the next letter arrive like Alt and that
    letter. No key of pmtui has Alt, and without this the Esc would be lost and the letter typed.
    """
    if isinstance(message, events.Key) and message.key.startswith("alt+") and message.character:
        return events.Key("escape", "\x1b"), events.Key(message.character, message.character)
    return (message,)


def early_bytes(fileno: int) -> bytes:
    """What was typed before the terminal was in raw mode, with Enter as a key again.

    Until then the terminal itself turned carriage returns into line feeds.
    """
    with contextlib.suppress(OSError):
        if select.select((fileno,), (), (), 0)[0]:
            return os.read(fileno, READ).replace(b"\n", b"\r")
    return b""
