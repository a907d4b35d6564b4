"""Expressions that ignore case and are tried only where they can begin.

A sentence calls for several expressions and matches few of them; a look at its words costs a
tenth of what `re` takes to try an expression at every character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from pmtui.language.patterns import lazy
from pmtui.language.words import HEAD

if TYPE_CHECKING:
    from pmtui.language.openings import Openings

PATIENCE: Final = 12
"""How often an expression is tried before its openings are read, which costs as much as that."""

# Classes and the names of groups are written with capitals and say nothing about case.
_NAMELESS: Final = lazy(r"\\[wWsSdDbBAZ]|\(\?P<\w{1,40}>")
# A capital, a number of a character, a flag, a range that may hold the capitals.
_CASED: Final = lazy(
    r"[A-Z]|[^\x00-\x7f]|\\[xuUN0-9\]]|\(\?[a-z-]{1,20}[:)]|\[\^?\]"
    r"|\[[^\]]{0,200}(?:[^a-z0-9^\[\]]-[^\]]|[0-9]-[^0-9\]]|[a-z]-[^a-z\]])"
)


class Prose(NamedTuple):
    """A text for expressions to read: as written, in lower case, and the heads of its words.

    `lower` is empty where it would mislead, and every expression then reads the text itself.
    """

    text: str
    lower: str
    heads: set[bytes]


def prose(text: str, words: list[bytes]) -> Prose:
    """Prepare a text; `words` are all that stand in it, as `words.letters` gives them.

    A dotted capital I grows when lowered; a long s and an i without its dot stand for the plain
    letters where case is ignored.
    """
    lower = text.lower()
    if not lower.isascii() and (len(lower) != len(text) or "\u017f" in lower or "\u0131" in lower):
        lower = ""
    return Prose(text, lower, {word[:HEAD] for word in words})


class Expression:
    """An expression that ignores case, compiled when it is first needed."""

    __slots__ = ("_ignoring", "_openings", "_reading", "_tries", "_uncased", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._ignoring: re.Pattern[str] | None = None
        self._openings: Openings | None = None
        self._reading: re.Pattern[str] | None = None
        self._tries = 0
        self._uncased = False

    def matches(self, prose: Prose) -> Sequence[re.Match[str]]:
        """Return what `finditer` finds; what is tried often looks for its openings first.

        The matches may be those of the text in lower case: their places are what counts.
        """
        text, lower, heads = prose
        if not lower:
            return tuple(self.finditer(text))
        if self._openings is None:
            self._tries += 1
            if self._tries < PATIENCE:
                return tuple(self.compiled().finditer(lower if self._uncased else text))
        by_head, loose, anywhere = self._openings or self._read()
        near = by_head.keys() & heads
        if near or loose:
            starts = _places(lower, map(by_head.__getitem__, near), loose)
            if not starts:
                return ()
        elif not anywhere:
            return ()
        reading = self._reading or self.compiled()
        if self._uncased:
            text = lower
        return tuple(reading.finditer(text)) if anywhere else _tried(reading, text, starts)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find in any text, at the price of a try at every character."""
        return self._as_written().finditer(text)

    def match(self, text: str) -> re.Match[str] | None:
        """Match at the beginning of any text."""
        return self._as_written().match(text)

    def _as_written(self) -> re.Pattern[str]:
        if self._ignoring is None:
            self._ignoring = re.compile(self.source, re.IGNORECASE)
        return self._ignoring

    def compiled(self) -> re.Pattern[str]:
        """Return what reads prose, compiled now if it never ran.

        An expression in which case plays no part reads the text in lower case and need not ignore
        case, which is twice as quick.
        """
        if self._reading is None:
            self._uncased = not _CASED.search(_NAMELESS.sub("", self.source))
            self._reading = re.compile(self.source, 0 if self._uncased else re.IGNORECASE)
        return self._reading

    def _read(self) -> Openings:
        from pmtui.language.openings import openings

        self._openings = openings(self.source)
        return self._openings


def _places(lower: str, near: Iterable[tuple[str, ...]], loose: tuple[str, ...]) -> list[int]:
    """Return every place where one of the openings stands."""
    places: list[int] = []
    for some in chain(near, (loose,)):
        for opening in some:
            if opening in lower:
                # Most stand there once, and `partition` is several times quicker than `find`.
                at = len(lower.partition(opening)[0])
                places.append(at)
                if opening in lower[at + 1 :]:
                    while (at := lower.find(opening, at + 1)) >= 0:
                        places.append(at)
    return places


def _tried(reading: re.Pattern[str], text: str, starts: list[int]) -> Sequence[re.Match[str]]:
    """Return the matches that begin at one of the places and do not overlap, as `finditer` does."""
    if len(starts) == 1:
        only = reading.match(text, starts[0])
        return (only,) if only else ()
    found: list[re.Match[str]] = []
    free = 0
    for start in sorted(starts):
        if start >= free and (match := reading.match(text, start)):
            found.append(match)
            free = match.end()
    return found
