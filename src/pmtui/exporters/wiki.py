"""Blocks as Atlassian wiki markup, for Confluence Data Center and for Jira.

Source: Atlassian's text formatting notation. What is live there is escaped by a backslash; the
backslash itself, which cannot be, becomes a character reference.
"""

import re
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

_URL = re.compile(r"https?://[^\s<>\"`\\]{1,2000}")
_ENDING = re.compile(r"[\s|\[\]{}\\\"<>^`]")
"""What would end an address, or the link that holds it."""
_LIVE = re.compile(
    r"(\\)"
    r"|&(?=[#A-Za-z][#\w]{0,30};)"
    r"|[{}\[\]|*]"
    r"|(?<!\w)[_+^~-]|[_+^~-](?!\w)"  # between letters and digits they are only themselves
    r"|!(?=\S)"
    r"|\?(?=\?)|(?<=\?)\?"
    r"|\((?=(?:[/xXiynN!?+*-]|on|off|\*[rgby]|flag|flagoff)\))"
    r"|[:;](?=[()DPp|])"
)
_START = re.compile(r"(#|(?:h[1-6]|bq)(?=\.))")


def render(document: Document) -> str:
    """The document as wiki markup, with one line feed at its end."""
    parts = [f"*{document.banner}*"] if document.banner else []
    parts.append(f"h1. {inline((Span(document.title),))}")
    for section in document.sections:
        parts.append(f"h2. {section.title}")
        parts += [_block(block, document) for block in section.blocks]
    if document.colophon:
        parts.append("----")
        parts += [_lines((Span(line),)) for line in document.colophon]
    return "\n\n".join(parts) + "\n"


def _block(block: Block, document: Document) -> str:
    match block:
        case Heading():
            return f"h3. {inline((Span(block.text, 'told'),))}"
        case Paragraph():
            return "\n".join(_lines(line) for line in block.lines)
        case Bullets():
            return _bullets(block)
        case Table():
            if document.as_list(block, frozenset()):
                return _bullets(as_bullets(block))
            return _table(block)
        case Code():
            return _code(block.text)


def _bullets(block: Bullets) -> str:
    mark = "#" if block.numbered else "*"
    return "\n".join(f"{mark} {inline(item, ' ' + _BREAK)}" for item in block.items)


_BREAK = "\\\\ "
"""A forced line break, which must not meet the next word."""


def _table(table: Table) -> str:
    lines = ["||" + "||".join(inline((Span(name),)) for name in table.head) + "||"]
    for row in table.rows:
        lines.append("|" + "|".join(inline(cell, f" {_BREAK}") or " " for cell in row) + "|")
    return "\n".join(lines)


def _code(text: str) -> str:
    """Text between two marks; one that holds the mark itself gets it broken by a space."""
    mark = "noformat" if "{noformat" not in text else "code"
    body = text.replace(f"{{{mark}", f"{{ {mark}")
    return f"{{{mark}}}\n{body}\n{{{mark}}}"


def _lines(spans: Inline) -> str:
    lines = inline(spans, "\n").split("\n")
    return "\n".join(_START.sub(_guard, line.strip(), count=1) for line in lines if line.strip())


def _guard(found: re.Match[str]) -> str:
    if found.start():
        return found[0]
    return "\\#" if found[1] == "#" else f"{found[1][0]}&#{ord(found[1][1])};{found[1][2:]}"


def inline(spans: Inline, line_break: str = " ") -> str:
    """A text with its styles, on one line but for the breaks that stand in for its own."""
    parts = []
    for style, run in groupby(alive(spans), lambda span: span.style):
        text = "".join(_span(span, line_break) for span in run)
        mark = {"strong": "*", "em": "_"}.get(style, "") if text.strip() else ""
        parts.append(f"{mark}{text}{mark}")
    return "".join(parts)


def _span(span: Span, line_break: str) -> str:
    """A span without the marks around a run of its style."""
    if span.style == "code" and not span.link:
        return "{{" + _text(" ".join(span.text.split())) + "}}"
    if span.link:
        return f"[{_alias(span.text)}|{_address(span.link)}]"
    return _text(span.text).replace("\n", line_break)


def _text(text: str) -> str:
    parts = []
    position = 0
    for found in _URL.finditer(text):
        end = found.start() + len(own(found[0], "[]{}"))
        address = _address(text[found.start() : end])
        parts += [_escaped(text[position : found.start()]), address]
        position = end
    parts.append(_escaped(text[position:]))
    return "".join(parts)


def _address(url: str) -> str:
    """An address in which nothing ends it before its end."""
    return _ENDING.sub(lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode()), url)


def _alias(text: str) -> str:
    """The words of a link; there a backslash guards nothing, a character reference does."""
    return _LIVE.sub(
        lambda m: "&amp;" if m[0] == "&" else f"&#{ord(m[0])};", " ".join(text.split())
    )


def _escaped(piece: str) -> str:
    return _LIVE.sub(_escape, piece)


def _escape(found: re.Match[str]) -> str:
    if found[1]:
        return "&#92;"
    if found[0] == "&":
        return "&amp;"
    before = found.string[max(0, found.start() - 1) : found.start()]
    after = found.string[found.end() : found.end() + 1]
    if found[0] in "-+~" and before == " " and after == " ":
        return found[0]
    return "\\" + found[0]
