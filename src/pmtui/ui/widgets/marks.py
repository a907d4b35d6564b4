"""What stands beside a field or record that has findings: a sign and a word, never colour alone."""

from collections.abc import Iterable
from typing import Any

from pmtui.domain.postmortem import SINGLES, Postmortem
from pmtui.review.model import Finding, Group, Level
from pmtui.ui.widgets.line_list import Key
from pmtui.ui.widgets.spots import Spot, Spots

UNREAD = "x not read"
"""A typed value that its field cannot take; it stays in the field."""

_RANKS = {
    "! look": 4,
    "? look": 3,
    "+ write": 2,
    "@ people": 1,
}
_SIGNS = {Level.BLOCK: "!", Level.WARN: "?", Level.ATTEST: "?", Level.ADVISE: "-"}


def mark_of(finding: Finding) -> str:
    """The sign and word of a finding; advice has none."""
    if finding.level is Level.ADVISE:
        return ""
    match finding.group:
        case Group.WRITE:
            return "+ write"
        case Group.PEOPLE:
            return "@ people"
        case _:
            return "! look" if finding.level is Level.BLOCK else "? look"


def marks_by_key(findings: Iterable[Finding]) -> dict[Key, str]:
    """The strongest mark of each field, and of each record under the field ""."""
    found: dict[Key, str] = {}
    for finding in findings:
        mark = mark_of(finding)
        if not mark:
            continue
        for field in {finding.field, ""}:
            key = (finding.table, finding.record, field)
            if _RANKS[mark] > _RANKS.get(found.get(key, ""), 0):
                found[key] = mark
    return found


def spots_by_key(pm: Postmortem, findings: Iterable[Finding]) -> dict[Key, Spots]:
    """The spots of each field that findings point into, against its text of now."""
    found: dict[Key, list[Spot]] = {}
    for f in findings:
        if f.end > f.start:
            key = (f.table, f.record, f.field)
            found.setdefault(key, []).append(Spot(f.start, f.end, _SIGNS[f.level]))
    tables: dict[str, dict[str, Any]] = {}
    spots = {}
    for key, here in found.items():
        table, record, field = key
        if table not in tables:
            part = getattr(pm, table)
            tables[table] = {"": part} if table in SINGLES else {r.id: r for r in part}
        text = getattr(tables[table].get(record), field, "")
        here.sort(key=lambda spot: (spot.start, spot.end))
        spots[key] = Spots(text, tuple(spot for spot in here if spot.end <= len(text)))
    return spots
