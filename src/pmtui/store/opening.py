"""From a path to an open connection: make, recognise, check and migrate, or refuse in words."""

import sqlite3
from pathlib import Path

from pmtui.clock import Clock
from pmtui.domain.plain import encode_instant
from pmtui.errors import StoreError
from pmtui.store import migrations, rows
from pmtui.store.connection import (
    OPEN_FILES,
    check_owner,
    connect,
    create_file,
    identity,
    immediate,
    quick_check,
    read_header,
    why_read_only,
)
from pmtui.store.errors import EmptyStoreWithBackups, NewerStore, ReadOnlyStore
from pmtui.store.faults import explain


def open_connection(
    path: Path, *, clock: Clock, i_own_this: bool = False
) -> tuple[sqlite3.Connection, str]:
    """An open connection to an up-to-date store, and why it is read-only, "" where it is not."""
    with OPEN_FILES.guard:
        conn, because = _open(path, clock, i_own_this)
        OPEN_FILES.add(identity(path))
    return conn, because


def _open(path: Path, clock: Clock, i_own_this: bool) -> tuple[sqlite3.Connection, str]:
    if not i_own_this:
        check_owner(path)
    header = read_header(path)
    if header is None:
        create_file(path)
    elif not header.size:
        _refuse_if_emptied(path)
    version = header.version if header else 0
    because = "" if header is None else why_read_only(path)
    if version > len(migrations.MIGRATIONS):
        because = newer(path)
    conn = connect(path, read_only=bool(because))
    try:
        quick_check(conn, path)
        if version > len(migrations.MIGRATIONS):
            rows.probe(conn)
        if not because:
            _bring_up_to_date(conn, path, clock)
        elif version < len(migrations.MIGRATIONS):
            raise ReadOnlyStore(f"{because} Its format must be brought up to date first.")
        if not because and migrations.schema_of(conn).unknown:
            because = newer(path)
            conn.execute("PRAGMA query_only=ON")
    except sqlite3.Error as error:
        conn.close()
        if version > len(migrations.MIGRATIONS):
            raise NewerStore(newer(path)) from error
        raise explain(error, path) from error
    except BaseException:
        conn.close()
        raise
    return conn, because


def newer(path: Path) -> str:
    """The sentence for a store that a newer release wrote."""
    return (
        f"The store {path} was written by a newer pmtui, so this one only reads it. "
        "Install the newer version to change it."
    )


def _refuse_if_emptied(path: Path) -> None:
    from pmtui.paths import NoPlace, backups_dir

    try:
        backups = backups_dir(path)
    except NoPlace:
        return  # without a home there can be no backups
    if any(backups.glob("*.db")):
        raise EmptyStoreWithBackups(path, backups)


def _bring_up_to_date(conn: sqlite3.Connection, path: Path, clock: Clock) -> None:
    version = migrations.schema_of(conn).version
    if version >= len(migrations.MIGRATIONS):
        return
    if version:
        from pmtui.store.backup import backup

        backup(conn, path, clock.now(), f"before-{len(migrations.MIGRATIONS)}")
    # Tables may be rebuilt in a migration, which foreign keys would hinder; they cannot be
    # switched inside a transaction.
    conn.execute("PRAGMA foreign_keys=OFF")
    try:
        with immediate(conn):
            migrations.migrate(conn, encode_instant(clock.now()))
    except (sqlite3.Error, ArithmeticError, LookupError, ValueError, TypeError) as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        raise StoreError(
            f"The store {path} could not be brought to the format of this pmtui ({error}); it was "
            "left as it is. Go back to the earlier version and report this."
        ) from error
    conn.execute("PRAGMA foreign_keys=ON")
