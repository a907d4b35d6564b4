"""What stands beside a field or record that has findings: a sign and a word, never colour alone."""

from collections.abc import Iterable

from pmtui.review.model import Finding, Group, Level
from pmtui.ui.widgets.line_list import Key

UNREAD = "x not read"
"""A typed value that its field cannot take; it stays in the field."""

_RANKS = {
    "! look": 4,
    "? look": 3,
    "+ write": 2,
    "@ people": 1,
}


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
