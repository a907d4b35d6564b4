"""One HTML page that needs nothing else: to open, print, or copy into an editor as rich text.

No script, nothing remote, a strict content security policy. It reads well in light and dark, and
prints on A4 without rows cut in two. Colours pass WCAG AA in both schemes.
"""

import re
from html import escape

from pmtui.domain.postmortem import Postmortem
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
    Section,
    Span,
    Table,
    as_bullets,
    flat,
)
from pmtui.exporters.document import build, named
from pmtui.exporters.html_style import STYLE
from pmtui.exporters.options import ExportOptions
from pmtui.exporters.svg_timeline import draw

_LINK = re.compile(
    r"(?P<web>https?://[^\s<>\"`\\]{1,2000})"
    r"|(?P<mail>mailto:[\w.+-]{1,64}@[\w.-]{1,200})"
)
_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<main>
"""


def render(pm: Postmortem, options: ExportOptions) -> str:
    """The postmortem as one self-contained page."""
    pm, options = named(pm, options)  # here, since the picture shows names as well
    document = build(pm, options)
    parts = [_HEAD.format(title=escape(document.title), style=STYLE)]
    if document.banner:
        parts.append(f'<p class="banner" role="status">{escape(document.banner)}</p>\n')
    parts.append(f'<h1 dir="auto">{escape(document.title)}</h1>\n{_contents(document)}')
    for section in document.sections:
        parts.append(_section(section, document, pm, options))
    if document.colophon:
        lines = "".join(f"<p>{escape(line)}</p>\n" for line in document.colophon)
        parts.append(f"<footer>\n{lines}</footer>\n")
    parts.append("</main>\n</body>\n</html>\n")
    return "".join(parts)


def _contents(document: Document) -> str:
    if len(document.sections) < 2:
        return ""
    items = "".join(
        f'<li><a href="#{s.key}">{escape(s.title)}</a></li>\n' for s in document.sections
    )
    return f'<nav aria-label="Contents">\n<ul>\n{items}</ul>\n</nav>\n'


def _section(section: Section, document: Document, pm: Postmortem, options: ExportOptions) -> str:
    body = "".join(_block(block, document) for block in section.blocks)
    picture = draw(pm, options) if section.key == "timeline" else ""
    title = f'<h2 id="{section.key}">{escape(section.title)}</h2>\n'
    return f'<section aria-labelledby="{section.key}">\n{title}{picture}{body}</section>\n'


def _block(block: Block, document: Document) -> str:
    match block:
        case Heading():
            return f'<h3 dir="auto">{_inline((Span(block.text, "told"),))}</h3>\n'
        case Paragraph():
            lines = "<br>\n".join(_inline(line) for line in block.lines)
            return f'<p dir="auto">{lines}</p>\n'
        case Bullets():
            return _bullets(block)
        case Table():
            if document.as_list(block, frozenset()):
                return _bullets(as_bullets(block))
            return _table(block)
        case Code():
            return f'<pre dir="auto" tabindex="0"><code>{escape(block.text)}</code></pre>\n'


def _bullets(block: Bullets) -> str:
    tag = "ol" if block.numbered else "ul"
    items = "".join(f'<li dir="auto">{_inline(item)}</li>\n' for item in block.items)
    return f"<{tag}>\n{items}</{tag}>\n"


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.head)
    rows = "".join("<tr>" + "".join(map(_cell, row)) + "</tr>\n" for row in table.rows)
    return (
        f'<div class="wide" role="region" aria-label="{escape(table.name)}" tabindex="0">\n<table>\n'
        f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )


def _cell(cell: Inline) -> str:
    """A cell, with what it may break at: a long word anywhere, a date or a number nowhere."""
    text = flat(cell)
    kind = "long" if any(len(word) > _LONG for word in text.split()) else ""
    if text and len(text) <= _SHORT and (" " not in text or not any(map(str.isalpha, text))):
        kind = "short"
    mark = f' class="{kind}"' if kind else ""
    return f'<td dir="auto"{mark}>{_inline(cell)}</td>'


_LONG = 22
"""Letters of a word that would push the other columns aside."""
_SHORT = 17
"""Signs of a time with its date and the tilde before it."""


def _inline(inline: Inline) -> str:
    parts = []
    for span in alive(inline):
        match span.style:
            case "code":
                shown = f"<code>{escape(span.text)}</code>"
                parts.append(_leading(shown, span.link) if span.link else shown)
            case "strong":
                parts.append(f"<strong>{_shown(span)}</strong>")
            case "em":
                parts.append(f"<em>{_shown(span)}</em>")
            case _:
                parts.append(_shown(span))
    return "".join(parts)


def _shown(span: Span) -> str:
    if not span.link:
        return _text(span.text)
    return _leading(escape(span.text), span.link)


def _leading(shown: str, address: str) -> str:
    return f'<a href="{escape(address)}" rel="noreferrer noopener">{shown}</a>'


def _text(text: str) -> str:
    """Escaped text in which web and mail addresses are links, and nothing else is."""
    parts = []
    position = 0
    for found in _LINK.finditer(text):
        address = own(found[0])
        end = found.start() + len(address)
        parts.append(escape(text[position : found.start()]))
        safe = escape(address)
        parts.append(f'<a href="{safe}" rel="noreferrer noopener">{safe}</a>')
        position = end
    parts.append(escape(text[position:]))
    return "".join(parts).replace("\n", "<br>\n")
