"""Bringing back a backup. The present store is copied first, or set aside where it is damaged, so
that a restore is itself undone by restoring.

The new file takes the name of the old one in one step: open windows notice that their file is gone
and put what they hold into rescue files.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from pmtui.errors import StoreError, UsageError
from pmtui.paths import make_private_dir
from pmtui.store import migrations
from pmtui.store.backup import Backup, backup, backups, has_backups
from pmtui.store.connection import connect, immediate, quick_check
from pmtui.store.errors import DamagedStore, ForeignStore, NewerStore
from pmtui.store.faults import explain
from pmtui.store.recognition import check_owner, read_header
from pmtui.value import Value

BEFORE_RESTORE = "before-restore"
"""Why the copy of a store was made that a restore is about to replace."""
BEFORE_REPAIR = "before-repair"
"""Why the copy of a store was made that a repair is about to mend: it holds the damage."""
REPAIRED = "repaired"
"""Why the copy of a store was made that a repair has mended."""

_COMPANIONS = ("-journal", "-wal", "-shm")


class Contents(Value):
    """What a backup holds, so that one can be told from another."""

    postmortems: int
    operations: int
    titles: tuple[str, ...]
    """Of the postmortems that were changed last, the latest first."""


class Restored(Value):
    """What became of the former store."""

    source: Path
    contents: Contents
    kept: Path | None
    """The backup of the former store, or the damaged file set aside; None where there was none."""
    damaged: bool
    """Whether the former store could not be copied as a store, and was set aside instead."""


def contents(path: Path) -> Contents:
    """Look into a backup. Raises a StoreError for one that cannot be used."""
    with closing(_opened(path)) as conn:
        try:
            (count,) = conn.execute("SELECT count(*) FROM postmortem").fetchone()
            (operations,) = conn.execute("SELECT count(*) FROM operation").fetchone()
            titles = conn.execute(
                "SELECT title FROM postmortem ORDER BY changed_at DESC LIMIT 3"
            ).fetchall()
        except sqlite3.Error as error:
            raise explain(error, path) from error
    return Contents(count, operations, tuple(title for (title,) in titles))


def chosen(store: Path, given: str) -> Path:
    """The backup meant by “latest”, its place in the list from 1, its name, or a path.

    A copy that a restore made of what it replaced is not the latest, unless there is no other: the
    same command given twice must not take itself back. A copy that a repair made of the damage
    never is. Raises UsageError where there is none.
    """
    found = backups(store)
    if given == "latest" and found:
        sound = [one for one in found if not holds_damage(one)]
        if not sound:
            raise UsageError(
                "The only backups hold the damage that was repaired after them. Bring one back by "
                "its name where that is meant; pmtui restore lists them."
            )
        made = (one for one in sound if not one.reason.startswith(BEFORE_RESTORE))
        return next(made, sound[0]).path
    if given.isdecimal() and len(given) < 9 and 1 <= int(given) <= len(found):
        return found[int(given) - 1].path
    for one in found:
        if given in (one.path.name, one.path.stem):
            return one.path
    path = Path(given).expanduser()
    if os.sep in given and path.is_file():
        return path
    raise UsageError(
        f"“{given}” is no backup of this store. "
        "See pmtui restore for the list, or give the path of a file."
    )


def holds_damage(one: Backup) -> bool:
    """Whether a copy was made of damage, just before that was repaired."""
    return one.reason.startswith(BEFORE_REPAIR)


def restore(store: Path, source: Path, now: datetime, *, i_own_this: bool = False) -> Restored:
    """Make the store what a backup holds; see the module.

    Raises StoreError with the reason; the store is then what it was.
    """
    if not i_own_this:
        check_owner(store)
    held = contents(source)
    make_private_dir(store.parent)
    fresh = store.with_name(f".pmtui-restore-{os.getpid()}.db")
    fresh.unlink(missing_ok=True)
    try:
        _copy(source, fresh)
        with _to_ourselves(store) as present:
            if present is None:
                _never_reuse_numbers(fresh, _given_in_backups(store))
                kept = _set_aside(store, now)
            else:
                _never_reuse_numbers(fresh, _given_in(present))
                kept = backup(present, store, now, BEFORE_RESTORE)
            fresh.replace(store)
            _sync(store.parent)
    except sqlite3.Error as error:
        raise explain(error, store) from error
    except OSError as error:
        raise StoreError(
            f"The store {store} could not be replaced ({error.strerror}); it is as it was. "
            "Mend that, then try again."
        ) from error
    finally:
        fresh.unlink(missing_ok=True)
    return Restored(source, held, kept, damaged=present is None and kept is not None)


def _opened(source: Path) -> sqlite3.Connection:
    """A backup, recognised and checked, for reading only."""
    try:
        header = read_header(source)
    except ForeignStore as error:
        raise DamagedStore(_unusable(source)) from error
    if header is None or not header.size:
        raise DamagedStore(_unusable(source))
    if header.version > len(migrations.MIGRATIONS):
        raise NewerStore(
            f"The backup {source} was made by a newer pmtui. Install that version to restore it."
        )
    conn = connect(source, read_only=True)
    try:
        quick_check(conn, source)
    except DamagedStore as error:
        conn.close()
        raise DamagedStore(_unusable(source)) from error
    return conn


def _unusable(source: Path) -> str:
    return (
        f"{source} is not a whole store of pmtui, so it cannot be brought back. "
        "Choose another backup from pmtui restore."
    )


def _copy(source: Path, fresh: Path) -> None:
    os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))
    with closing(_opened(source)) as conn:
        conn.execute("VACUUM INTO ?", (str(fresh),))
    with closing(connect(fresh, read_only=True)) as copy:
        quick_check(copy, fresh)
    _sync(fresh)


@contextmanager
def _to_ourselves(store: Path) -> Iterator[sqlite3.Connection | None]:
    """The present store, locked against everybody; None where it cannot be read as a store."""
    conn = _present(store)
    if conn is None:
        yield None
        return
    with closing(conn):
        yield conn


def _present(store: Path) -> sqlite3.Connection | None:
    try:
        header = read_header(store)
    except ForeignStore:
        if store.is_dir() or not has_backups(store):
            raise
        return None
    if header is None or not header.size:
        return None
    conn = None
    try:
        conn = connect(store, read_only=False)
        conn.execute("PRAGMA locking_mode=EXCLUSIVE")
        conn.execute("BEGIN EXCLUSIVE")
        conn.execute("COMMIT")
        quick_check(conn, store)
    except sqlite3.Error as error:
        if conn is not None:
            conn.close()
        if isinstance(reason := explain(error, store), DamagedStore):
            return None
        raise reason from error
    except DamagedStore:
        if conn is not None:
            conn.close()
        return None
    except BaseException:
        if conn is not None:
            conn.close()
        raise
    return conn


def _set_aside(store: Path, now: datetime) -> Path | None:
    """Give a damaged store a second name, so that nothing of it is lost and the name stays taken.

    A journal of it must not stay: it would be played into the restored file.
    """
    if not store.exists():
        return None
    base = store.with_name(f"{store.name}.damaged-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    aside, number = base, 1
    while aside.exists():
        number += 1
        aside = base.with_name(f"{base.name}-{number}")
    try:
        os.link(store, aside)
    except OSError:
        store.rename(aside)  # a file system without links
    for ending in _COMPANIONS:
        companion = Path(f"{store}{ending}")
        if companion.exists() and companion.stat().st_size:
            companion.rename(f"{aside}{ending}")
        companion.unlink(missing_ok=True)
    return aside


_Numbers = list[tuple[str, int]]


def _given_in(conn: sqlite3.Connection) -> _Numbers:
    """The highest numbers that were ever given in a store, by table."""
    return conn.execute("SELECT name, seq FROM sqlite_sequence").fetchall()


def _given_in_backups(store: Path) -> _Numbers:
    """The same of its backups, where the store itself is gone."""
    given: _Numbers = []
    for one in backups(store):
        with suppress(StoreError, sqlite3.Error), closing(_opened(one.path)) as conn:
            given += _given_in(conn)
    return given


def _never_reuse_numbers(fresh: Path, given: _Numbers) -> None:
    """A number that was once given to a postmortem, or an operation, never means another."""
    with closing(connect(fresh, read_only=False)) as conn, immediate(conn):
        for name, number in given:
            held = conn.execute("SELECT seq FROM sqlite_sequence WHERE name=?", (name,)).fetchone()
            if held is None:
                conn.execute("INSERT INTO sqlite_sequence(name, seq) VALUES (?, ?)", (name, number))
            elif held[0] < number:
                conn.execute("UPDATE sqlite_sequence SET seq=? WHERE name=?", (number, name))
    Path(f"{fresh}-journal").unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def listed(store: Path) -> tuple[tuple[Backup, Contents | StoreError], ...]:
    """Every backup of a store, the newest first, with what it holds or why it cannot be used."""
    found: list[tuple[Backup, Contents | StoreError]] = []
    for one in backups(store):
        try:
            found.append((one, contents(one.path)))
        except StoreError as error:
            found.append((one, error))
    return tuple(found)
