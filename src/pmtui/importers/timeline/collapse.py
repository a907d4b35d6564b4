"""Repeats of one line folded into a group with a count and its first and last time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pmtui.importers.timeline.model import ParsedEvent

_VARIES = re.compile(r"0x[0-9a-fA-F]{1,16}|\b[0-9a-f]{8,64}\b|\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Group:
    """Events that say the same. `events` keeps all of them, so a group can be expanded."""

    events: tuple[ParsedEvent, ...]

    @property
    def count(self) -> int:
        """How many events it stands for."""
        return len(self.events)

    @property
    def first(self) -> ParsedEvent:
        """The earliest in the order of the source."""
        return self.events[0]

    @property
    def last(self) -> ParsedEvent:
        """The latest in the order of the source."""
        return self.events[-1]

    @property
    def text(self) -> str:
        """The words of the first, which stand for all."""
        return self.first.text


def collapse(events: Iterable[ParsedEvent]) -> list[Group]:
    """Group neighbours that say the same; numbers, addresses and hashes may differ.

    Two kinds of repeats that take turns (a check and its answer) are folded as well: an event
    joins a group of the last four. Order of the groups is that of their first events.
    """
    groups: list[list[ParsedEvent]] = []
    keys: list[tuple[str, str, str]] = []
    for event in events:
        key = (event.format, event.actor or "", _VARIES.sub("#", event.text.casefold()))
        recent = range(len(groups) - 1, max(len(groups) - 5, -1), -1)
        place = next((i for i in recent if keys[i] == key), -1)
        if place < 0:
            groups.append([event])
            keys.append(key)
        else:
            groups[place].append(event)
    return [Group(tuple(group)) for group in groups]
