"""What another window wrote, told in one line: which field, who, and where the other text is."""

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len

from pmtui.domain.changes import Change, ChangeKind, diff
from pmtui.domain.fields import Kind, show, specs
from pmtui.domain.plain import decode_value
from pmtui.domain.postmortem import SINGLES, Postmortem, record_class
from pmtui.domain.rebase import Conflict, is_text
from pmtui.store.reports import Foreign
from pmtui.store.telling import named, word
from pmtui.ui.text import fit

ELSEWHERE = "another window"
LONGEST = 77
"""Cells of a warning at 80 columns."""
VALUE, WHO = 16, 12
"""Cells of a value and of a name."""
NAMES = (24, 16, 8, 0)
"""Cells of the first words of a record, as many as there is room for."""
_TEXTS = (Kind.LINE, Kind.PROSE)


def both_kept(pm: Postmortem, conflicts: Sequence[Conflict], author: str, key: str) -> str:
    """The sentence about the first place in which two windows wrote, and how many more there are.

    `author` is who writes here, `key` what is pressed to see the history.
    """
    others = len({(c.table, c.id, c.field) for c in conflicts}) - 1
    more = f" {others} more." if others else ""
    said = (f"{_both(pm, conflicts[0], author, key, cells)}{more}" for cells in NAMES)
    return next((told for told in said if cell_len(told) <= LONGEST), "") or (
        f"{_both(pm, conflicts[0], author, key, 0)}{more}"
    )


def _both(pm: Postmortem, found: Conflict, author: str, key: str, cells: int) -> str:
    who = _who(found.who, author)
    place = _place(pm, found.table, found.id, found.field, cells)
    if not found.field:
        return f"{place}: {who} changed or deleted it too; it stays ({key})."
    if _kind(found.table, found.field) in _TEXTS:
        return f"{place}: {who} wrote there too; both texts stand, read them ({key})."
    ours, theirs = (_shown(found.table, found.field, v) for v in (found.ours, found.theirs))
    return f"{place}: yours stays, {ours}; {who} set {theirs} ({key})."


def changed_elsewhere(report: Foreign, author: str, key: str) -> str:
    """What another window did; a value with what it was, since that may have been set here."""
    who = _who(report.authors[-1] if report.authors else "", author)
    changes = [c for c in diff(report.base, report.merged) if c.field != "rank"]
    head = f"{who[:1].upper()}{who[1:]}" if who == ELSEWHERE else who
    if len(changes) != 1 or changes[0].kind in (ChangeKind.ADD, ChangeKind.REMOVE):
        return f"{head}: {', '.join(report.labels)} ({key})."
    return f"{head}: {_changed(report.merged, changes[0])} ({key})."


def _changed(pm: Postmortem, change: Change) -> str:
    place = _place(pm, change.table, change.id, change.field, NAMES[0])
    if is_text(change):
        return f"{place} was written in"
    was, now = (_shown(change.table, change.field, v) for v in (change.before, change.after))
    return f"{place} is {now}, was {was}"


def _who(name: str, author: str) -> str:
    return fit(name, WHO) if name and name != author else ELSEWHERE


def _place(pm: Postmortem, table: str, id: str, field: str, cells: int) -> str:
    try:
        words = fit(named(pm, table, id), cells) if table not in SINGLES else ""
    except KeyError:
        words = ""
    record = f"{word(table)} “{words}”" if words else word(table)
    if not field:
        return f"The {record}"
    spec = specs(record_class(table)).get(field)
    label = (spec.label if spec is not None else "") or field.replace("_", " ").capitalize()
    return label if table in SINGLES else f"{label} of the {record}"


def _kind(table: str, field: str) -> Kind | None:
    spec = specs(record_class(table)).get(field)
    return spec.kind if spec is not None else None


def _shown(table: str, field: str, plain: Any) -> str:
    spec = specs(record_class(table)).get(field)
    if spec is None or spec.kind in (Kind.LINKS, Kind.MACHINE):
        return "another"
    return fit(" ".join(show(spec, decode_value(table, field, plain)).split()), VALUE) or "nothing"
