"""Incidents that resemble one, as they are shown: why, and what was promised after them."""

from collections.abc import Iterable, Sequence
from datetime import date

from pmtui.domain.edits import add, set_fields
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import RelatedPostmortem
from pmtui.domain.vocabulary import ActionState, Relation, Status
from pmtui.memory.ageing import waiting
from pmtui.memory.promises import OPEN, Promise, days_late
from pmtui.value import Value

LISTED = 0.18
"""The likeness from which a postmortem is worth showing."""
TOLD = 0.3
"""The likeness from which it is shown to somebody who did not ask."""
ALIKE = 0.45
"""The likeness from which a person is asked whether it is the same trouble again (C36)."""
NAMED = 3
"""Matches that a person is asked about at once (C36); more would be answered without reading."""


class Match(Value, kw_only=True):
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
    solid: bool = True
    """Whether both share more than a few words."""
    copy: bool = False
    """Whether it is the same incident, written twice: by title and day, or by nearly all words."""

    @property
    def reference(self) -> str:
        """How people call it: PM-7."""
        return f"PM-{self.number}"

    @property
    def asked(self) -> bool:
        """Whether it is so much alike that a person is asked about it."""
        return self.strength >= ALIKE and self.solid and not (self.later or self.copy)

    @property
    def why(self) -> str:
        """All reasons in one line."""
        return "; ".join(self.reasons)

    @property
    def note(self) -> str:
        """What a decision about it remembers it by."""
        return note_of(self.title, self.day)

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
    late = sum(days_late(p, today) > 0 for p in match.promises)
    if count == 1:
        return f"its one action is {'overdue' if late else 'open' if left else 'closed'}"
    whole = "both actions" if count == 2 else f"all {count} actions"
    if not left:
        return f"{whole} are closed"
    overdue = f", {late} overdue" if late else ""
    some = whole if left == count else f"{left} of {count} actions"
    return f"{some} {'is' if left == 1 else 'are'} open{overdue}"


def related_to(pm: Postmortem, uid: str, relation: Relation, note: str = "") -> Postmortem:
    """The postmortem with a decision about another one; an earlier decision is changed.

    The note says what the other one is called, for readers whose store does not hold it.
    """
    for record in pm.related:
        if record.uid == uid:
            return set_fields(pm, "related", record.id, relation=relation)
    record = RelatedPostmortem(id=new_id(), uid=uid, relation=relation, note=note)
    return add(pm, "related", record)


def note_of(title: str, day: date | None) -> str:
    """What a decision about a postmortem remembers it by."""
    return f"{title}, {day.isoformat()}" if day else title


def best_of(matches: Iterable[Match]) -> Match | None:
    """The one that a person is told of unasked: the most alike, where it is alike enough."""
    return next((match for match in matches if match.asked), None)


def met_before(services: Sequence[str], count: int, last: str) -> str:
    """How often a service was in trouble: “3 postmortems name the service checkout, the last one …”

    "" for none. `last` is what the latest of them is called, with its day.
    """
    if not count:
        return ""
    names = f"the service {services[0]}" if len(services) == 1 else " or ".join(services)
    if count == 1:
        return f"{last} names {names} too."
    return f"{count} postmortems name {names}, the last one {last}."
