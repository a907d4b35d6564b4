"""The values the engine takes and returns: panes, severities, the roster and a finding.

Plain frozen dataclasses, so that findings can be compared, cached and shared between threads.
"""

from __future__ import annotations

from typing import Final, Literal

from pmtui.value import Value

Pane = Literal["overview", "timeline", "impact", "causes", "response", "actions", "review"]
Severity = Literal["block", "warn", "advise"]

PANES: Final[tuple[Pane, ...]] = (
    "overview",
    "timeline",
    "impact",
    "causes",
    "response",
    "actions",
    "review",
)
RANK: Final[dict[str, int]] = {"advise": 1, "warn": 2, "block": 3}


class Roster(Value):
    """Who and what took part, as the postmortem records it.

    `people` holds names, @handles and roles; `services` holds system names, which win when a
    word is both (a service called Dana is not a person).
    """

    people: tuple[str, ...] = ()
    services: tuple[str, ...] = ()


class LanguageFinding(Value):
    """One place where the wording may point at a person instead of a condition.

    `start` and `end` are offsets into the text that was given, `line` counts from 1, and
    `question` is what the author is asked; `sentence` is the sentence as written.
    """

    rule: str
    severity: Severity
    start: int
    end: int
    match: str
    question: str
    pane: str
    sentence: str
    line: int


def weaker(one: Severity, other: Severity) -> Severity:
    """Return the lower of two severities."""
    return one if RANK[one] <= RANK[other] else other


def stronger(one: Severity, other: Severity) -> Severity:
    """Return the higher of two severities."""
    return one if RANK[one] >= RANK[other] else other
