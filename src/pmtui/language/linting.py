"""Checks a text or a whole document and remembers every paragraph it has seen.

A paragraph is checked once per pane, roster and set of rules; after an edit only the changed
paragraph costs time. The memory is bounded, and the oldest half is dropped when it is full.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, NamedTuple

from pmtui.language.findings import PANES, LanguageFinding, Pane, Roster, Severity
from pmtui.language.headings import PaneTracker
from pmtui.language.masking import mask
from pmtui.language.matching import match_sentence
from pmtui.language.nouns import Cast
from pmtui.language.paragraphs import Block, split_blocks
from pmtui.language.patterns import lazy
from pmtui.language.rulebook import catalogue
from pmtui.language.rulemodel import Candidate, Plan, Rule, Rulebook
from pmtui.language.sentences import smooth, split_sentences
from pmtui.language.suppression import allowances

MEMORY: Final = 8_192
"""How many paragraphs are remembered."""

_TOKEN = lazy(r"[a-z]{2,40}")
_NAME = lazy(r"@?\w[\w.-]{1,60}")


class _Local(NamedTuple):
    """A finding with offsets relative to its paragraph."""

    rule: Rule
    severity: Severity
    start: int
    end: int
    first: int
    last: int


class _Setting:
    """Everything besides the paragraph and its pane that decides what is found."""

    __slots__ = ("book", "cast", "memory", "whole")

    def __init__(self, book: Rulebook, cast: Cast, whole: bool) -> None:
        self.book = book
        self.cast = cast
        self.whole = whole
        self.memory: dict[tuple[str, str, tuple[str, ...]], tuple[_Local, ...]] = {}


_settings: dict[tuple[Roster, bool, tuple[int, ...]], tuple[_Setting, tuple[Rule, ...]]] = {}


def lint_text(
    text: str, pane: Pane | str, roster: Roster | None = None, *, extra_rules: tuple[Rule, ...] = ()
) -> tuple[LanguageFinding, ...]:
    """Check the text of one field as part of `pane`; headings in it change nothing."""
    return _lint(text, pane, _setting(roster or Roster(), extra_rules, whole=False))


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
    return _lint(text, pane, _setting(roster or Roster(), extra_rules, whole=pane is not None))


def forget() -> None:
    """Empty the memory, for measurements and after a change of rules on disk."""
    _settings.clear()


def _setting(roster: Roster, extra: tuple[Rule, ...], whole: bool) -> _Setting:
    """Return the setting of a roster and the user's rules, with its memory; eight are kept."""
    key = (roster, whole, tuple(map(id, extra)))
    known = _settings.get(key)
    if known is None:
        if len(_settings) >= 8:
            _settings.clear()
        book = Rulebook(catalogue().rules + extra) if extra else catalogue()
        # The rules are kept beside the setting, so that their ids stay taken.
        known = _settings[key] = (_Setting(book, Cast.of(roster), whole), extra)
    return known[0]


def _lint(text: str, pane: str | None, setting: _Setting) -> tuple[LanguageFinding, ...]:
    tracker = PaneTracker()
    pending: tuple[str, ...] = ()
    found: list[tuple[Block, str, _Local]] = []
    memory = setting.memory
    for block in split_blocks(text):
        if block.level:
            tracker.enter(block.level, block.text)
            continue
        where = pane or tracker.pane
        key = (block.text, where, pending)
        known = memory.get(key)
        if known is None:
            known = _check_paragraph(block.text, where, setting, pending)
            _remember(memory, key, known)
        if pending or "<!--" in block.text:
            pending = _still_pending(block.text, pending)
        for local in known:
            found.append((block, where, local))
    return _finish(text, found) if found else ()


def prepare(pane: Pane | str | None = None) -> None:
    """Read the rules and compile those of a pane (of all panes when None), to do it in idle time."""
    for each in (pane,) if pane else PANES:
        for _, form, _ in catalogue().plan(each, False).candidates.values():
            form.pattern.search("")
            if form.unless is not None:
                form.unless.search("")


def hits_in(text: str, pane: str, book: Rulebook, roster: Roster) -> bool:
    """Say whether the rules of a book find anything in a paragraph; nothing is remembered."""
    setting = _Setting(book, Cast.of(roster), False)
    return bool(_check_paragraph(text, pane, setting, ()))


def _finish(text: str, found: list[tuple[Block, str, _Local]]) -> tuple[LanguageFinding, ...]:
    lines = [match.start() for match in re.finditer("\n", text)]
    return tuple(
        LanguageFinding(
            rule=local.rule.id,
            severity=local.severity,
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
    text: str, pane: str, setting: _Setting, pending: tuple[str, ...]
) -> tuple[_Local, ...]:
    plan, cast = setting.book.plan(pane, setting.whole), setting.cast
    masked = mask(text)
    lower = masked.lower()
    if len(lower) != len(masked):  # A few capitals, such as a dotted I, grow when lowered.
        lower = masked
    if not _candidates(masked, lower, plan, cast):
        return ()
    allowed = allowances(text)
    waiting = set(pending)
    position = 0
    found: list[_Local] = []
    for start, end in split_sentences(masked):
        raw = masked[start:end]
        opening = end - len(raw.lstrip())
        while position < len(allowed) and allowed[position].end <= opening:
            waiting.update(allowed[position].rules)
            position += 1
        candidates = _candidates(raw, lower[start:end], plan, cast)
        if candidates:
            sentence = smooth(raw, start)
            for hit in match_sentence(sentence.text, candidates, cast):
                if hit.rule.id not in waiting:
                    first, last = sentence.locate(hit.start), sentence.locate(hit.end - 1) + 1
                    edge = start + len(raw.rstrip())
                    found.append(_Local(hit.rule, hit.severity, first, last, sentence.start, edge))
        if raw.strip():
            waiting.clear()
    return tuple(found)


def _candidates(text: str, lower: str, plan: Plan, cast: Cast) -> list[Candidate]:
    """Return the forms whose trigger words occur in the text, in the order of the rules."""
    numbers = plan.numbers(set(_TOKEN.findall(lower)))
    if cast.people and plan.named:
        names = {name.strip("@.-").lower() for name in _NAME.findall(text)}
        if names & cast.people:
            numbers.update(plan.named)
    return [plan.candidates[number] for number in sorted(numbers)]


def _still_pending(text: str, pending: tuple[str, ...]) -> tuple[str, ...]:
    """Carry suppressions of a comment that stands alone over to the next paragraph."""
    if "<!--" not in text or mask(text).strip():
        return ()
    return pending + tuple(rule for one in allowances(text) for rule in one.rules)


def _remember(
    memory: dict[tuple[str, str, tuple[str, ...]], tuple[_Local, ...]],
    key: tuple[str, str, tuple[str, ...]],
    value: tuple[_Local, ...],
) -> None:
    if len(memory) >= MEMORY:
        for old in list(memory)[: MEMORY // 2]:
            del memory[old]
    memory[key] = value
