"""Which pane a Markdown section belongs to, judged by its heading.

The vocabulary is that of published postmortem templates; a heading that says nothing known
(a clock time, a component) keeps the pane of the section above it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pmtui.language.findings import Pane
from pmtui.language.patterns import lazy

_WORDS: Final[tuple[tuple[Pane, str], ...]] = (
    (
        "actions",
        r"actions?|action items?|next steps?|follow[- ]?ups?|to[- ]?dos?|remediations?|"
        r"corrective|preventi(?:ve|on)|preventing|improvements?|recommendations?|"
        r"what (?:we're|we are|is being|will be|are we) doing|mitigation plan|looking forward",
    ),
    ("timeline", r"timeline|time line|chronology|sequence of events|event log"),
    (
        "causes",
        r"causes?|causal|contributing|factors?|root[- ]cause|rca|5 whys|five whys|why|"
        r"trigger|analysis|what went wrong|what happened|how it happened|technical details?|"
        r"contributors?|mechanism|vulnerability|the (?:bug|issue|problem|incident)",
    ),
    ("impact", r"impact|affected|impacted|scope|blast radius|damage|customer effect|severity"),
    (
        "response",
        r"response|detection|detected|resolution|recovery|mitigation|lessons?|learn(?:ed|t|ings?)|"
        r"went (?:well|wrong|poorly|badly)|go (?:so )?well|lucky|luck|escalation|communication|"
        r"coordination|what worked|retrospective|postmortem discussion",
    ),
    ("review", r"review|sign[- ]?off|approvals?|attestation"),
    (
        "overview",
        r"summary|overview|synopsis|abstract|background|introduction|description|tl;?dr|"
        r"conclusions?|incident report|post[- ]?mortem|status|about",
    ),
)
_PANES: Final = tuple((pane, lazy(rf"\b(?:{words})\b", re.IGNORECASE)) for pane, words in _WORDS)


@lru_cache(maxsize=1_024)
def pane_of_heading(title: str) -> Pane | None:
    """Return the pane a heading names, or None when it names none."""
    for pane, pattern in _PANES:
        if pattern.search(title[:200]):
            return pane
    return None


class PaneTracker:
    """Follows headings down a document and says which pane the next paragraph belongs to."""

    def __init__(self) -> None:
        self._stack: list[tuple[int, Pane]] = []

    def enter(self, level: int, title: str) -> None:
        """Take note of a heading; deeper sections end with it."""
        while self._stack and self._stack[-1][0] >= level:
            self._stack.pop()
        pane = pane_of_heading(title)
        if pane is not None:
            self._stack.append((level, pane))

    @property
    def pane(self) -> Pane:
        """The pane that holds here; text before any known heading is the overview."""
        return self._stack[-1][1] if self._stack else "overview"
