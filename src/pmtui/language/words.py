"""The plain words of a text, as quickly as they can be had: one byte a character.

The trigger index asks every sentence for its words, so this is the part of a check that all text
pays for; bytes are cut and looked up several times faster than an expression finds words.
"""

from __future__ import annotations

from typing import Final

HEAD: Final = 4
"""How many letters of a word are its head, by which expressions are found that begin with it."""

_LOWER: Final = bytes(code | 32 if chr(code).isalpha() else 32 for code in range(128)) + b" " * 128


def letters(text: str) -> bytes:
    """Return the text in lower case with a blank for all but a to z; offsets hold in it.

    `letters(text).split()` are the words that triggers are compared with. A letter outside ASCII
    ends a word, as a digit does.
    """
    return text.encode("ascii", "replace").translate(_LOWER)
