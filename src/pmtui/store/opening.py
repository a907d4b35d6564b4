"""From a path to an open connection: make, recognise, check and migrate, or refuse in words."""

import json
import sqlite3
from datetime import timedelta
from pathlib import Path

from pmtui.clock import Clock
from pmtui.domain.instants import decode_instant, encode_instant
from pmtui.errors import StoreError
from pmtui.paths import backups_dir
from pmtui.store import migrations
from pmtui.store.cells import to_json
from pmtui.store.connection import (
    connect,
    create_file,
    damaged,
    identity,
    immediate,
    quick_check,
    why_read_only,
)
from pmtui.store.errors import (
    DamagedStore,
    EmptyStoreWithBackups,
    ForeignStore,
    NewerStore,
    ReadOnlyStore,
)
from pmtui.store.faults import TROUBLES, explain
from pmtui.store.place import locks_here_only
from pmtui.store.recognition import OPEN_FILES, Header, check_owner, read_header

OFTEN_CHECKED = (16 if sqlite3.sqlite_version_info < (3, 44) else 4) * 2**20
"""Bytes up to which the structure is checked at every start; above, once a day, since the time
that takes grows with the file and a start must not. Newer releases of SQLite look into the search
index as well, which takes several times as long."""

_CHECKED_AT = "structure checked at"


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
    header = _recognised(path)
    version = header.version
    because = why_read_only(path)
    if version > len(migrations.MIGRATIONS):
        because = newer(path)
    conn = connect(path, read_only=bool(because))
    try:
        _check_structure(conn, path, clock, header.size, writable=not because)
        if version > len(migrations.MIGRATIONS):
            from pmtui.store.rows import probe

            probe(conn)
        if not because:
            _bring_up_to_date(conn, path, clock)
        elif version < len(migrations.MIGRATIONS):
            raise ReadOnlyStore(f"{because} Its format must be brought up to date first.")
        if not because and migrations.schema_of(conn).unknown:
            because = newer(path)
            conn.execute("PRAGMA query_only=ON")
        if not because and (because := _of_two_machines(conn, path, clock)):
            conn.execute("PRAGMA query_only=ON")
    except TROUBLES as error:
        conn.close()
        if version > len(migrations.MIGRATIONS):
            raise NewerStore(newer(path)) from error
        raise explain(error, path) from error
    except BaseException:
        conn.close()
        raise
    return conn, because


def _of_two_machines(conn: sqlite3.Connection, path: Path, clock: Clock) -> str:
    if not (kind := locks_here_only(path)):
        return ""
    from pmtui.store.elsewhere import written_elsewhere

    told = written_elsewhere(conn, kind, clock.now())
    return f"Read only: {told}" if told else ""


def _recognised(path: Path) -> Header:
    try:
        header = read_header(path)
    except ForeignStore as error:
        if _has_backups(path):
            raise DamagedStore(damaged(path)) from error
        raise
    if header is None:
        create_file(path)
    elif not header.size and _has_backups(path):
        raise EmptyStoreWithBackups(path, backups_dir(path))
    return header or Header(0)


def _check_structure(
    conn: sqlite3.Connection, path: Path, clock: Clock, size: int, *, writable: bool
) -> None:
    if identity(path) in OPEN_FILES:
        return  # by the connection of this run that opened it first
    if size > OFTEN_CHECKED and writable and _checked_today(conn, clock):
        return
    quick_check(conn, path)
    if size > OFTEN_CHECKED and writable:
        with immediate(conn):
            conn.execute(
                "INSERT INTO setting(key, value) VALUES (?, ?) "
                "ON CONFLICT(key) DO UPDATE SET value=excluded.value",
                (_CHECKED_AT, to_json(encode_instant(clock.now()))),
            )


def _checked_today(conn: sqlite3.Connection, clock: Clock) -> bool:
    try:
        row = conn.execute("SELECT value FROM setting WHERE key=?", (_CHECKED_AT,)).fetchone()
    except TROUBLES:
        return False  # the check itself finds the words for what is wrong
    return row is not None and abs(clock.now() - decode_instant(json.loads(row[0]))) < timedelta(1)


def newer(path: Path) -> str:
    """The sentence for a store that a newer release wrote."""
    return (
        f"Read only, since a newer pmtui wrote this store. Install that version to change {path}."
    )


def _has_backups(path: Path) -> bool:
    from pmtui.store.backup import has_backups  # not in the way of an everyday start

    return has_backups(path)


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
