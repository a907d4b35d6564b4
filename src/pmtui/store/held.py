"""The one store that a saver holds: opened on first use, watched, and left after a disk error."""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pmtui.clock import Clock
from pmtui.domain.ids import new_id
from pmtui.errors import StoreError
from pmtui.store.connection import identity
from pmtui.store.errors import StoreGone
from pmtui.store.store import Store

BACKUP_AFTER = 20.0
"""Seconds after opening before the daily backup is thought of: never in the way of a start."""
BACKUP_AGAIN = 3600.0
"""Seconds between two looks whether a backup is due."""


class HeldStore:
    """See the module. Belongs to one thread."""

    def __init__(self, path: Path, clock: Clock, author: str, opener: Callable[..., Store]) -> None:
        """Not opened yet."""
        self.path, self.clock, self.author, self.opener = path, clock, author, opener
        self.run = new_id()
        self.read_only_because = ""
        self.backup_at = 0.0
        """When to look whether a backup is due, on the monotonic clock."""
        self._store: Store | None = None
        self._file: tuple[int, int] | None = None
        self._version = 0

    def opened(self) -> Store:
        """The store, opened where it is not. Raises its errors."""
        if self._store is None:
            store = self.opener(self.path, clock=self.clock, author=self.author, run=self.run)
            found = identity(self.path)
            if self._file is not None and found != self._file:
                store.close()
                raise StoreGone(self.path)
            self._store, self._file = store, found
            self.read_only_because = store.read_only_because
            self.backup_at = time.monotonic() + BACKUP_AFTER
        self._store.author = self.author
        return self._store

    @property
    def moved(self) -> bool:
        """Whether the file is no longer the one that was opened."""
        return identity(self.path) != self._file

    def check(self) -> None:
        """Raises StoreGone where another file, or none, has the name by now."""
        if self._file is not None and self.moved:
            raise StoreGone(self.path)

    def see(self) -> None:
        """What is written up to now is known."""
        self._version = self.opened().data_version()

    def changed(self) -> int:
        """Not 0 where another connection has written since; to be given to `saw`."""
        version = self.opened().data_version()
        return version if version != self._version else 0

    def saw(self, version: int) -> None:
        """What was written up to a version is known."""
        self._version = version

    def back_up(self) -> None:
        """Write the daily backup where it is due. Raises StoreError."""
        self.backup_at = time.monotonic() + BACKUP_AGAIN
        store = self.opened()
        if not store.read_only_because and store.backup_is_due():
            store.backup()

    def leave(self) -> None:
        """Close the connection after an error of the disk: nothing in it is believed any more."""
        with suppress(StoreError):
            self.close()
        # Another connection counts anew, so that no version of it has been seen yet.
        self._store, self._version = None, 0

    def close(self) -> None:
        """Close the file, where one is open."""
        if self._store is not None:
            self._store.close()
