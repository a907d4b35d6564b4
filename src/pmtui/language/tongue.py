"""Whether a text seems to be written in another language than English, which the rules cannot read.

A cheap look at little words and at scripts: it errs on the side of silence, since it is a hint
beside the findings, and code, quotes and pasted lines are left out as the rules leave them out.
"""

from __future__ import annotations

from typing import Final

from pmtui.language.masking import mask
from pmtui.language.paragraphs import split_blocks

_ENOUGH: Final = 2
"""Little words of other languages that a paragraph holds at least, one of them longer than two letters; else one more."""
_LETTERS: Final = 4
"""Letters of other scripts that a paragraph holds at least."""

_ENGLISH_WORDS: Final = """
the and of to were that it for with from this we not had have has they but when which there their
been would should could after before because nobody everybody
"""
# Words that are English as well (die, war, man, no, on, par, plus, vi) are left out.
_OTHER_WORDS: Final = """
der das und nicht ist ein eine einen einem wir ich sie hat haben wurde wurden hätte hätten sollte
müssen mit für auf von dem den zu auch aber weil dass wenn werden wird durch nach bei als noch nur
schon kein keine sich zum zur vom oder niemand schuld fehler wissen
le la les des du est pas nous vous ils elle une un dans pour avec sur que qui mais était été avait
aurait dû sont ont ce cette il et au aux leur faute erreur savoir
el los las es está estaba fue fueron debería haber haberlo había pero porque como para por del su
nadie todos sabía sabido culpa
gli che è sono della delle dei nel nella stato avrebbe dovuto di os um uma não foi pelo
het een van niet moeten zijn hebben heeft door voor naar wij dat
och att det som inte är för på av med ikke jeg nie jest się że był była oraz de
"""
_ENGLISH: Final = frozenset(_ENGLISH_WORDS.split())
_OTHERS: Final = frozenset(_OTHER_WORDS.split())
_OF_NAMES: Final = frozenset(("de", "la", "van", "von", "di", "del", "le", "du", "los"))
"""Those that stand in names, before a capital or before one of `_IN_NAMES`."""
_IN_NAMES: Final = frozenset(("la", "los", "las", "der", "den"))
_SIGNS: Final = ".,;:!?()\"'«»“”„…¿¡-*"


def seems_foreign(text: str) -> bool:
    """Whether a paragraph or more of a Markdown text seems to be written in another language."""
    if text.isascii() and _OTHERS.isdisjoint(text.lower().split()):
        return False
    return any(_foreign(block.text) for block in split_blocks(text) if not block.level)


def _foreign(paragraph: str) -> bool:
    return _other_words(paragraph) and _other_words(mask(paragraph))


def _other_words(text: str) -> bool:
    if not text.isascii() and _other_script(text):
        return True
    english = other = 0
    telling = named = False
    words = [word.strip(_SIGNS) for word in text.replace("’", " ").replace("'", " ").split()]
    for word, after in zip(words, [*words[1:], ""], strict=True):
        if not (word[1:] or word).islower():  # DE and LA are places, not words
            named = False
            continue
        folded = word.lower()
        english += folded in _ENGLISH
        inside = named and folded in _IN_NAMES
        named = folded in _OF_NAMES and (after[:1].isupper() or after in _IN_NAMES)
        if folded in _OTHERS and not (named or inside):
            other += 1
            telling = telling or len(word) > 2
    return other >= (_ENOUGH if telling else _ENOUGH + 1) and other > english


def _other_script(text: str) -> bool:
    letters = [ord(char) for char in text if char.isalpha()]
    others = sum(0x370 <= code < 0x1E00 or code >= 0x2E80 for code in letters)
    return others >= _LETTERS and others * 3 >= len(letters)
