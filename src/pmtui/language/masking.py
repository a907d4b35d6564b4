"""Hides what the rules must not read: code, quotes, links, comments and pasted log lines.

Every mask keeps the length of the text, so offsets found in masked text hold in the original.
Code and quotes become a placeholder that stands for a noun; comments become blanks.
All expressions have bounded quantifiers, since they meet pasted and hostile text.
"""

from __future__ import annotations

import re
from typing import Final

from pmtui.language.patterns import lazy

NOUN: Final = "\u00a4"
"""Placeholder for masked code, quotes and links: part of the sentence, but not its words."""

# The four backtick lengths are spelled out, as a back-reference would rescan for each length.
_CODE = lazy(r"(?<!`)(?:`[^`]{1,400}`|``[^`]{1,400}(?:`[^`]{1,400})?``|```[^`]{1,400}```)(?!`)")
_QUOTE = lazy(
    r'"[^"]{1,300}"|\u201c[^\u201c\u201d]{1,300}\u201d|\u00ab[^\u00ab\u00bb]{1,300}\u00bb'
)
# Starts with the plain character, so that the scanner can skip ahead to it.
_SINGLE_QUOTE = lazy(r"'(?<![\w']')[^'\n]{1,80}'(?![\w'])")
_LINK_TARGET = lazy(r"\]\([^()\s]{0,2000}\)|\]\[[^\[\]\n]{0,200}\]")
_URL = lazy(r"\b(?:https?|ftp|ssh|file)://[^\s<>)\]]{1,2000}|\bmailto:[^\s<>)\]]{1,200}")
_NOT_NEWLINE = lazy(r"[^\n]{1,4000}+")
_UNDERSCORES = lazy(r"_(?:(?<!\w_)_{0,2}(?=[^\W_])|_{0,2}(?!\w))")
_TAG = lazy(r"</?[A-Za-z][A-Za-z0-9-]{0,20}(?:\s[^<>]{0,300})?/?>")

_LEVEL = r"(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|CRIT|CRITICAL|FATAL|SEVERE|PANIC)"
LOG_LINE: Final = (
    r"(?:[ \t]{0,20}(?:[-*>] )?(?:"
    rf"\[?\d{{4}}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d{{1,9}})?(?:Z|[+-]\d\d:?\d\d)?\]?"
    rf"[ \t]{{1,8}}\S{{0,80}}?[ \t]{{0,4}}[\[<(]?{_LEVEL}\b"
    rf"|\[?{_LEVEL}\]?[ \t]{{1,4}}\[?\d{{2,4}}[-:/]\d\d"
    r"|[EWIF]\d{4} \d\d:\d\d:\d\d\.\d{1,9}"
    r"|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S{1,80} \S{1,80}\[\d{1,9}\]:"
    r"|(?:time|ts|level|lvl|severity)=\S{1,80} \w{1,40}="
    r"|\S{1,60} - \S{1,60} \[\d\d/[A-Z][a-z]{2}/\d{4}:"
    r"|Traceback \(most recent call last\)|\s{2,8}at [\w.$]{3,200}\("
    r"|[Ee]rror \w{1,20} pod, skipping:|(?:[A-Za-z_.]{1,80}(?:Error|Exception)): "
    r"))"
)
"""Source of the expression for pasted machine output, whose words are nobody's prose."""

_PLAIN: Final = (
    *(("\u2019", "'"), ("\u02bc", "'"), ("\u00a0", " "), ("\u2011", "-"), ("\t", " ")),
    *(("[", " "), ("]", " "), ("*", " "), ("~", " ")),
)
"""Signs that stand for a plain one, replaced in turn: most texts hold few of them."""


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _blank(match: re.Match[str]) -> str:
    return _NOT_NEWLINE.sub(_blanks, match.group())


def _blank_comments(text: str) -> str:
    """Blank HTML comments by plain search; an unclosed one is left as it stands."""
    parts, done = [], 0
    while (start := text.find("<!--", done)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        parts.append(text[done:start])
        parts.append(_NOT_NEWLINE.sub(_blanks, text[start : end + 3]))
        done = end + 3
    parts.append(text[done:])
    return "".join(parts)


def _noun(match: re.Match[str]) -> str:
    return NOUN * len(match.group())


def _link_target(match: re.Match[str]) -> str:
    return "]" + " " * (len(match.group()) - 1)


def mask(text: str) -> str:
    """Return `text` with everything hidden that no rule may read; the length stays the same."""
    if "<" in text:
        text = _blank_comments(text)
        text = _TAG.sub(_blank, text)
    if "`" in text:
        text = _CODE.sub(_noun, text)
    if "](" in text or "][" in text:
        text = _LINK_TARGET.sub(_link_target, text)
    if "://" in text or "mailto:" in text:
        text = _URL.sub(_noun, text)
    for sign, plain in _PLAIN:
        if sign in text:
            text = text.replace(sign, plain)
    if '"' in text or "\u201c" in text or "\u00ab" in text:
        text = _QUOTE.sub(_noun, text)
    if "'" in text:
        text = _SINGLE_QUOTE.sub(_noun, text)
    if "_" in text:
        text = _UNDERSCORES.sub(_blank, text)
    return text
