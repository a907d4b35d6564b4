"""Secrets told in a sentence: `the password of the relay is now …`, `login with admin / …`.

A word for a secret, a few plain words, a word that links, and a value that looks like one. Where
the sentence tells of something else (`password policy is …`, `login to …`) nothing is taken.
"""

import re
from collections.abc import Iterator
from typing import Literal

from pmtui.privacy.matching import lazily, matches
from pmtui.privacy.values import (
    is_spoken_password,
    is_spoken_phrase,
    is_spoken_token,
    is_strong,
    is_unmistakable,
)

Family = Literal["password", "token", "login", "pin"]

ANCHORS = ("pass", "pw", "kennwort", "secret", "token", "key", "cred", "log", "pin")
"""One of these stands, in lower case, in every text in which something is found."""

_BEGINNINGS = (
    "pass", "pw", "kennwort", "api", "access", "secret", "private", "licen", "master", "token",
    "cred", "log", "pin",
)  # fmt: skip
"""What a word for a secret begins with."""

word_for_secret = lazily(
    r"(?<![^\W_])(?<![/.@\\])(?:"
    r"(?P<password>pass(?:words?|wd|phrases?|codes?|w[oö]rt(?:er)?)?|pwd|pw|kennwort)"
    r"|(?P<token>(?:api|access|secret|private|licen[cs]e|master)[ _-]?keys?|secrets?|tokens?)"
    r"|(?P<login>credentials?|creds?|log-?in|log-?on|logged in)"
    r"|(?P<pin>(?-i:PIN)|pin[ -](?:code|number))"
    r")(?![^\W])(?!-\w)(?!/\w)",
    re.IGNORECASE,
)
"""Finds `password`, `token`, `login` and the like."""
_TOKEN = lazily(
    r"\"(?P<a>[^\"\n]{4,100})\"|“(?P<b>[^”\n]{4,100})”|`(?P<c>[^`\n]{4,100})`"
    r"|(?<![^\s(:=])'(?P<d>[^'\n]{4,100})'|\S{1,130}"
)
_LINKS = frozenset(
    ("is", "was", "are", "were", "be", "=", ":", ":=", "==", "->", "=>", "→", "-", "–", "—", "ist", "war",
     "lautet", "now", "s")
)  # fmt: skip
_FILLERS = frozenset(
    ("now", "still", "currently", "again", "just", "simply", "then", "currently:", "jetzt")
)  # fmt: skip
_CHANGES = frozenset(
    ("set", "reset", "change", "changed", "changes", "rotate", "rotated", "update", "updated",
     "back")
)  # fmt: skip
_FIRST = frozenset(
    ("for", "of", "on", "to", "at", "from", "in", "we", "i", "you", "he", "she", "they",
     "that", "which", "used", "between", "here", "below", "there", "this", "has", "had",
     "will", "should", "must", "got", "für", "der", "des", "von", "zu", "und", "and")
)  # fmt: skip
"""Words that may follow the name of a secret; another noun would make it a different thing."""
_AND = frozenset(("and", "or", "&", "und", "then"))
"""Between two values."""
_LOGIN_LINKS = frozenset(("with", "as", "using", "via", "mit", *_LINKS))
_CHANGED_BEFORE = lazily(r"\b(?:re)?set|chang(?:e|ed|ing)\b|rotated?\b|updated?\b", re.I)
_PAIR = lazily(
    r"(?<![\w.@-])(?=(?:(?P<user>[\w.@-]{2,60})\s?[:/]|(?:with|using|mit)\s)\s?"
    r"(?P<v>(?![\w.@-]{2,60}/)[^\s,;]{6,120}))"
)
_BEFORE = lazily(
    r"(?<!\S)(?:(?:[\w.-]{2,40}\s?[/:]\s?(?P<v>[^\s/]{6,120})\s(?:as|for|is|are|to)\s(?:the\s)?"
    r"(?:log[ -]?in|cred))"
    r"|(?P<w>[^\s:/]{6,120})\s(?:is|was)\s(?:now\s)?the\s(?:[a-z]{1,20}\s){0,3}"
    r"(?:password|passphrase|pw|pwd)(?=[.,;!)]|\s(?:for|of|on|now|until)\b|\s*$))",
    re.IGNORECASE | re.MULTILINE,
)
_WORDS = 8
"""Words between the name of a secret and its value, links included."""
_REACH = 200
_OPENING = "([*~_:=>\"'`“‘"
_CLOSING = ")]*~.,;:\"'`”’"
"""Marks around a value. A question or exclamation mark at its end may belong to it."""


def told_secrets(text: str, lowered: str) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of each value; `lowered` is the text in small letters."""
    for found in matches(word_for_secret, _BEGINNINGS, text, lowered):
        family = found.lastgroup
        tail, _, below = text[found.end() : found.end() + _REACH].partition("\n")
        if tail.strip("*_`\"' ") in (":", "="):
            tail += "\n" + below.partition("\n")[0]
        before = text[max(0, found.start() - 40) : found.start()].rpartition("\n")[2]
        kind = "secret value" if family == "token" else "password"
        values = _in_login(tail) if family == "login" else _in_tail(tail, found[0], family, before)
        for start, end in values:
            yield kind, found.end() + start, found.end() + end
    for match in _BEFORE().finditer(text):
        name = "v" if match["v"] else "w"
        start, end = _trimmed(text, *match.span(name))
        if _is_plain(text[start:end]):
            yield "password", start, end


def _in_tail(tail: str, name: str, family: str | None, before: str) -> Iterator[tuple[int, int]]:
    """The values that follow a name, as places in `tail`."""
    linked, direct, compound = False, True, False
    last = name.lower()
    for number, match in enumerate(_TOKEN().finditer(tail)):
        if number > _WORDS:
            return
        quoted = match.lastgroup
        start, end = match.span(quoted) if quoted else _trimmed(tail, *match.span())
        value, raw = tail[start:end], match[0]
        led = linked or direct and number == 0
        if is_unmistakable(value) or (
            led
            and _is_value(
                value, family, name, linked=linked, quoted=bool(quoted), compound=compound
            )
        ):
            yield start, end
            linked, direct, last = False, False, ""
            continue
        word = (value if end > start else raw.strip("*_`\"'()")).lower()
        if word in _LINKS or raw.strip("*_`\"'()") in _LINKS:
            linked = True
        elif word in ("to", "from") or word in _AND:
            changed = number == 0 and bool(_CHANGED_BEFORE().search(before))
            linked = last == "" or word not in _AND and (last in _CHANGES or changed)
        elif not (linked and word in _FILLERS):
            linked = False
        if number == 0 and not linked and word not in _FIRST:
            compound = not raw.endswith((":", "="))
        if raw.endswith((":", "=", "->")):
            linked = True
        elif raw.endswith("?"):
            compound = True  # what answers it must look like nothing else
        elif raw.endswith((".", "!", ";")) and end > start:
            return
        last = word


def _is_value(
    value: str, family: str | None, name: str, *, linked: bool, quoted: bool, compound: bool
) -> bool:
    """Whether a word is the secret that a sentence speaks of, by what led up to it."""
    if not 4 <= len(value) <= 120 or value.isalpha():
        return False
    if family == "pin":
        return value.isdecimal() and 4 <= len(value) <= 8
    if quoted and " " in value:
        return linked and family == "password" and is_spoken_phrase(value)
    if is_strong(value):
        return True
    if compound or name.lower() == "pass" and not linked:
        return False
    if family == "token":
        return is_spoken_token(value)
    return is_spoken_password(value) and (linked or "-" not in value)


def _in_login(tail: str) -> Iterator[tuple[int, int]]:
    """The value of a pair of user and password: `admin / …`, `admin:…`."""
    for match in _PAIR().finditer(tail):
        led = tail[: match.start()].strip(" \t`\"'(*")
        words = led.lower().split()
        if len(words) > _WORDS or any(w.endswith((".", "!", "?", ";")) for w in words):
            return
        linked = not words or words[-1] in _LOGIN_LINKS or led.endswith((":", "=", "->"))
        start, end = _trimmed(tail, *match.span("v"))
        if is_strong(value := tail[start:end]) or (linked and match["user"] and _is_plain(value)):
            yield start, end
            return


def _is_plain(value: str) -> bool:
    """Whether a word is a password where little says so; a hyphen would rather name a machine."""
    return is_spoken_password(value) and "-" not in value


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A place without the marks around it."""
    while start < end and text[start] in _OPENING:
        start += 1
    while end > start and text[end - 1] in _CLOSING:
        end -= 1
    return start, end
