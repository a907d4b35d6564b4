"""Privacy: likely secrets and personal data are found, shown to a person, and masked by default.

It is a net with holes: it finds what has a known shape. Read what leaves before it leaves.
"""

from pmtui.privacy.decisions import Decisions, decide, decisions
from pmtui.privacy.masking import Copy, Found, Personal, Protection, protected, scan_postmortem
from pmtui.privacy.scan import Hit, scan, value_hash

__all__ = [
    "Copy",
    "Decisions",
    "Found",
    "Hit",
    "Personal",
    "Protection",
    "decide",
    "decisions",
    "protected",
    "scan",
    "scan_postmortem",
    "value_hash",
]
