"""Checks a text or a whole document and remembers every paragraph it has seen.

A paragraph is checked once per pane, roster and set of rules; after an edit only the changed
paragraph costs time. The memory is bounded, and the oldest half is dropped when it is full.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pmtui.language.findings import LanguageFinding, Pane, Roster
from pmtui.language.headings import PaneTracker
from pmtui.language.masking import mask
from pmtui.language.matching import match_sentence
from pmtui.language.paragraphs import Block, split_blocks
from pmtui.language.rulebook import Rule, Rulebook, catalogue
from pmtui.language.sentences import split_sentences
from pmtui.language.subjects import Cast
from pmtui.language.suppression import allowances

MEMORY: Final = 8_192
"""How many paragraphs are remembered."""

_TOKEN = re.compile(r"[a-z]{2,}")
_NAME = re.compile(r"@?\w[\w.-]+")


@dataclass(frozen=True, slots=True)
class _Local:
    """A finding with offsets relative to its paragraph."""

    rule: Rule
    severity: str
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Key:
    paragraph: str
    pane: str
    whole: bool
    pending: tuple[str, ...]
    roster: Roster
    extra: tuple[str, ...]


_memory: dict[_Key, tuple[_Local, ...]] = {}


def lint_text(
    text: str, pane: Pane | str, roster: Roster | None = None, *, extra_rules: tuple[Rule, ...] = ()
) -> tuple[LanguageFinding, ...]:
    """Check the text of one field as part of `pane`; headings in it change nothing."""
    return _lint(text, pane, roster or Roster(), extra_rules, whole=False)


def lint_document(
    text: str,
    pane: Pane | str | None = None,
    roster: Roster | None = None,
    *,
    extra_rules: tuple[Rule, ...] = (),
) -> tuple[LanguageFinding, ...]:
    """Check a whole Markdown file; headings choose the pane unless one is given for all of it.

    With one pane for everything, rules of the actions pane that speak about people warn as well.
    """
    return _lint(text, pane, roster or Roster(), extra_rules, whole=pane is not None)


def forget() -> None:
    """Empty the memory, for measurements."""
    _memory.clear()


def _lint(
    text: str, pane: str | None, roster: Roster, extra: tuple[Rule, ...], whole: bool
) -> tuple[LanguageFinding, ...]:
    book, cast = _book(extra), _cast(roster)
    names = tuple(rule.id + str(hash(rule.forms)) for rule in extra)
    tracker = PaneTracker()
    pending: tuple[str, ...] = ()
    found: list[tuple[Block, str, _Local]] = []
    for block in split_blocks(text):
        if block.level:
            tracker.enter(block.level, block.text)
            continue
        where = pane or tracker.pane
        key = _Key(block.text, where, whole, pending, roster, names)
        known = _memory.get(key)
        if known is None:
            known = _check_paragraph(block.text, where, book, cast, whole, pending)
            _remember(key, known)
        pending = _still_pending(block.text, pending)
        for local in known:
            found.append((block, where, local))
    return _finish(text, found)


def _finish(text: str, found: list[tuple[Block, str, _Local]]) -> tuple[LanguageFinding, ...]:
    if not found:
        return ()
    lines = [match.start() for match in re.finditer("\n", text)]
    return tuple(
        LanguageFinding(
            rule=local.rule.id,
            severity=local.severity,  # type: ignore[arg-type]
            start=block.start + local.start,
            end=block.start + local.end,
            match=block.text[local.start : local.end],
            question=local.rule.question,
            pane=where,
            sentence=block.text[local.first : local.last],
            line=bisect_right(lines, block.start + local.start - 1) + 1,
        )
        for block, where, local in found
    )


def _check_paragraph(
    text: str, pane: str, book: Rulebook, cast: Cast, whole: bool, pending: tuple[str, ...]
) -> tuple[_Local, ...]:
    masked = mask(text)
    if not _candidates(masked, book, cast):
        return ()
    allowed = allowances(text)
    waiting = set(pending)
    position = 0
    found: list[_Local] = []
    for sentence in split_sentences(masked):
        while position < len(allowed) and allowed[position].start < sentence.end:
            if allowed[position].end > sentence.end:
                break
            waiting.update(allowed[position].rules)
            position += 1
        if not sentence.text:
            continue
        numbers = _candidates(sentence.text, book, cast)
        rules = [book.rules[number] for number in numbers]
        for hit in match_sentence(sentence, rules, pane, cast, whole) if rules else ():
            if hit.rule.id in waiting:
                continue
            start, end = sentence.locate(hit.start), sentence.locate(hit.end - 1) + 1
            found.append(_Local(hit.rule, hit.severity, start, end, sentence.start, sentence.end))
        waiting.clear()
    return tuple(found)


def _candidates(text: str, book: Rulebook, cast: Cast) -> list[int]:
    """Return the numbers of the rules whose trigger words occur in the text."""
    index = book.index
    words = set(_TOKEN.findall(text.lower()))
    numbers: set[int] = set(book.always)
    for word in words & index.keys():
        numbers.update(index[word])
    if cast.people and book.roster_rules:
        names = {name.strip("@.-").lower() for name in _NAME.findall(text)}
        if names & cast.people:
            numbers.update(book.roster_rules)
    return sorted(numbers)


def _still_pending(text: str, pending: tuple[str, ...]) -> tuple[str, ...]:
    """Carry suppressions of a comment that stands alone over to the next paragraph."""
    if "<!--" not in text:
        return ()
    if mask(text).strip():
        return ()
    return pending + tuple(rule for one in allowances(text) for rule in one.rules)


def _remember(key: _Key, value: tuple[_Local, ...]) -> None:
    if len(_memory) >= MEMORY:
        for old in list(_memory)[: MEMORY // 2]:
            del _memory[old]
    _memory[key] = value


@lru_cache(maxsize=16)
def _cast(roster: Roster) -> Cast:
    return Cast.of(roster)


_books: dict[tuple[int, ...], tuple[tuple[Rule, ...], Rulebook]] = {}


def _book(extra: tuple[Rule, ...]) -> Rulebook:
    """Return the catalogue, with the user's rules joined when there are any."""
    if not extra:
        return catalogue()
    key = tuple(id(rule) for rule in extra)
    if key not in _books or _books[key][0] != extra:
        if len(_books) > 8:
            _books.clear()
        _books[key] = (extra, Rulebook.of(catalogue().rules + extra))
    return _books[key][1]
