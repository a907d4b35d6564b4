"""Text from outside becomes events or drafts. Names load on first use, so importing is free."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pmtui.importers.timeline.collapse import Group, collapse
    from pmtui.importers.timeline.decoding import decode
    from pmtui.importers.timeline.engine import Cancelled, parse_timeline
    from pmtui.importers.timeline.model import (
        Hints,
        ParsedEvent,
        ParsedTimeline,
        Question,
        Remark,
        corrected_at,
        to_json,
    )

_TIMELINE = "pmtui.importers.timeline"
IMPORTERS: dict[str, str] = {
    "Cancelled": f"{_TIMELINE}.engine",
    "Group": f"{_TIMELINE}.collapse",
    "Hints": f"{_TIMELINE}.model",
    "ParsedEvent": f"{_TIMELINE}.model",
    "ParsedTimeline": f"{_TIMELINE}.model",
    "Question": f"{_TIMELINE}.model",
    "Remark": f"{_TIMELINE}.model",
    "collapse": f"{_TIMELINE}.collapse",
    "corrected_at": f"{_TIMELINE}.model",
    "decode": f"{_TIMELINE}.decoding",
    "parse_timeline": f"{_TIMELINE}.engine",
    "to_json": f"{_TIMELINE}.model",
}
"""Every public name and the module that holds it."""

__all__ = [
    "Cancelled",
    "Group",
    "Hints",
    "ParsedEvent",
    "ParsedTimeline",
    "Question",
    "Remark",
    "collapse",
    "corrected_at",
    "decode",
    "parse_timeline",
    "to_json",
]


def __getattr__(name: str) -> Any:
    """Load the module of a public name when it is first asked for."""
    if name not in IMPORTERS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(IMPORTERS[name]), name)
