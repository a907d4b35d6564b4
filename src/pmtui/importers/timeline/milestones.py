"""Which milestone a row may mark. A suggestion only: nothing is ever set from it."""

import re

_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("resolved", re.compile(r"(?i)\b(?:incident|outage|issue|alert)s?\b[^.]{0,40}\bresolved\b"
                            r"|^\W{0,6}(?:all clear|resolved|resolution)\b")),
    ("mitigated", re.compile(r"(?i)\b(?:mitigat(?:ed|ion)|rolled back|rollback (?:completed?|done|finished)"
                             r"|reverted|service (?:is )?restored|failed over|traffic (?:recovered|restored))\b")),
    ("impact end", re.compile(r"(?i)\b(?:impact (?:ends?|ended|over)|outage (?:ends?|ended|over)"
                              r"|recovered|back to normal|returned to normal)\b")),
    ("responding", re.compile(r"(?i)\b(?:acknowledged|acked|investigation (?:starts?|started|begins?|began)"
                              r"|(?:starts?|started|began) investigating|incident (?:declared|opened)"
                              r"|war ?room|on-?call (?:engaged|joined|paged))\b")),
    ("detected", re.compile(r"(?i)\b(?:detected|detection|first (?:report|alert)s?|alert(?:s|ed)?"
                            r" (?:fired|fires|firing|triggered|received)|paged|users? report(?:s|ed)?"
                            r"|reports? (?:received|came in))\b")),
    ("impact start", re.compile(r"(?i)\b(?:impact (?:starts?|started|begins?|began)"
                                r"|outage (?:starts?|started|begins?|began)|incident (?:starts?|began)"
                                r"|first (?:errors?|failures?))\b")),
)  # fmt: skip
_LABELS = {
    "detected": "detected", "detection": "detected", "discovery": "detected",
    "acknowledged": "responding", "responding": "responding", "declared": "responding",
    "mitigated": "mitigated", "mitigation": "mitigated", "recovery": "mitigated",
    "resolved": "resolved", "resolution": "resolved", "closed": "resolved", "end": "impact end",
    "start": "impact start", "started": "impact start", "began": "impact start",
    "impact start": "impact start", "impact end": "impact end", "outage start": "impact start",
    "outage end": "impact end", "ended": "impact end",
}  # fmt: skip


def milestone_hint(label: str, text: str) -> str | None:
    """The milestone that a label ("Detected:") or the head of a text speaks of, else None."""
    if label:
        found = _LABELS.get(label.strip().casefold())
        if found:
            return found
    head = text[:160]
    for name, pattern in _RULES:
        if pattern.search(head):
            return name
    return None
