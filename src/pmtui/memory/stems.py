"""The telling words of a text, each with a rough stem; stop words, names and numbers are left out.

A stem only brings forms of one word together (expired, expiry, expiration) and is never shown;
what is shown is a word as it stands in the text.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from pmtui.memory.everyday import ADVERBS, EVERYDAY, SHORT, STOP
from pmtui.memory.words import spans
from pmtui.value import Value

_LONGEST = 30
"""Characters of a word; what is longer is an identifier."""
_NAMES = re.compile(
    r"(?:https?|ftp|ssh|git)://[^\s<>()\[\]]{1,2000}|\b[\w.-]{1,80}@[\w.-]{1,80}"
    r"|\b[\w-]{1,80}\.(?:txt|md|json|log|csv|tsv|html?|pdf|docx|wiki)\b"
    r"|\b[A-Z][A-Z0-9]{1,9}-\d{1,9}\b"
)
"""Addresses, files and tickets: what something is called is no likeness."""
_MARKUP = re.compile(r"[*`\"“”]+|_+(?=\s)|(?<=\s)_+")
_BETWEEN = " \t\n-_/'’`*\"“”"
"""What may stand between the words of one phrase."""
_DOUBLED = frozenset("bdgmnprt")
_ENDINGS = ("ations", "ation", "ment", "ness", "able", "ing", "ions", "ion", "ies", "ied")


class Word(Value):
    """A telling word where it stands."""

    stem: str
    shown: str
    """As it is written there."""
    start: int
    end: int
    follows: bool
    """Whether it stands in one phrase with the telling word before it."""


def telling(text: str, names: frozenset[str] = frozenset()) -> Iterator[Word]:
    """The telling words of a text, in their order.

    `names` are folded names of people: where one is written with a capital it is left out.
    Addresses and the like are blanked first, so that positions are those of the text.
    """
    text = _NAMES.sub(lambda found: "." * len(found[0]), text)
    end, follows = -1, False
    for start, stop, word in spans(text):
        between = text[end:start] if end >= 0 else "."
        follows = follows and len(between) <= 5 and not between.strip(_BETWEEN)
        end = stop
        if _says(word) and not (word in names and text[start].isupper()):
            yield Word(stem(word), text[start:stop], start, stop, follows)
            follows = True
        else:
            follows = False


def phrase(text: str, start: int, end: int) -> str:
    """A stretch of a text as a reader sees it, without marks of emphasis, code and quotation."""
    return " ".join(_MARKUP.sub(" ", text[start:end]).split())


def _says(word: str) -> bool:
    if word in STOP or len(word) > _LONGEST or stem(word) in _STOPPED:
        return False
    if len(word) < 3:
        return word in SHORT
    if len(word) > 5 and word.endswith("ly") and word not in ADVERBS:
        return False
    if word.isalpha():
        return True
    digits = sum(c.isdigit() for c in word)
    return digits == 0 or (digits == 1 and len(word) < 8)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The rough stem of a folded English word; a word of another script is its own."""
    if not word.isascii():
        return word
    if len(word) > 3:
        word = _singular(word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= (3 if ending == "ing" else 4):
            word = word[: -len(ending)]
            break
    else:
        if word.endswith(("ed", "ly")) and len(word) >= 5:
            word = word[:-2]
    if len(word) > 4 and word[-1] == word[-2] and word[-1] in _DOUBLED:
        word = word[:-1]
    shorter = word.rstrip("ey")
    return shorter if len(shorter) >= 3 else word


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


_STOPPED = frozenset(stem(word) for word in STOP if len(word) > 2)
WEAK = frozenset(stem(word) for word in EVERYDAY)
"""The stems of everyday words."""
