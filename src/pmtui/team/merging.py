"""The domain's three-way merge for documents that met in a folder, word by word.

Between two looks at a folder whole evenings are written, so a text is not one replacement, as it
is while typing, but as many as words differ: only what both sides rewrote stands there twice.
What both sides did alike is done once; it is what a crash between two steps leaves behind.
"""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from pmtui.domain.changes import Change, ChangeKind, apply, diff
from pmtui.domain.fields import Kind, specs
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem, record_class, with_part
from pmtui.domain.rebase import Conflict, rebase

MANY = 3000
"""Words above which a text is compared by lines, and lines above which it is one piece."""
MOST_PAIRS = 10_000
"""Pairs of equal words, each of which is looked at again for every change."""

MOST_PIECES = 60
"""Changes within one text; those of two sides are crossed each with each."""

_TOKEN = re.compile(r"\w+|\s|[^\w\s]")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def merged(
    base: Postmortem, theirs: Postmortem, ours: Postmortem
) -> tuple[Postmortem, tuple[Conflict, ...]]:
    """Their value with what we changed since the base, and where both wrote the same place."""
    if ours == theirs:
        return theirs, ()
    mine, foreign = word_changes(base, ours), word_changes(base, theirs)
    if alike := tuple(_alike(mine, foreign)):
        base = apply(base, alike)
        mine, foreign = word_changes(base, ours), word_changes(base, theirs)
    rebased = rebase(mine, foreign)
    return apply(theirs, rebased.changes), rebased.conflicts


def word_changes(before: Postmortem, after: Postmortem) -> tuple[Change, ...]:
    """The changes that turn one value into the other, each word of a text a change of its own.

    Within a text the last one comes first, so that every offset counts in the text before.
    """
    found: list[Change] = []
    for change in diff(before, after):
        if change.kind is ChangeKind.SPLICE:
            found += reversed(_pieces(change))
        else:
            found.append(change)
    return tuple(found)


def _pieces(change: Change) -> list[Change]:
    """A replacement word by word; by lines, or as a whole, where that were too many."""
    for pattern in (_TOKEN, _LINE):
        old, new = pattern.findall(change.before), pattern.findall(change.after)
        if not old or not new or _costly(old, new):
            continue
        pieces = list(_hunks(change, old, new))
        if len(pieces) <= MOST_PIECES:
            return pieces
    return [change]


def _hunks(change: Change, old: list[str], new: list[str]) -> Iterator[Change]:
    offset = change.offset
    for tag, a0, a1, b0, b1 in _matcher(old, new).get_opcodes():
        before = "".join(old[a0:a1])
        if tag != "equal":
            yield replace(change, offset=offset, before=before, after="".join(new[b0:b1]))
        offset += len(before)


def _matcher(old: list[str], new: list[str]) -> "SequenceMatcher[str]":
    """Compares words; spaces are alike everywhere, so that they only go along."""
    return SequenceMatcher(str.isspace, old, new, autojunk=False)


def _costly(old: list[str], new: list[str]) -> bool:
    """Whether comparing takes too long: it costs as many steps as pairs of equal words."""
    there = Counter(new)
    pairs = sum(there[word] for word in old if not word.isspace())
    return len(old) + len(new) > MANY or pairs > MOST_PAIRS


def _alike(ours: Iterable[Change], theirs: Iterable[Change]) -> Iterator[Change]:
    """What both sides did in the very same way, or one of them and more; offsets are in the base.

    Words that one side wrote and that stand among those of the other, at the same place, are its.
    """
    there: dict[tuple[Any, ...], list[Change]] = {}
    for change in theirs:
        there.setdefault(_spot(change), []).append(change)
    for change in ours:
        twins = there.get(_spot(change), [])
        found = next((less for t in twins if (less := _contained(change, t)) is not None), None)
        if found is not None:
            twins.pop()
            yield found


def _spot(change: Change) -> tuple[Any, ...]:
    where = (change.kind, change.table, change.id, change.field, change.offset)
    return (*where, change.before if change.kind is ChangeKind.SPLICE else None)


def _contained(one: Change, other: Change) -> Change | None:
    """The one of two changes at the same spot that the other holds too; None for neither."""
    if one == other:
        return one
    if one.kind is not ChangeKind.SPLICE:
        return None
    a, b = _TOKEN.findall(one.after), _TOKEN.findall(other.after)
    for less, more, change in ((a, b, one), (b, a, other)):
        ends = len(more) - len(less) + 1
        if less and any(more[i : i + len(less)] == less for i in range(ends)):
            return change
    return None


def common(theirs: Postmortem, ours: Postmortem) -> Postmortem:
    """A base where none is known: what both have, so that nothing of either is taken for deleted.

    Of texts that differ it holds the words that both have; of other values theirs, so that ours
    stay: what lies in a folder may have been masked.
    """
    for table in (*SINGLES, *LISTS):
        part = getattr(theirs, table)
        if table in SINGLES:
            theirs = with_part(theirs, table, _shared_words(table, part, getattr(ours, table)))
            continue
        known = {r.id: r for r in getattr(ours, table)}
        kept = tuple(_shared_words(table, r, known[r.id]) for r in part if r.id in known)
        theirs = with_part(theirs, table, kept)
    return theirs


def _shared_words(table: str, theirs: Any, ours: Any) -> Any:
    values: dict[str, Any] = {}
    for name, spec in specs(record_class(table)).items():
        a, b = getattr(theirs, name), getattr(ours, name)
        if a != b and spec.kind in (Kind.LINE, Kind.PROSE):
            values[name] = _words_of_both(a, b)
    return replace(theirs, **values) if values else theirs


def _words_of_both(a: str, b: str) -> str:
    old, new = _TOKEN.findall(a), _TOKEN.findall(b)
    if _costly(old, new):
        return os.path.commonprefix([a, b])
    blocks = _matcher(old, new).get_matching_blocks()
    return "".join("".join(old[m.a : m.a + m.size]) for m in blocks)
