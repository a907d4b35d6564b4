"""The state that an exported copy was made of, and the names and masks that it was made with.

The copy says neither. Both are found by rendering anew and taking what is nearest to it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import get_args

from pmtui.domain.changes import apply
from pmtui.domain.postmortem import Postmortem
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.exporters.options import Names
from pmtui.importers.document.exported import zone_of
from pmtui.privacy import Protection, protected
from pmtui.store.model import Operation

STATES = 24
"""States of the history that are rendered in search of the one that left."""
Render = Callable[[Postmortem], str]


def nearest_rendering(
    text: str,
    pm: Postmortem,
    reference: str,
    pseudonyms: Mapping[str, str],
    customers: tuple[str, ...],
    others: Mapping[str, str],
) -> Render:
    """The rendering with the names and masks that the copy was made with."""
    usual = Protection(customers=customers, pseudonyms=pseudonyms)
    names = min(
        get_args(Names),
        key=lambda n: distance(text, rendering(text, n, usual, reference, others)(pm)),
    )
    if not protected(pm, usual).masked:
        return rendering(text, names, usual, reference, others)
    kinds = (
        usual,
        replace(usual, personal="pseudonyms"),
        replace(usual, personal="keep"),
        Protection(as_is=True),
    )
    renders = [rendering(text, names, kind, reference, others) for kind in kinds]
    return min(renders, key=lambda render: distance(text, render(pm)))


def rendering(
    text: str,
    names: Names,
    protection: Protection,
    reference: str,
    others: Mapping[str, str] | None = None,
) -> Render:
    """How a state is written down as the copy was, with these names and masks."""
    appendix = "\n## Appendix\n" in text
    sources = "\n### Source texts\n" in text

    def render(pm: Postmortem) -> str:
        zone = zone_of(text)
        copy = protected(pm, protection)
        options = ExportOptions(
            now=_NEVER,
            zone=zone if zone and zone != pm.overview.zone else None,
            names=names,
            reference=reference,
            appendix=appendix,
            sources=sources,
            timeline="table",
            actions="table",
            others={copy.swap(w): copy.swap(name) for w, name in (others or {}).items()},
        )
        return FLAVOURS["gfm"].render(copy.postmortem, options)

    return render


_NEVER = datetime(2000, 1, 1)
"""The moment of an export is never printed."""


def nearest_state(
    text: str, pm: Postmortem, operations: Sequence[Operation], render: Render
) -> tuple[Postmortem, int, str]:
    """The state that is nearest to the copy, the latest where several are as near."""
    states = dict(_states(operations, pm.uid))
    total = len(operations) + (states.get(len(operations)) != pm)
    states[total] = pm  # what is not saved yet counts as one more
    tried: dict[int, tuple[int, str]] = {}

    def far(number: int) -> int:
        if number not in tried:
            left = render(states[number])
            tried[number] = (distance(text, left), left)
        return tried[number][0]

    latest_first = sorted(states, reverse=True)
    step = max(1, len(latest_first) // STATES)
    at = latest_first.index(min(latest_first[::step], key=far))
    best = min(latest_first[max(0, at - step) : at + step + 1], key=far)
    return states[best], total - best, tried[best][1]


def _states(operations: Sequence[Operation], uid: str) -> Iterator[tuple[int, Postmortem]]:
    """The value after each step, by how many operations had been made."""
    value = Postmortem(uid=uid, facets=())  # where every history starts
    for number, operation in enumerate(operations, 1):
        value = apply(value, operation.changes)
        following = operations[number] if number < len(operations) else None
        if following is None or following.step != operation.step:
            yield number, value


def _words(text: str) -> Counter[str]:
    return Counter(
        word for line in text.splitlines() if not line.startswith(_PASSING) for word in line.split()
    )


def distance(text: str, other: str) -> int:
    """How many words only one of the two has, but for the banner and the status."""
    one, two = _words(text), _words(other)
    return (one - two).total() + (two - one).total()


_PASSING = ("**DRAFT", "- **Status:**", "Written with pmtui", "Criteria set:", "Last change of")


def share(text: str, other: str) -> float:
    """The share of words that two texts have in common, from 0 to 1."""
    one, two = _words(text), _words(other)
    total = max(one.total(), two.total())
    return (one & two).total() / total if total else 0.0
