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
    comment: bool = False


def split_blocks(text: str) -> Iterator[Block]:
    """Yield headings and prose paragraphs in order; everything masked as a block is skipped."""
    lines = text.splitlines(keepends=True)
    closers = _Closers(lines)
    index, offset = _front_matter(lines)
    began, previous_blank, in_list = -1, True, False

    def prose(until: int) -> Iterator[Block]:
        nonlocal began
        if began >= 0:
            yield from _cut(text, began, until)
            began = -1

    while index < len(lines):
        line = lines[index]
        bare = line.strip()
        if not bare:
            yield from prose(offset)
            previous_blank = True
            offset, index = offset + len(line), index + 1
            continue
        first = bare[0]
        skip = 0
        if first in "`~-*+" or first.isdigit():
            fence = _FENCE.match(line)
            if fence:
                skip = closers.length(index, fence.group(1))
        if not skip and first == "<" and bare.startswith("<!--") and "-->" not in bare:
            skip = _comment_lines(lines, index)
        if skip:
            yield from prose(offset)
            for _ in range(skip):
                offset, index = offset + len(lines[index]), index + 1
            previous_blank = False
            continue
        heading = _HEADING.match(line) if first == "#" else None
        if heading:
            yield from prose(offset)
            title = line[heading.end() :].strip().rstrip("#").strip()
            yield Block(offset, title, len(heading.group(1)))
            in_list = False
        elif first == ">":
            yield from prose(offset)
        elif began >= 0 and _SETEXT.match(line) and first in "=-":
            title = text[began:offset].strip()
            if "\n" in title or len(title) > 200:
                yield from prose(offset)
            else:
                began = -1
                yield Block(offset - len(title), title, 1 if first == "=" else 2)
        elif first in "-*_=" and _RULER.match(line.rstrip()):
            yield from prose(offset)
        elif previous_blank and not in_list and line.startswith(("    ", "\t")):
            yield from prose(offset)
            if not _ITEM.match(line):
                offset, index = offset + len(line), index + 1
                continue
            began, in_list = offset, True
        elif first in _LOG_HINT and is_log_line(line):
            yield from prose(offset)
        elif first == "|" or _ITEM.match(line):
            yield from prose(offset)
            began = offset
            in_list = in_list or first != "|"
        else:
            if began < 0:
                began = offset
            if previous_blank and not line[0].isspace():
                in_list = False
        previous_blank = False
        offset, index = offset + len(line), index + 1
    yield from prose(offset)


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
