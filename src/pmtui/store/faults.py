"""What SQLite reports, turned into sentences for the reader: the reason and the next step."""

import sqlite3
from pathlib import Path

from pmtui.errors import StoreError
from pmtui.store.errors import DamagedStore, DiskFailed, DiskFull, LockedStore, ReadOnlyStore

_KINDS: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_FULL: (
        DiskFull,
        "There is no room left on the disk of {path}. Free some space.",
    ),
    sqlite3.SQLITE_IOERR: (
        DiskFailed,
        "The disk of {path} answered with an error ({name}). Check its space, quota and health.",
    ),
    sqlite3.SQLITE_READONLY: (
        ReadOnlyStore,
        "The store {path} cannot be written ({name}). Give it back its write permission, "
        "or name another file with --store.",
    ),
    sqlite3.SQLITE_PERM: (
        ReadOnlyStore,
        "The store {path} may not be opened by this account. Name another file with --store.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        ReadOnlyStore,
        "The store {path} cannot be opened. Check that its directory exists and may be written, "
        "or name another file with --store.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        DamagedStore,
        "The store {path} is damaged; it was left as it is. "
        "Bring back a backup with pmtui restore, or see pmtui doctor.",
    ),
    sqlite3.SQLITE_NOTADB: (
        DamagedStore,
        "{path} cannot be read as a store; it was left as it is. "
        "Bring back a backup with pmtui restore, or see pmtui doctor.",
    ),
}


TROUBLES = (sqlite3.Error, UnicodeDecodeError)
"""What the module raises over a file; the second where even the words of an error are damaged."""


def explain(error: Exception, path: Path) -> StoreError:
    """The error as a sentence; its kind tells whether trying again makes sense."""
    if isinstance(error, UnicodeDecodeError):
        kind, sentence = _KINDS[sqlite3.SQLITE_CORRUPT]
        return kind(sentence.format(path=path))
    code = getattr(error, "sqlite_errorcode", None) or 0
    name = getattr(error, "sqlite_errorname", None) or type(error).__name__
    if code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        from pmtui.store.holder import holder_in_words

        holder = holder_in_words(path)
        locked = LockedStore(
            f"The store {path} is held by {holder}. Wait a moment or close the other program."
        )
        locked.brief = f"held by {holder.partition(' since')[0].partition(',')[0]}"
        return locked
    if code & 0xFF in _KINDS:
        kind, sentence = _KINDS[code & 0xFF]
        return kind(sentence.format(path=path, name=name))
    return StoreError(
        f"The store {path} could not do this ({name}: {error}). "
        "Run pmtui doctor, and report it if nothing is found."
    )
