"""Cuts masked paragraphs into sentences and smooths each one for matching.

Smoothing joins wrapped lines and drops list marks and clock prefixes; every position of the
smoothed sentence can be traced back to the paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

SENTENCE_LIMIT: Final = 1_000

_END = re.compile(
    r"[.!?]{1,3}[)\"'\u201d]{0,3}\s{1,20}(?=[^a-z\s])|[.!?]{1,3}[)\"'\u201d]{0,3}\s{0,20}$"
    r"|;\s|\s\|\s|\n(?=[ \t]{0,20}\(?\d{1,2}:\d\d)|\s{2}\n"
)
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|vs|cf|approx|mr|mrs|ms|dr|no|fig|al|resp|incl|st|jr|u\.s|a\.m|p\.m)\.\s*$",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"(?:(?:[-+\u2022|>]|\d{1,3}[.)])\s{1,8})?(?:[xX]?\s{1,8})?"
    r"(?:~?\(?\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp][Mm])?(?:\s?(?:UTC|GMT|Z|[CE]?[PESC]S?T))?\)?"
    r"\s{0,4}[-\u2013\u2014:|]{0,2}\s{1,8})?"
)
_WORD = re.compile(r"\S+")
_ROUGH = re.compile(r"\s\s|[\n\r]")


@dataclass(slots=True)
class Sentence:
    """One sentence: `text` smoothed for matching, `start` and `end` in the paragraph."""

    text: str
    start: int
    end: int
    _anchors: tuple[list[int], list[int]] | None = field(default=None, repr=False)

    def locate(self, position: int) -> int:
        """Return where a position of the smoothed text lies in the paragraph."""
        if self._anchors is None:
            return self.start + position
        smooth, rough = self._anchors
        index = max(bisect_right(smooth, position) - 1, 0)
        return rough[index] + position - smooth[index]


def split_sentences(masked: str) -> Iterator[Sentence]:
    """Yield the sentences of a masked paragraph, each at most `SENTENCE_LIMIT` characters."""
    start = 0
    for match in _END.finditer(masked):
        end = match.end()
        if masked[match.start()] == "." and _ABBREVIATION.search(masked[max(0, end - 12) : end]):
            continue
        yield from _limited(masked, start, end)
        start = end
    yield from _limited(masked, start, len(masked))


def _limited(masked: str, start: int, end: int) -> Iterator[Sentence]:
    while end - start > SENTENCE_LIMIT:
        cut = masked.rfind(",", start + SENTENCE_LIMIT // 2, start + SENTENCE_LIMIT)
        if cut < 0:
            cut = masked.rfind(" ", start + SENTENCE_LIMIT // 2, start + SENTENCE_LIMIT)
        cut = cut + 1 if cut > 0 else start + SENTENCE_LIMIT
        yield _smooth(masked, start, cut)
        start = cut
    if end > start:
        yield _smooth(masked, start, end)


def _smooth(masked: str, start: int, end: int) -> Sentence:
    while start < end and masked[start].isspace():
        start += 1
    while end > start and masked[end - 1].isspace():
        end -= 1
    prefix = _PREFIX.match(masked, start, end)
    if prefix:
        start = prefix.end()
    raw = masked[start:end]
    if not _ROUGH.search(raw):
        return Sentence(raw, start, end)
    smooth: list[int] = []
    rough: list[int] = []
    words: list[str] = []
    position = 0
    for word in _WORD.finditer(raw):
        smooth.append(position)
        rough.append(start + word.start())
        words.append(word.group())
        position += len(word.group()) + 1
    return Sentence(" ".join(words), start, end, (smooth, rough))
