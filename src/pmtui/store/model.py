"""What the store hands out: summaries, loaded postmortems, and what became of a save.

Named tuples, since every start loads them: a frozen dataclass takes five times as long to make.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from pmtui.domain.listed import Severity, Status

if TYPE_CHECKING:
    from pmtui.domain.changes import Change
    from pmtui.domain.postmortem import Postmortem
    from pmtui.domain.rebase import Conflict


class Summary(NamedTuple):
    """One postmortem as a list shows it."""

    number: int
    """Local to this store, never reused, not part of any document."""
    uid: str
    title: str
    severity: Severity | None
    status: Status
    incident_date: date | None
    owner: str
    services: tuple[str, ...]
    changed_at: datetime
    origin: str = ""
    """Where a read-only document of somebody else came from; "" for one's own."""

    @property
    def reference(self) -> str:
        """How people call it: PM-7."""
        return f"PM-{self.number}"


class Loaded(NamedTuple):
    """A postmortem as it stood when it was read."""

    postmortem: Postmortem
    reference: str
    seq: int
    """The number of its latest operation: the base of what is changed from here on."""
    origin: str = ""
    """Where a read-only document of somebody else came from; "" for one's own."""

    @property
    def refusal(self) -> str:
        """Why nothing of it may be changed here, as a sentence; "" where it is one's own."""
        return of_somebody_else(self.reference, self.origin) if self.origin else ""


def of_somebody_else(reference: str, origin: str) -> str:
    """The sentence about a postmortem that is shown here and belongs to somebody else."""
    return (
        f"{reference} came from {origin}, so it is read-only here. "
        f"pmtui adopt {reference} makes it yours to edit."
    )


class Committed(NamedTuple):
    """What the store holds after a save."""

    postmortem: Postmortem
    seq: int
    conflicts: tuple[Conflict, ...] = ()
    """Fields that somebody else changed meanwhile; both texts are kept."""
    notices: tuple[str, ...] = ()
    """Sentences a person should read, of the gate and of the store."""


class Undone(NamedTuple):
    """What the store holds after an undo or a redo."""

    postmortem: Postmortem
    seq: int
    label: str
    """The step that was taken back or brought again."""
    problems: tuple[str, ...] = ()
    """Sentences about what did not go back, since it was changed after the step."""
    notices: tuple[str, ...] = ()


class Operation(NamedTuple):
    """One entry of the history, never changed once written."""

    seq: int
    step: str
    """Shared by the autosaves of one field visit; undo takes back whole steps."""
    run: str
    """The editing session: one opened store of one process."""
    author: str
    kind: str
    """create, edit, import, sync, restore, conflict, undo, redo, status, gate or purge."""
    undoes: str
    """For undo and redo: the step that it takes back."""
    label: str
    at: datetime
    state: str
    """Digest of the whole postmortem after it: the hashes of all its rows, combined."""
    changes: tuple[Change, ...]
