"""Blocks as Markdown, for every place that reads it; a dialect says where the places differ.

No text can become structure: what could start or end one is escaped, mentions and issue numbers
stand in code, and a fence is longer than any run of backticks it holds.
Sources: CommonMark 0.31, GitHub Flavored Markdown, GitLab Flavored Markdown.
"""

import re
from dataclasses import dataclass
from itertools import groupby

from pmtui.exporters.addresses import own
from pmtui.exporters.alive import alive
from pmtui.exporters.blocks import (
    Block,
    Bullets,
    Code,
    Document,
    Heading,
    Inline,
    Paragraph,
    Span,
    Table,
    as_bullets,
)

_LIVE = re.compile(
    r"(?P<url>https?://[^\s<>\"`\\]{1,2000})"
    r"|(?P<code>(?<![A-Za-z0-9_@])@[A-Za-z0-9][\w./-]{0,100}"  # a mention notifies people
    r"|(?<![\w./-])[\w./-]{1,100}+\#\d{1,12}\b|\#\d{1,12}\b"  # a number links to a stranger
    r"|\bGH-\d{1,12}\b)"
)
_LIVE_GITLAB = re.compile(
    _LIVE.pattern[:-1]
    + r"|(?<![\w~])~{1,2}(?=[^\s~])[^~`\n]{1,200}(?<!\s)~{1,2}(?![\w~])"  # struck words, as one
    + r"|(?<!\w)~\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?"  # an approximate time stays whole
    + r"|(?<!\w)[!&$%~]\d{1,12}\b|(?<!\w)[~%][A-Za-z][\w-]{0,100})"
)
"""GitLab also links merge requests, epics, snippets, milestones and labels."""
_SPECIAL = re.compile(
    r"\\(?=[!-/:-@\[-`{-~\n]|$)"  # a backslash that would escape what follows
    r"|[`*\[\]]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # inside a word an underscore is only an underscore
    r"|<(?=[A-Za-z/!?])"
    r"|(?<=\S)~|~(?!\w)"
    r"|&(?=[#\w])"
    r"|\#(?=\#|\s|$)"
)
_START = re.compile(r"(#|>|[-+](?=\s|$|-)|=|\||:(?=-)|\d{1,9}(?=[.)](?:\s|$)))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """Where one reader of Markdown differs from another."""

    lists: frozenset[str] = frozenset()
    """Tables that are safer as lists here."""
    cell_break: str = "<br>"
    """What stands for a line break inside a cell."""
    line_break: str = "\\\n"
    """What stands for a line break inside a paragraph or an item; a blank line where the reader's
    own break is uncertain."""
    live: re.Pattern[str] = _LIVE
    """URLs, and what would notify or link where nobody meant it."""


GITHUB = Dialect()
GITLAB = Dialect(live=_LIVE_GITLAB)
PASTED = Dialect(
    lists=frozenset({"timeline", "actions", "milestones", "durations", "metrics", "waivers"}),
    cell_break=" / ",
    line_break="\n\n",
)
"""For editors that convert pasted Markdown and often lose tables and breaks on the way."""


def render(document: Document, dialect: Dialect = GITHUB) -> str:
    """The document as Markdown, with one line feed at its end."""
    parts = [f"**{document.banner}**"] if document.banner else []
    parts.append(heading(document.title, dialect))
    for section in document.sections:
        parts.append(f"## {section.title}")
        parts += [_block(block, document, dialect) for block in section.blocks]
    if document.colophon:
        parts.append("---")
        parts += [_lines((Span(line),), dialect) for line in document.colophon]
    return "\n\n".join(parts) + "\n"


def heading(title: str, dialect: Dialect = GITHUB) -> str:
    """The line that bears a document's title."""
    return f"# {inline((Span(title),), dialect)}"


def _block(block: Block, document: Document, dialect: Dialect) -> str:
    match block:
        case Heading():
            return f"### {inline((Span(block.text.replace(chr(10), ' '), 'told'),), dialect)}"
        case Paragraph():
            return dialect.line_break.join(_lines(line, dialect) for line in block.lines)
        case Bullets():
            return _bullets(block, dialect)
        case Table():
            if document.as_list(block, dialect.lists):
                return _bullets(as_bullets(block), dialect)
            return _table(block, dialect)
        case Code():
            return fenced(block.text, block.language)


def _bullets(block: Bullets, dialect: Dialect) -> str:
    lines = []
    for count, item in enumerate(block.items, 1):
        mark = f"{count}. " if block.numbered else "- "
        lines.append(mark + _lines(item, dialect, indent=" " * len(mark)))
    return "\n".join(lines)


def _table(table: Table, dialect: Dialect) -> str:
    head = [tuple([Span(name)]) for name in table.head]
    lines = [_row(tuple(head), dialect), "|" + " --- |" * len(table.head)]
    lines += [_row(row, dialect) for row in table.rows]
    return "\n".join(lines)


def _row(cells: tuple[Inline, ...], dialect: Dialect) -> str:
    shown = (inline(cell, dialect, dialect.cell_break).replace("|", "\\|") for cell in cells)
    return "| " + " | ".join(shown) + " |"


def code(text: str) -> str:
    """A span of code whose marks nothing inside can close."""
    text = " ".join(text.split())
    marks = "`" * (_longest_run(text) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{marks}{pad}{text}{pad}{marks}" if text else ""


def fenced(text: str, language: str = "") -> str:
    """Code in a fence that nothing inside can close."""
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)


def _lines(spans: Inline, dialect: Dialect, indent: str = "") -> str:
    """A text that stands at the start of a line; its own breaks stay breaks."""
    lines = inline(spans, dialect, "\n").split("\n")
    kept = [_guard(line.strip()) for line in lines if line.strip()]
    return f"{dialect.line_break}{indent}".join(kept)


def _guard(line: str) -> str:
    """A line whose beginning cannot start a heading, list, quote, rule or table."""
    if found := _START.match(line):
        where = found.end() if found[1][0].isdigit() else found.start(1)
        return line[:where] + "\\" + line[where:]
    return line


def inline(spans: Inline, dialect: Dialect, line_break: str = " ") -> str:
    """A text with its styles, on one line but for the breaks that stand in for its own."""
    parts = []
    for style, run in groupby(alive(spans), lambda span: span.style):
        text = "".join(_span(span, dialect, line_break) for span in run)
        mark = {"strong": "**", "em": "*"}.get(style, "") if text.strip() else ""
        parts.append(f"{mark}{text}{mark}")
    return "".join(parts)


def _span(span: Span, dialect: Dialect, line_break: str) -> str:
    """A span without the marks around a run of its style."""
    if span.style == "code":
        return f"[{code(span.text)}]({span.link})" if span.link else code(span.text)
    text = _text(span.text, dialect).replace("\n", line_break)
    if span.style == "link":
        return f"[{text}]({span.link})"
    return f"[{span.text}](<{span.link}>)" if span.link else text


def _text(text: str, dialect: Dialect) -> str:
    """A text as it is read, nothing in it alive but plain web addresses."""
    parts: list[str] = []
    position = 0
    coded = False
    for found in dialect.live.finditer(text):
        end = found.end()
        if found["url"]:
            end = found.start() + len(own(found[0]))
            shown = f"<{text[found.start() : end]}>"
        else:
            shown = f"`{found[0]}`"
        if coded and found["code"] and found.start() == position:
            # Two neighbours in code would meet in a longer mark that closes neither.
            parts[-1] = parts[-1][:-1] + shown[1:]
        else:
            parts += [_escaped(text[position : found.start()], text), shown]
        coded = bool(found["code"])
        position = end
    parts.append(_escaped(text[position:], text))
    return "".join(parts)


def _escaped(piece: str, whole: str) -> str:
    piece = _SPECIAL.sub(lambda m: "\\" + m[0], piece)
    return piece.replace("$", "\\$") if whole.count("$") > 1 else piece
