"""What a good postmortem looks like: the criteria, their findings and the gate to complete.

`review` is the one engine: the review pane, `check`, the counts and the export print its findings.
Importing the package, or one of its words in `model`, loads no criterion; they come with the first
name that needs them.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pmtui.review.judging import (
        CRITERIA,
        CRITERIA_SET,
        all_findings,
        bars_completion,
        bars_review,
        counts,
        criteria_since,
        criterion_of,
        is_teams,
        met,
        ready_for_review,
        ready_to_complete,
        review,
        waived,
    )

__all__ = [
    "CRITERIA",
    "CRITERIA_SET",
    "all_findings",
    "bars_completion",
    "bars_review",
    "counts",
    "criteria_since",
    "criterion_of",
    "is_teams",
    "met",
    "ready_for_review",
    "ready_to_complete",
    "review",
    "waived",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from importlib import import_module

        value = getattr(import_module("pmtui.review.judging"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
