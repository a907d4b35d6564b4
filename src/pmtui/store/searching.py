"""Asking the full-text index: which postmortems fit a query, in which order, and where it stands.

A postmortem fits when each word stands anywhere in it. Those come first in which all words stand
in one record, and in a title or a tag; then SQLite's bm25 of the best record decides, then the
newest. What stands in a large part of the library is not weighed: that would take long and tell
nothing.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from pmtui.errors import StoreError
from pmtui.memory.query import Clause, Filter, Query, Term
from pmtui.memory.snippets import WIDTH, Snippet, marks_in, snippet
from pmtui.memory.words import fold, words
from pmtui.store.connection import connect
from pmtui.store.faults import TROUBLES, explain
from pmtui.store.search_index import is_stale
from pmtui.store.search_texts import PM_BITS, cells_of, entry_number, place_of
from pmtui.value import Value

Connection = sqlite3.Connection

COMMON = 1_500
"""Postmortems from which on a word is too common for its hits to be weighed."""
WEIGHED = 2_000
"""Entries that are weighed at most, the newest ones."""
_PUSHED = 2_000
"""Postmortems up to which SQLite is told to look at no others."""

_WEIGHTS = "8.0, 5.0, 1.0"
"""Of title, tags and all other texts."""


class NoIndex(StoreError):
    """The index cannot be asked; the postmortems themselves are safe."""


NO_INDEX = (
    "The search index of this store must be built anew; every postmortem is safe. "
    "Run pmtui doctor --repair, then search again."
)


class Hit(Value):
    """A postmortem that fits, and the entry of the index that fits best."""

    number: int
    entry: int
    """0 where nothing but filters was asked for."""


class Found(Value):
    """What a query found: the first hits in their order, and how many there are."""

    hits: tuple[Hit, ...]
    total: int
    without: str = ""
    """A word that stands in none of them, left out since it may be only begun."""


class Sight(Value):
    """Where a hit stands, and how it reads there."""

    table: str
    record: str
    """The id of the record, "" for a single one."""
    snippet: Snippet


def search_file(path: Path, query: Query, limit: int) -> Found:
    """Ask the index of a store on a connection of its own, so that any thread may.

    Raises StoreError.
    """
    conn = connect(path, read_only=True)
    try:
        return search(conn, query, limit)
    except TROUBLES as error:
        raise explain(error, path) from error
    finally:
        conn.close()


def search(conn: Connection, query: Query, limit: int) -> Found:
    """The postmortems that fit, the best first. Raises NoIndex, sqlite3.Error."""
    if is_stale(conn):
        raise NoIndex(NO_INDEX)
    try:
        return _Search(conn, query).found(limit)
    except sqlite3.DatabaseError as error:
        if _of_index(error):
            raise NoIndex(NO_INDEX) from error
        raise


def _of_index(error: sqlite3.DatabaseError) -> bool:
    code = getattr(error, "sqlite_errorcode", None) or 0
    return code in (sqlite3.SQLITE_CORRUPT_VTAB, sqlite3.SQLITE_ERROR)


class _Search:
    """One query on its way through the index."""

    def __init__(self, conn: Connection, query: Query) -> None:
        self.conn = conn
        self.query = query
        self.clauses = [c for c in query.clauses if not c.negated]
        self.sizes: list[int] = []
        """How many postmortems each of them fits."""
        self.without = ""

    def found(self, limit: int) -> Found:
        """The first hits and the number of all."""
        fits = self._fitting()
        ordered = (
            self._ordered(fits)
            if self.clauses and fits
            else [(number, 0) for number in sorted(fits, reverse=True)]
        )
        first = ordered[:limit]
        missing = [number for number, entry in first if not entry] if self.clauses else []
        # what was found by its title only stands there
        places = {number: entry_number(number, "overview", 0) for number in missing}
        places |= self._any_entries(missing)
        return Found(
            tuple(Hit(number, entry or places.get(number, 0)) for number, entry in first),
            len(fits),
            self.without,
        )

    def _fitting(self) -> set[int]:
        """The numbers of all postmortems that fit."""
        fits: set[int] | None = None
        for one in self.query.filters:
            fits = _both(fits, _filtered(self.conn, one))
        clauses, self.clauses = self.clauses, []
        for clause in sorted(clauses, key=lambda c: c.optional):
            numbers = self._numbers(clause)
            both = _both(fits, numbers)
            if clause.optional and not both:
                self.without = clause.terms[0].words[0]
                continue
            self.clauses.append(clause)
            self.sizes.append(len(numbers))
            fits = both
        if fits is None:
            fits = _every(self.conn)
        for clause in self.query.clauses:
            if clause.negated and fits:
                fits -= self._numbers(clause)
        return fits

    def _numbers(self, clause: Clause) -> set[int]:
        numbers: set[int] = set()
        if terms := [t for t in clause.terms if not t.titles]:
            numbers = self._matching(_either(terms))
        for term in clause.terms:
            if term.titles:
                numbers |= self._titled(term.words[0])
            if term.number:
                numbers |= _where(self.conn, "number=?", term.number)
            if term.severity:
                numbers |= _where(self.conn, "severity=?", term.severity)
        return numbers

    def _matching(self, expression: str) -> set[int]:
        found = self.conn.execute(
            f"SELECT DISTINCT rowid >> {PM_BITS} FROM search WHERE search MATCH ?", (expression,)
        ).fetchall()
        return {number for (number,) in found}

    def _titled(self, begun: str) -> set[int]:
        """The postmortems with a word in their title that begins so."""
        begins = re.compile(rf"(?<![^\W_]){re.escape(begun)}").search
        found = self.conn.execute("SELECT number, title FROM postmortem").fetchall()
        return {number for number, title in found if begins(fold(title))}

    def _ordered(self, fits: set[int]) -> list[tuple[int, int]]:
        """Number and best entry of all that fit, the best first; the entry 0 where none is known."""
        scores = dict.fromkeys(fits, 0.0)
        entries: dict[int, int] = {}
        for term in (t for c in self.clauses for t in c.terms if t.number in fits):
            scores[term.number] -= 100.0  # called by its name
            entries[term.number] = entry_number(term.number, "overview", 0)
        told = [
            (size, _either(clause.terms))
            for size, clause in zip(self.sizes, self.clauses, strict=True)
            if not any(term.titles for term in clause.terms)
        ]
        asked: list[str] = []
        if told:
            every = " AND ".join(expression for _, expression in told)
            asked = [every, f"{{title tags}} : ({every})"]
        if len(told) > 1:
            asked.append(min(told)[1])
        weigh = bool(told) and min(told)[0] <= COMMON
        for expression in asked:
            best: dict[int, tuple[float, int]] = {}
            for entry, score in self._rows(expression, fits, weigh):
                number = entry >> PM_BITS
                if number in scores and (number not in best or (score, entry) < best[number]):
                    best[number] = (score, entry)
            for number, (score, entry) in best.items():
                scores[number] += score
                entries.setdefault(number, entry)
        numbers = sorted(fits, key=lambda n: (scores[n], -n))
        return [(number, entries.get(number, 0)) for number in numbers]

    def _rows(self, expression: str, fits: set[int], weigh: bool) -> list[tuple[int, float]]:
        score = f"bm25(search, {_WEIGHTS}) - 0.5" if weigh else "-1.0"
        only, values = "", [expression]
        if len(fits) <= _PUSHED:
            only = f"AND rowid >> {PM_BITS} IN (SELECT value FROM json_each(?))"
            values.append(json.dumps(sorted(fits)))
        return self.conn.execute(
            f"SELECT rowid, {score} FROM search WHERE search MATCH ? {only} "
            f"ORDER BY rowid DESC LIMIT {WEIGHED}",
            values,
        ).fetchall()

    def _any_entries(self, numbers: Sequence[int]) -> dict[int, int]:
        """Some entry with a hit for each of a few postmortems."""
        terms = [t for c in self.clauses for t in c.terms if not t.titles]
        if not numbers or not terms:
            return {}
        found = self.conn.execute(
            f"SELECT rowid >> {PM_BITS}, min(rowid) FROM search WHERE search MATCH ? "
            f"AND rowid >> {PM_BITS} IN (SELECT value FROM json_each(?)) GROUP BY 1",
            (_either(terms), json.dumps(list(numbers))),
        ).fetchall()
        return dict(found)


def _both(some: set[int] | None, others: set[int]) -> set[int]:
    return others if some is None else some & others


def _every(conn: Connection) -> set[int]:
    return {number for (number,) in conn.execute("SELECT number FROM postmortem").fetchall()}


def _where(conn: Connection, condition: str, value: str | int) -> set[int]:
    found = conn.execute(f"SELECT number FROM postmortem WHERE {condition}", (value,)).fetchall()
    return {number for (number,) in found}


def _either(terms: Sequence[Term]) -> str:
    return f"({' OR '.join(map(_phrase, terms))})"


def _phrase(term: Term) -> str:
    """A term in the language of FTS5; its words hold nothing but letters and digits."""
    return f'"{" ".join(term.words)}"{" *" if term.prefix else ""}'


def _filtered(conn: Connection, one: Filter) -> set[int]:
    match one.name:
        case "sev" | "status":
            column = "severity" if one.name == "sev" else "status"
            marks = ", ".join("?" * len(one.values))
            rows = conn.execute(
                f"SELECT number FROM postmortem WHERE {column} IN ({marks})", one.values
            ).fetchall()
            found = {number for (number,) in rows}
        case "before":
            found = _where(conn, "incident_date <> '' AND incident_date < ?", one.values[0])
        case "after":
            found = _where(conn, "incident_date >= ?", one.values[0])
        case "tag":
            found = _tagged(conn, one.values)
        case _:
            found = _named(conn, one.name, one.values)
    return _every(conn) - found if one.negated else found


def _tagged(conn: Connection, values: Iterable[str]) -> set[int]:
    expression = " OR ".join(f'"{value}" *' for value in values)
    rows = conn.execute(
        f"SELECT DISTINCT rowid >> {PM_BITS} FROM search WHERE search MATCH ?",
        (f"tags : ({expression})",),
    ).fetchall()
    return {number for (number,) in rows}


def _named(conn: Connection, name: str, values: Sequence[str]) -> set[int]:
    """The postmortems whose services, owner or origin hold one of the values."""
    column = "services" if name == "service" else name
    rows = conn.execute(f"SELECT number, {column} FROM postmortem").fetchall()
    found = set()
    for number, cell in rows:
        texts = json.loads(cell) if name == "service" else [cell]
        folded = [" ".join(words(text)) for text in texts if text]
        if any(value in text for text in folded for value in values):
            found.add(number)
    return found


def look(conn: Connection, uid: str, hit: Hit, query: Query, width: int = WIDTH) -> Sight | None:
    """Where a hit stands; None where the record went meanwhile, or only filters were asked for."""
    if not hit.entry:
        return None
    try:
        _, table, row = place_of(hit.entry)
    except IndexError:
        return None
    record, texts = cells_of(conn, uid, table, row)
    if not texts:
        return None
    title = texts.pop("title", "")
    if title and all(marks_in(title, [term]) for term in query.wanted):
        texts = {"title": title}
    found = snippet(texts, query.wanted, width)
    if title and not found.marks:
        # Whoever sees the hit sees the title anyway, so that it comes after all others.
        found = snippet({"title": title}, query.wanted, width)
    return Sight(table, record, found)
