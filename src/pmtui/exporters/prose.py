"""Prose of a postmortem as blocks: paragraphs, simple lists and code, nothing more.

People type `- ` lists and fences into prose whether or not they know Markdown; both become real
lists and code in every flavour. Anything else stays literal.
"""

import re
from bisect import bisect_right

from pmtui.domain.text import sanitise
from pmtui.exporters.blocks import Block, Bullets, Code, Inline, Paragraph, labelled, plain

_BULLET = re.compile(r"[ \t]{0,8}[-*•] {1,8}(?=\S)")
_INTENDED = 60
"""A line that could have taken the next word within this width was broken on purpose."""


def prose(text: str) -> tuple[Block, ...]:
    """The blocks of a prose field; none for an empty one."""
    lines = sanitise(text).text.strip("\n").split("\n")
    closing = [i for i, line in enumerate(lines) if line.strip() == "```"]
    blocks: list[Block] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        if not line.strip():
            position += 1
        elif line.strip().startswith("```") and (end := _fence_end(closing, position)):
            blocks.append(Code("\n".join(lines[position + 1 : end])))
            position = end + 1
        elif line.startswith(("    ", "\t")) and not _BULLET.match(line):
            end = _run(lines, closing, position, code=True)
            blocks.append(Code("\n".join(lines[position:end])))
            position = end
        elif _BULLET.match(line):
            end = _run(lines, closing, position, code=False, bullets=True)
            blocks.append(Bullets(_items(lines[position:end])))
            position = end
        else:
            end = _run(lines, closing, position, code=False)
            blocks.append(Paragraph(_lines(lines[position:end])))
            position = end
    return tuple(blocks)


def labelled_prose(label: str, text: str) -> tuple[Block, ...]:
    """A prose field behind its label: on the first line of a paragraph, above anything else."""
    blocks = prose(text)
    if not blocks:
        return ()
    if isinstance(first := blocks[0], Paragraph):
        opening = labelled(label, first.lines[0])
        return (Paragraph((opening, *first.lines[1:])), *blocks[1:])
    return (Paragraph((labelled(label, ()),)), *blocks)


def steps(text: str) -> tuple[Block, ...]:
    """A field of one step a line, as a numbered list."""
    items = tuple(item for line in text.split("\n") if (item := plain(line)))
    return (Bullets(items, numbered=True),) if items else ()


def _fence_end(closing: list[int], start: int) -> int:
    """The line that closes a fence opened at `start`; 0 where none does."""
    found = bisect_right(closing, start)
    return closing[found] if found < len(closing) else 0


def _run(
    lines: list[str], closing: list[int], start: int, *, code: bool, bullets: bool = False
) -> int:
    """Where the block that starts here ends."""
    position = start + 1
    while position < len(lines):
        line = lines[position]
        indented = line.startswith(("    ", "\t"))
        if not line.strip() or code != (code and indented):
            break
        if not code and line.strip().startswith("```") and _fence_end(closing, position):
            break
        if not code and not bullets and _BULLET.match(line):
            break
        if bullets and not (_BULLET.match(line) or line.startswith(" ")):
            break
        position += 1
    return position


def _items(lines: list[str]) -> tuple[Inline, ...]:
    items: list[list[str]] = []
    for line in lines:
        if found := _BULLET.match(line):
            items.append([line[found.end() :].strip()])
        else:
            items[-1].append(line.strip())
    return tuple(plain(" ".join(item)) for item in items)


def _lines(lines: list[str]) -> tuple[Inline, ...]:
    kept: list[list[str]] = []
    last = 0
    for line in lines:
        word = line.split(maxsplit=1)[0]
        if kept and last + 1 + len(word) > _INTENDED:
            kept[-1].append(line.strip())
        else:
            kept.append([line.strip()])
        last = len(line.strip())
    return tuple(plain(" ".join(line)) for line in kept)
