"""How much two incidents resemble each other, and why, in words that are true of both.

A shared mark counts the more the rarer it is among all postmortems at hand. The result is the
same in both directions, and the same for the same store.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
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
from pmtui.value import Value

_UNSEEN = 80
"""Postmortems that are imagined beside those at hand, so that a small store calls nothing rare."""
_EVERYWHERE = 20
"""In how many of them an everyday word stands."""
_OFTEN = 12
"""In how many of them a sort of trouble is spoken of."""
_TEXT, _TROUBLE = 18.0, 5.0
"""What words and sorts of trouble count beside one service, line or error that is shared."""
_WEAKLY = 0.3
"""The part of it that words count where all of them are everyday words."""
_SHOWN = 4
"""Words and phrases that a reason names."""
_WORDS_ALONE = 3
"""Telling words that are a likeness by themselves."""
_SAME, _SAME_LEAST = 0.85, 20
"""The part of two texts' words that makes them one text, and how many words tell so at least."""
_LINE_SHOWN = 60
"""Characters of a log line that a reason shows."""


class Rarity:
    """How rare marks are: how many postmortems there are, and how many of them have each."""

    def __init__(self, total: int, counts: Mapping[str, int]) -> None:
        """`counts` may leave out marks that no other postmortem has."""
        self._counts = counts
        self._all = total + _UNSEEN
        self._known: dict[str, float] = {}

    def of(self, key: str) -> float:
        """From 0 for what stands nearly everywhere to nearly 1 for what stands in one only."""
        if key not in self._known:
            prior = 1
            if key[0] == TROUBLE:
                prior = _OFTEN
            elif key[0] == WORD and key[1:] in WEAK:
                prior = _EVERYWHERE
            rare = log(self._all / (self._counts.get(key, 1) + prior)) / log(self._all)
            self._known[key] = max(0.0, rare)
        return self._known[key]


class Likeness(Value):
    """How much two fingerprints resemble each other, from 0 to 1, and why."""

    strength: float
    reasons: tuple[str, ...]
    solid: bool = False
    """Whether more is shared than a few words, so that a person may be asked about it."""
    same: bool = False
    """Whether nearly all words of both are shared: one text written down twice, not two incidents."""


class _Part(Value):
    strength: float
    tell: Callable[[], str]
    """The reason in words, made when it is asked for; "" for none worth telling."""


def likeness(here: Fingerprint, there: Fingerprint, rarity: Rarity) -> Likeness:
    """The likeness of two incidents. Reasons name the strongest first; “here” is the first one."""
    parts = _parts(here, there, rarity)
    parts.sort(key=lambda part: -part.strength)
    reasons = (part.tell() for part in parts)
    told = tuple(reason for reason in reasons if reason)
    shared = here.marks.keys() & there.marks.keys()
    return Likeness(_whole(parts), told, _solid(shared), _same(shared, here, there))


def strength(here: Fingerprint, there: Fingerprint, rarity: Rarity) -> float:
    """How much two incidents resemble each other, from 0 to 1; the same both ways."""
    return _whole(_parts(here, there, rarity))


def _whole(parts: Iterable[_Part]) -> float:
    return 1 - exp(-sum(part.strength for part in parts) / 2)


def _solid(shared: Iterable[str]) -> bool:
    """Whether shared marks are more than a few words; two short texts are soon as much alike."""
    words = 0
    for key in shared:
        if key[0] in (SERVICE, TAG, LINE, TROUBLE) or (key[0] == ERROR and not is_status(key[1:])):
            return True
        words += key[0] == WORD and key[1:] not in WEAK
    return words >= _WORDS_ALONE


def _same(shared: Iterable[str], here: Fingerprint, there: Fingerprint) -> bool:
    """Whether shared words and phrases are nearly all; the squares of their weights add up to 1."""
    spoken = [key for key in shared if key[0] in (WORD, PHRASE)]
    return len(spoken) >= _SAME_LEAST and all(
        sum(one.marks[key].weight ** 2 for key in spoken) >= _SAME for one in (here, there)
    )


def _parts(here: Fingerprint, there: Fingerprint, rarity: Rarity) -> list[_Part]:
    shared: dict[str, list[str]] = {}
    for key in sorted(here.marks.keys() & there.marks.keys()):
        shared.setdefault(key[0], []).append(key)
    parts = [
        part(keys, here, there, rarity)
        for what, part in _PARTS.items()
        if (keys := shared.get(what))
    ]
    spoken = shared.get(WORD, []) + shared.get(PHRASE, [])
    speech = _speech(spoken, here, there, rarity)
    weak = all(set(key[1:].split()) <= WEAK for key in spoken)
    if not weak:
        parts.append(speech)
    beside = sum(part.strength for part in parts)
    for what, (part, alone) in _BESIDE.items():
        if keys := shared.get(what):
            one = part(keys, here, there, rarity)
            parts.append(replace(one, strength=min(one.strength, alone + 2 * beside)))
    if spoken and weak:
        parts.append(replace(speech, strength=_WEAKLY * speech.strength))
    return parts


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
    total = sum(0.3 + 0.3 * rarity.of(key) for key in keys)
    return _Part(min(0.9, total), lambda: f"same service: {_names(keys, here)}")


def _tags(keys: list[str], here: Fingerprint, there: Fingerprint, rarity: Rarity) -> _Part:
    total = sum(0.4 * rarity.of(key) for key in keys)
    return _Part(min(0.8, total), lambda: f"same tag: {_names(keys, here)}")


def _kinds(keys: list[str], here: Fingerprint, there: Fingerprint, rarity: Rarity) -> _Part:
    total = sum(0.2 * rarity.of(key) for key in keys)
    return _Part(min(0.3, total), lambda: f"a factor of the same sort: {_names(keys, here, '; ')}")


def _errors(keys: list[str], here: Fingerprint, there: Fingerprint, rarity: Rarity) -> _Part:
    total = sum((0.25 if is_status(key[1:]) else 0.6) * rarity.of(key) for key in keys)
    return _Part(min(1.0, total), lambda: f"both tell of {_names(keys, here)}")


def _lines(keys: list[str], here: Fingerprint, there: Fingerprint, rarity: Rarity) -> _Part:
    def tell() -> str:
        count = f"{len(keys)} shared log signatures" if len(keys) > 1 else "a shared log signature"
        line = max(keys, key=lambda key: (rarity.of(key), len(key), key))[1:]
        if len(line) > _LINE_SHOWN:
            line = line[: _LINE_SHOWN - 1].rstrip() + "…"
        return f"{count} (“{line}”)"

    return _Part(min(1.8, sum(0.6 * rarity.of(key) for key in keys)), tell)


def _weights(
    keys: Iterable[str], here: Fingerprint, there: Fingerprint, rarity: Rarity
) -> dict[str, float]:
    """What each shared mark counts by how much both make of it."""
    ours, theirs = here.marks, there.marks
    return {key: ours[key].weight * theirs[key].weight * rarity.of(key) ** 2 for key in keys}


def _troubles(keys: list[str], here: Fingerprint, there: Fingerprint, rarity: Rarity) -> _Part:
    weights = _weights(keys, here, there, rarity)

    def tell() -> str:
        key = max(keys, key=lambda key: (weights[key], key))
        ours, theirs = here.marks[key].shown, there.marks[key].shown
        said = ours if ours == theirs else f"{ours} here, {theirs} there"
        return f"both speak of {key[1:]} ({said})"

    return _Part(_TROUBLE * sum(weights.values()), tell)


def _speech(keys: list[str], here: Fingerprint, there: Fingerprint, rarity: Rarity) -> _Part:
    weights = _weights(keys, here, there, rarity)

    def tell() -> str:
        named: list[str] = []
        covered: set[str] = set()
        for key in sorted(keys, key=lambda key: (-weights[key] * len(key[1:].split()), key)):
            stems = set(key[1:].split())
            if len(named) < _SHOWN and not stems & covered and not stems <= WEAK:
                covered |= stems
                ours, theirs = here.marks[key].shown, there.marks[key].shown
                same = ours.casefold() == theirs.casefold()
                named.append(f"“{ours}”" if same else f"“{ours}” / “{theirs}”")
        return f"both speak of {', '.join(named)}" if named else ""

    return _Part(_TEXT * sum(weights.values()), tell)


_PARTS = {
    TAG: _tags,
    ERROR: _errors,
    LINE: _lines,
}
"""What shared marks of each sort count, and how they are told; words and phrases count together."""

_BESIDE = {
    SERVICE: (_services, 0.25),
    TROUBLE: (_troubles, 0.15),
    KIND: (_kinds, 0.05),
}
"""What counts in full only beside other marks, and how much it counts alone: two incidents of one
service, two of slowness, or two with an untested change need not be alike."""

_SOUGHT = {SERVICE: 0.6, TAG: 0.4, ERROR: 0.6, LINE: 0.6, TROUBLE: _TROUBLE / 2}
"""What a shared mark of each sort counts at most, where candidates are looked for."""


def _names(keys: list[str], here: Fingerprint, between: str = ", ") -> str:
    return between.join(here.marks[key].shown for key in keys)
