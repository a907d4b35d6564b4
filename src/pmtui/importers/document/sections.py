"""A Markdown document cut into its front matter, its head and its sections, line by line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.{1,400}?)[ \t]*#{0,6}[ \t]*$")
_FENCE = re.compile(
    r"[ \t]{0,12}(?:[-*+] |\d{1,2}[.)] )?[ \t]{0,4}(`{3,40}(?=[^`]{0,400}$)|~{3,40})"
)
_UNDERLINE = re.compile(r" {0,3}(={3,200}|-{3,200})[ \t]*$")
_PAIR = re.compile(r"([A-Za-z][\w .-]{0,40}):[ \t]*(.{0,4000})$")


@dataclass(slots=True)
class Section:
    """A heading with the lines below it, up to the next heading of whatever level."""

    level: int
    title: str
    line: int
    """Index of the heading's line; -1 for what stands before the first one."""
    first: int
    """Index of the first line below the heading."""
    stop: int
    """Index behind the last line before the next heading."""
    parent: "Section | None" = None


@dataclass(slots=True)
class Source:
    """A document by its lines."""

    lines: list[str]
    front: dict[str, str] = field(default_factory=dict)
    front_stop: int = 0
    """Index of the first line behind the front matter."""
    sections: list[Section] = field(default_factory=list)
    """In order; the first one is what stands before any heading."""

    def body(self, section: Section) -> list[str]:
        """The lines below a heading."""
        return self.lines[section.first : section.stop]


def cut(text: str) -> Source:
    """The sections of a document; headings inside code are code."""
    lines = text.split("\n")
    source = Source(lines)
    source.front, source.front_stop = _front(lines)
    heads = list(_headings(lines, source.front_stop))
    starts = [(0, "", -1, 0), *heads]
    open_ones: list[Section] = []
    for number, (level, title, line, first) in enumerate(starts):
        stop = starts[number + 1][2] if number + 1 < len(starts) else len(lines)
        section = Section(level, title, line, first, max(stop, first))
        while open_ones and open_ones[-1].level >= level:
            open_ones.pop()
        section.parent = open_ones[-1] if open_ones and open_ones[-1].level else None
        open_ones.append(section)
        source.sections.append(section)
    return source


def _headings(lines: list[str], start: int) -> Iterator[tuple[int, str, int, int]]:
    fence = ""
    for index in range(start, len(lines)):
        line = lines[index][:4096]
        if found := _FENCE.match(line):
            mark = found[1][0] * 3
            if not fence:
                fence = mark
            elif fence == mark and not line.strip(f" \t{mark[0]}"):
                fence = ""  # a mark with a language behind it closes nothing
            continue
        if fence:
            continue
        if found := _HEADING.match(line):
            yield len(found[1]), found[2].strip(), index, index + 1
        elif _underlined(lines, index, start):
            level = 1 if lines[index + 1].lstrip().startswith("=") else 2
            yield level, line.strip(), index, index + 2


def _underlined(lines: list[str], index: int, start: int) -> bool:
    if index + 1 >= len(lines) or not lines[index].strip() or "|" in lines[index]:
        return False
    alone = index == start or not lines[index - 1].strip()
    plain = not lines[index].lstrip().startswith(("-", "*", ">", "+"))
    return alone and plain and bool(_UNDERLINE.match(lines[index + 1][:300]))


def _front(lines: list[str]) -> tuple[dict[str, str], int]:
    """The pairs between two lines of `---` at the top, and where they end."""
    if not lines or lines[0].strip() != "---":
        return {}, 0
    for index in range(1, min(len(lines), 60)):
        if lines[index].strip() in ("---", "..."):
            return _pairs(lines[1:index]), index + 1
    return {}, 0


def _pairs(lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    last = ""
    for line in lines:
        if pair := _PAIR.match(line[:4096]):
            last = pair[1].strip().casefold()
            found[last] = pair[2].strip().strip("'\"")
        elif last and line.strip():
            item = line.strip().removeprefix("- ").strip("'\"")
            found[last] = f"{found[last]}, {item}" if found[last] else item
    return found
