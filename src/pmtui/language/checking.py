"""Checks paragraphs: masked, searched for triggers, cut into sentences, matched.

All paragraphs go through one step before the next step begins, since what a step needs then stays
near the processor; one paragraph after the other takes an eighth longer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from pmtui.language.expressions import Prose, prose
from pmtui.language.findings import Severity
from pmtui.language.masking import mask
from pmtui.language.matching import match_sentence
from pmtui.language.nouns import Cast
from pmtui.language.patterns import lazy
from pmtui.language.rulemodel import Candidate, Plan, Rule, Rulebook
from pmtui.language.sentences import Sentence, smooth, split_sentences
from pmtui.language.suppression import allowances
from pmtui.language.words import letters

_NAME = lazy(r"@?\w[\w.-]{1,60}")
_NONE: Final[frozenset[str]] = frozenset()


class Paragraph(NamedTuple):
    """What is checked, and what is remembered of it: `pending` are rules that an earlier
    paragraph, a comment that stands alone, allows in its first sentence."""

    text: str
    pane: str
    pending: tuple[str, ...]


class Local(NamedTuple):
    """A finding with offsets relative to its paragraph; its sentence is `first` to `last`."""

    rule: Rule
    severity: Severity
    start: int
    end: int
    first: int
    last: int


class Rules(NamedTuple):
    """What decides what is found; `whole` says that a pane stands for a whole document."""

    book: Rulebook
    cast: Cast
    whole: bool


class _Masked(NamedTuple):
    """A paragraph in which something may be found: `marked` when names or signs call for forms."""

    paragraph: Paragraph
    plan: Plan
    masked: str
    plain: bytes
    marked: bool


class _Called(NamedTuple):
    """A sentence with the forms to try; `allowed` are the rules that are silent in it."""

    paragraph: Paragraph
    sentence: Sentence
    last: int
    prose: Prose
    candidates: list[Candidate]
    allowed: frozenset[str]


def check_paragraphs(
    paragraphs: Iterable[Paragraph], rules: Rules
) -> dict[Paragraph, tuple[Local, ...]]:
    """Return what is found in each paragraph."""
    found: dict[Paragraph, tuple[Local, ...]] = dict.fromkeys(paragraphs, ())
    masked = [one for one in (_mask(paragraph, rules) for paragraph in found) if one]
    for called in [one for each in masked for one in _sentences(each, rules.cast)]:
        locate = called.sentence.locate
        for hit in match_sentence(called.prose, called.candidates, rules.cast):
            if hit.rule.id not in called.allowed:
                place = locate(hit.start), locate(hit.end - 1) + 1
                local = Local(hit.rule, hit.severity, *place, called.sentence.start, called.last)
                found[called.paragraph] += (local,)
    return found


def _mask(paragraph: Paragraph, rules: Rules) -> _Masked | None:
    """Mask a paragraph; None when nothing in it calls for any form."""
    plan = rules.book.plan(paragraph.pane, rules.whole)
    masked = mask(paragraph.text)
    plain = letters(masked)
    marked = bool(plan.index.signed(masked.lower()) or _named(masked, plan, rules.cast))
    if marked or plan.index.calls(plain.split()):
        return _Masked(paragraph, plan, masked, plain, marked)
    return None


def _sentences(one: _Masked, cast: Cast) -> list[_Called]:
    """Return the sentences of a paragraph that call for forms."""
    paragraph, plan, masked, plain, marked = one
    index, forms = plan.index, plan.candidates
    allowed = allowances(paragraph.text)
    waiting = set(paragraph.pending)
    position = 0
    found: list[_Called] = []
    for start, end in split_sentences(masked):
        raw = masked[start:end]
        if allowed or waiting:
            opening = end - len(raw.lstrip())
            while position < len(allowed) and allowed[position].end <= opening:
                waiting.update(allowed[position].rules)
                position += 1
        words = plain[start:end].split()
        numbers = index.called(words)
        if marked:
            numbers |= index.signed(raw.lower()) | _named(raw, plan, cast)
        candidates = [forms[number] for number in sorted(numbers) if number in forms]
        if candidates:
            sentence = smooth(raw, start)
            last, read = start + len(raw.rstrip()), prose(sentence.text, words)
            silent = frozenset(waiting) if waiting else _NONE
            found.append(_Called(paragraph, sentence, last, read, candidates, silent))
        if waiting and raw.strip():
            waiting.clear()
    return found


def _named(text: str, plan: Plan, cast: Cast) -> set[int]:
    """Return the forms that a name of the roster calls for."""
    if plan.named and cast.people:
        names = {name.strip("@.-").lower() for name in _NAME.findall(text)}
        if not names.isdisjoint(cast.people):
            return set(plan.named)
    return set()
