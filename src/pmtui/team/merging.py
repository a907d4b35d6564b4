"""The domain's three-way merge for documents that met in a folder, sentence by sentence.

Between two looks at a folder whole evenings are written, so a text is not one replacement, as it
is while typing: what both sides rewrote stands there twice, whole. What both sides did alike is
done once; it is what a crash between two steps leaves behind.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pmtui.domain.changes import apply, diff
from pmtui.domain.fields import Kind, specs
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem, record_class, with_part
from pmtui.domain.rebase import Conflict, rebase
from pmtui.language.passages import Met, lines_met, passages_met, shared_passages
from pmtui.team.unmasking import Unmasking

_TEXTS = (Kind.LINE, Kind.PROSE)


def merged(
    base: Postmortem, theirs: Postmortem, ours: Postmortem
) -> tuple[Postmortem, tuple[Conflict, ...]]:
    """Their value with what we changed since the base, and where both wrote the same place."""
    if ours == theirs:
        return theirs, ()
    masks = Unmasking(ours)
    conflicts: list[Conflict] = []
    for table in (*SINGLES, *LISTS):
        there = _records(theirs, table)
        known = _records(base, table)
        met: dict[str, Any] = {}
        for id, record in _records(ours, table).items():
            if id in there and record != there[id] and known.get(id) != there[id]:
                values = dict(_texts(table, known.get(id), there[id], record, masks))
                met[id] = replace(record, **{name: one.text for name, one in values.items()})
                # What was settled here is no change of theirs any more.
                if id in known:
                    same = {name: getattr(there[id], name) for name in values}
                    known[id] = replace(known[id], **same)
                conflicts += [
                    Conflict(table, id, name, ours=o, theirs=t)
                    for name, one in values.items()
                    for t, o in one.clashes
                ]
        if met:
            ours, base = _with(ours, table, met), _with(base, table, known)
    rebased = rebase(diff(base, ours), diff(base, theirs))
    conflicts += [c for c in rebased.conflicts if not is_text(c)]
    return apply(theirs, rebased.changes), tuple(conflicts)


def is_text(conflict: Conflict) -> bool:
    """Whether a conflict is about a text, of which both sides are kept in the field."""
    spec = specs(record_class(conflict.table)).get(conflict.field)
    return spec is not None and spec.kind in _TEXTS


def _texts(
    table: str, base: Any, theirs: Any, ours: Any, masks: Unmasking
) -> Iterator[tuple[str, Met]]:
    """Every text that both sides changed, and what became of it."""
    for name, spec in specs(record_class(table)).items():
        if spec.kind not in _TEXTS:
            continue
        t, o = getattr(theirs, name), getattr(ours, name)
        b = getattr(base, name) if base is not None else ""
        if t == o if base is None else b in (t, o):
            continue
        known, behind = masks.filled(b, o)
        there, still = masks.filled(t, o)
        # Where a colleague rewrote a mask, what stands behind it must not give way unseen.
        known = b if behind - still else known
        yield name, (lines_met if spec.kind is Kind.LINE else passages_met)(known, there, o)


def _records(pm: Postmortem, table: str) -> dict[str, Any]:
    part = getattr(pm, table)
    return {"": part} if table in SINGLES else {record.id: record for record in part}


def _with(pm: Postmortem, table: str, records: dict[str, Any]) -> Postmortem:
    if table in SINGLES:
        return with_part(pm, table, records[""])
    return with_part(pm, table, tuple(records.get(r.id, r) for r in getattr(pm, table)))


def common(theirs: Postmortem, ours: Postmortem) -> Postmortem:
    """A base where none is known: what both have, so that nothing of either is taken for deleted.

    Of texts that differ it holds the sentences that both have; of other values theirs, so that
    ours stay: what lies in a folder may have been masked.
    """
    for table in (*SINGLES, *LISTS):
        known = _records(ours, table)
        part = getattr(theirs, table)
        if table in SINGLES:
            theirs = with_part(theirs, table, _shared(table, part, known[""]))
            continue
        kept = tuple(_shared(table, r, known[r.id]) for r in part if r.id in known)
        theirs = with_part(theirs, table, kept)
    return theirs


def _shared(table: str, theirs: Any, ours: Any) -> Any:
    values: dict[str, Any] = {}
    for name, spec in specs(record_class(table)).items():
        a, b = getattr(theirs, name), getattr(ours, name)
        if a != b and spec.kind in _TEXTS:
            values[name] = shared_passages(a, b) if spec.kind is Kind.PROSE else ""
    return replace(theirs, **values) if values else theirs
