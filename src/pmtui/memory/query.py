"""What a person looks for: words, "phrases", prefixes (conn*), -not, OR, and filters (sev:2).

Every text is a query: what makes no sense as a filter or a sign is looked for as words, and where
that may surprise a notice says so. Nothing here knows how it is searched for.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from pmtui.domain.vocabulary import Status
from pmtui.memory.days import day_of, last_day_of
from pmtui.memory.words import words
from pmtui.value import Value

LONGEST = 2_000
"""Characters that are read of a query."""
MOST = 32
"""Words, phrases and filters that are read of a query."""

STATUSES = tuple(s.value for s in Status)
FILTERS = ("service", "sev", "status", "owner", "tag", "origin", "before", "after")
"""The names of the filters, as the help tells them."""
_NAMES = {name: name for name in FILTERS} | {
    "services": "service", "severity": "sev", "tags": "tag", "since": "after", "until": "before",
}  # fmt: skip

_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "”": "”"}
_CLOSING = frozenset('"“”»')
_FILTER = re.compile(r"([A-Za-z]{2,12}):")
_REFERENCE = re.compile(r"pm-?(\d{1,9})", re.IGNORECASE)
_SEVERITY = re.compile(r"(?:sev-?)?([1-5])", re.IGNORECASE)
_COMMON = frozenset(
    ("a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "had", "has", "in",
     "is", "it", "its", "of", "on", "or", "that", "the", "this", "to", "was", "were", "with")
)  # fmt: skip
"""Words that stand in nearly every postmortem: they tell none apart where another word does."""


class Term(Value):
    """Words that must follow each other, the last one perhaps only begun."""

    words: tuple[str, ...]
    prefix: bool = False
    number: int = 0
    """The postmortem that the term calls by its reference, PM-7; 0 for none."""
    severity: str = ""
    """The severity that the term is the name of, SEV-2; "" for none."""
    titles: bool = False
    """Whether it is looked for in titles only, since so much begins like it."""


class Clause(Value):
    """Terms of which one must stand somewhere in a postmortem, or none if it is negated."""

    terms: tuple[Term, ...]
    negated: bool = False
    optional: bool = False
    """Whether it is left out where nothing fits with it, since its word may be only begun."""


class Filter(Value):
    """A field of a postmortem and the values of which it must have one, or none if negated."""

    name: str
    """service, sev, status, owner, tag, origin, before or after."""
    values: tuple[str, ...]
    """Folded as the field's own: SEV-2; a status; the day of a date; else in small letters."""
    negated: bool = False


class Query(Value):
    """A query as it was understood."""

    clauses: tuple[Clause, ...] = ()
    filters: tuple[Filter, ...] = ()
    notices: tuple[str, ...] = ()
    """Sentences about what was not understood as it may have been meant."""

    @property
    def blank(self) -> bool:
        """Whether it asks for nothing, so that everything fits."""
        return not self.clauses and not self.filters

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms that are to be found and marked."""
        return tuple(t for c in self.clauses if not c.negated for t in c.terms)


class _Piece(Value):
    """A part of a query between spaces, or a quoted one."""

    text: str
    name: str = ""
    """Of a filter, as it was typed."""
    negated: bool = False
    quoted: bool = False
    open: bool = False
    """Whether the query ends inside it, so that it may be only begun."""

    @property
    def plain(self) -> bool:
        """Whether it is a word that was typed as such."""
        return not (self.name or self.quoted or self.negated)


def read_query(text: str, today: date, *, typing: bool = False) -> Query:
    """Understand a query; never raises.

    With `typing` the last word, unless a space follows it, stands for all that begin like it; as
    long as nearly everything does, only in titles, or beside other words as a whole word.
    """
    clauses: list[Clause] = []
    filters: list[Filter] = []
    notices: list[str] = []
    joined = negate = False
    mere: Term | None = None
    pieces = list(_pieces(text[:LONGEST]))[:MOST]
    for place, piece in enumerate(pieces):
        if piece.plain and piece.text in ("AND", "OR") and 0 < place < len(pieces) - 1:
            joined = piece.text == "OR"
            continue
        if piece.plain and piece.text == "NOT" and place < len(pieces) - 1:
            negate = True
            continue
        piece = replace(piece, negated=piece.negated or negate)
        found, notice = _read(piece, today, typing)
        negate = False
        if notice:
            notices.append(notice)
        if typing and piece.open and isinstance(found, Term) and found.titles:
            mere = None if piece.text.endswith("*") else found
        if isinstance(found, Filter):
            filters += [found] if found.values else []
        elif found and joined and clauses and clauses[-1].negated == piece.negated:
            clauses[-1] = replace(clauses[-1], terms=(*clauses[-1].terms, found))
        elif found:
            clauses.append(Clause((found,), piece.negated))
        joined = False
    return Query(_telling(clauses, mere), tuple(filters), tuple(dict.fromkeys(notices)))


def _pieces(text: str) -> Iterator[_Piece]:
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        start = place
        negated = text[place] == "-" and place + 1 < len(text) and not text[place + 1].isspace()
        place += negated
        named = _FILTER.match(text, place)
        name = named[1] if named else ""
        if named and name.lower() in _NAMES:
            place = named.end()
            while place < len(text) and text[place].isspace():
                place += 1  # “status: draft”
            if (other := _FILTER.match(text, place)) and other[1].lower() in _NAMES:
                continue  # “status: sev:2”, of which the first says nothing
        else:
            name = ""
        if place >= len(text):
            yield _Piece("", name, negated, open=True) if name else _Piece(text[start:], open=True)
            return
        if closing := _QUOTES.get(text[place]):
            place += 1
            end = _closed(text, place, closing)
            yield _Piece(text[place:end], name, negated, quoted=True, open=end == len(text))
            place = end + 1
            continue
        end = place
        while end < len(text) and not text[end].isspace() and (end == place or text[end] != '"'):
            end += 1
        yield _Piece(text[place:end], name, negated, open=end == len(text))
        place = end


def _closed(text: str, start: int, closing: str) -> int:
    """Where a quotation ends; at the end of the text where it is not closed."""
    for place in range(start, len(text)):
        if text[place] == closing or (closing != '"' and text[place] in _CLOSING):
            return place
    return len(text)


def _term(piece: _Piece, begun: bool) -> Term | None:
    """What is to be found; None for a piece without any word."""
    found = tuple(words(piece.text))
    if not found:
        return None
    last = found[-1]
    begun = begun and piece.text[-1:].isalnum()
    vague = begun and _is_vague(last)
    if piece.text.endswith("*"):
        begun, vague = True, len(found) == 1 and len(last.encode()) == 1
    elif vague and len(found) > 1:
        vague = False
        if last.isalpha():
            found, begun = found[:-1], False
    number = severity = None
    if not piece.quoted:
        number = _REFERENCE.fullmatch(piece.text)
        severity = _SEVERITY.fullmatch(piece.text) if not piece.text.isdecimal() else None
    return Term(
        found,
        begun,
        int(number[1]) if number else 0,
        f"SEV-{severity[1]}" if severity else "",
        vague,
    )


def _is_vague(begun: str) -> bool:
    """Whether so much begins like a word that it tells nothing yet."""
    return begun.isascii() and (len(begun) < 3 or begun in _COMMON)


def _telling(clauses: list[Clause], mere: Term | None) -> tuple[Clause, ...]:
    """The clauses without common words, where there are others.

    Beside others a mere beginning is taken as a whole word, and only if something fits with it.
    """
    kept = [c for c in clauses if not _is_common(c, mere)]
    if not any(not c.negated and c.terms != (mere,) for c in kept):
        return tuple(kept if any(not c.negated for c in kept) else clauses)
    return tuple(
        replace(
            c,
            terms=tuple(Term(t.words) if t is mere else t for t in c.terms),
            optional=c.terms == (mere,),
        )
        for c in kept
    )


def _is_common(clause: Clause, mere: Term | None) -> bool:
    return not clause.negated and all(
        len(t.words) == 1 and t.words[0] in _COMMON and (t is mere or not t.prefix)
        for t in clause.terms
    )


def _read(piece: _Piece, today: date, typing: bool) -> tuple[Filter | Term | None, str]:
    """What a piece means, and a notice where that may surprise, "" where not."""
    begun = typing and piece.open
    if not piece.name:
        return _term(piece, begun and not piece.negated), "" if begun else _perhaps_meant(piece)
    word = piece.name.lower()
    name = _NAMES[word]
    parts = [piece.text] if piece.quoted or name in _DATES else piece.text.split(",")
    typed = [part.strip() for part in parts if part.strip()]
    read = _READERS.get(word) or _READERS.get(name, _folded)
    values = {part: read(part, today) for part in typed}
    wrong = next((part for part, value in values.items() if not value), None)
    if wrong is None:
        return Filter(name, tuple(values.values()), piece.negated), ""
    if begun or name not in _EXPECTED:
        return Filter(name, tuple(filter(None, values.values())), piece.negated), ""
    literal = replace(piece, text=f"{piece.name}:{piece.text}")
    notice = (
        f"“{wrong}” is {_EXPECTED[name]}, so “{literal.text}” was looked for as words. "
        f"{_INSTEAD[name]}"
    )
    return _term(literal, begun), notice


def _perhaps_meant(piece: _Piece) -> str:
    """A notice about what looks like a filter and is none; "" where nothing does."""
    looks = None if piece.quoted else _FILTER.match(piece.text)
    if not looks or len(piece.text) == looks.end():
        return ""
    from difflib import get_close_matches

    near = get_close_matches(looks[1].lower(), _NAMES, 1, 0.7)
    if not near:
        return ""
    return (
        f"Did you mean {near[0]}:? “{looks[1]}:” is no filter, so “{piece.text}” was looked for "
        "as words."
    )


def _folded(part: str, _: date) -> str:
    return " ".join(words(part))


def _severity(part: str, _: date) -> str:
    found = _SEVERITY.fullmatch(part)
    return f"SEV-{found[1]}" if found else ""


def _status(part: str, _: date) -> str:
    wanted = part.lower().replace("-", " ").replace("_", " ")
    fits = [s for s in STATUSES if s.startswith(wanted) or s.removeprefix("in ").startswith(wanted)]
    return fits[0] if len(fits) == 1 else ""


def _day(part: str, today: date) -> str:
    found = day_of(part, today)
    return found.isoformat() if found else ""


def _day_after(part: str, today: date) -> str:
    """The first day that is no longer in “until” a day, month or year."""
    found = last_day_of(part) or day_of(part, today)
    if not found:
        return ""
    return (found if found == date.max else found + timedelta(days=1)).isoformat()


_READERS: dict[str, Callable[[str, date], str]] = {
    "sev": _severity, "status": _status, "before": _day, "after": _day, "until": _day_after,
}  # fmt: skip
_DATES = ("before", "after")
_EXPECTED = {
    "sev": "no severity",
    "status": "no status",
    "before": "no day",
    "after": "no day",
}
_INSTEAD = {
    "sev": "Type sev:1 to sev:5.",
    "status": "Type status:draft, status:review or status:complete.",
    "before": "Type before:2026-11-22, before:2026-11 or before:30d.",
    "after": "Type after:2026-11-22, after:2026-11 or after:30d.",
}
