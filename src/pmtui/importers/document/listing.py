"""The body of a section as items: list rows with what hangs below them, paragraphs, tables, code."""

import re
from dataclasses import dataclass, field
from typing import Literal

_BULLET = re.compile(r"([ \t]{0,24})(?:[-*+•]|\d{1,3}[.)])[ \t]{1,8}(\S.*)$")
_CHECK = re.compile(r"\[([ xX✓])\][ \t]{1,8}(.*)$", re.DOTALL)
_RULE = re.compile(r"[ \t]{0,3}(?:(?:-[ \t]?){3,40}|(?:\*[ \t]?){3,40}|(?:_[ \t]?){3,40})$")
_SEPARATOR = re.compile(r"[ \t|:-]{3,400}$")
_FENCE = re.compile(r"[ \t]{0,12}(`{3,40}(?=[^`]{0,400}$)|~{3,40})")


@dataclass(slots=True)
class Item:
    """One row, paragraph, table or code block; `first` and `last` are indexes of its lines."""

    kind: Literal["bullet", "para", "table", "code"]
    text: str
    first: int
    last: int
    below: list[str] = field(default_factory=list)
    """Lines that hang below a row: nested rows, paragraphs, code."""
    checked: bool | None = None
    rows: list[list[str]] = field(default_factory=list)
    """The cells of a table, head first."""


def items(lines: list[str], first: int) -> list[Item]:
    """The items of a body whose first line has the index `first`."""
    return _Cutter(lines, first).cut()


class _Cutter:
    def __init__(self, lines: list[str], first: int) -> None:
        self.lines = lines
        self.offset = first
        self.at = 0
        self.out: list[Item] = []
        indents = [len(m[1].expandtabs(4)) for line in lines if (m := _BULLET.match(line))]
        self.margin = min(indents, default=0)

    def cut(self) -> list[Item]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip() or _RULE.match(line[:200]):
                self.at += 1
            elif _FENCE.match(line):
                self._take("code", self._fence_end())
            elif (found := _BULLET.match(line)) and len(found[1].expandtabs(4)) == self.margin:
                self._bullet(found)
            elif line.lstrip().startswith("|") or self._table_head():
                self._table()
            else:
                self._take("para", self._para_end())
        return self.out

    def _take(self, kind: Literal["para", "code"], stop: int) -> None:
        text = "\n".join(self.lines[self.at : stop])
        if kind == "para":
            text = " ".join(text.split())
        self.out.append(Item(kind, text, self.offset + self.at, self.offset + stop - 1))
        self.at = stop

    def _fence_end(self) -> int:
        mark = self.lines[self.at].strip()[:3]
        for index in range(self.at + 1, len(self.lines)):
            line = self.lines[index].strip()
            if line.startswith(mark) and not line.strip(mark[0]):
                return index + 1
        return len(self.lines)

    def _para_end(self) -> int:
        index = self.at + 1
        while index < len(self.lines):
            line = self.lines[index]
            if not line.strip() or _BULLET.match(line) or line.lstrip().startswith(("|", "```")):
                break
            index += 1
        return index

    def _table_head(self) -> bool:
        following = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        return (
            "|" in self.lines[self.at]
            and "-" in following
            and "|" in following
            and bool(_SEPARATOR.fullmatch(following[:400]))
        )

    def _table(self) -> None:
        begin = self.at
        rows: list[list[str]] = []
        while self.at < len(self.lines) and "|" in self.lines[self.at]:
            line = self.lines[self.at]
            if not _SEPARATOR.fullmatch(line[:400]):
                rows.append(cells(line))
            self.at += 1
        text = "\n".join(self.lines[begin : self.at])
        ruled = begin + 1 < self.at and bool(_SEPARATOR.fullmatch(self.lines[begin + 1][:400]))
        kind: Literal["table", "code"] = "table" if ruled else "code"
        item = Item(kind, text, self.offset + begin, self.offset + self.at - 1, rows=rows)
        self.out.append(item)

    def _bullet(self, found: re.Match[str]) -> None:
        begin = self.at
        words = [found[2].strip()]
        self.at += 1
        while self.at < len(self.lines) and self._continues():
            words.append(self.lines[self.at].strip())
            self.at += 1
        below_from = self.at
        while self.at < len(self.lines) and self._hangs():
            self.at += 1
        while self.at > below_from and not self.lines[self.at - 1].strip():
            self.at -= 1
        text = " ".join(words)
        checked = None
        if check := _CHECK.match(text):
            checked, text = check[1] != " ", check[2]
        self.out.append(
            Item(
                "bullet",
                text,
                self.offset + begin,
                self.offset + self.at - 1,
                _dedented(self.lines[below_from : self.at]),
                checked,
            )
        )

    def _continues(self) -> bool:
        line = self.lines[self.at]
        return bool(line.strip()) and not _BULLET.match(line) and not _FENCE.match(line)

    def _hangs(self) -> bool:
        """Whether a line belongs below the row: blank, indented, or nested."""
        line = self.lines[self.at]
        if not line.strip():
            return any(
                after[:1] in " \t"
                for after in self.lines[self.at + 1 : self.at + 3]
                if after.strip()
            )
        if found := _BULLET.match(line):
            return len(found[1].expandtabs(4)) > self.margin
        return line[:1] in " \t"


def cells(line: str) -> list[str]:
    """The cells of a table row; a pipe behind a backslash is text."""
    parts = re.split(r"(?<!\\)((?:\\\\){0,40})\|", line.strip())
    joined: list[str] = []
    for index in range(0, len(parts), 2):
        joined.append(parts[index] + (parts[index + 1] if index + 1 < len(parts) else ""))
    if joined and not joined[0].strip():
        joined = joined[1:]
    if joined and not joined[-1].strip():
        joined = joined[:-1]
    return [cell.strip() for cell in joined]


def _dedented(lines: list[str]) -> list[str]:
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return [line[margin:].rstrip() for line in lines]
