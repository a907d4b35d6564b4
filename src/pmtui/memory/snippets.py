"""The piece of a text in which a hit stands, with the words marked that were looked for."""

from collections.abc import Mapping, Sequence

from pmtui.memory.query import Term
from pmtui.memory.words import fold, spans
from pmtui.value import Value

WIDTH = 140
"""Characters of a snippet."""
BEFORE = 36
"""Characters that are shown before the first hit."""
_CHUNK = 8_192
"""Characters of a long text that are read at once: most hits stand near its start."""
_MOST_CHUNKS = 256

Span = tuple[int, int]
_Hit = tuple[int, int, int]
"""Start, end, and which term it is."""


class Snippet(Value):
    """A line of a text, cut with `…` where it goes on, and where the hits in it are."""

    field: str
    text: str
    marks: tuple[Span, ...] = ()
    at: int = -1
    """Where in the whole text the first hit stands; -1 where there is none."""


def snippet(texts: Mapping[str, str], terms: Sequence[Term], width: int = WIDTH) -> Snippet:
    """The snippet of the field that holds the most of the terms, the first one among equals.

    Without any hit it is the start of the first field that is not empty, unmarked.
    """
    best: tuple[int, str, str, int, list[_Hit]] | None = None
    for name, text in texts.items():
        start, hits = _hits(text, terms)
        kinds = len({kind for _, _, kind in hits})
        if hits and (best is None or kinds > best[0]):
            best = (kinds, name, text, start, hits)
        if kinds == len(terms):
            break
    if best is None:
        name = next((n for n, text in texts.items() if text.strip()), "")
        return Snippet(name, _line(texts.get(name, ""), 0, (), width)[0])
    _, name, text, offset, hits = best
    before = min(BEFORE, width // 3)
    window = [(offset + s, offset + e) for s, e in _window(hits, width - before)]
    line, marks = _line(text, window[0][0] - before, window, width)
    return Snippet(name, line, marks, window[0][0])


def marks_in(text: str, terms: Sequence[Term]) -> tuple[Span, ...]:
    """Where the terms stand in a short text."""
    return tuple((start, end) for start, end, _ in _hits_in(text, terms))


def _hits(text: str, terms: Sequence[Term]) -> tuple[int, list[_Hit]]:
    """The hits of the best part of a text, and where that part begins."""
    best: tuple[int, int, list[_Hit]] = (0, 0, [])
    for number in range(min(len(text) // _CHUNK + 1, _MOST_CHUNKS)):
        start = number * _CHUNK
        # A word that the border cuts is whole in the part that begins before it.
        hits = _hits_in(text[start : start + _CHUNK + 256], terms)
        kinds = len({kind for _, _, kind in hits})
        if kinds > best[0]:
            best = (kinds, start, hits)
        if kinds == len(terms):
            break
    return best[1], best[2]


def _hits_in(text: str, terms: Sequence[Term]) -> list[_Hit]:
    folded = fold(text)
    if not any(term.words[0] in folded for term in terms):
        return []  # looked at word by word only where that can be worth it
    found = list(spans(text))
    words = [word for _, _, word in found]
    hits = []
    for kind, term in enumerate(terms):
        length = len(term.words)
        for place in range(len(words) - length + 1):
            if _fits(term, words[place : place + length]):
                hits.append((found[place][0], found[place + length - 1][1], kind))
    return sorted(hits)


def _fits(term: Term, words: list[str]) -> bool:
    last, wanted = words[-1], term.words[-1]
    if not (last.startswith(wanted) if term.prefix else last == wanted):
        return False
    return tuple(words[:-1]) == term.words[:-1]


def _window(hits: list[_Hit], width: int) -> list[Span]:
    """The hits that fit together into so many characters, of most terms, the first such ones."""
    best: list[_Hit] = []
    kinds = 0
    for first, (start, _, _) in enumerate(hits[:200]):
        near = [hit for hit in hits[first : first + 40] if hit[1] - start <= width] or [hits[first]]
        count = len({kind for _, _, kind in near})
        if count > kinds:
            best, kinds = near, count
    return [(start, end) for start, end, _ in best]


def _line(text: str, start: int, marks: Sequence[Span], width: int) -> tuple[str, tuple[Span, ...]]:
    """One line of a text from a place on, and where the marked parts stand in it."""
    start = max(0, min(start, len(text) - width))
    if start and (gap := text.find(" ", start, start + BEFORE // 2)) >= 0:
        start = gap + 1
    end = min(len(text), start + width)
    line = "…" if text[:start].strip() else ""
    places: dict[int, int] = {}
    for place in range(start, end):
        places[place] = len(line)
        char = text[place]
        if not char.isspace():
            line += char
        elif line and line[-1] not in " …":
            line += " "
    places[end] = len(line)
    moved = tuple((places[s], places[min(e, end)]) for s, e in marks if start <= s < end)
    return line + ("…" if text[end:].strip() else ""), moved
