"""The real program in a pseudo-terminal, driven by keys and read from an emulated screen."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time

import pyte

KEYS = {
    "Enter": "\r",
    "Tab": "\t",
    "Esc": "\x1b",
    "Backspace": "\x7f",
    "Up": "\x1b[A",
    "Down": "\x1b[B",
    "Ctrl+G": "\x07",
    "Ctrl+Q": "\x11",
    "Ctrl+R": "\x12",
    "Ctrl+S": "\x13",
    "Ctrl+U": "\x15",
    "Ctrl+Z": "\x1a",
    "Ctrl+F": "\x06",
}


QUIET = 0.12
"""Seconds without output after which a key is taken to have had its effect."""
LONE_ESCAPE = 0.35
"""The same after Esc, which is told from the start of a sequence by the silence behind it."""


class Program:
    """`pmtui …` on a terminal of its own; counts the keys that are no prose.

    `before` are the words of a command that starts it, such as a multiplexer.
    """

    def __init__(self, *arguments, env, columns=80, rows=24, before=(), term="xterm-256color"):
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = bytearray()
        self.keys = 0
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process = subprocess.Popen(
            [*before, sys.executable, "-m", "pmtui", *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**env, "TERM": term},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(slave)
        self.master = master

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(5)
        if self.master >= 0:
            os.close(self.master)

    # -- reading the screen

    def pump(self, seconds=0.02):
        """Feed what arrives within some seconds to the emulated screen; False at the end."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.raw += data
        self.stream.feed(data)
        return bool(data)

    @property
    def lines(self):
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self):
        return "\n".join(self.lines)

    def wait(self, wanted, seconds=15.0):
        """Wait until a text (or what a function says) is on the screen."""
        found = wanted if callable(wanted) else (lambda: wanted in self.text)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found():
                return self
            self.pump()
        raise AssertionError(f"{wanted!r} did not appear:\n{self.text}")

    def settle(self, quiet=QUIET):
        """Wait until nothing has arrived for a moment."""
        last = len(self.raw)
        still = time.monotonic()
        while time.monotonic() - still < quiet:
            self.pump(0.02)
            if len(self.raw) != last:
                last, still = len(self.raw), time.monotonic()
        return self

    # -- acting

    def send(self, data):
        os.write(self.master, data.encode() if isinstance(data, str) else data)

    def press(self, *keys):
        """Press keys one after the other, each settled before the next."""
        for key in keys:
            self.keys += 1
            self.send(KEYS.get(key, key))
            self.settle(LONE_ESCAPE if key == "Esc" else QUIET)
        return self

    def type(self, text):
        """Type prose, which is not counted."""
        self.send(text)
        return self.settle()

    def paste(self, text):
        """Paste prose in brackets, as terminals do; counts as one key."""
        self.keys += 1
        self.send(f"\x1b[200~{text}\x1b[201~")
        return self.settle()

    def resize(self, columns, rows):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)
        os.killpg(self.process.pid, signal.SIGWINCH)
        return self.settle()

    def hang_up(self, seconds=5.0):
        """The line drops: the terminal is gone. Returns the exit code."""
        os.close(self.master)
        self.master = -1
        return self.process.wait(seconds)

    def signal(self, number, seconds=5.0):
        self.process.send_signal(number)
        end = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < end:
            self.pump()
        code = self.process.wait(1)
        self._drain()
        return code

    def _drain(self):
        """What the program wrote last may still lie in the terminal."""
        while True:
            before = len(self.raw)
            if not self.pump(0.1) or len(self.raw) == before:
                return

    def end(self, seconds=5.0):
        end = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < end:
            self.pump()
        code = self.process.wait(1)
        self._drain()
        return code
