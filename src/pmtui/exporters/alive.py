"""What a person marked in a text: strong words, emphasis, code, and links, as spans of their own.

Markdown's own marks, closed on one line and set off from the words around them, so that every
flavour can say the same in its own way. Whatever is marked in another way stays as it is written.
"""

import re

from pmtui.exporters.blocks import Inline, Span, SpanStyle

_OPENS = r"(?<![^\s(\"'“‘/>:;,.—–|-])"
"""Nothing but a space or a mark of punctuation stands before."""
_CLOSES = r"(?![^\s)\"'”’/<:;,.!?—–|-])"
_MARKED = re.compile(
    r"(?<![\w`\\])`(?P<code>(?!\s)[^`\n]{1,300}(?<!\s))`(?![\w`])"
    rf"|{_OPENS}(?:"
    r"!?\[(?P<words>`[^\[\]\n`|\s](?:[^\[\]\n`|]{0,200}[^\[\]\n`|\s])?`"
    r"|(?!\s)[^\[\]\n`]{0,300}(?<![\s\\]))\]"
    r"\((?P<link>https?://[^\s<>()\"`\\;]{1,2000}+(?:\([^\s<>()\"`\\;]{0,200}\))?"
    rf"[^\s<>()\"`\\;]{{0,500}})\){_CLOSES}"
    rf"|\*\*(?P<strong>(?![\s*])[^*`\n\[\]]{{1,400}}(?<![\s\\]))\*\*{_CLOSES}"
    rf"|\*(?P<em>(?![\s*.,:;)/-])[^*`\n\[\]]{{1,400}}(?<![\s\\(/]))\*{_CLOSES}"  # *.log is a pattern
    rf"|_(?P<under>(?![\s_])[^_*`\n\[\]]{{1,400}}(?<![\s\\]))_{_CLOSES})"
)


def alive(inline: Inline) -> Inline:
    """The same line with a span for whatever a person marked."""
    if all(span.style != "told" for span in inline):
        return inline
    return tuple(
        piece
        for span in inline
        for piece in (_pieces(span.text) if span.style == "told" else [span])
    )


def heavy(inline: Inline) -> Inline:
    """A line with weight; one in which a person marked something keeps those marks instead."""
    found = alive(inline)
    if any(span.style != "plain" or span.link for span in found):
        return inline
    return tuple(Span(span.text, "strong") for span in found)


def _pieces(text: str) -> list[Span]:
    found: list[Span] = []
    position = 0
    for mark in _MARKED.finditer(text):
        spans = _span(mark)
        if spans:
            found += [Span(text[position : mark.start()]), *spans]
            position = mark.end()
    return [span for span in (*found, Span(text[position:])) if span.text]


def _span(mark: re.Match[str]) -> tuple[Span, ...]:
    match mark.lastgroup:
        case "code":
            return (Span(mark["code"], "code"),)
        case "link":  # of a picture as well: nothing is fetched from elsewhere
            words = mark["words"].strip("`") or "picture"
            style: SpanStyle = "code" if mark["words"].startswith("`") else "link"
            return () if "://" in words else (Span(words, style, mark["link"]),)
        case "strong":
            # `**Word:**` begins a field in a document; the same words with the colon outside do not.
            words = mark["strong"].rstrip(":")
            colon = mark["strong"][len(words) :]
            return (Span(words, "strong"), Span(colon)) if words.strip() else ()
        case "em" | "under" as name:
            # The last underscore behind an address is rather a part of it.
            return () if name == "under" and "://" in mark[name] else (Span(mark[name], "em"),)
    return ()
