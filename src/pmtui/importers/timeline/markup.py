"""Markdown, or text that looks like it, cut into headings, rows, paragraphs and code."""

import re
from dataclasses import dataclass, field
from typing import Literal

from pmtui.importers.timeline.source import Source

Kind = Literal["heading", "bullet", "para", "table", "fence", "quote", "rule"]

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?[ \t]*#*[ \t]*$")
_BULLET = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>[-*+\u2022\u25e6\u2023\u25aa\u25cf\u00b7\u2013\u2014]|\d{1,3}[.)])"
    r"(?P<gap>[ \t]+)(?P<text>\S.*)"
)
_NUMBERED_DATE = re.compile(
    r"[ \t]*\d{1,2}\.[ \t]+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b"
    r"(?!\.?[ \t]+\d{1,2}(?:st|nd|rd|th|\b(?![:.]\d)))",
    re.I,
)
_FENCE = re.compile(
    r"[ \t]*(?:[-*+] |\d{1,2}[.)] )?[ \t]{0,4}(?P<mark>`{3,}|~{3,})(?P<info>[^`]*)$"
)
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_SETEXT = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_IMAGE = re.compile(
    r"[ \t]*!\[[^\]]*\]\([^)]*\)[ \t]*$|[ \t]*</?(?:details|summary|br|img|p|div)\b"
)


def _separates(line: str) -> bool:
    """The line of dashes under the titles of a table."""
    return "-" in line and "|" in line and not line.strip(" \t|:-")


@dataclass(slots=True)
class Item:
    """A piece of a document. `first`, `last` are line indexes; `level` is a heading's, 1 to 6.

    `parts` holds the lines of a paragraph, quote, fence or table, each with its index.
    """

    kind: Kind
    text: str
    first: int
    last: int
    level: int = 0
    indent: int = 0
    closed: bool = True
    parts: list[tuple[int, str]] = field(default_factory=list)


def cut(source: Source, first: int, stop: int) -> list[Item]:
    """The items of lines `first` to `stop` - 1 in order."""
    return _Cutter(source, first, stop).items()


class _Cutter:
    """Walks the lines once; every method consumes what it recognises."""

    def __init__(self, source: Source, first: int, stop: int) -> None:
        self.source, self.at, self.stop = source, first, stop
        self.out: list[Item] = []
        self.margin = self._margin()
        self.blank_before = True

    def _margin(self) -> int:
        """Indentation that all lines share, as in text copied out of a quote or a script."""
        margin = 400
        for index in range(self.at, min(self.stop, self.at + 400)):
            line = self.source.line(index)
            if line.strip():
                margin = min(margin, len(line) - len(line.lstrip(" ")))
        return 0 if margin == 400 else margin

    def line(self, index: int) -> str:
        text = self.source.line(index)
        return text[self.margin :] if self.margin and not text[: self.margin].strip() else text

    def items(self) -> list[Item]:
        while self.at < self.stop:
            line = self.line(self.at)
            if not line.strip():
                self.blank_before = True
                self.at += 1
                continue
            self._take(line)
            self.blank_before = False
        return self.out

    def _take(self, line: str) -> None:
        if _FENCE.match(line):
            self._fence(line)
        elif line[:4].lstrip(" ")[:1] == "#":
            self._heading(line)
        elif line.lstrip()[:1] == ">":
            self._quote()
        elif self._table_here(line):
            self._table()
        elif _RULE.match(line):
            self.out.append(Item("rule", "", self.at, self.at))
            self.at += 1
        elif self.blank_before and line[:4] in ("    ", "\t") and self._code_here(line):
            self._indented()
        elif (bullet := _BULLET.match(line)) and not _NUMBERED_DATE.match(line):
            self._bullet(bullet)
        else:
            self._paragraph()

    def _heading(self, line: str) -> None:
        match = _HEADING.match(line)
        if match is None or (match[2] is None and len(match[1]) == 1):
            self._paragraph()
            return
        text = (match[2] or "").strip()
        self.out.append(Item("heading", text, self.at, self.at, len(match[1])))
        self.at += 1

    def _fence(self, line: str) -> None:
        match = _FENCE.match(line)
        mark = match["mark"] if match else "```"
        begin, index, parts = self.at, self.at + 1, []
        closing = re.compile(rf"[ \t]*{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$")
        while index < self.stop:
            inner = self.line(index)
            if closing.match(inner) or inner.strip() == mark[0]:
                break
            parts.append((index, inner))
            index += 1
        closed = index < self.stop
        if not closed:
            parts = self._unclosed(parts)
            index = parts[-1][0] if parts else begin
        text = "\n".join(part for _, part in parts)
        self.out.append(Item("fence", text, begin, index, closed=closed, parts=parts))
        self.at = index + 1

    def _unclosed(self, parts: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """A fence without an end stops at the next heading that follows a blank line."""
        for number in range(1, len(parts)):
            if not parts[number - 1][1].strip() and re.match(r"#{2,6} \S", parts[number][1]):
                return parts[:number]
        return parts

    def _quote(self) -> None:
        begin, parts = self.at, []
        while self.at < self.stop:
            line = self.line(self.at)
            if line.lstrip()[:1] != ">":
                break
            parts.append((self.at, re.sub(r"^[ \t]*>+[ ]?", "", line)))
            self.at += 1
        text = " ".join(part.strip() for _, part in parts)
        self.out.append(Item("quote", text, begin, self.at - 1, parts=parts))

    def _table_here(self, line: str) -> bool:
        if line.count("|") < 1:
            return False
        if line.lstrip().startswith("|") and line.count("|") >= 3:
            return True
        return self.at + 1 < self.stop and bool(_separates(self.line(self.at + 1)))

    def _table(self) -> None:
        begin, parts = self.at, []
        while self.at < self.stop:
            line = self.line(self.at)
            if "|" not in line or not line.strip():
                break
            if not _separates(line):
                parts.append((self.at, line))
            self.at += 1
        self.out.append(Item("table", "", begin, self.at - 1, parts=parts))

    def _code_here(self, line: str) -> bool:
        """Indented text is code unless a list item above owns it."""
        if _BULLET.match(line):
            return False
        return not any(item.kind == "bullet" for item in self.out[-3:])

    def _indented(self) -> None:
        begin, parts = self.at, []
        while self.at < self.stop:
            line = self.line(self.at)
            if line.strip() and line[:4] != "    " and line[:1] != "\t":
                break
            parts.append((self.at, line))
            self.at += 1
        while parts and not parts[-1][1].strip():
            parts.pop()
        text = "\n".join(part for _, part in parts)
        self.out.append(Item("fence", text, begin, parts[-1][0] if parts else begin, parts=parts))

    def _bullet(self, match: re.Match[str]) -> None:
        indent = len(match["indent"].expandtabs(4))
        begin, parts = self.at, [(self.at, match["text"])]
        self.at += 1
        while self.at < self.stop and not self._interrupts(self.line(self.at)):
            parts.append((self.at, self.line(self.at).strip()))
            self.at += 1
        text = " ".join(part for _, part in parts)
        self.out.append(Item("bullet", text, begin, self.at - 1, indent=indent, parts=parts))

    def _paragraph(self) -> None:
        begin = self.at
        indent = len(self.line(begin)) - len(self.line(begin).lstrip())
        parts = [(begin, self.line(begin).strip())]
        self.at += 1
        while self.at < self.stop and not self._interrupts(self.line(self.at)):
            line = self.line(self.at)
            if _SETEXT.match(line) and len(parts) == 1:
                level = 1 if "=" in line else 2
                self.out.append(Item("heading", parts[0][1], begin, self.at, level))
                self.at += 1
                return
            parts.append((self.at, line.strip()))
            self.at += 1
        text = " ".join(part for _, part in parts)
        self.out.append(Item("para", text, begin, self.at - 1, indent=indent, parts=parts))

    def _interrupts(self, line: str) -> bool:
        """Whether a line ends the paragraph or list item before it."""
        if not line.strip():
            return True
        start = line.lstrip()[:1]
        if start in "#>|" or _FENCE.match(line):
            return start != "#" or bool(_HEADING.match(line))
        if _IMAGE.match(line):
            return True
        return bool(_BULLET.match(line)) and not _NUMBERED_DATE.match(line)
