"""Opening the file: recognised before it is touched, private, and with settings that lose nothing.

A rollback journal with full synchronisation, since write-ahead logs do not work on network homes
and lose acknowledged saves at less.
"""

import os
import sqlite3
import stat
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pmtui.paths import make_private_dir
from pmtui.store.errors import (
    DamagedStore,
    ForeignStore,
    OwnerDiffers,
    ReadOnlyStore,
)
from pmtui.store.faults import explain
from pmtui.store.migrations import APPLICATION_ID

BUSY_SECONDS = 5.0
"""How long a save waits for another process before it says who holds the store."""

_MAGIC = b"SQLite format 3\x00"
_SETTINGS = (
    "synchronous=FULL",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "mmap_size=0",
)


@dataclass(frozen=True, slots=True)
class Header:
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
    with closing(_connect(path, read_only=True)) as conn:
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
            f"The store {path} is write-protected, so nothing can be changed. "
            "Give it back its write permission, or name another file with --store."
        )
    if not os.access(path.parent, os.W_OK | os.X_OK, effective_ids=_effective()):
        return (
            f"The directory {path.parent} is write-protected, so nothing can be saved in it. "
            "Give it back its write permission, or name another file with --store."
        )
    return ""


def _effective() -> bool:
    return os.access in os.supports_effective_ids


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """A connection with every setting made and read back. Raises a StoreError."""
    try:
        conn = _connect(path, read_only)
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
    except sqlite3.Error as error:
        conn.close()
        raise explain(error, path) from error
    except BaseException:
        conn.close()
        raise
    return conn


def _connect(path: Path, read_only: bool) -> sqlite3.Connection:
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
        rows = conn.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.DatabaseError as error:
        raise explain(error, path) from error
    if rows != [("ok",)]:
        raise DamagedStore(damaged(path))


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
