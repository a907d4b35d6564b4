"""A program in a pseudo-terminal, timed as the person at the other end of the line sees it."""

import fcntl
import os
import re
import select
import struct
import subprocess
import termios
import time
from dataclasses import dataclass
from pathlib import Path

from emulator import Emulator
from link import Direction

QUIET = 0.15
"""Seconds without output, besides the round trip, after which a reaction is over."""
PATIENCE = 15.0
"""Seconds after which something that should appear counts as missing."""


class NeverAppeared(Exception):
    """What was waited for did not come; the message holds the screen."""


@dataclass(frozen=True)
class Line:
    """A line between program and person: round trip in seconds, bytes per second towards them."""

    round_trip: float = 0.0
    rate: float = 0.0


@dataclass(frozen=True)
class Reaction:
    """What a key set off: seconds to the first and the last byte, and how many bytes."""

    first: float
    settled: float
    sent: int


class Program:
    """A command on a terminal of its own. Times count from its start or from the key."""

    def __init__(
        self,
        command: list[str],
        *,
        env: dict[str, str],
        cwd: Path,
        line: Line | None = None,
        size: tuple[int, int] = (80, 24),
        answers: bool = True,
    ) -> None:
        line = line or Line()
        self.emulator = Emulator(*size, answers=answers)
        self.sent = 0
        self._round_trip = line.round_trip
        self._down = Direction(line.round_trip / 2, line.rate)
        self._up = Direction(line.round_trip / 2)
        self._arrived = 0.0
        self.blocked = False
        self._master, slave = os.openpty()
        self._set_size(*size)
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=env,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(slave)
        os.set_blocking(self._master, False)

    def __enter__(self) -> "Program":
        """The running program."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.wait(5)
        os.close(self._master)

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    # -- what it does

    def wait(self, pattern: str, since: float | None = None, seconds: float = PATIENCE) -> float:
        """Seconds from `since` (the start) until `pattern` was on the screen."""
        since = self.started if since is None else since
        end = time.perf_counter() + seconds
        while not re.search(pattern, self.emulator.text):
            if time.perf_counter() > end or self._process.poll() is not None:
                raise NeverAppeared(f"{pattern!r} did not appear:\n{self.emulator.text}")
            self._pump(0.05)
        return self._arrived - since

    def wait_for(self, text: str, since: float) -> float:
        """Seconds from `since` until a text was on the screen, wherever its lines break."""
        wanted = "".join(text.split())
        end = time.perf_counter() + PATIENCE
        while wanted not in "".join(self.emulator.text.split()):
            if time.perf_counter() > end or self._process.poll() is not None:
                raise NeverAppeared(f"{text!r} did not appear:\n{self.emulator.text}")
            self._pump(0.05)
        return self._arrived - since

    def press(self, key: str, *, settle: bool = True) -> Reaction:
        """Press a key and follow the reaction to its end, or not at all."""
        before, begun, first = self.sent, time.perf_counter(), 0.0
        self._up.put(key.encode())
        quiet = QUIET + self._round_trip
        last = still = begun
        spent = self.cpu() if settle else 0.0
        while settle and time.perf_counter() - still < quiet:
            count = self.sent
            self._pump(0.02)
            if self.sent != count:
                last = still = max(begun, self._arrived)
                first = first or last
            elif time.perf_counter() - still >= quiet and not first:
                was, spent = spent, self.cpu()
                if spent - was > quiet / 2:  # it is still working on the reaction
                    still = time.perf_counter()
        return Reaction((first or begun) - begun, last - begun, self.sent - before)

    def settle(self) -> Reaction:
        """Follow what goes on until it is over."""
        return self.press("")

    def rest(self, seconds: float) -> None:
        """Let time pass while reading what comes, unless the terminal is blocked."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._pump(min(left, 0.25))

    def resize(self, columns: int, rows: int) -> None:
        """Change the window's size."""
        self.emulator.screen.resize(rows, columns)
        self._set_size(columns, rows)

    # -- what it costs

    def cpu(self) -> float:
        """Seconds of processor time that its threads have used."""
        total = 0
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            total += int((task / "schedstat").read_text().split()[0])
        return total / 1e9

    def memory(self, kind: str = "VmHWM") -> float:
        """Resident memory in MB: the peak, or with VmRSS what it is now."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(rf"{kind}:\s+(\d+)", status)
        return int(found[1]) / 1024 if found else 0.0

    # -- inside

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _pump(self, seconds: float) -> None:
        now = time.perf_counter()
        due = [t for t in (self._down.due(), self._up.due()) if t is not None]
        wait = max(0.0, min([seconds, *(t - now for t in due)]))
        if self.blocked or self._down.full:
            time.sleep(wait)
        elif select.select([self._master], [], [], wait)[0]:
            try:
                self._down.put(os.read(self._master, 65536))
            except OSError:  # the program has closed its side
                time.sleep(wait)
        for _, data in self._up.take():
            self._write(data)
        for when, data in self._down.take():
            self._arrived = when
            self.sent += len(data)
            if answer := self.emulator.feed(data):
                self._up.put(answer)

    def _write(self, data: bytes) -> None:
        while data:
            try:
                data = data[os.write(self._master, data) :]
            except BlockingIOError:
                select.select([], [self._master], [], 1)
            except OSError:
                return
