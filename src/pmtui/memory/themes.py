"""What recurs across postmortems, each number with the postmortems behind it.

Counted are postmortems, not records, so that one long document weighs no more than another. There
are no means and no people here: a theme is where to look, not a score.
"""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from pmtui.domain.vocabulary import CauseCategory, Facet, FactorKind, Status
from pmtui.memory.spans import Span
from pmtui.value import Value

BAR = "█"
"""One step of a bar; terminals without it are shown its plain twin."""


class Kind(StrEnum):
    """What recurs; the value is the heading."""

    FACET = "response to improve"
    FACTOR = "kinds of contributing factors"
    CATEGORY = "categories of contributing factors"
    OPEN = "criteria left open"
    WAIVER = "criteria and rules waived"


Sighting: TypeAlias = tuple[str, Kind, str]
"""A postmortem's uid, what was seen in it, and which one: a facet, a kind, a criterion's id."""


class Source(Value):
    """A postmortem that a number counts."""

    uid: str
    number: int
    title: str
    status: Status
    day: date
    """The day of the incident, or the one on which the postmortem was begun."""
    origin: str = ""

    @property
    def reference(self) -> str:
        """How people call it: PM-7."""
        return f"PM-{self.number}"

    @property
    def judged(self) -> bool:
        """Whether criteria left open in it mean anything: a draft has not been finished yet."""
        return self.status is not Status.DRAFT


class Theme(Value):
    """One thing that recurs, the latest postmortem first."""

    kind: Kind
    key: str
    sources: tuple[Source, ...]

    @property
    def count(self) -> int:
        """In how many postmortems it was seen."""
        return len(self.sources)


_ORDERS: dict[Kind, tuple[str, ...]] = {
    Kind.FACET: tuple(f.value for f in Facet),
    Kind.FACTOR: tuple(k.value for k in FactorKind),
    Kind.CATEGORY: tuple(c.value for c in CauseCategory),
}


def within(sources: Iterable[Source], span: Span) -> tuple[Source, ...]:
    """The postmortems of a span, the latest first."""
    found = [s for s in sources if span.holds(s.day)]
    return tuple(sorted(found, key=lambda s: (s.day, s.number), reverse=True))


def themes(sources: Iterable[Source], seen: Iterable[Sighting]) -> tuple[Theme, ...]:
    """What was seen in these postmortems: by kind, in each kind the most frequent first."""
    known = {s.uid: (place, s) for place, s in enumerate(sources)}
    found: dict[tuple[Kind, str], dict[int, Source]] = {}
    for uid, kind, key in seen:
        if uid in known:
            place, source = known[uid]
            found.setdefault((kind, key), {})[place] = source
    made = [
        Theme(kind, key, tuple(by_place[place] for place in sorted(by_place)))
        for (kind, key), by_place in found.items()
    ]
    return tuple(sorted(made, key=_rank))


def _rank(theme: Theme) -> tuple[int, int, int, str]:
    order = _ORDERS.get(theme.kind, ())
    place = order.index(theme.key) if theme.key in order else len(order)
    return list(Kind).index(theme.kind), -theme.count, place, theme.key


def label(theme: Theme, asks: Callable[[str], str]) -> str:
    """What a theme is called; `asks` gives the question behind the id of a criterion or rule."""
    if theme.kind not in (Kind.OPEN, Kind.WAIVER):
        return theme.key
    return f"{theme.key} {asks(theme.key)}".rstrip()


def bar(count: int, most: int, width: int) -> str:
    """A bar for a count among counts up to `most`: a cell for each, until `width` holds no more.

    Where it does not, the greatest count takes all of it and no other one is empty.
    """
    return BAR * max(1, round(width * count / max(most, width))) if count else ""


def references(theme: Theme, most: int) -> str:
    """The postmortems behind a number by their references, and how many more there are."""
    shown = ", ".join(s.reference for s in theme.sources[:most])
    return f"{shown}, +{theme.count - most}" if theme.count > most else shown
