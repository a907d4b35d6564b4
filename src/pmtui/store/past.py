"""What a postmortem was at any point of its history."""

from collections.abc import Sequence

from pmtui.domain.changes import apply
from pmtui.domain.postmortem import Postmortem
from pmtui.errors import UsageError
from pmtui.store import history
from pmtui.store.errors import DamagedStore
from pmtui.store.model import Operation
from pmtui.store.writing import blank


def value_at(uid: str, operations: Sequence[Operation], seq: int) -> Postmortem:
    """The value after the operation `seq`; before the first one it is blank.

    `operations` is the whole history. Raises UsageError for a number that is none of it.
    """
    numbers = {o.seq for o in operations}
    if seq and seq not in numbers:
        raise UsageError(
            f"{seq} is no change of this postmortem. pmtui history REF shows their numbers."
        )
    value = blank(uid)
    try:
        for operation in operations:
            if operation.seq > seq:
                break
            value = apply(value, operation.changes, check=True)
    except history.UNREADABLE as error:
        raise DamagedStore(
            "The history of this postmortem cannot be replayed. Run pmtui doctor."
        ) from error
    return value
