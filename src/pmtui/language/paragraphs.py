"""Cuts a Markdown text into the paragraphs that hold prose.

Front matter, fences, indented code, block quotes, headings, rulers and log lines are left out;
list items and table rows become paragraphs of their own. One pass over the lines, no backtracking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pmtui.language.masking import is_log_line

PARAGRAPH_LIMIT: Final = 20_000
"""Longest paragraph in characters; a longer one is cut, so that no single check grows."""

_FENCE = re.compile(r"[ \t]{0,20}(?:[-*+] {1,4}|\d{1,9}[.)] {1,4})?(`{3,1000}|~{3,1000})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_ITEM = re.compile(r"[ \t]{0,40}(?:[-*+\u2022]|\d{1,9}[.)])[ \t]{1,8}(?=\S)")
_RULER = re.compile(r" {0,3}(?:(?:- ?){3,200}|(?:\* ?){3,200}|(?:_ ?){3,200}|={3,200})$")
_SETEXT = re.compile(r" {0,3}(?:={2,200}|-{2,200})[ \t]{0,20}$")
_ROW = re.compile(r"[ \t]{0,20}\|")
_LOG_HINT: Final = frozenset("0123456789[EWIFTtlLsDNCP")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text: prose with its offset, or a heading (`level` > 0)."""

    start: int
    text: str
    level: int = 0


def split_blocks(text: str) -> Iterator[Block]:
    """Yield headings and prose paragraphs in order; everything masked as a block is skipped."""
    return _Walk(text).blocks()


class _Walk:
    """One pass over the lines; `began` is where the open paragraph starts, or -1."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = text.splitlines(keepends=True)
        self._closers = _Closers(self._lines)
        self._index, self._offset = _front_matter(self._lines)
        self._began = -1
        self._after_blank = True
        self._in_list = False

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of the whole text."""
        while self._index < len(self._lines):
            line = self._lines[self._index]
            bare = line.strip()
            if not bare:
                yield from self._close()
                self._after_blank = True
            elif skip := self._skipped(line, bare):
                yield from self._close()
                self._advance(skip - 1)
                self._after_blank = False
            else:
                yield from self._visible(line, bare)
                self._after_blank = False
            self._advance(1)
        yield from self._close()

    def _advance(self, count: int) -> None:
        for line in self._lines[self._index : self._index + count]:
            self._offset += len(line)
        self._index += count

    def _close(self) -> Iterator[Block]:
        if self._began >= 0:
            began, self._began = self._began, -1
            yield from _cut(self._text, began, self._offset)

    def _skipped(self, line: str, bare: str) -> int:
        """Return how many lines from here on are no prose: fences, comments, code, logs, quotes."""
        first = bare[0]
        if first in "`~-*+" or first.isdigit():
            fence = _FENCE.match(line)
            if fence:
                return self._closers.length(self._index, fence.group(1))
        if first == "<" and bare.startswith("<!--") and "-->" not in bare:
            return _comment_lines(self._lines, self._index)
        if first == ">":
            return 1
        if self._after_blank and not self._in_list and line.startswith(("    ", "\t")):
            return 0 if _ITEM.match(line) else 1
        if first in _LOG_HINT and is_log_line(line):
            return 1
        return 0

    def _visible(self, line: str, bare: str) -> Iterator[Block]:
        """Take a line of prose, a heading or a ruler."""
        first = bare[0]
        heading = _HEADING.match(line) if first == "#" else None
        if heading:
            yield from self._close()
            title = line[heading.end() :].strip().rstrip("#").strip()
            self._in_list = False
            yield Block(self._offset, title, len(heading.group(1)))
        elif first in "=-" and self._began >= 0 and _SETEXT.match(line):
            yield from self._underlined(first)
        elif first in "-*_=" and _RULER.match(line.rstrip()):
            yield from self._close()
        elif first == "|" or _ITEM.match(line):
            yield from self._close()
            self._began = self._offset
            self._in_list = self._in_list or first != "|"
        else:
            if self._began < 0:
                self._began = self._offset
            if self._after_blank and not line[0].isspace():
                self._in_list = False

    def _underlined(self, mark: str) -> Iterator[Block]:
        title = self._text[self._began : self._offset].strip()
        if "\n" in title or len(title) > 200:
            yield from self._close()
            return
        self._began = -1
        yield Block(self._offset - len(title), title, 1 if mark == "=" else 2)


def _cut(text: str, start: int, end: int) -> Iterator[Block]:
    while end - start > PARAGRAPH_LIMIT:
        cut = text.rfind(" ", start + PARAGRAPH_LIMIT // 2, start + PARAGRAPH_LIMIT)
        cut = cut if cut > 0 else start + PARAGRAPH_LIMIT
        yield Block(start, text[start:cut])
        start = cut
    yield Block(start, text[start:end])


def _front_matter(lines: list[str]) -> tuple[int, int]:
    if lines and lines[0].strip() in ("---", "+++"):
        marker, length = lines[0].strip(), len(lines[0])
        for index, line in enumerate(lines[1:200], start=1):
            length += len(line)
            if line.strip() == marker:
                return index + 1, length
    return 0, 0


def _comment_lines(lines: list[str], index: int) -> int:
    """Count the lines of a comment that spans lines; an unclosed one ends at a blank line."""
    until_blank = 0
    for count, line in enumerate(lines[index : index + 2000], start=1):
        if "-->" in line:
            return count
        if not until_blank and not line.strip():
            until_blank = count
    return until_blank or 1


class _Closers:
    """Finds where a code fence ends, without scanning the text anew for every unclosed fence."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._hopeless: dict[str, int] = {}

    def length(self, index: int, fence: str) -> int:
        """Return how many lines the fence at `index` covers.

        An unclosed fence covers its own paragraph only: the prose after a forgotten closing
        line must not escape the rules.
        """
        mark, size = fence[0], len(fence)
        lines = self._lines
        if size < self._hopeless.get(mark, 1 << 30):
            for number in range(index + 1, len(lines)):
                bare = lines[number].strip()
                if bare and bare[0] == mark and len(bare) >= size and not bare.strip(mark):
                    return number - index + 1
            self._hopeless[mark] = size
        for number in range(index + 1, len(lines)):
            if not lines[number].strip():
                return number - index
        return len(lines) - index
