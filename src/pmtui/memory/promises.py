"""Actions of all postmortems in one list: what was promised, by whom, until when, and for what.

A committed action is a promise; a proposed one is an idea, which nothing makes overdue. The day of
a promise is its due date, or the day on which it is looked at again where it has none (C30).
"""

from collections.abc import Iterable, Sequence
from datetime import date

from pmtui.domain.vocabulary import ActionState, ActionType, CauseCategory, FactorKind, Priority
from pmtui.value import Value

OPEN = frozenset({ActionState.PROPOSED, ActionState.COMMITTED})
"""The states in which something is left to do or to decide."""

FACTOR_WORDS = (*(kind.value for kind in FactorKind), *(c.value for c in CauseCategory))
"""What a factor may be called in a filter: its kind or its category; no word is in both."""


class Promise(Value):
    """One action as lists show it, with what it needs of its postmortem."""

    uid: str
    """The postmortem's."""
    number: int
    title: str
    """The postmortem's."""
    services: tuple[str, ...]
    origin: str
    """Where the postmortem of a colleague came from; "" for one's own."""
    began: date
    """The day of the incident, or the one on which the postmortem was begun."""
    id: str
    """The action's, unique in its postmortem only."""
    place: int
    """Its number in the postmortem, from 1."""
    text: str
    type: ActionType | None
    owner: str
    priority: Priority | None
    state: ActionState
    due: date | None
    review_on: date | None
    tracker: str
    done_when: str
    declined_because: str
    theme: str
    answers: tuple[str, ...] = ()
    """Kinds and categories of the factors that it answers, where they were asked for."""

    @property
    def reference(self) -> str:
        """How people call the postmortem: PM-7."""
        return f"PM-{self.number}"

    @property
    def name(self) -> str:
        """How the command line and exports call the action in its postmortem: A2."""
        return f"A{self.place}"

    @property
    def key(self) -> str:
        """What tells it from every other action of the store."""
        return f"{self.uid}/{self.id}"

    @property
    def day(self) -> date | None:
        """By when it is to be done, or else looked at again."""
        return self.due or self.review_on


class Wanted(Value, kw_only=True):
    """Which actions a list shows; every part narrows it."""

    states: frozenset[ActionState] = frozenset(ActionState)
    overdue: bool = False
    """Only promises whose day has passed, and of these only what one can answer for."""
    mine: bool = False
    service: str = ""
    owner: str = ""
    """A part of the owner's name."""
    factor: str = ""
    """A kind or category of a factor."""
    words: str = ""
    """Every word must stand somewhere in what is known of the action."""


def days_late(promise: Promise, today: date) -> int:
    """For how many days a promise is overdue; 0 where it is not."""
    if promise.state is not ActionState.COMMITTED or promise.day is None:
        return 0
    return max(0, (today - promise.day).days)


def select(
    promises: Iterable[Promise], wanted: Wanted, today: date, me: frozenset[str] = frozenset()
) -> tuple[Promise, ...]:
    """Those that are wanted, in their order. `me` holds one's own names, see `own_names`."""
    words = wanted.words.casefold().split()
    service, owner = wanted.service.casefold(), _plain(wanted.owner)
    return tuple(
        p
        for p in promises
        if p.state in wanted.states
        and (not wanted.overdue or (days_late(p, today) and answerable(p, me)))
        and (not wanted.mine or is_mine(p, me))
        and (not service or service in (s.casefold() for s in p.services))
        and (not owner or owner in _plain(p.owner))
        and (not wanted.factor or wanted.factor in p.answers)
        and (not words or _holds(p, words))
    )


def _holds(promise: Promise, words: Sequence[str]) -> bool:
    text = " ".join(
        (
            promise.text,
            promise.owner,
            promise.reference,
            promise.title,
            promise.tracker,
            promise.done_when,
            promise.theme,
            promise.origin,
            promise.priority or "",
            promise.type or "",
            *promise.services,
        )
    ).casefold()
    return all(word in text for word in words)


def answerable(promise: Promise, me: frozenset[str]) -> bool:
    """Whether a promise is for somebody here to keep: of an own postmortem, or one's own.

    What colleagues promised each other is shown, but raises no alarm in another's store.
    """
    return not promise.origin or is_mine(promise, me)


def is_mine(promise: Promise, me: frozenset[str]) -> bool:
    """Whether the owner is called by one of one's own names."""
    return is_called(promise.owner, me)


def is_called(owner: str, me: frozenset[str]) -> bool:
    """Whether an owner is named by one of one's own names."""
    return bool(owner) and _plain(owner) in me


def own_names(author: str, others: Iterable[str] = ()) -> frozenset[str]:
    """Under which names a person is known as an owner: the name, what comes first in it, others.

    The first name alone counts, since `@noor` is how an owner is typed; missing a promise of
    one's own is worse than seeing one of a namesake.
    """
    names = {_plain(name) for name in (author, *others)}
    if full := _plain(author):
        names.add(full.split()[0])
    return frozenset(names - {""})


def called_so(author: str, people: Iterable[str]) -> str:
    """The one person of a single name: “Maria Lopez” for “maria”; "" where it is none or several."""
    first = _plain(author)
    full = {_plain(name) for name in people}
    found = {name for name in full if name.partition(" ")[0] == first} - {first}
    return next(iter(found)) if len(found) == 1 and first not in full else ""


def _plain(name: str) -> str:
    """A name as `@` words of an entry line are read: no sign, dots as spaces, any case."""
    return " ".join(name.replace(".", " ").split()).removeprefix("@").casefold()


def services_of(promises: Iterable[Promise]) -> tuple[str, ...]:
    """The services that the postmortems of some actions name, each once, in order."""
    found: dict[str, str] = {}
    for promise in promises:
        for service in promise.services:
            found.setdefault(service.casefold(), service)
    return tuple(found[key] for key in sorted(found))
