"""What may be wrong with a store, each told in whole sentences that end with the next step."""

from pathlib import Path

from pmtui.errors import AnswerIsNo, StoreError, UsageError


class ForeignStore(StoreError):
    """The file belongs to another program; it was not touched."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(
            f"{path} is not a pmtui store and was left as it is. Name another file with --store."
        )


class DamagedStore(StoreError):
    """The file, or a row in it, cannot be read as what it should be."""

    brief = "store damaged"


class NewerStore(StoreError):
    """A newer pmtui wrote the store in a way that this one cannot even read."""


class LockedStore(StoreError):
    """Somebody else holds the store for longer than one can wait."""

    brief = "held elsewhere"


class OwnerDiffers(StoreError):
    """The store, or the place where it would be made, belongs to another account."""


class EmptyStoreWithBackups(StoreError):
    """The file is empty although backups of it exist: it was emptied, it is not new."""

    def __init__(self, path: Path, backups: Path) -> None:
        """Name the file and where its backups lie."""
        super().__init__(
            f"The store {path} is empty, but there are backups of it in {backups}. "
            "Bring one back with pmtui restore, or name another file with --store."
        )


class ReadOnlyStore(StoreError):
    """The store can be read and not written."""

    brief = "read-only store"


class DiskFull(StoreError):
    """There is no room for a save."""

    brief = "disk full"


class DiskFailed(StoreError):
    """The disk answered with an error; whether the save landed is found out by reading."""

    brief = "disk error"


class StoreGone(StoreError):
    """The open file is no longer the one under its name."""

    brief = "store moved or deleted"

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(
            f"The store {path} was moved, deleted or replaced while it was open, so nothing more "
            "is saved into it. Move it back, or quit and start pmtui again."
        )


class Unstorable(StoreError):
    """A text holds half a character, which no file can hold."""

    brief = "an invalid character"


class DoesNotFit(StoreError):
    """Changes that do not fit what they claim to change, even after rebasing them."""


class UnknownReference(UsageError):
    """No postmortem answers to the reference."""


class AmbiguousReference(UsageError):
    """Several postmortems answer to the reference."""


class OfSomebodyElse(AnswerIsNo):
    """The postmortem came from somebody else and is only read here, until it is adopted."""


class KnownPostmortem(UsageError):
    """A postmortem with this identity is in the store already."""


class NothingToUndo(AnswerIsNo):
    """There is no step of this author left to take back, or to bring again."""
