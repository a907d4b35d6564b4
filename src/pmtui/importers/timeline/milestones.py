"""Which milestone a row may mark. A suggestion only: nothing is ever set from it."""

import re

_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("resolved", re.compile(r"(?i)\b(?:incident|outage|issue|alert|alarm)s?\b[^.]{0,40}\b(?:resolved|closed)\b"
                            r"|^\W{0,6}(?:all[ -]clear|resolved|resolution)\b"
                            r"|^\W{0,6}\[resolved(?::\d{1,4})?\]")),
    ("mitigated", re.compile(r"(?i)\b(?:mitigat(?:ed|ion)|rolled[ -]?back|roll-?back (?:is |was )?(?:completed?|done|finished)"
                             r"|(?<!be )(?<!been )(?<!un)reverted|service (?:is )?restored|failed over"
                             r"|traffic (?:recovered|restored))\b")),
    ("impact end", re.compile(r"(?i)\b(?:impact (?:ends?|ended|over)|outage (?:ends?|ended|over)"
                              r"|recovered|back to normal|returned to normal)\b")),
    ("first public notice", re.compile(r"(?i)\bstatus ?page\b[^.]{0,40}\b(?:posted|published|updated|opened|set to|live)\b"
                                       r"|\b(?:posted|published|updated|opened)\b[^.]{0,30}\bstatus ?page\b")),
    ("declared", re.compile(r"(?i)\b(?:incident (?:is |was )?(?:declared|opened|created)|declar(?:ed|ing|es?)\b"
                            r"[^.]{0,40}\b(?:incident|sev[- ]?\d|p[0-4]\b|major)|declared as sev)")),
    ("responding", re.compile(r"(?i)\b(?:acknowledged|acked|investigation (?:starts?|started|begins?|began)"
                              r"|(?:starts?|started|began) investigating"
                              r"|war ?room|on-?call (?:engaged|joined|paged))\b|^\W{0,6}ack\b")),
    ("detected", re.compile(r"(?i)\b(?:detected|detection|first (?:report|alert)s?|alert(?:s|ed)?"
                            r" (?:fired|fires|firing|triggered|received)|paged|users? report(?:s|ed)?"
                            r"|reports? (?:received|came in))\b"
                            r"|\[(?:firing|alerting|alert|triggered|problem|alarm)(?::\d{1,4})?\]"
                            r"|^\W{0,6}(?:firing|triggered|alarm)\b ?[:#\u2013\u2014-]|\bin ALARM\b|^\W{0,6}ALARM\b")),
    ("impact start", re.compile(r"(?i)\b(?:impact (?:starts?|started|begins?|began)"
                                r"|outage (?:starts?|started|begins?|began)|incident (?:starts?|began)"
                                r"|first (?:errors?|failures?))\b")),
)  # fmt: skip
_LABELS = {
    "detected": "detected", "detection": "detected", "discovery": "detected",
    "acknowledged": "responding", "responding": "responding", "declared": "declared",
    "mitigated": "mitigated", "mitigation": "mitigated", "recovery": "mitigated",
    "resolved": "resolved", "resolution": "resolved", "closed": "resolved", "end": "impact end",
    "start": "impact start", "started": "impact start", "began": "impact start",
    "impact start": "impact start", "impact end": "impact end", "outage start": "impact start",
    "outage end": "impact end", "ended": "impact end",
}  # fmt: skip

_UNREAL = re.compile(
    r"(?i)\b(?:should|could|would|must|may|might|not|no|never|cannot|can|will|shall|if|before|until|unless"
    r"|once|please|let['\u2019]s|need(?:s|ed)?|going to|try(?:ing)? to|to be|\w{2,8}n['\u2019]t)\b[^.;,:!?]{0,30}$"
)
"""Words before it by which it has not happened: it is wished, feared, planned or denied."""


def milestone_hint(label: str, text: str) -> str | None:
    """The milestone that a label ("Detected:") or the head of a text speaks of, else None."""
    if label:
        found = _LABELS.get(label.strip().casefold())
        if found:
            return found
    head = text[:160]
    if head.endswith("?") and len(head) < 100:
        return None  # somebody asks whether it was
    for name, pattern in _RULES:
        for match in pattern.finditer(head):
            if not _UNREAL.search(head, 0, match.start()):
                return name
    return None
