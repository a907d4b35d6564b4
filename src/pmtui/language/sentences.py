"""Cuts masked paragraphs into sentences and smooths each one for matching.

Smoothing joins wrapped lines and drops list marks and clock prefixes; every position of the
smoothed sentence can be traced back to the paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from pmtui.language.patterns import lazy

SENTENCE_LIMIT: Final = 1_000

# Every alternative starts with a plain character, which lets the scanner skip ahead.
_END = lazy(
    r"[.!?][.!?]{0,2}[)\"'\u201d]{0,3}(?:\s{1,20}(?=[^a-z\s])|\s{0,20}$)"
    r"|;\s|\|(?=\s)|\n(?=[ \t]{0,20}\(?\d{1,2}:\d\d)|\n(?<=\s\s\n)"
)
_ABBREVIATION = lazy(
    r"\b(?:e\.g|i\.e|vs|cf|approx|mr|mrs|ms|dr|no|fig|al|resp|incl|st|jr|u\.s|a\.m|p\.m)\.\s{0,20}$",
    re.IGNORECASE,
)
_TAILS: Final = frozenset(
    (".g", ".e", "vs", "cf", "ox", "mr", "rs", "ms", "dr", "no", "ig", "al", "sp", "cl", "st", "jr")
    + (".s", ".m")
)
"""How those abbreviations end: a look at two letters spares most sentences the expression."""
_PREFIX = lazy(
    r"(?:(?:[-+\u2022|>]|\d{1,3}[.)])\s{1,8})?(?:[xX]?\s{1,8})?"
    r"(?:~?\(?\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp][Mm])?(?:\s?(?:UTC|GMT|Z|[CE]?[PESC]S?T))?\)?"
    r"\s{0,4}[-\u2013\u2014:|]{0,2}\s{1,8})?"
)
_LINE_ANEW = lazy(r"\n(?=[ \t]{0,20}(?:[^\Wa-z_]|[\[(@\u2022*-]))")
"""Where a line begins as a new one does: with a capital, a digit or a mark."""
_WORD = lazy(r"\S{1,1000}")
_ROUGH = lazy(r"\s\s|[\n\r]")


class Sentence:
    """One sentence smoothed for matching; `start` is where it begins in the paragraph."""

    __slots__ = ("_rough", "_smooth", "start", "text")

    def __init__(self, text: str, start: int, smooth: Sequence[int], rough: Sequence[int]) -> None:
        self.text = text
        self.start = start
        self._smooth = smooth
        self._rough = rough

    def locate(self, position: int) -> int:
        """Return where a position of the smoothed text lies in the paragraph."""
        if not self._smooth:
            return self.start + position
        index = max(bisect_right(self._smooth, position) - 1, 0)
        return self._rough[index] + position - self._smooth[index]


def split_sentences(masked: str) -> list[tuple[int, int]]:
    """Return start and end of the sentences of a masked paragraph, cut at `SENTENCE_LIMIT`."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(masked):
        stop, end = match.span()
        abbreviated = masked[stop] == "." and masked[stop - 2 : stop].lower() in _TAILS
        if abbreviated and _ABBREVIATION.search(masked[max(0, end - 12) : end]):
            continue
        if end - start > SENTENCE_LIMIT:
            found += _cut(masked, start, end)
        else:
            found.append((start, end))
        start = end
    if start < len(masked):
        found += _cut(masked, start, len(masked))
    return found


def _cut(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a long one where lines begin anew, else at a comma, a line end or a space."""
    while end - start > SENTENCE_LIMIT:
        first, last = start + SENTENCE_LIMIT // 2, start + SENTENCE_LIMIT
        anew = [match.end() for match in _LINE_ANEW.finditer(masked, first, last)]
        cut = anew[-1] if anew else 0
        for sign in ",\n ":
            cut = cut or masked.rfind(sign, first, last) + 1
        cut = cut or last
        yield start, cut
        start = cut
    yield start, end


def smooth(raw: str, start: int) -> Sentence:
    """Join wrapped lines and drop list marks and clock prefixes; `start` is the raw text's place."""
    text = raw.strip()
    begin = len(raw) - len(raw.lstrip())
    if not text[:1].isalpha() or text[:1] in "xX":
        prefix = _PREFIX.match(raw, begin)
        begin = prefix.end() if prefix else begin
        text = raw[begin:].rstrip()
    # Printable text has no blanks but the plain one.
    if not ("  " in text if text.isprintable() else _ROUGH.search(text)):
        return Sentence(text, start + begin, (), ())
    marks: list[int] = []
    rough: list[int] = []
    words: list[str] = []
    position = 0
    for word in _WORD.finditer(text):
        marks.append(position)
        rough.append(start + begin + word.start())
        words.append(word.group())
        position += len(word.group()) + 1
    return Sentence(" ".join(words), start + begin, marks, rough)
