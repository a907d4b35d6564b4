"""Factors and actions of the demo's SEV-2; one factor has no answer, one action no owner."""

from datetime import date

from pmtui.demo.moments import Day
from pmtui.domain.records import Action, Factor
from pmtui.domain.vocabulary import (
    ActionState,
    ActionType,
    CauseCategory,
    FactorKind,
    Priority,
    ProblemClass,
    Standing,
)

FACTORS = (
    Factor(
        id="f-wait",
        text="Flag client 3.2 waits for fresh flags on every request, without a time limit",
        kind=FactorKind.TRIGGER,
        category=CauseCategory.CHANGE,
        standing=Standing.ESTABLISHED,
        problem_class=ProblemClass.ANTICIPATED,
        detail="Release 3.1 answered from memory and fetched fresh flags behind the request.",
        why_chain=(
            "Two teams had asked for flags that are never stale.\n"
            "The library has no rule that a call states its time limit."
        ),
        events=("e-restart", "e-dump"),
    ),
    Factor(
        id="f-pool",
        text="Seatmap serves seats and asks for flags from one pool of 64 threads",
        kind=FactorKind.CONDITION,
        category=CauseCategory.ARCHITECTURE,
        standing=Standing.ESTABLISHED,
        detail="With every thread waiting for flags none was left to draw a cabin.",
        events=("e-dump",),
    ),
    Factor(
        id="f-canary",
        text="The canary stage compares error rates and not response times",
        kind=FactorKind.MISSED_SAFEGUARD,
        category=CauseCategory.BUG,
        standing=Standing.HYPOTHESIS,
        detail="For 32 minutes requests were slow before the first of them failed.",
        events=("e-start",),
    ),
    Factor(
        id="f-hidden-release",
        text="The release dashboard does not show the libraries inside a service",
        kind=FactorKind.RESPONSE_DIFFICULTY,
        category=CauseCategory.ARCHITECTURE,
        standing=Standing.ESTABLISHED,
        events=("e-decide-restart",),
    ),
)
"""The four contributing factors."""


def actions(day: Day) -> tuple[Action, ...]:
    """The five actions, due some weeks after the incident."""
    return (
        Action(
            id="a-limit",
            text="Add a time limit of 200 ms to every call of the flag client",
            type=ActionType.PREVENT,
            owner="Yuki Sandoval",
            priority=Priority.P1,
            state=ActionState.COMMITTED,
            due=_due(day, 12),
            tracker="FLAG-318",
            done_when="seatmap draws a cabin in staging while the flag service is stopped",
            factors=("f-wait",),
        ),
        Action(
            id="a-pool",
            text="Move flag look-ups of seatmap into a pool of eight threads of their own",
            type=ActionType.MITIGATE,
            owner="Idris Calloway",
            priority=Priority.P1,
            state=ActionState.COMMITTED,
            due=_due(day, 19),
            tracker="SEAT-1042",
            done_when="with flags blocked for 10 minutes, seat holds keep their latency",
            factors=("f-pool",),
            effort="3 days",
        ),
        Action(
            id="a-canary",
            text="Compare the 99th percentile of latency in the canary stage",
            type=ActionType.DETECT,
            priority=Priority.P2,
            state=ActionState.COMMITTED,
            due=_due(day, 26),
            tracker="REL-77",
            done_when="a canary with 2 s added to each request is stopped within 5 minutes",
            factors=("f-canary",),
        ),
        Action(
            id="a-notice",
            text="Write a status page template for seat selection with support",
            type=ActionType.RESPOND,
            owner="Leoni Achterberg",
            priority=Priority.P2,
            state=ActionState.COMMITTED,
            due=_due(day, 12),
            tracker="to be filed",
            done_when="the next drill posts a notice within 15 minutes",
            lessons=("l-notice",),
        ),
        Action(
            id="a-zone",
            text="Investigate why one zone answered normally",
            type=ActionType.INVESTIGATE,
            owner="Yuki Sandoval",
            priority=Priority.P3,
        ),
    )


def _due(day: Day, later: int) -> date:
    return day.instant("12:00", later=later).date()
