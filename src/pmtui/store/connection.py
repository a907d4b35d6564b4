"""Opening the file: recognised before it is touched, private, and with settings that lose nothing.

A rollback journal with full synchronisation, since write-ahead logs do not work on network homes
and lose acknowledged saves at less.
"""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pmtui.errors import StoreError
from pmtui.paths import make_private_dir
from pmtui.store.errors import (
    DamagedStore,
    ReadOnlyStore,
)
from pmtui.store.faults import TROUBLES, explain

BUSY_SECONDS = 5.0
"""How long a save waits for another process before it says who holds the store."""

OLDEST = (3, 37)
"""The first SQLite with strict tables."""

_OF_INDEX = ("FTS5", "fts5", 'table "search"', "vtable constructor failed: search")
"""What stands in a line about the search index."""

_SETTINGS = (
    "synchronous=FULL",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "mmap_size=0",
    "cache_size=-1000",  # kB: the system keeps the file's pages as well, once for all
)


def create_file(path: Path) -> bool:
    """Make an empty file that only its owner may read; False where there was one already."""
    make_private_dir(path.parent)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))
    except FileExistsError:
        return False
    except OSError as error:
        raise ReadOnlyStore(
            f"The store {path} cannot be made ({error.strerror}). "
            "Name another file with --store FILE or PMTUI_STORE."
        ) from error
    return True


def why_read_only(path: Path) -> str:
    """The reason for which a file cannot be written, as a sentence; "" where it can."""
    if not os.access(path, os.W_OK, effective_ids=_effective()):
        return (
            f"Read only, since the store is write-protected: nothing can be changed. Give {path} "
            "back its write permission, or name another file with --store."
        )
    if not os.access(path.parent, os.W_OK | os.X_OK, effective_ids=_effective()):
        return (
            f"Read only, since the directory is write-protected: nothing can be saved. Give "
            f"{path.parent} back its write permission, or name another file with --store."
        )
    return ""


def _effective() -> bool:
    return os.access in os.supports_effective_ids


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """A connection with every setting made and read back. Raises a StoreError."""
    if sqlite3.sqlite_version_info < OLDEST:
        raise StoreError(
            f"This Python brings SQLite {sqlite3.sqlite_version}, which is too old. "
            f"Use a Python with SQLite {OLDEST[0]}.{OLDEST[1]} or newer."
        )
    try:
        conn = connect_plainly(path, read_only)
    except sqlite3.Error as error:
        raise explain(error, path) from error
    try:
        for setting in _SETTINGS:
            conn.execute(f"PRAGMA {setting}")
        if not read_only:
            (mode,) = conn.execute("PRAGMA journal_mode=TRUNCATE").fetchone()
            if mode != "truncate":
                raise ReadOnlyStore(
                    f"The store {path} is in journal mode {mode} and in use elsewhere. "
                    "Close the other program, then try again."
                )
    except TROUBLES as error:
        conn.close()
        raise explain(error, path) from error
    except BaseException:
        conn.close()
        raise
    return conn


def connect_plainly(path: Path, read_only: bool) -> sqlite3.Connection:
    """A connection that was asked nothing yet. Raises sqlite3.Error."""
    if not read_only:
        return sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )


def quick_check(conn: sqlite3.Connection, path: Path) -> None:
    """Raises DamagedStore where SQLite finds the file's structure broken."""
    try:
        # every page is read once: nothing is gained by keeping megabytes of them
        (kept,) = conn.execute("PRAGMA cache_size").fetchone()
        conn.execute("PRAGMA cache_size=-256")
        rows = conn.execute("PRAGMA quick_check(1)").fetchall()
        conn.execute(f"PRAGMA cache_size={kept:d}")
    except TROUBLES as error:
        raise explain(error, path) from error
    if without_index([line for (line,) in rows]) != ["ok"]:
        raise DamagedStore(damaged(path))


def without_index(lines: list[str]) -> list[str]:
    """The lines of a check by SQLite without those about the search index.

    Releases from 3.44 look into it as well; doctor builds it anew, so that it condemns no store.
    """
    return [line for line in lines if not any(sign in line for sign in _OF_INDEX)] or ["ok"]


def damaged(path: Path) -> str:
    """The sentence for a file whose structure is broken."""
    return (
        f"The store {path} is damaged; it was left as it is. "
        "Bring back a backup with pmtui restore, or see pmtui doctor."
    )


@contextmanager
def immediate(conn: sqlite3.Connection) -> Iterator[None]:
    """One transaction that holds the write lock from its start; rolled back on any exception."""
    conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        conn.execute("COMMIT")
    except BaseException:
        # After a full disk SQLite may have rolled back by itself.
        if conn.in_transaction:
            with suppress(sqlite3.Error):
                conn.execute("ROLLBACK")
        raise


def identity(path: Path) -> tuple[int, int] | None:
    """Device and inode of the file under a name, None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino)


def loose_modes(path: Path) -> tuple[str, ...]:
    """Sentences about files of the store that others may read."""
    found = []
    for name in (path, Path(f"{path}-journal"), path.parent):
        if name.exists() and (mode := stat.S_IMODE(name.stat().st_mode)) & 0o077:
            want = "700" if name.is_dir() else "600"
            found.append(
                f"{name} may be read by others (mode {mode:o}). Run chmod {want} {name} to close it."
            )
    return tuple(found)
