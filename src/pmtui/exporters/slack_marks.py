"""Texts in Slack's markup: only what a person marked is bold, slanted or code, nothing mentions.

Slack knows no escape for its marks. A mark lives where it opens before a word and another of its
kind closes behind one; only then the word that opens stands in code, and an address never does,
since in code it would lead nowhere. A lone mark is a mark. Source: Slack's reference of mrkdwn.
"""

import re
from collections.abc import Iterator

from pmtui.exporters.alive import alive
from pmtui.exporters.blocks import Inline, Span

_URL = re.compile(r"https?://[^\s<>\"`]{1,2000}")
_RUN = re.compile(r"([*_~])\1{0,400}")
_MENTION = re.compile(r"<[@#!][A-Za-z][^<>\s]{0,100}>|(?<!\w)@\w(?:[\w.-]{0,100}\w)?")
_WORD = re.compile(r"\S{1,4000}")
_BEFORE = "([{\"'“‘"
_BEHIND = ".,;:!?)]}\"'”’…"
_BACKTICK = "ˋ"
"""What stands for a backtick that would begin code where nobody meant it."""


def shown(inline: Inline) -> str:
    """A line as a message shows it."""
    spans = [_plain(span) if _hides_a_mark(span) else span for span in alive(inline)]
    text = "".join(span.text for span in spans if span.style != "code" or span.link)
    coded = any(span.style == "code" and not span.link for span in spans)
    if coded or text.count("`") > 1:
        spans = [_without_backticks(span) for span in spans]
    opening = _opening(spans)
    line = ""
    for span in spans:
        line = _beside(line, _marked(span, opening))
    if line.startswith("&gt;"):  # at the start of a line it quotes
        word = _WORD.match(line)
        line = f"`{word[0]}`{line[word.end() :]}" if word and "`" not in word[0] else line
    return line


def escaped(text: str) -> str:
    """A text in which nothing begins a tag or a character reference."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _hides_a_mark(span: Span) -> bool:
    """Whether a person's bold or slanted words hold what would end them too soon."""
    return span.style in ("strong", "em") and (
        bool(_MENTION.search(span.text) or "`" in span.text)
        or any(_opens(span.text, r) or _closes(span.text, r) for r in _RUN.finditer(span.text))
    )


def _plain(span: Span) -> Span:
    return Span(span.text, link=span.link)


def _without_backticks(span: Span) -> Span:
    if span.style == "code" and not span.link:
        return span
    return Span(span.text.replace("`", _BACKTICK), span.style, span.link)


def _marked(span: Span, opening: frozenset[str]) -> str:
    match span.style:
        case "code" if not span.link:
            return f"`{escaped(span.text)}`"
        case "strong" | "em":
            mark = "*" if span.style == "strong" else "_"
            return f"{mark}{escaped(span.text)}{mark}"
        case "link" | "code":
            return f"{_dead(span.text, opening)} ({escaped(span.link)})"
    return _dead(span.text, opening)


def _dead(text: str, opening: frozenset[str]) -> str:
    """A text without code of its own: what would come alive stands in code."""
    parts = []
    position = 0
    for start, end in _alive_places(text, opening):
        if start < position:
            continue
        inside = text[start:end].replace("`", _BACKTICK)
        parts += [escaped(text[position:start]), f"`{escaped(inside)}`"]
        position = end
    parts.append(escaped(text[position:]))
    return "".join(parts)


def _alive_places(text: str, opening: frozenset[str]) -> list[tuple[int, int]]:
    """Where something would come alive, in order: words that open, and mentions."""
    links = [found.span() for found in _URL.finditer(text)]
    places = [found.span() for found in _MENTION.finditer(text)]
    for found in _WORD.finditer(text):
        runs = [
            run.span()
            for run in _RUN.finditer(text, found.start(), found.end())
            if run[1] in opening and _opens(text, run) and not _within(run.start(), links)
        ]
        if runs and not any(found.start() <= start < found.end() for start, _ in links):
            places.append(_trimmed(text, *found.span(), runs[0][0], runs[-1][1]))
        else:
            places += runs  # beside an address the marks alone stand in code
    return sorted(places)


def _trimmed(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """A word without the marks of the sentence around it, but with what opens in it."""
    while start < first and text[start] in _BEFORE:
        start += 1
    while end > last and text[end - 1] in _BEHIND:
        end -= 1
    return start, end


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _opens(text: str, run: re.Match[str]) -> bool:
    before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    return not (before.isalnum() or not after or after.isspace())


def _closes(text: str, run: re.Match[str]) -> bool:
    before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    return not (after.isalnum() or not before or before.isspace())


def _opening(spans: list[Span]) -> frozenset[str]:
    """The marks of which one opens before another closes."""
    seen: set[str] = set()
    living: set[str] = set()
    for mark, opens, closes in _ends(spans):
        if closes and mark in seen:
            living.add(mark)
        if opens:
            seen.add(mark)
    return frozenset(living)


def _ends(spans: list[Span]) -> Iterator[tuple[str, bool, bool]]:
    """Each run of marks in a line, and whether it can open and close; a person's own close."""
    for span in spans:
        if span.style in ("strong", "em"):
            yield "*" if span.style == "strong" else "_", False, True
        elif span.style != "code" or span.link:
            for run in _RUN.finditer(span.text):
                yield run[1], _opens(span.text, run), _closes(span.text, run)


def _beside(line: str, more: str) -> str:
    """Two texts in a row; neighbours in code would meet in a mark that closes neither."""
    return line[:-1] + more[1:] if line.endswith("`") and more.startswith("`") else line + more
