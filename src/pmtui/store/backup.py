"""Backups: checked copies by VACUUM INTO, seven daily and four weekly ones kept."""

import contextlib
import os
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pmtui.errors import StoreError
from pmtui.paths import NoPlace, backups_dir, make_private_dir
from pmtui.store.connection import connect, quick_check
from pmtui.value import Value

DAILY = 7
WEEKLY = 4
OTHERS = 4
"""How many copies that were made before migrations, or by hand, are kept."""

_STAMP = "%Y%m%dT%H%M%SZ"


class Backup(Value):
    """One copy, by its file name: when and why it was made."""

    path: Path
    at: datetime
    reason: str


def backups(store: Path) -> tuple[Backup, ...]:
    """The copies of a store, the newest first."""
    found = []
    for path in backups_dir(store).glob("*.db"):
        stamp, _, reason = path.stem.partition("-")
        try:  # not strptime, which loads the names of all months and days
            at = datetime.fromisoformat(stamp)
        except ValueError:
            continue  # somebody else's file: not ours to judge or to delete
        if f"{at:{_STAMP}}" != stamp:
            continue
        found.append(Backup(path, at, reason))
    return tuple(sorted(found, key=lambda b: (b.at, b.path.name), reverse=True))


def has_backups(store: Path) -> bool:
    """Whether any copy of a store is there; without a home there can be none."""
    try:
        return any(backups_dir(store).glob("*.db"))
    except NoPlace:
        return False


def is_due(store: Path, now: datetime) -> bool:
    """Whether the latest daily copy is a day old, or none is there."""
    daily = [b for b in backups(store) if b.reason == "daily"]
    return not daily or abs(now - daily[0].at) >= timedelta(days=1)


def backup(conn: sqlite3.Connection, store: Path, now: datetime, reason: str) -> Path:
    """Copy the store, check the copy, drop the oldest ones; the copy's path.

    Raises sqlite3.Error or StoreError; a copy that fails its check is removed.
    """
    directory = make_private_dir(backups_dir(store))
    stem = f"{now.astimezone(UTC):{_STAMP}}-{reason}"
    target, number = directory / f"{stem}.db", 1
    while target.exists():  # two within one second
        number += 1
        target = directory / f"{stem}-{number}.db"
    partial = target.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        conn.execute("VACUUM INTO ?", (str(partial),))
        _check(partial)
        _sync(partial)
        partial.replace(target)
    except OSError as error:
        raise StoreError(
            f"No backup could be written to {directory} ({error.strerror}). "
            "Make room there, or set PMTUI_STATE to another place."
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    _prune(backups(store))
    return target


def _check(path: Path) -> None:
    with contextlib.closing(connect(path, read_only=True)) as copy:
        quick_check(copy, path)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _prune(found: Iterable[Backup]) -> None:
    for old in superfluous(found):
        old.path.unlink(missing_ok=True)


def superfluous(found: Iterable[Backup]) -> list[Backup]:
    """The copies beyond what is kept: the latest of each of 7 days and 4 weeks, and 4 others."""
    newest_first = sorted(found, key=lambda b: b.at, reverse=True)
    daily = [b for b in newest_first if b.reason == "daily"]
    days = list({b.at.date(): b for b in reversed(daily)}.values())[::-1]
    weeks = list({b.at.isocalendar()[:2]: b for b in reversed(daily)}.values())[::-1]
    others = [b for b in newest_first if b.reason != "daily"]
    keep = {b.path for b in (*days[:DAILY], *weeks[:WEEKLY], *others[:OTHERS])}
    return [b for b in newest_first if b.path not in keep]
