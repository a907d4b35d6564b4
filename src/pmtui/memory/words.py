"""The words of a text as a search knows them: folded, without accents, in any script.

One function decides for the index, for what is typed and for what is marked in a snippet, so that
the three never disagree and nothing depends on the release of SQLite. Scripts without spaces
between words (Chinese, Japanese, Thai and others) are taken character by character.
"""

import re
import unicodedata
from collections.abc import Iterator

_ASCII_WORD = re.compile(r"[a-z0-9]+")
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F),
    (0x20000, 0x3FFFF),
)


class _Folding(dict[int, str]):
    """What each character becomes: letters and digits, a space that parts words, or nothing."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(code)
        return folded


def _fold(code: int) -> str:
    char = chr(code)
    if unicodedata.category(char) == "Cf":
        return ""  # soft hyphens and joiners stand inside words
    kept = "".join(
        c if c.isalnum() else "" if unicodedata.category(c)[0] == "M" else " "
        for c in unicodedata.normalize("NFKD", char).casefold()
    )
    if any(first <= code <= last for first, last in _UNSPACED):
        return f" {kept} "
    return kept


_FOLDING = _Folding()


def fold(text: str) -> str:
    """A text with its words folded; whatever is neither an ASCII letter, an ASCII digit nor beyond
    ASCII parts words, as in SQLite's tokenizer `ascii`."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def words(text: str) -> list[str]:
    """The folded words of a text in their order."""
    folded = fold(text)
    return _ASCII_WORD.findall(folded) if folded.isascii() else _unicode_words(folded)


def _unicode_words(folded: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in folded).split()


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each word of a text stands, start and end in characters, and the folded word."""
    if text.isascii():
        for match in _ASCII_WORD.finditer(text.lower()):
            yield match.start(), match.end(), match[0]
        return
    start = end = 0
    word = ""
    for place, char in enumerate(text):
        for folded in _FOLDING[ord(char)]:
            if folded == " ":
                if word:
                    yield start, end, word
                word = ""
                continue
            if not word:
                start = place
            word += folded
            end = place + 1
    if word:
        yield start, end, word
