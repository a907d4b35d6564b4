"""Who holds a lock, in words. For display only: nothing is decided by it.

The kernel's list of locks names the process on this machine; for other machines the store keeps
a row per writing session.
"""

import os
import sqlite3
import time
from datetime import datetime, timedelta
from pathlib import Path

from pmtui.clock import Clock
from pmtui.domain.instants import decode_instant, encode_instant

HEARTBEAT_SECONDS = 30
"""How seldom a session's row is written anew; it goes with a save that happens anyway."""

FORGOTTEN_AFTER_DAYS = 30
"""Rows of sessions that were not seen for so long are deleted."""

_UNKNOWN = "another program"


def holder_in_words(path: Path) -> str:
    """“noor on host-3 since 2026-03-10 14:03, process 4711 (pmtui)”, as far as it can be told."""
    pid = _lock_owner(path)
    if pid and pid != os.getpid():
        since = _since(pid)
        return f"{_owner_of(pid)} on {host()}{since}, process {pid}{_command_of(pid)}"
    if pid:
        return f"another connection of this program, process {pid}"
    return _last_instance(path)


def _lock_owner(path: Path) -> int:
    try:
        found = path.stat()
        table = Path("/proc/locks").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    place = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
    for line in table.splitlines():
        # 1: POSIX  ADVISORY  WRITE 4711 fe:00:131090 1073741825 1073741825
        words = line.split()
        if len(words) >= 8 and words[1] != "->" and words[3] == "WRITE" and words[5] == place:
            return int(words[4]) if words[4].isdigit() else 0
    return 0


def _owner_of(pid: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(Path(f"/proc/{pid}").stat().st_uid).pw_name
    except (OSError, KeyError):
        return "somebody"


def _since(pid: int) -> str:
    """“ since 14:03”, when the process began; "" where the system does not tell."""
    try:
        ticks = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
        uptime = float(Path("/proc/uptime").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return ""
    began = time.time() - uptime + ticks / os.sysconf("SC_CLK_TCK")
    return f" since {datetime.fromtimestamp(began).astimezone():%Y-%m-%d %H:%M}"


def _command_of(pid: int) -> str:
    try:
        name = Path(f"/proc/{pid}/comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
    return f" ({name})" if name.isprintable() and name else ""


def _last_instance(path: Path) -> str:
    seen = last_seen(path)
    return f"{_UNKNOWN}, perhaps {seen}" if seen else _UNKNOWN


def last_seen(path: Path) -> str:
    """The other session that wrote last: “ana on host-9, process 4711, last seen …”; "" if none."""
    try:
        conn = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0)
    except sqlite3.Error:
        return ""
    try:
        rows = conn.execute(
            "SELECT user, host, pid, seen FROM instance WHERE NOT (host=? AND pid=?) "
            "ORDER BY seen DESC LIMIT 1",
            (host(), os.getpid()),
        ).fetchall()
    except sqlite3.Error:
        return ""
    finally:
        conn.close()
    for user, machine, pid, seen in rows:
        return f"{user} on {machine}, process {pid}, last seen {_time(seen)} UTC"
    return ""


def _time(at: str) -> str:
    return f"{decode_instant(at):%Y-%m-%d %H:%M}"


def host() -> str:
    """The name of this machine."""
    return os.uname().nodename


class Heartbeat:
    """Keeps this session's row fresh, inside transactions that are made anyway."""

    def __init__(self, run: str, clock: Clock) -> None:
        """For one editing session."""
        self._run = run
        self._clock = clock
        self._since = clock.now()
        self._seen: datetime | None = None

    def beat(self, conn: sqlite3.Connection, author: str) -> None:
        """Write the row if it is older than the interval."""
        now = self._clock.now()
        if self._seen and abs((now - self._seen).total_seconds()) < HEARTBEAT_SECONDS:
            return
        if self._seen is None:
            old = encode_instant(now - timedelta(days=FORGOTTEN_AFTER_DAYS))
            conn.execute("DELETE FROM instance WHERE seen < ?", (old,))
        conn.execute(
            "INSERT INTO instance(run, author, user, host, boot, pid, since, seen) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT(run) DO UPDATE SET author=excluded.author, seen=excluded.seen",
            (
                self._run,
                author,
                _user(),
                host(),
                _boot(),
                os.getpid(),
                encode_instant(self._since),
                encode_instant(now),
            ),
        )
        self._seen = now


def _user() -> str:
    return os.environ.get("SUDO_USER") or os.environ.get("LOGNAME") or f"uid {os.geteuid()}"


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""
