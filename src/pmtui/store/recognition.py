"""Whose file is it: recognised by its first bytes and its owner before anything touches it."""

import os
import sqlite3
import threading
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from pmtui.store.connection import connect_plainly, identity
from pmtui.store.errors import ForeignStore, OwnerDiffers
from pmtui.store.faults import explain
from pmtui.store.migrations import APPLICATION_ID

_MAGIC = b"SQLite format 3\x00"


class Header(NamedTuple):
    """What the first bytes of a file say, read without opening it as a database."""

    size: int
    application_id: int = 0
    version: int = 0


class OpenFiles:
    """The stores that this process has open.

    Their bytes must never be read past SQLite: closing any other handle of a file drops the locks
    of the whole process on it.
    """

    def __init__(self) -> None:
        self.guard = threading.RLock()
        """Held from recognising a file until it is open."""
        self._count: Counter[tuple[int, int] | None] = Counter()

    def add(self, file: tuple[int, int] | None) -> None:
        """A connection was opened."""
        with self.guard:
            self._count[file] += 1

    def remove(self, file: tuple[int, int] | None) -> None:
        """A connection was closed."""
        with self.guard:
            self._count[file] -= 1

    def __contains__(self, file: object) -> bool:
        return self._count[file] > 0  # type: ignore[index]


OPEN_FILES = OpenFiles()


def read_header(path: Path) -> Header | None:
    """The header of the file, None where there is none. Raises ForeignStore for anything else."""
    if identity(path) in OPEN_FILES:
        return _header_by_sqlite(path)
    try:
        with path.open("rb") as file:
            head = file.read(100)
            size = os.fstat(file.fileno()).st_size
    except (FileNotFoundError, NotADirectoryError):
        return None
    except IsADirectoryError as error:
        raise ForeignStore(path) from error
    except PermissionError as error:
        raise OwnerDiffers(_unreadable(path)) from error
    if not size or (not head.strip(b"\0") and _has_journal(path)):
        return Header(0)
    if len(head) < 100 or not head.startswith(_MAGIC):
        raise ForeignStore(path)
    number = int.from_bytes(head[68:72], "big")
    if number != APPLICATION_ID:
        raise ForeignStore(path)
    return Header(size, number, int.from_bytes(head[60:64], "big"))


def _header_by_sqlite(path: Path) -> Header:
    with closing(connect_plainly(path, read_only=True)) as conn:
        try:
            (number,) = conn.execute("PRAGMA application_id").fetchone()
            (version,) = conn.execute("PRAGMA user_version").fetchone()
        except sqlite3.Error as error:
            raise explain(error, path) from error
    size = path.stat().st_size
    if size and number != APPLICATION_ID:
        raise ForeignStore(path)
    return Header(size, number, version)


def _has_journal(path: Path) -> bool:
    return Path(f"{path}-journal").exists()


def check_owner(path: Path) -> None:
    """Refuse a store of another account, and a new one that `sudo` would put into another's home.

    Raises OwnerDiffers.
    """
    me = os.geteuid()
    try:
        owner = path.stat().st_uid
    except PermissionError as error:
        raise OwnerDiffers(_unreadable(path)) from error
    except OSError:
        _check_new_place(path, me)
        return
    if owner != me:
        raise OwnerDiffers(
            f"The store {path} belongs to {_account(owner)}, not to {_account(me)}. Run pmtui "
            "as its owner, or say --i-own-this if you really mean to use it from here."
        )


def _check_new_place(path: Path, me: int) -> None:
    place = next(p for p in path.parents if p.exists())
    if me == 0 and (owner := place.stat().st_uid) != 0:
        raise OwnerDiffers(
            f"A new store in {place} would belong to root, and {_account(owner)} could not use it. "
            "Run pmtui without sudo, or say --i-own-this."
        )


def _unreadable(path: Path) -> str:
    return (
        f"The store {path} may not be read by this account. "
        "Use the account it belongs to, or name another file with --store."
    )


def _account(uid: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"uid {uid}"
