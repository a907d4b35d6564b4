"""An exported Markdown copy that comes back: of which state it is a copy, and what differs.

The copy does not say from which point of the history it was made, nor with which names and masks.
Both are found by rendering anew and taking what is nearest to it, so that only what people changed
outside remains.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import get_args

from pmtui.domain.called import read_called
from pmtui.domain.changes import apply
from pmtui.domain.postmortem import Postmortem
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.exporters.gfm import heading_of
from pmtui.exporters.options import Names
from pmtui.importers.document.difference import Difference, Piece, accepted, difference
from pmtui.importers.document.exported import is_exported, zone_of
from pmtui.privacy import Protection, protected
from pmtui.store.model import Operation

__all__ = [
    "Compared",
    "Piece",
    "accepted",
    "around",
    "chosen",
    "compared",
    "is_copy",
    "label_of",
]

ENOUGH = 0.5
"""The share of words in common from which a copy without the title is one of this postmortem."""
STATES = 24
"""States of the history that are rendered in search of the one that left."""
Render = Callable[[Postmortem], str]


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs, and the point of the history that the copy was made from."""

    difference: Difference
    since: int = 0
    """How many operations were made in the workbook since the copy left."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The differences, piece by piece."""
        return self.difference.pieces

    @property
    def notes(self) -> tuple[str, ...]:
        """What should be said about it, in sentences."""
        if not self.since or not self.pieces:
            return self.difference.notes
        changes = f"{self.since:,} change{'s' * (self.since != 1)}"
        return (
            f"The workbook has {changes} that the document does not know; they stay.",
            *self.difference.notes,
        )


def is_copy(text: str, pm: Postmortem, reference: str) -> bool:
    """Whether a text is an exported copy of this very postmortem."""
    if not is_exported(text):
        return False
    head = text[:4000]
    title = pm.overview.title.strip()
    # The heading is compared as it is exported: escaped, and with what is masked in it.
    same_title = bool(title) and any(
        f"\n{heading_of(value)}\n" in f"\n{head}"
        for value in (pm, protected(pm, Protection()).postmortem)
    )
    if f"- **Reference:** {reference}\n" in head and (same_title or not title):
        return True
    share = _share(text, _rendering(text, "full", Protection(as_is=True), reference)(pm))
    return share >= (ENOUGH / 2 if same_title else ENOUGH)


def compared(
    text: str,
    pm: Postmortem,
    reference: str,
    *,
    operations: Sequence[Operation] = (),
    pseudonyms: Mapping[str, str] | None = None,
    customers: tuple[str, ...] = (),
    others: Mapping[str, str] | None = None,
) -> Compared:
    """What somebody changed in a copy of a postmortem. Pure; the store is not touched.

    `operations` is the whole history, oldest first, in which the state that left is looked for;
    `others` is what an export calls the postmortems that this one was compared with.
    """
    others = others or {}
    render = _nearest_rendering(text, pm, reference, pseudonyms or {}, customers, others)
    value, since, left = pm, 0, render(pm)
    if _distance(text, left) and operations:
        value, since, left = _nearest_state(text, pm, operations, render)
    read = {written: read_called(name) for written, name in others.items()}
    known = {other.reference: written for written, other in read.items() if other is not None}
    found = difference(text, left, value, pm, known)
    names = {written: other.name for written, other in read.items() if other is not None}
    pieces = tuple(_called(piece, names) for piece in found.pieces)
    return Compared(replace(found, pieces=pieces), since)


def _called(piece: Piece, names: Mapping[str, str]) -> Piece:
    """A difference that calls another postmortem as the export does."""
    if piece.table != "related":
        return piece
    what, before, after = piece.what, piece.before, piece.after
    for written, name in names.items():
        what, before, after = (t.replace(written, name) for t in (what, before, after))
    return replace(piece, what=what, before=before, after=after)


def chosen(pieces: Sequence[Piece], wanted: str) -> tuple[Piece, ...]:
    """The pieces that `all` or `1,3-5` name. Raises ValueError with a sentence for anything else."""
    if wanted.strip().lower() == "all":
        return tuple(pieces)
    numbers: set[int] = set()
    for part in wanted.replace(" ", "").split(","):
        first, dash, last = part.partition("-")
        last = last if dash else first
        read = first.isdecimal() and last.isdecimal() and max(len(first), len(last)) < 6
        if not read or int(first) > int(last):
            raise ValueError(
                f"“{wanted[:40]}” names no differences. Type all, or numbers like 1,3-5."
            )
        numbers.update(range(int(first), int(last) + 1))
    known = {piece.number for piece in pieces}
    if unknown := sorted(numbers - known):
        raise ValueError(
            f"There is no difference {unknown[0]}; they are numbered 1 to {len(pieces)}."
            if pieces
            else "There is no difference to accept."
        )
    return tuple(piece for piece in pieces if piece.number in numbers)


def around(before: str, after: str, most: int = 200) -> tuple[str, str]:
    """Two texts cut to where they differ, where they are long."""
    if max(len(before), len(after)) <= most:
        return before, after
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-end - 1] == after[-end - 1]:
        end += 1
    room = most // 4
    first = max(0, start - room)
    shown = []
    for text in (before, after):
        last = min(len(text), len(text) - end + room)
        cut = text[first : min(last, first + 2 * most)]
        tail = "…" if first + len(cut) < len(text) else ""
        shown.append(f"{'…' if first else ''}{cut}{tail}")
    return shown[0], shown[1]


def label_of(count: int, name: str) -> str:
    """The label of the step that accepts pieces."""
    return f"accept {count:,} change{'s' * (count != 1)} from {name}"


def _nearest_rendering(
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
        key=lambda n: _distance(text, _rendering(text, n, usual, reference, others)(pm)),
    )
    if not protected(pm, usual).masked:
        return _rendering(text, names, usual, reference, others)
    kinds = (
        usual,
        replace(usual, personal="pseudonyms"),
        replace(usual, personal="keep"),
        Protection(as_is=True),
    )
    renders = [_rendering(text, names, kind, reference, others) for kind in kinds]
    return min(renders, key=lambda render: _distance(text, render(pm)))


def _rendering(
    text: str,
    names: Names,
    protection: Protection,
    reference: str,
    others: Mapping[str, str] | None = None,
) -> Render:
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


def _nearest_state(
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
            tried[number] = (_distance(text, left), left)
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


def _distance(text: str, other: str) -> int:
    """How many words only one of the two has, but for the banner and the status."""
    one, two = _words(text), _words(other)
    return (one - two).total() + (two - one).total()


_PASSING = ("**DRAFT", "- **Status:**", "Written with pmtui", "Criteria set:", "Last change of")


def _share(text: str, other: str) -> float:
    one, two = _words(text), _words(other)
    total = max(one.total(), two.total())
    return (one & two).total() / total if total else 0.0
