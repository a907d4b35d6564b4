"""Where findings point into a text: ranges that stay on their words while the text is edited.

A spot is shown by an underline and by a sign at the end of its line, so that it reads without
colour. Between two looks of the review the spots move with the text, so that nothing flashes.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol, TypeAlias

from rich.style import Style

from pmtui.ui.widgets.common import changed_part
from pmtui.ui.widgets.line_list import Key
from pmtui.value import Value

MARKED = Style(underline=True, bold=True)
"""How marked words look."""

_RANKS = {"": 0, "-": 1, "?": 2, "!": 3}


class Spot(Value):
    """One range of a text, in characters, and the sign that stands for it."""

    start: int
    end: int
    sign: str


class Spots(Value):
    """The spots of one text, in its order."""

    text: str = ""
    spots: tuple[Spot, ...] = ()

    def moved_to(self, text: str) -> "Spots":
        """The same words in a text that was edited; a spot that was cut away is gone."""
        if not self.spots or text == self.text:
            return self if self.spots else NOWHERE
        start, same = changed_part(self.text, text)
        stop, put = len(self.text) - same, len(text) - same
        moved = (_moved(spot, start, stop, put) for spot in self.spots)
        return Spots(text, tuple(spot for spot in moved if spot is not None))

    def nearest(self, at: int) -> int:
        """The position of the spot that is at an offset, else of the nearest; -1 without any."""
        if not self.spots:
            return -1
        return min(range(len(self.spots)), key=lambda i: distance(at, self.spots[i]))

    def sign(self, start: int, end: int) -> str:
        """The strongest sign of the spots that touch a part of the text."""
        signs = [s.sign for s in self.spots if s.start < end and s.end > start]
        return max(signs, key=_RANKS.__getitem__, default="")


NOWHERE = Spots()
SpotsByKey: TypeAlias = Mapping[Key, Spots]
NO_SPOTS: SpotsByKey = MappingProxyType({})
"""What a form shows that knows of no findings."""


def stronger(sign: str, other: str) -> bool:
    """Whether a sign outweighs another."""
    return _RANKS[sign] > _RANKS[other]


def _moved(spot: Spot, start: int, stop: int, put: int) -> Spot | None:
    """A spot after the characters from `start` to `stop` became those from `start` to `put`."""
    if spot.end <= start:
        return spot
    by = put - stop
    if spot.start >= stop:
        return Spot(spot.start + by, spot.end + by, spot.sign)
    first = spot.start if spot.start < start else put
    last = spot.end + by if spot.end > stop else start
    return Spot(first, last, spot.sign) if first < last else None


class Range(Protocol):
    """A part of a text."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """The character behind it."""


def distance(at: int, spot: Range) -> int:
    """How many characters lie between an offset and a range; 0 inside and at its edges."""
    return max(spot.start - at, at - spot.end, 0)
