"""Incidents that resemble one, as they are shown: why, and what was promised after them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pmtui.domain.vocabulary import ActionState, Status
from pmtui.memory.ageing import waiting
from pmtui.memory.likeness import ALIKE
from pmtui.memory.promises import OPEN, Promise

NAMED = 3
"""Matches that a person is asked about at once (C36); more would be answered without reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A postmortem that resembles another one."""

    uid: str
    number: int
    title: str
    origin: str = ""
    """Where the postmortem of a colleague came from; "" for one's own."""
    day: date | None = None
    """The day of the incident."""
    status: Status = Status.DRAFT
    strength: float
    """From 0 to 1; it orders matches and is no measure of anything else."""
    reasons: tuple[str, ...]
    """What both have in common, the strongest first; each is true of both."""
    promises: tuple[Promise, ...] = ()
    """Its actions, those that are still open first."""
    later: bool = False
    """Whether it happened after the other one."""

    @property
    def reference(self) -> str:
        """How people call it: PM-7."""
        return f"PM-{self.number}"

    @property
    def asked(self) -> bool:
        """Whether it is so much alike that a person is asked about it."""
        return self.strength >= ALIKE and not self.later

    @property
    def why(self) -> str:
        """All reasons in one line."""
        return "; ".join(self.reasons)

    @property
    def name(self) -> str:
        """The reference, with its origin where it is somebody else's."""
        return f"{self.reference} (from {self.origin})" if self.origin else self.reference


def open_first(promises: Iterable[Promise]) -> tuple[Promise, ...]:
    """Actions as a match shows them: what is still open, then what was done, then what was not."""
    order = (ActionState.COMMITTED, ActionState.PROPOSED, ActionState.DONE, ActionState.DECLINED)
    return tuple(sorted(promises, key=lambda p: order.index(p.state)))


def state_in_words(promise: Promise, today: date) -> str:
    """What became of a promise: “open for 94 days”, “done”, “declined: retired in March”."""
    match promise.state:
        case ActionState.DONE:
            return "done"
        case ActionState.DECLINED:
            because = " ".join(promise.declined_because.split())
            return f"declined: {because}" if because else "declined"
    since = waiting(promise, today) or "open"
    return f"only proposed, {since}" if promise.state is ActionState.PROPOSED else since


def promised(match: Match, today: date) -> str:
    """What was promised after a match, in one line: “2 of 5 actions are open”."""
    count = len(match.promises)
    if not count:
        return "no action was written down"
    left = sum(p.state in OPEN for p in match.promises)
    late = sum("late" in waiting(p, today) for p in match.promises)
    noun = "action" if count == 1 else "actions"
    if not left:
        return f"{'its' if count == 1 else 'all'} {count} {noun} closed"
    overdue = f", {late} overdue" if late else ""
    return f"{left} of {count} {noun} {'is' if left == 1 else 'are'} open{overdue}"
