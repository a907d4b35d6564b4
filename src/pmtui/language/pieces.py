"""A text in pieces that can be compared: sentences, lines, or the lines that others share."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from pmtui.language.sentences import split_sentences

MANY = 3000
"""Pieces above which a text is compared by lines, and lines above which it is one piece."""
MOST_PAIRS = 10_000
"""Pairs of equal pieces, each of which is looked at again for every change."""

_LINE = re.compile(r"\n|[^\n]+")
_ENDS = re.compile(r"[.!?][.!?)\"'\u201d]{0,5}$")


def matcher(old: list[str], new: list[str]) -> "SequenceMatcher[str]":
    """Compares pieces; spaces are alike everywhere, so that they only go along."""
    return SequenceMatcher(str.isspace, old, new, autojunk=False)


def costly(old: list[str], new: list[str]) -> bool:
    """Whether comparing takes too long: it costs as many steps as pairs of equal pieces."""
    there = Counter(new)
    pairs = sum(there[piece] for piece in old if not piece.isspace())
    return len(old) + len(new) > MANY or pairs > MOST_PAIRS


def comparable(*texts: str) -> list[list[str]]:
    """The texts in pieces, as small as can be compared in good time."""
    for cut in CUTS:
        pieces = [[*cut(text)] for text in texts]
        if not any(costly(pieces[0], other) for other in pieces[1:]):
            return pieces
    return [[text] if text else [] for text in texts]


def lines(text: str) -> Iterator[str]:
    """Lines, and what ends them as pieces of their own."""
    yield from _LINE.findall(text)


def sentences(text: str) -> Iterator[str]:
    """Sentences, each within its line, and the space between them as pieces of its own."""
    for line in _LINE.findall(text):
        start = 0
        for _, end in split_sentences(line):
            piece = line[start:end]
            words = piece.rstrip()
            if end < len(line) and not _ENDS.search(words[-8:]):
                continue
            if words:
                yield words
            if space := piece[len(words) :]:
                yield space
            start = end


def but_ends(*texts: str) -> list[list[str]]:
    """Each text in at most three pieces: the lines that all begin and end with, and the rest."""
    every = [_LINE.findall(text) for text in texts]
    head = _alike(every)
    tail = _alike([found[head:][::-1] for found in every])
    parts = ((f[:head], f[head : len(f) - tail], f[len(f) - tail :]) for f in every)
    return [[*filter(None, map("".join, three))] for three in parts]


def _alike(every: list[list[str]]) -> int:
    """How many lines are the same in all of them, from the start on."""
    rows = enumerate(zip(*every, strict=False))
    return next((n for n, row in rows if len(set(row)) > 1), min(map(len, every)))


CUTS = (sentences, lines)
"""How a text is cut into pieces to compare, the finest first."""
