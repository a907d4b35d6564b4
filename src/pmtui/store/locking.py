"""Whether the disk of a store honours locks: two processes try the same one, on a file of our own.

The store's correctness rests on them (SQLite's POSIX locks); a network disk may grant a lock to
everybody who asks.
"""

import fcntl
import os
import subprocess
import sys
import tempfile
from pathlib import Path

_ASK = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        print("taken")
    except OSError:
        print("refused")
"""
PATIENCE = 10.0
"""Seconds after which a lock that is not answered is one that hangs."""


def locks_in(folder: Path) -> tuple[bool, str]:
    """Whether locks and syncs work in a folder, and what to say of it.

    True with “honoured …”, or with why it could not be tried; False with a sentence of the trouble.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".pmtui-lock-", dir=folder)
    except OSError as error:
        return True, f"not tried, as no file can be made in {folder} ({error.strerror})"
    try:
        os.write(handle, b"lock")
        os.fsync(handle)
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        held = _asked(name)
        fcntl.lockf(handle, fcntl.LOCK_UN)
        free = _asked(name)
    except subprocess.TimeoutExpired:
        return False, _trouble(folder, f"a lock was not answered within {PATIENCE:.0f} s")
    except OSError as error:
        return False, _trouble(folder, error.strerror or "the system gave no reason")
    finally:
        os.close(handle)
        Path(name).unlink(missing_ok=True)
    if (held, free) == ("refused", "taken"):
        return True, "honoured between two processes, and syncs work"
    return False, _trouble(folder, "two processes got the same lock at once")


def _asked(name: str) -> str:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _ASK, name],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return done.stdout.strip()


def _trouble(folder: Path, why: str) -> str:
    return (
        f"The disk of {folder} does not keep locks ({why}), so two windows could damage the store. "
        "Use one window at a time, or move the store to a local disk with --store FILE."
    )
