"""Plain text for mail: 78 columns, headings underlined, tables aligned where they fit.

A word longer than a line, a web address mostly, stays whole: it must survive being clicked.
"""

import unicodedata

from pmtui.domain.postmortem import Postmortem
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
from pmtui.exporters.document import build
from pmtui.exporters.options import ExportOptions

WIDTH = 78


def render(pm: Postmortem, options: ExportOptions) -> str:
    """The postmortem as plain text."""
    document = build(pm, options)
    parts = [document.banner] if document.banner else []
    parts.append(_underlined(document.title, "="))
    for section in document.sections:
        parts.append(_underlined(section.title, "-"))
        parts += [_block(block, document) for block in section.blocks]
    if document.colophon:
        parts.append("\n".join(("-" * WIDTH, *(_wrapped(line) for line in document.colophon))))
    return "\n\n".join(parts) + "\n"


def _underlined(title: str, mark: str) -> str:
    wrapped = _wrapped(title)
    return f"{wrapped}\n{mark * min(WIDTH, max(width(line) for line in wrapped.splitlines()))}"


def _block(block: Block, document: Document) -> str:
    match block:
        case Heading():
            return _underlined(_said((Span(block.text, "told"),)), "~")
        case Paragraph():
            return "\n".join(_wrapped(_said(line)) for line in block.lines)
        case Bullets():
            return _bullets(block)
        case Table():
            rows = _aligned(block)
            if rows is None or document.as_list(block, frozenset()):
                return _bullets(as_bullets(block))
            return rows
        case Code():
            return "\n".join(
                f"    {line.expandtabs(4)}".rstrip() for line in block.text.split("\n")
            )


def _said(inline: Inline) -> str:
    """A line without styles; an address stands behind the words that lead to it."""
    return "".join(
        f"{span.text} <{span.link}>" if span.link and span.style in ("link", "code") else span.text
        for span in alive(inline)
    )


def _bullets(block: Bullets) -> str:
    lines = []
    for count, item in enumerate(block.items, 1):
        mark = f"{count}. " if block.numbered else "- "
        lines.append(mark + _wrapped(_said(item), " " * len(mark)))
    return "\n".join(lines)


def _aligned(table: Table) -> str | None:
    """The table in columns; None where it is wider than a line."""
    rows = [table.head, *(tuple(_said(cell) for cell in row) for row in table.rows)]
    if any("\n" in cell for row in rows for cell in row):
        return None
    widths = [max(width(row[i]) for row in rows) for i in range(len(table.head))]
    if sum(widths) + 2 * (len(widths) - 1) > WIDTH:
        return None
    rows.insert(1, tuple("-" * w for w in widths))
    return "\n".join(
        "  ".join(
            cell + " " * (w - width(cell)) for cell, w in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )


def _wrapped(text: str, indent: str = "") -> str:
    """The text in lines of at most WIDTH columns, all but the first indented; breaks are kept."""
    lines = []
    for paragraph in text.split("\n"):
        words: list[str] = []
        taken = len(indent)
        for word in paragraph.split():
            columns = width(word)
            if words and taken + 1 + columns > WIDTH:
                lines.append(" ".join(words))
                words, taken = [], len(indent)
            taken += columns + (1 if words else 0)
            words.append(word)
        lines.append(" ".join(words))
    return f"\n{indent}".join(lines)


def width(text: str) -> int:
    """Columns that a text takes: two for wide characters, none for marks on the one before."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
