"""A document as blocks: what every flavour renders, each with its own escaping.

Texts inside are plain and unescaped, but free of control characters; line breaks are `\\n`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pmtui.domain.text import sanitise

SpanStyle = Literal["plain", "told", "strong", "em", "code", "link"]
"""`told` is what a person wrote, in which marks may be alive; see `pmtui.exporters.alive`."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style."""

    text: str
    style: SpanStyle = "plain"
    link: str = ""
    """The web address it leads to: of a tracker, or of a person in a span of the style `link`."""


Inline = tuple[Span, ...]
"""One text with styles: a table cell, a list item, a line."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section (the third level, the deepest there is)."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; every break between them is meant."""

    lines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A flat list, numbered where the order carries the meaning."""

    items: tuple[Inline, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head. As a list, the first `lead` cells stand without their column's name."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Inline, ...], ...]
    lead: int = 2


@dataclass(frozen=True, slots=True)
class Code:
    """Text to be shown letter by letter: a log, a query, a pasted chat."""

    text: str
    language: str = ""
    """What it is written in, where a person said so; letters and digits."""


Block = Heading | Paragraph | Bullets | Table | Code


@dataclass(frozen=True, slots=True)
class Section:
    """One of the eight sections, in their fixed order."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole postmortem as it is read: banner while open, title, sections, last lines."""

    banner: str
    title: str
    sections: tuple[Section, ...]
    colophon: tuple[str, ...]
    lists: frozenset[str] = frozenset()
    """Names of tables that were asked for as lists."""
    tables: frozenset[str] = frozenset()
    """Names of tables that were asked for as tables."""

    def as_list(self, table: Table, usual: frozenset[str]) -> bool:
        """Whether a table becomes a list, `usual` being those the flavour cannot show well."""
        return table.name in self.lists or (table.name in usual and table.name not in self.tables)


def clean(text: str) -> str:
    """A text without what a terminal would obey, trimmed."""
    return sanitise(text).text.replace("\t", "    ").strip()


def plain(text: str) -> Inline:
    """A text as it is."""
    cleaned = clean(text)
    return (Span(cleaned),) if cleaned else ()


def told(text: str) -> Inline:
    """A text as a person wrote it: what is marked in it is shown marked."""
    cleaned = clean(text)
    return (Span(cleaned, "told"),) if cleaned else ()


def code(text: str) -> Inline:
    """A text to be read letter by letter, in one line."""
    cleaned = clean(text)
    return (Span(cleaned, "code"),) if cleaned else ()


def strong(text: str) -> Inline:
    """A text with weight: labels, mostly."""
    cleaned = clean(text)
    return (Span(cleaned, "strong"),) if cleaned else ()


def labelled(label: str, value: Inline) -> Inline:
    """`Label: value`, the label strong."""
    return (*strong(f"{label}:"), Span(" "), *value)


def joined(parts: Iterable[Inline], separator: str = ", ") -> Inline:
    """The filled parts, with a separator between them."""
    found: list[Span] = []
    for part in parts:
        if part:
            found += [Span(separator), *part] if found else part
    return tuple(found)


def filled(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks that say something, without empty lines and items; a record may be blank yet."""
    found: list[Block] = []
    for block in blocks:
        match block:
            case Paragraph():
                if lines := tuple(line for line in block.lines if flat(line).strip()):
                    found.append(Paragraph(lines))
            case Bullets():
                if items := tuple(item for item in block.items if flat(item).strip()):
                    found.append(Bullets(items, block.numbered))
            case _:
                found.append(block)
    return tuple(found)


def flat(inline: Inline) -> str:
    """The text of a line without its styles."""
    return "".join(span.text for span in inline)


def as_bullets(table: Table) -> Bullets:
    """A table as a list: the leading cells first, then each filled cell behind its column."""
    from pmtui.exporters.alive import heavy

    items = []
    for row in table.rows:
        found: list[Span] = []
        for position, (name, cell) in enumerate(zip(table.head, row, strict=True)):
            if not cell:
                continue
            if position == 0:
                found += heavy(cell)
            elif position < table.lead:
                found += [Span(": "), *cell] if found else cell
            else:
                found += [Span(f"; {name.lower()}: "), *cell]
        items.append(tuple(found))
    return Bullets(tuple(items))
