"""Checks a text or a whole document and remembers every paragraph it has seen.

A paragraph is checked once per pane, roster and set of rules; after an edit only the changed
paragraph costs time. The memory is bounded, and the oldest half is dropped when it is full.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from pmtui.language.checking import Local, Paragraph, Rules, check_paragraphs
from pmtui.language.findings import PANES, LanguageFinding, Pane, Roster
from pmtui.language.headings import PaneTracker
from pmtui.language.masking import mask
from pmtui.language.nouns import Cast
from pmtui.language.paragraphs import split_blocks
from pmtui.language.rulebook import catalogue
from pmtui.language.rulemodel import Rule, Rulebook
from pmtui.language.suppression import allowances

MEMORY: Final = 8_192
"""How many paragraphs are remembered."""

_Memory = dict[Paragraph, tuple[Local, ...]]
_settings: dict[tuple[Roster, bool, tuple[int, ...]], tuple[Rules, _Memory, tuple[Rule, ...]]] = {}


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


def _setting(roster: Roster, extra: tuple[Rule, ...], whole: bool) -> tuple[Rules, _Memory]:
    """Return the rules for a roster and the user's rules, with their memory; eight are kept."""
    key = (roster, whole, tuple(map(id, extra)))
    known = _settings.get(key)
    if known is None:
        if len(_settings) >= 8:
            _settings.clear()
        book = Rulebook(catalogue().rules + extra) if extra else catalogue()
        # The user's rules are kept beside the rest, so that their ids stay taken.
        known = _settings[key] = (Rules(book, Cast.of(roster), whole), {}, extra)
    return known[:2]


def _lint(
    text: str, pane: str | None, setting: tuple[Rules, _Memory]
) -> tuple[LanguageFinding, ...]:
    rules, memory = setting
    tracker = PaneTracker()
    pending: tuple[str, ...] = ()
    met: list[tuple[int, Paragraph]] = []
    for block in split_blocks(text):
        if block.level:
            tracker.enter(block.level, block.text)
            continue
        met.append((block.start, Paragraph(block.text, pane or tracker.pane, pending)))
        if pending or "<!--" in block.text:
            pending = _still_pending(block.text, pending)
    fresh = check_paragraphs((one for _, one in met if one not in memory), rules)
    found = [
        (start, one, local)
        for start, one in met
        for local in (fresh[one] if one in fresh else memory[one])
    ]
    _remember(memory, fresh)
    return _finish(text, found) if found else ()


def prepare(pane: Pane | str | None = None) -> None:
    """Read the rules and compile those of a pane (of all panes when None), to do it in idle time."""
    for each in (pane,) if pane else PANES:
        for _, form, _ in catalogue().plan(each, False).candidates.values():
            form.pattern.compiled()
            if form.unless is not None:
                form.unless.compiled()


def hits_in(text: str, pane: str, book: Rulebook, roster: Roster) -> bool:
    """Say whether the rules of a book find anything in a paragraph; nothing is remembered."""
    paragraph = Paragraph(text, pane, ())
    return bool(check_paragraphs((paragraph,), Rules(book, Cast.of(roster), False))[paragraph])


def _finish(text: str, found: list[tuple[int, Paragraph, Local]]) -> tuple[LanguageFinding, ...]:
    lines = [match.start() for match in re.finditer("\n", text)]
    return tuple(
        LanguageFinding(
            rule=local.rule.id,
            severity=local.severity,
            start=offset + local.start,
            end=offset + local.end,
            match=paragraph.text[local.start : local.end],
            question=local.rule.question,
            pane=paragraph.pane,
            sentence=paragraph.text[local.first : local.last],
            line=bisect_right(lines, offset + local.start - 1) + 1,
        )
        for offset, paragraph, local in found
    )


def _still_pending(text: str, pending: tuple[str, ...]) -> tuple[str, ...]:
    """Carry suppressions of a comment that stands alone over to the next paragraph."""
    if "<!--" not in text or mask(text).strip():
        return ()
    return pending + tuple(rule for one in allowances(text) for rule in one.rules)


def _remember(memory: _Memory, fresh: _Memory) -> None:
    memory.update(fresh)
    if len(memory) > MEMORY:
        for old in list(memory)[: len(memory) - MEMORY // 2]:
            del memory[old]
