"""How much two incidents resemble each other, and why, in words that are true of both.

A shared mark counts the more the rarer it is among all postmortems at hand. The result is the
same in both directions, and the same for the same store.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log

from pmtui.memory.fingerprint import (
    ERROR,
    KIND,
    LINE,
    PHRASE,
    SERVICE,
    TAG,
    TROUBLE,
    WORD,
    Fingerprint,
)
from pmtui.memory.known_errors import is_status
from pmtui.memory.stems import WEAK

LISTED = 0.18
"""The likeness from which a postmortem is worth showing."""
ALIKE = 0.45
"""The likeness from which a person is asked whether it is the same trouble again (C36)."""

_UNSEEN = 50
"""Postmortems that are imagined beside those at hand, so that a small store calls nothing rare."""
_EVERYWHERE = 15
"""In how many of them an everyday word stands."""
_OFTEN = 10
"""In how many of them a sort of trouble is spoken of."""
_TEXT, _TROUBLE = 18.0, 5.0
"""What words and sorts of trouble count beside one service, line or error that is shared."""
_SHOWN = 4
"""Words and phrases that a reason names."""
_LINE_SHOWN = 60
"""Characters of a log line that a reason shows."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare marks are: how many postmortems there are, and how many of them have each."""

    total: int
    counts: Mapping[str, int]

    def of(self, key: str) -> float:
        """From 0 for what stands nearly everywhere to nearly 1 for what stands in one only."""
        prior = 1
        if key[0] == TROUBLE:
            prior = _OFTEN
        elif key[0] == WORD and key[1:] in WEAK:
            prior = _EVERYWHERE
        all_of_them = self.total + _UNSEEN
        return max(0.0, log(all_of_them / (self.counts.get(key, 1) + prior)) / log(all_of_them))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two fingerprints resemble each other, from 0 to 1, and why."""

    strength: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    strength: float
    reason: str


def likeness(here: Fingerprint, there: Fingerprint, rarity: Rarity) -> Likeness:
    """The likeness of two incidents. Reasons name the strongest first; “here” is the first one."""
    shared: dict[str, list[str]] = {}
    for key in here.marks:
        if key in there.marks:
            shared.setdefault(key[0], []).append(key)
    parts = [
        part(keys, here, there, rarity)
        for what, part in _PARTS.items()
        if (keys := shared.get(what))
    ]
    if spoken := shared.get(WORD, []) + shared.get(PHRASE, []):
        parts.append(_speech(spoken, here, there, rarity))
    parts.sort(key=lambda part: -part.strength)
    total = sum(part.strength for part in parts)
    return Likeness(1 - exp(-total / 2), tuple(part.reason for part in parts if part.reason))


def sought(here: Fingerprint, rarity: Rarity) -> dict[str, float]:
    """By which marks candidates are looked for, each with about what sharing it would count."""
    found = {}
    for key, mark in here.marks.items():
        rare = rarity.of(key)
        if key[0] in (WORD, PHRASE):
            weight = _TEXT * mark.weight * rare**2
        else:
            weight = _SOUGHT.get(key[0], 0.0) * rare * (mark.weight if key[0] == TROUBLE else 1)
        if weight > 0:
            found[key] = weight
    return found


def _services(keys: list[str], here: Fingerprint, there: Fingerprint, rarity: Rarity) -> _Part:
    strength = sum(0.3 + 0.3 * rarity.of(key) for key in keys)
    return _Part(min(0.9, strength), f"same service: {_names(keys, here)}")


def _tags(keys: list[str], here: Fingerprint, there: Fingerprint, rarity: Rarity) -> _Part:
    strength = sum(0.4 * rarity.of(key) for key in keys)
    return _Part(min(0.8, strength), f"same tag: {_names(keys, here)}")


def _kinds(keys: list[str], here: Fingerprint, there: Fingerprint, rarity: Rarity) -> _Part:
    strength = sum(0.2 * rarity.of(key) for key in keys)
    return _Part(min(0.3, strength), f"a factor of the same sort: {_names(keys, here, '; ')}")


def _errors(keys: list[str], here: Fingerprint, there: Fingerprint, rarity: Rarity) -> _Part:
    strength = sum((0.25 if is_status(key[1:]) else 0.6) * rarity.of(key) for key in keys)
    return _Part(min(1.0, strength), f"both tell of {_names(keys, here)}")


def _lines(keys: list[str], here: Fingerprint, there: Fingerprint, rarity: Rarity) -> _Part:
    strength = sum(0.6 * rarity.of(key) for key in keys)
    count = f"{len(keys)} shared log signatures" if len(keys) > 1 else "a shared log signature"
    line = max(keys, key=lambda key: (rarity.of(key), len(key), key))[1:]
    if len(line) > _LINE_SHOWN:
        line = line[: _LINE_SHOWN - 1].rstrip() + "…"
    return _Part(min(1.8, strength), f"{count} (“{line}”)")


def _troubles(keys: list[str], here: Fingerprint, there: Fingerprint, rarity: Rarity) -> _Part:
    strength = {
        key: here.marks[key].weight * there.marks[key].weight * rarity.of(key) ** 2 for key in keys
    }
    key = max(keys, key=lambda key: (strength[key], key))
    ours, theirs = here.marks[key].shown, there.marks[key].shown
    said = ours if ours == theirs else f"{ours} here, {theirs} there"
    return _Part(_TROUBLE * sum(strength.values()), f"both speak of {key[1:]} ({said})")


def _speech(keys: list[str], here: Fingerprint, there: Fingerprint, rarity: Rarity) -> _Part:
    weight = {
        key: here.marks[key].weight * there.marks[key].weight * rarity.of(key) ** 2 for key in keys
    }
    named: list[str] = []
    covered: set[str] = set()
    for key in sorted(keys, key=lambda key: (-weight[key] * len(key[1:].split()), key)):
        stems = set(key[1:].split())
        if len(named) < _SHOWN and not stems & covered and not stems <= WEAK:
            covered |= stems
            ours, theirs = here.marks[key].shown, there.marks[key].shown
            same = ours.casefold() == theirs.casefold()
            named.append(f"“{ours}”" if same else f"“{ours}” / “{theirs}”")
    reason = f"both speak of {', '.join(named)}" if named else ""
    return _Part(_TEXT * sum(weight.values()), reason)


_PARTS = {
    SERVICE: _services,
    TAG: _tags,
    KIND: _kinds,
    ERROR: _errors,
    LINE: _lines,
    TROUBLE: _troubles,
}
"""What a shared mark of each sort counts, and how it is told; words and phrases count together."""

_SOUGHT = {SERVICE: 0.6, TAG: 0.4, ERROR: 0.6, LINE: 0.6, TROUBLE: _TROUBLE / 2}
"""What a shared mark of each sort counts at most, where candidates are looked for."""


def _names(keys: list[str], here: Fingerprint, between: str = ", ") -> str:
    return between.join(here.marks[key].shown for key in keys)
