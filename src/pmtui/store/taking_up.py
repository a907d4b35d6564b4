"""Bringing the text of a rescue file back into its store, over whatever was written since.

The file holds the changes that the store had not taken, so that they can be merged exactly as if
another window had made them. It is deleted only once the store was read back and holds them.
"""

from dataclasses import replace
from pathlib import Path

from pmtui.domain.changes import Change, ChangeError, apply, diff, invert
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import LISTS, Postmortem, with_part
from pmtui.domain.rebase import Conflict
from pmtui.domain.vocabulary import Status
from pmtui.store.errors import DamagedStore, UnknownReference
from pmtui.store.merging import merge
from pmtui.store.model import Loaded
from pmtui.store.rescue import Rescue, read_rescue
from pmtui.store.rows import state_of
from pmtui.store.store import Store
from pmtui.value import Value


class Plan(Value):
    """What taking up a rescue file would do to the store."""

    rescue: Rescue
    current: Loaded | None
    """The postmortem as the store holds it; None where the store does not know it."""
    merged: Postmortem
    changes: tuple[Change, ...]
    """What the store lacks."""
    conflicts: tuple[Conflict, ...] = ()
    strange: bool = False
    """The store has another past than the file, so that only whole texts can be compared."""

    @property
    def lacking(self) -> bool:
        """Whether the store lacks anything of it."""
        return self.current is None or bool(self.changes)


class TakenUp(Value):
    """What became of a rescue file."""

    reference: str
    changes: int
    """How many changes the store took; 0 where it held everything already."""
    conflicts: tuple[Conflict, ...]
    notices: tuple[str, ...]


def plan(store: Store, rescue: Rescue) -> Plan:
    """Compare a rescue file with the store. Reads only; raises StoreError."""
    uid = rescue.postmortem.uid
    try:
        current = store.load(uid)
    except UnknownReference:
        return Plan(rescue, None, _without_status(rescue.postmortem, None), ())
    base = _base(store, rescue)
    strange = base is None
    if base is None:
        base = _common(current.postmortem, rescue.postmortem)
    ours = _without_status(rescue.postmortem, base)
    merged, conflicts = merge(base, current.postmortem, ours)
    return Plan(
        rescue, current, merged, diff(current.postmortem, merged), tuple(conflicts), strange
    )


def take_up(store: Store, path: Path) -> TakenUp:
    """Merge a rescue file into the store as one operation, read it back, then delete the file.

    Raises NoRescue, StoreError, or AnswerIsNo of the gate; then the file stays.
    """
    planned = plan(store, read_rescue(path))
    rescue, uid = planned.rescue, planned.merged.uid
    label = f"rescue file of {rescue.at:%Y-%m-%d %H:%M} UTC"
    notices: tuple[str, ...] = ()
    if planned.current is None:
        made = store.create(planned.merged, label=label, kind="restore")
        wanted, reference, count = made.postmortem, made.reference, 1
    elif planned.changes:
        done = store.commit(
            uid, new_id(), planned.changes, planned.current.seq, kind="restore", label=label
        )
        wanted, reference, count = done.postmortem, planned.current.reference, len(planned.changes)
        notices = done.notices
    else:
        wanted, reference, count = planned.merged, planned.current.reference, 0
    if store.load(uid).postmortem != wanted:
        raise DamagedStore(
            f"The store does not read back as it was meant, so {path} stays where it is. "
            "Run pmtui doctor."
        )
    path.unlink(missing_ok=True)
    return TakenUp(reference, count, planned.conflicts, notices)


def _base(store: Store, rescue: Rescue) -> Postmortem | None:
    """The value on which the file's text was typed; None where the store never held it.

    Saves of the same session that landed after all are part of it, or their text would come twice.
    """
    try:
        base = apply(rescue.postmortem, invert(rescue.changes), check=True)
        log = store.operations(base.uid, rescue.seq - 1)
        if not log or log[0].seq != rescue.seq or log[0].state != state_of(base):
            return None
        for operation in log[1:]:
            if operation.run != rescue.run:
                break
            base = apply(base, operation.changes, check=True)
    except ChangeError:
        return None
    return base


def _common(current: Postmortem, ours: Postmortem) -> Postmortem:
    """What the store holds of the records that the file knows: so nothing is taken for deleted."""
    for table in LISTS:
        known = {r.id for r in getattr(ours, table)}
        kept = tuple(r for r in getattr(current, table) if r.id in known)
        current = with_part(current, table, kept)
    return current


def _without_status(pm: Postmortem, base: Postmortem | None) -> Postmortem:
    """A rescue file brings text; where a postmortem stands is decided by its own commands."""
    status = base.review.status if base else Status.DRAFT
    if pm.review.status == status:
        return pm
    pm = replace(pm, review=replace(pm.review, status=status))
    return replace(pm, transitions=base.transitions) if base else pm
