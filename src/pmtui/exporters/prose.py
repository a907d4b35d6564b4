"""Prose of a postmortem as blocks: paragraphs, simple lists and code, nothing more.

People type `- ` lists and fences into prose whether or not they know Markdown; both become real
lists and code in every flavour. Anything else stays literal.
"""

import re
from bisect import bisect_right

from pmtui.domain.text import sanitise
from pmtui.exporters.alive import heavy
from pmtui.exporters.blocks import Block, Bullets, Code, Inline, Paragraph, labelled, told

_BULLET = re.compile(r"[ \t]{0,8}[-*•] {1,8}(?=\S)")
_NUMBERED = re.compile(r"[ \t]{0,8}(\d{1,3})\. {1,8}(?=\S)")
_TITLE = re.compile(r" {0,3}#{3,6} {1,8}(\S[^\n]{0,400}?)(?: {1,8}#{1,6})?$")
"""A heading inside a text, which has no place among those of the document: it is shown strong."""
_ROW = re.compile(r" {0,3}\|.{0,3999}\|[ \t]{0,8}$")
"""A row of a table, which stays readable letter by letter."""
_LANGUAGE = re.compile(r"```([A-Za-z0-9+#-]{1,20})")
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
            found = _LANGUAGE.fullmatch(line.strip())
            text = "\n".join(lines[position + 1 : end])
            blocks.append(Code(text, found[1] if found else ""))
            position = end + 1
        elif line.startswith(("    ", "\t")) and not _BULLET.match(line):
            end = _run(lines, closing, position, code=True)
            blocks.append(Code("\n".join(lines[position:end])))
            position = end
        elif _ROW.match(line) and _rows(lines, position) > 1:
            end = position + _rows(lines, position)
            blocks.append(Code("\n".join(lines[position:end])))
            position = end
        elif title := _TITLE.match(line):
            blocks.append(Paragraph((heavy(told(title[1].strip("*_ "))),)))
            position += 1
        elif mark := _list_mark(lines, position):
            end = _run(lines, closing, position, code=False, mark=mark)
            blocks.append(Bullets(_items(lines[position:end], mark), mark is _NUMBERED))
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
    items = tuple(item for line in text.split("\n") if (item := told(line)))
    return (Bullets(items, numbered=True),) if items else ()


def _fence_end(closing: list[int], start: int) -> int:
    """The line that closes a fence opened at `start`; 0 where none does."""
    found = bisect_right(closing, start)
    return closing[found] if found < len(closing) else 0


def _run(
    lines: list[str],
    closing: list[int],
    start: int,
    *,
    code: bool,
    mark: re.Pattern[str] | None = None,
) -> int:
    """Where the block that starts here ends."""
    position, count = start + 1, 2
    while position < len(lines):
        line = lines[position]
        indented = line.startswith(("    ", "\t"))
        if not line.strip() or code != (code and indented):
            break
        if not code and line.strip().startswith("```") and _fence_end(closing, position):
            break
        if not code and _ROW.match(line) and _rows(lines, position) > 1:
            break
        if not code and (_TITLE.match(line) or mark is None and _list_mark(lines, position)):
            break
        if mark is not None:
            found = mark.match(line)
            if (
                not found
                and line[:1] != " "
                or found
                and mark is _NUMBERED
                and found[1] != str(count)
            ):
                break
            count += found is not None
        position += 1
    return position


def _rows(lines: list[str], start: int) -> int:
    """How many rows of a table follow one another."""
    end = start
    while end < len(lines) and _ROW.match(lines[end]):
        end += 1
    return end - start


def _list_mark(lines: list[str], position: int) -> re.Pattern[str] | None:
    """What marks the items of the list that begins here; None where none does."""
    if _BULLET.match(lines[position]):
        return _BULLET
    found = _NUMBERED.match(lines[position])
    return _NUMBERED if found and found[1] == "1" else None


def _items(lines: list[str], mark: re.Pattern[str]) -> tuple[Inline, ...]:
    items: list[list[str]] = []
    for line in lines:
        if found := mark.match(line):
            items.append([line[found.end() :].strip()])
        else:
            items[-1].append(line.strip())
    return tuple(told(" ".join(item)) for item in items)


def _lines(lines: list[str]) -> tuple[Inline, ...]:
    kept: list[list[str]] = []
    last = 0
    for line in lines:
        word = line.split(maxsplit=1)[0]
        if kept and last + 1 + len(word) > _INTENDED and not line.lstrip().startswith(">"):
            kept[-1].append(line.strip())
        else:
            kept.append([line.strip()])
        last = len(line.strip())
    return tuple(told(" ".join(line)) for line in kept)
