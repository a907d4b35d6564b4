"""The fingerprint of a postmortem: the marks by which another incident can be told to resemble it.

Services, tags, kinds and categories of factors, errors that systems share, signatures of log
lines, the sorts of trouble that it speaks of most, and weighted words and phrases. A fingerprint
depends on its postmortem alone, so that it can be kept; how rare a mark is, is asked of the store
when two are compared.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from itertools import islice
from math import log, sqrt

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import CauseCategory
from pmtui.language.lexicon import GIVEN_NAMES
from pmtui.memory.known_errors import known_errors
from pmtui.memory.signatures import signatures
from pmtui.memory.stems import WEAK, Word, phrase, telling
from pmtui.memory.troubles import TROUBLES
from pmtui.memory.words import words
from pmtui.value import Value

VERSION = 2
"""Raised whenever the same postmortem gets another fingerprint than before."""

SERVICE, TAG, KIND, ERROR, LINE, TROUBLE, WORD, PHRASE = "stkelxwp"
"""What a mark is of: the first character of its key. KIND is a kind of factor with its category."""

WORDS, PHRASES, LINES = 200, 100, 40
"""How many words, phrases and lines are kept: the heaviest, the heaviest, the first."""
TROUBLES_KEPT = 5
RECORDS = 400
"""Events, and pieces of evidence, that are read; a longer timeline is told by its beginning."""
_LONGEST = 4_000
"""Characters of one text that are read."""
_ALL = 80_000
"""Characters that are read of all texts together, so that no postmortem takes long."""
_LINES_READ = 400
"""Lines of errors that are read, repeats included."""
_SHOWN = 3
"""Words of a sort of trouble that are remembered as they stand."""
_FEW = 1.5
"""The weight that the words of a sort of trouble have together at least."""


class Mark(Value):
    """One mark: how much it weighs in its postmortem, and how it stands there."""

    weight: float
    shown: str


class Fingerprint(Value):
    """The marks of one postmortem by their keys: a character of what it is, and what it says."""

    marks: Mapping[str, Mark] = field(default_factory=dict)

    def of(self, what: str) -> Iterator[tuple[str, Mark]]:
        """The marks of one sort, with their keys."""
        return ((key, mark) for key, mark in self.marks.items() if key[0] == what)


def fingerprint(pm: Postmortem) -> Fingerprint:
    """The fingerprint of a postmortem. Pure; the same value gives the same marks in one order."""
    marks: dict[str, Mark] = {}
    for service in pm.overview.services:
        marks.setdefault(SERVICE + service.casefold(), Mark(1.0, service))
    for tag in pm.overview.tags:
        marks.setdefault(TAG + tag.casefold(), Mark(1.0, tag))
    for factor in pm.factors:
        if factor.kind and factor.category and factor.category is not CauseCategory.UNKNOWN:
            said = f"{factor.kind.value}, {factor.category.value}"
            marks.setdefault(KIND + said, Mark(1.0, said))
    texts = _bounded(_texts(pm))
    marks |= _errors(pm, texts)
    marks |= _words(texts, _people(pm))
    return Fingerprint(marks)


def _texts(pm: Postmortem) -> Iterator[tuple[float, str]]:
    """The prose with its weights: what something was called and why it happened weigh most."""
    overview = pm.overview
    yield 3.0, overview.title
    yield 2.0, overview.summary
    for factor in pm.factors:
        yield 2.0, factor.text
        yield 1.5, factor.detail
        yield 1.5, factor.why_chain
    yield 1.0, overview.resolution
    yield 1.0, pm.causes.lead_up
    yield 1.0, pm.impact.description
    yield 1.0, pm.impact.functions
    yield 0.5, overview.background
    for event in pm.events[:RECORDS]:
        yield 0.3, event.text
        yield 0.3, event.detail
    for lesson in pm.lessons:
        yield 1.0, lesson.text
    for facet in pm.facets:
        yield 1.0, facet.worked
        yield 1.0, facet.to_improve
    for action in pm.actions:
        yield 0.8, action.text


def _bounded(texts: Iterable[tuple[float, str]]) -> list[tuple[float, str]]:
    """The texts with what is read of each, until enough was read."""
    left = _ALL
    kept = []
    for weight, text in texts:
        part = text[: min(_LONGEST, left)]
        if part.strip():
            kept.append((weight, part))
            left -= len(part)
    return kept


def _people(pm: Postmortem) -> frozenset[str]:
    """Names of people, folded: that the same person took part is no likeness of incidents."""
    named = [pm.overview.owner, pm.review.reviewer, pm.review.approver, *pm.review.readers]
    named += [text for p in pm.participants for text in (p.name, p.handle)]
    named += [action.owner for action in pm.actions]
    return GIVEN_NAMES.union(*(words(name) for name in named))


def _errors(pm: Postmortem, texts: list[tuple[float, str]]) -> dict[str, Mark]:
    shown = [text for _, text in _bounded((0.0, v.text) for v in pm.evidence[:RECORDS])]
    whole = "\n".join((*(text for _, text in texts), *shown))
    marks = {ERROR + name: Mark(1.0, name) for name in known_errors(whole)}
    events = ((0.0, text) for e in pm.events[:RECORDS] for text in (e.text, e.detail))
    told = [text for _, text in _bounded(events)]
    found = (line for text in (*shown, *told) for line in signatures(text))
    lines = islice(dict.fromkeys(islice(found, _LINES_READ)), LINES)
    return marks | {LINE + line: Mark(1.0, line) for line in lines}


def _words(texts: list[tuple[float, str]], people: frozenset[str]) -> dict[str, Mark]:
    heavy: dict[str, float] = {}
    pairs: dict[str, float] = {}
    shown: dict[str, str] = {}
    for weight, text in texts:
        before: Word | None = None
        for word in telling(text, people):
            heavy[word.stem] = heavy.get(word.stem, 0.0) + weight
            shown.setdefault(word.stem, word.shown)
            if before is not None and word.follows and not {before.stem, word.stem} <= WEAK:
                pair = f"{before.stem} {word.stem}"
                pairs[pair] = pairs.get(pair, 0.0) + weight
                shown.setdefault(pair, phrase(text, before.start, word.end))
            before = word
    kept = {WORD + s: 1 + log(1 + w) for s, w in _heaviest(heavy, WORDS)}
    kept |= {PHRASE + s: 1 + log(1 + w) for s, w in _heaviest(pairs, PHRASES)}
    size = sqrt(sum(w * w for w in kept.values())) or 1.0
    marks = {key: Mark(round(w / size, 4), shown[key[1:]]) for key, w in kept.items()}
    return _troubles(heavy, shown) | marks


def _heaviest(weights: Mapping[str, float], count: int) -> list[tuple[str, float]]:
    def order(item: tuple[str, float]) -> tuple[float, str]:
        said, weight = item
        return (-(1 + log(1 + weight)) * (0.4 if said in WEAK else 1.0), said)

    return sorted(weights.items(), key=order)[:count]


def _troubles(heavy: Mapping[str, float], shown: dict[str, str]) -> dict[str, Mark]:
    """The sorts of trouble that are spoken of most, with the words that tell of them."""
    sums = {
        name: sum(heavy[s] for s in stems | companions if s in heavy)
        for name, (stems, companions) in TROUBLES.items()
        if not stems.isdisjoint(heavy)
    }
    order = sorted((-weight, name) for name, weight in sums.items() if weight >= _FEW)
    top = [(sqrt(-weight), name) for weight, name in order[:TROUBLES_KEPT]]
    size = sqrt(sum(weight * weight for weight, _ in top)) or 1.0
    marks = {}
    for weight, name in top:
        told = sorted((s for s in TROUBLES[name][0] if s in heavy), key=lambda s: (-heavy[s], s))
        said = ", ".join(f"“{shown[s]}”" for s in told[:_SHOWN])
        marks[TROUBLE + name] = Mark(round(weight / size, 4), said)
    return marks
