"""What the faults are made of: the real program with a hook in it, small disks, modes that bind."""

import functools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from pmtui.store.saver import Saver
from store.making import context
from terminal.program import Program

SRC = Path(__file__).resolve().parents[2] / "src"


class TypingProgram(Program):
    """Types letter by letter and knows when each was sent; may carry a hook."""

    def __init__(self, *arguments, env, hook="", **more):
        self.sent = []
        self.shown = []
        if hook:
            folder = Path(tempfile.mkdtemp(prefix="pmtui-hook-", dir=env["HOME"]))
            (folder / "sitecustomize.py").write_text(hook)
            env = {**env, "PYTHONPATH": str(folder)}
        super().__init__(*arguments, env=env, **more)

    def letters(self, text, every, until):
        """Type letters one by one until a moment of the monotonic clock.

        Notes when each was sent and when it was first on the screen.
        """
        for letter in text:
            if time.monotonic() >= until:
                break
            self.send(letter)
            self.sent.append(time.monotonic())
            self.pump(every)
            while len(self.shown) < len(text) and text[: len(self.shown) + 1] in self.text:
                self.shown.append(time.monotonic())


class Window:
    """A saver whose reports are kept, in place of a screen."""

    def __init__(self, path, clock, **more):
        self.reports = []
        settings = {"throttle": 0.02, "poll": 0.02, "retry": 0.02, **more}
        self.saver = Saver(path, clock, "noor", context, self.reports.append, **settings)

    def of(self, kind):
        return [r for r in self.reports if isinstance(r, kind)]


def python(code, *arguments, env=None, wrap=(), timeout=60):
    """Run a script in a process of its own; its output as text."""
    return subprocess.run(
        [*wrap, sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=timeout,
        env={**os.environ, "PYTHONPATH": f"{SRC}:{SRC.parent / 'tests'}", **(env or {})},
        check=False,
    )


@functools.cache
def _may_mount():
    probe = "mount -t tmpfs -o size=64k t /mnt"
    try:
        done = subprocess.run(
            ["unshare", "-m", "sh", "-c", probe], capture_output=True, check=False
        )
    except OSError:
        return False
    return done.returncode == 0


def small_disk(folder, size="256k"):
    """What to put before a command so that a folder is a small disk for it."""
    if not _may_mount():
        pytest.skip("NOTICE: no small disk can be mounted here (needs root and unshare)")
    mount = f'mount -t tmpfs -o size={size} pmtui {folder} && exec "$@"'
    return ("unshare", "-m", "sh", "-c", mount, "sh")


def bound_by_modes():
    """What to put before a command so that the modes of files bind it, also for root."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("NOTICE: root is bound by no mode of a file, and setpriv is not here")
    return ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
