"""Cuts a Markdown text into the paragraphs that hold prose.

Front matter, fences, indented code, block quotes, headings, rulers and log lines are left out;
list items and table rows become paragraphs of their own. One pass, one expression per line.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from pmtui.language.masking import LOG_LINE, mask
from pmtui.language.patterns import lazy
from pmtui.language.sentences import split_sentences

PARAGRAPH_LIMIT: Final = 20_000
"""Longest paragraph in characters; a longer one is cut, so that no single check grows."""
COMMENT_LIMIT: Final = 2_000
"""How far back a comment is looked for that must stay in one piece."""

_LINE = lazy(
    r"(?P<fence>[ \t]{0,20}(?:[-*+] {1,4}|\d{1,9}[.)] {1,4})?(?P<ticks>`{3,1000}|~{3,1000}))"
    r"|(?P<heading> {0,3}(?P<marks>#{1,6})(?:[ \t]|\r?$))"
    r"|(?P<quote>[ \t]{0,20}>)"
    r"|(?P<comment>[ \t]{0,20}<!--)"
    r"|(?P<ruler> {0,3}(?:-[- ]{2,120}+|\*[* ]{2,120}+|_[_ ]{2,120}+|={2,120}+) {0,9}$)"
    rf"|(?P<log>(?=[ \t]{{0,20}}(?:[-*>] )?[\d\[EWIFTtlsDNCPAMJSO]){LOG_LINE})"
    r"|(?P<item>[ \t]{0,40}(?:[-*+\u2022]|\d{1,9}[.)])[ \t]{1,8}(?=\S))"
    r"|(?P<row>[ \t]{0,20}\|)"
    r"|(?P<deep>    |\t)"
)


class Block(NamedTuple):
    """A stretch of the text: prose with its offset, or a heading (`level` > 0)."""

    start: int
    text: str
    level: int = 0


def split_blocks(text: str) -> Iterator[Block]:
    """Yield headings and prose paragraphs in order; everything masked as a block is skipped."""
    return _Walk(text).blocks()


class _Walk:
    """One pass over the lines; `_began` is where the open paragraph starts, or -1."""

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
        lines, classify = self._lines, _LINE.match
        while self._index < len(lines):
            line = lines[self._index]
            found = None if line.isspace() else classify(line)
            kind = found.lastgroup if found else "blank" if line.isspace() else None
            if kind == "comment" and "-->" in line:
                kind = None
            if kind is None or (kind == "deep" and (self._in_list or not self._after_blank)):
                if self._began < 0:
                    self._began = self._offset
                    self._in_list = self._in_list and kind == "deep"
            elif kind == "heading":
                yield from self._close()
                assert found is not None
                title = line[found.end() :].strip().rstrip("#").strip()
                self._in_list = False
                yield Block(self._offset, title, len(found.group("marks")))
            elif kind == "ruler" and self._began >= 0 and line.strip(" \n")[0] in "=-":
                yield from self._underlined(line.lstrip()[0])
            else:
                yield from self._close()
                if kind in ("item", "row"):
                    self._began = self._offset
                    self._in_list = self._in_list or kind == "item"
                elif kind in ("fence", "comment"):
                    ticks = found.group("ticks") if found else None
                    self._skip(
                        self._closers.length(self._index, ticks)
                        if ticks
                        else _comment_lines(lines, self._index)
                    )
                    continue
            self._after_blank = kind == "blank"
            self._offset += len(line)
            self._index += 1
        yield from self._close()

    def _skip(self, count: int) -> None:
        self._offset += sum(map(len, self._lines[self._index : self._index + count]))
        self._index += count
        self._after_blank = False

    def _close(self) -> Iterator[Block]:
        if self._began >= 0:
            began, self._began = self._began, -1
            yield from _cut(self._text, began, self._offset)

    def _underlined(self, mark: str) -> Iterator[Block]:
        title = self._text[self._began : self._offset].strip()
        # A whole sentence over a ruler is prose: taking it for a heading would hide it.
        if "\n" in title or len(title) > 100 or title.endswith((".", "!", "?")):
            yield from self._close()
            return
        self._began = -1
        yield Block(self._offset - len(title), title, 1 if mark == "=" else 2)


def _cut(text: str, start: int, end: int) -> Iterator[Block]:
    """Yield a paragraph; a long one in pieces that end where a sentence does, so none is lost."""
    if end - start > PARAGRAPH_LIMIT:
        whole = text[start:end]
        began = last = 0
        for _, stop in split_sentences(mask(whole)):
            if stop - began > PARAGRAPH_LIMIT and last > began:
                yield Block(start + began, whole[began:last])
                began = last
            if stop - began > PARAGRAPH_LIMIT or not _in_comment(whole, began, stop):
                last = stop
        start += began
    yield Block(start, text[start:end])


def _in_comment(text: str, start: int, end: int) -> bool:
    """Whether a piece that ends here parts a comment from its end, or from what it allows."""
    opened = text.rfind("<!--", max(start, end - COMMENT_LIMIT), end)
    if opened < 0:
        return False
    closed = text.find("-->", opened, end)
    return closed < 0 or not text[closed + 3 : end].strip()


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
