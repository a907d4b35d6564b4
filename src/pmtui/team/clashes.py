"""Where both sides wrote, told so that a person can settle it: texts to read, values to set back."""

from collections.abc import Iterable
from typing import Any

from pmtui.domain.changes import ChangeKind, diff
from pmtui.domain.fields import FieldSpec, Kind, show, specs
from pmtui.domain.plain import decode_value
from pmtui.domain.postmortem import Postmortem, record_class
from pmtui.domain.rebase import Conflict
from pmtui.store.history import named
from pmtui.team.merging import is_text

_MOST = 4
"""Things named in one sentence or label; more are counted."""
_LONGEST = 60
_ONE_VALUE = (Kind.CHOICE, Kind.DATE, Kind.WHEN, Kind.ZONE)


def in_words(conflicts: Iterable[Conflict]) -> str:
    """Where both wrote texts, as the end of a sentence; "" where nobody met."""
    places = dict.fromkeys(
        f"{c.table} {c.field}".strip().replace("_", " ") for c in conflicts if not _is_value(c)
    )
    if not places:
        return ""
    named = "; ".join(list(places)[:_MOST]) + (" and more" if len(places) > _MOST else "")
    return f"; both wrote in {named}, where both texts stand: look at them"


def kept_values(pm: Postmortem, conflicts: Iterable[Conflict]) -> tuple[str, ...]:
    """A sentence for each single value that both set: which is kept, and which is not."""
    return tuple(
        f"{_where(pm, c.table, c.id, c.field)}: both changed it; {ours} is kept, {theirs} is not. "
        "Set it by hand if that is wrong."
        for c in conflicts
        if _is_value(c)
        for ours, theirs in [_shown(c.table, c.field, c.ours, c.theirs)]
    )


def label_of(place: str, pm: Postmortem, conflicts: Iterable[Conflict]) -> str:
    """The label of a merge in the history, with the values that were not kept."""
    values = [c for c in conflicts if _is_value(c)]
    parts = [
        f"{_where(pm, c.table, c.id, c.field)}: {ours} kept, not {theirs}"
        for c in values[:_MOST]
        for ours, theirs in [_shown(c.table, c.field, c.ours, c.theirs)]
    ]
    more = [f"{len(values) - _MOST} more"] if len(values) > _MOST else []
    return "; ".join([f"merged from {place}", *parts, *more])


def changed_values(
    before: Postmortem, after: Postmortem, conflicts: Iterable[Conflict]
) -> tuple[str, ...]:
    """A sentence for each single value of one's own that is another now, but those in conflict."""
    told = {(c.table, c.id, c.field) for c in conflicts}
    found = []
    for c in diff(before, after):
        spec = specs(record_class(c.table)).get(c.field)
        if c.kind is not ChangeKind.SET or spec is None or spec.kind not in _ONE_VALUE:
            continue
        was, now = _shown(c.table, c.field, c.before, c.after)
        if was != _NOTHING and (c.table, c.id, c.field) not in told:
            where = _where(after, c.table, c.id, c.field)
            found.append(f"{where}: {now} now, where {was} was.")
    more = [f"{len(found) - _MOST} more values changed."] if len(found) > _MOST else []
    return (*found[:_MOST], *more)


_NOTHING = "nothing"


def _is_value(conflict: Conflict) -> bool:
    return bool(conflict.field) and not is_text(conflict)


def _where(pm: Postmortem, table: str, id: str, field: str) -> str:
    label = specs(record_class(table))[field].label or field.replace("_", " ")
    return f"{label} of {named(pm, table, id)}"


def _shown(table: str, field: str, one: Any, other: Any) -> tuple[str, str]:
    """Two plain values as people write them, told apart also where they are written alike."""
    spec = specs(record_class(table))[field]
    values = [decode_value(table, field, plain) for plain in (one, other)]
    a, b = (_text(spec, value) for value in values)
    if a == b and spec.kind is Kind.WHEN:
        a, b = (f"{_text(spec, v)} ({v.at or v.local or v.day or v.certainty})" for v in values)
    return a, b


def _text(spec: FieldSpec, value: Any) -> str:
    text = " ".join(show(spec, value).split()) if value is not None else ""
    return text if 0 < len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…" if text else _NOTHING
