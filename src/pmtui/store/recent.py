"""The latest steps of a postmortem in words: who changed what, and when."""

from dataclasses import dataclass
from datetime import datetime

from pmtui.domain.changes import apply, invert
from pmtui.store.errors import DamagedStore
from pmtui.store.history import UNREADABLE
from pmtui.store.model import Operation
from pmtui.store.store import Store
from pmtui.store.telling import told

_BEFORE = 200
"""Operations of the store that are looked at first; all are, where these are too few."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step, of one or more saves."""

    seq: int
    """The number of its last operation, as `pmtui history` shows it."""
    at: datetime
    author: str
    kind: str
    label: str
    told: tuple[str, ...]
    """What it changed, a line for each field or record."""


def recent(store: Store, uid: str, most: int) -> tuple[Step, ...]:
    """At most so many steps, the latest first."""
    loaded = store.load(uid)
    runs = _runs(store.operations(uid, max(0, loaded.seq - _BEFORE)), loaded.seq)
    if len(runs) <= most:
        runs = _runs(store.operations(uid), loaded.seq)
    value = loaded.postmortem
    found = []
    try:
        for run in reversed(runs[-most:]):
            after, last = value, run[-1]
            for operation in reversed(run):
                value = apply(value, invert(operation.changes))
            found.append(
                Step(last.seq, last.at, last.author, last.kind, last.label, told(value, after))
            )
    except UNREADABLE as error:
        raise DamagedStore(
            "The history of this postmortem cannot be replayed. Run pmtui doctor."
        ) from error
    return tuple(found)


def _runs(log: tuple[Operation, ...], last: int) -> list[list[Operation]]:
    """The operations with those together that follow each other and are of one step.

    Without what another window wrote after the operation `last`, up to which the value was read.
    """
    runs: list[list[Operation]] = []
    for operation in log:
        if operation.seq > last:
            break
        if runs and runs[-1][0].step == operation.step:
            runs[-1].append(operation)
        else:
            runs.append([operation])
    return runs
