"""What can be said mildly about an action while its line is still being typed."""

from collections.abc import Mapping
from typing import Any

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import ActionType
from pmtui.language import lint_text
from pmtui.review.actions import weak_verb
from pmtui.review.language import roster_of

PEOPLE_RULES = frozenset({"BL1001", "BL1004", "BL703"})
"""Rules about actions that ask people to try harder instead of changing a system."""


def note_on_action(pm: Postmortem, fields: Mapping[str, Any]) -> str:
    """One sentence about a weak verb or a call for vigilance, "" where there is nothing to say."""
    text = str(fields.get("text", "")).strip()
    if not text:
        return ""
    weak = weak_verb(text) if fields.get("type") is not ActionType.INVESTIGATE else ""
    if weak and not str(fields.get("done_when", "")).strip():
        return f"“{weak}” has no end: what will be different?"
    for hit in lint_text(text, "actions", roster_of(pm)):
        if hit.rule in PEOPLE_RULES:
            return f"“{hit.match}”: {hit.question}"
    return ""
