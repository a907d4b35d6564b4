"""Fingerprints kept beside the postmortems, each made anew when somebody asks after a change.

A save writes none of them: it makes its postmortem's fingerprint stale by the number of its
operation, and whoever asks for incidents that resemble each other makes the stale ones first. So
typing costs nothing, and asking costs what was changed since the last time.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from time import monotonic
from typing import TYPE_CHECKING

from pmtui.store.errors import DamagedStore
from pmtui.store.rows import read_postmortem
from pmtui.store.summaries import number_of

if TYPE_CHECKING:
    from pmtui.memory.fingerprint import Fingerprint

Connection = sqlite3.Connection

_LOOKED_AT = 20_000
"""Entries that are added up at most to find candidates, about 20 ms."""
_RARE = 50
"""Up to so many postmortems a mark is always looked at."""
_MARKS_FOUND_BY = 40
"""Words by which a fingerprint can be found, and as many phrases."""


def stale(conn: Connection, limit: int = -1) -> list[tuple[int, str, int]]:
    """Number, uid and latest operation of the postmortems whose fingerprint is not up to date."""
    from pmtui.memory.fingerprint import VERSION

    return conn.execute(
        "SELECT p.number, p.uid, p.seq FROM postmortem p "
        "LEFT JOIN fingerprint f ON f.number = p.number "
        "WHERE f.seq IS NOT p.seq OR f.made IS NOT ? ORDER BY p.number DESC LIMIT ?",
        (VERSION, limit),
    ).fetchall()


def refresh(conn: Connection, seconds: float) -> bool:
    """Make stale fingerprints anew, the newest postmortem first, inside the caller's transaction.

    Stops once `seconds` are over; True where none is left. A postmortem that cannot be read has
    no fingerprint; doctor tells of it.
    """
    from pmtui.memory.fingerprint import RECORDS, Fingerprint, fingerprint

    until = monotonic() + seconds
    for number, uid, seq in stale(conn):
        try:
            made = fingerprint(read_postmortem(conn, uid, most=RECORDS))
        except DamagedStore:
            made = Fingerprint()
        _put(conn, number, seq, made)
        if monotonic() > until:
            return not stale(conn, 1)
    return True


def forget(conn: Connection, uid: str) -> None:
    """Take a postmortem's fingerprint out, since its text changed without a new operation."""
    _take_out(conn, number_of(conn, uid))


def forget_all(conn: Connection) -> None:
    """Take out all of them; they are made anew when they are asked for."""
    for table in ("fingerprint", "fingerprint_marks", "fingerprint_mark", "fingerprint_count"):
        conn.execute(f"DELETE FROM {table}")


def are_sound(conn: Connection) -> bool:
    """Whether each kept fingerprint is what its postmortem says, and the marks are counted so.

    Reads every postmortem, as doctor does for all else.
    """
    from pmtui.memory.fingerprint import RECORDS, VERSION, fingerprint

    counts: dict[str, int] = {}
    found: set[tuple[str, int, float]] = set()
    kept = conn.execute(
        "SELECT f.number, p.uid, f.seq IS p.seq AND f.made IS ?, m.marks FROM fingerprint f "
        "JOIN fingerprint_marks m ON m.number = f.number LEFT JOIN postmortem p ON p.number = f.number",
        (VERSION,),
    ).fetchall()
    for number, uid, fresh, marks in kept:
        one = _read(marks)
        for mark in one.marks:
            counts[mark] = counts.get(mark, 0) + 1
        found.update((mark, number, weight) for mark, weight in _strongest(one).items())
        try:
            if one.marks and fresh and one != fingerprint(read_postmortem(conn, uid, most=RECORDS)):
                return False
        except DamagedStore:
            return False
    stored = set(conn.execute("SELECT mark, number, weight FROM fingerprint_mark").fetchall())
    counted = dict(conn.execute("SELECT mark, count FROM fingerprint_count").fetchall())
    return found == stored and counts == counted


def shared_with(
    conn: Connection, here: "Fingerprint", numbers: Iterable[int]
) -> dict[int, "Fingerprint"]:
    """What the fingerprints of some postmortems share with one, by their numbers.

    Only those that are up to date, since what is told of an older text may no longer be true.
    """
    wanted = list(numbers)
    marks = ", ".join("?" * len(wanted))
    found = conn.execute(
        "SELECT f.number, m.marks FROM fingerprint f "
        "JOIN fingerprint_marks m ON m.number = f.number "
        f"JOIN postmortem p ON p.number = f.number AND p.seq = f.seq WHERE f.number IN ({marks})",
        wanted,
    ).fetchall()
    return {number: _read(packed, here) for number, packed in found}


def counts_of(conn: Connection, marks: Iterable[str]) -> tuple[int, dict[str, int]]:
    """How many fingerprints there are, and in how many of them each of some marks stands."""
    (total,) = conn.execute("SELECT count(*) FROM fingerprint").fetchone()
    wanted = list(marks)
    places = ", ".join("?" * len(wanted))
    found = conn.execute(
        f"SELECT mark, count FROM fingerprint_count WHERE mark IN ({places})", wanted
    ).fetchall()
    return total, dict(found)


def found_by(conn: Connection, weights: Mapping[str, float], number: int, limit: int) -> list[int]:
    """The numbers of the postmortems that share the most weight, but for one number."""
    weights = _affordable(conn, weights)
    if not weights:
        return []
    rows = ", ".join("(?, ?)" for _ in weights)
    return [
        found
        for (found, _) in conn.execute(
            f"WITH wanted(mark, weight) AS (VALUES {rows}) "
            "SELECT m.number, sum(m.weight * w.weight) AS shared "
            "FROM wanted w CROSS JOIN fingerprint_mark m ON m.mark = w.mark "
            "WHERE m.number <> ? GROUP BY m.number ORDER BY shared DESC, m.number DESC LIMIT ?",
            [*(cell for pair in weights.items() for cell in pair), number, limit],
        ).fetchall()
    ]


def _affordable(conn: Connection, weights: Mapping[str, float]) -> dict[str, float]:
    """The heaviest marks that together stand in at most so many fingerprints.

    What stands in thousands tells little and would take long; a rare mark is never left out.
    """
    _, counts = counts_of(conn, weights)
    left = _LOOKED_AT
    kept = {}
    for mark in sorted(weights, key=lambda mark: (-weights[mark], mark)):
        count = counts.get(mark, 0)
        if count <= left or count < _RARE:
            kept[mark] = weights[mark]
            left -= count
    return kept


def _put(conn: Connection, number: int, seq: int, made: "Fingerprint") -> None:
    from pmtui.memory.fingerprint import VERSION

    _take_out(conn, number)
    conn.execute(
        "INSERT INTO fingerprint(number, seq, made) VALUES (?, ?, ?)", (number, seq, VERSION)
    )
    conn.execute(
        "INSERT INTO fingerprint_marks(number, marks) VALUES (?, ?)", (number, _packed(made))
    )
    conn.executemany(
        "INSERT INTO fingerprint_mark(mark, number, weight) VALUES (?, ?, ?)",
        [(mark, number, weight) for mark, weight in sorted(_strongest(made).items())],
    )
    conn.executemany(
        "INSERT INTO fingerprint_count(mark, count) VALUES (?, 1) "
        "ON CONFLICT(mark) DO UPDATE SET count = count + 1",
        [(mark,) for mark in sorted(made.marks)],
    )


def _take_out(conn: Connection, number: int) -> None:
    row = conn.execute("SELECT marks FROM fingerprint_marks WHERE number=?", (number,)).fetchone()
    if row is None:
        return
    one = _read(row[0])
    conn.executemany(
        "DELETE FROM fingerprint_mark WHERE mark=? AND number=?",
        [(mark, number) for mark in _strongest(one)],
    )
    marks = [(mark,) for mark in one.marks]
    conn.executemany("UPDATE fingerprint_count SET count = count - 1 WHERE mark=?", marks)
    conn.executemany("DELETE FROM fingerprint_count WHERE mark=? AND count <= 0", marks)
    conn.execute("DELETE FROM fingerprint WHERE number=?", (number,))
    conn.execute("DELETE FROM fingerprint_marks WHERE number=?", (number,))


def _strongest(one: "Fingerprint") -> dict[str, float]:
    """The marks by which it is found: all rare sorts, and the heaviest words and phrases."""
    from pmtui.memory.fingerprint import KIND, PHRASE, WORD
    from pmtui.memory.stems import WEAK

    many = (WORD, PHRASE)
    kept = {key: m.weight for key, m in one.marks.items() if key[0] not in (*many, KIND)}
    for sort in many:
        heavy = [(k, m.weight) for k, m in one.of(sort) if k[1:] not in WEAK]
        heavy.sort(key=lambda pair: (-pair[1], pair[0]))
        kept |= dict(heavy[:_MARKS_FOUND_BY])
    return kept


def _packed(one: "Fingerprint") -> bytes:
    marks = one.marks
    columns = [list(marks), [m.weight for m in marks.values()], [m.shown for m in marks.values()]]
    return zlib.compress(json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode())


def _read(packed: bytes, like: "Fingerprint | None" = None) -> "Fingerprint":
    from pmtui.memory.fingerprint import Fingerprint, Mark

    columns = zip(*json.loads(zlib.decompress(packed)), strict=True)
    if like is None:
        return Fingerprint({key: Mark(weight, shown) for key, weight, shown in columns})
    wanted = like.marks
    return Fingerprint({k: Mark(weight, shown) for k, weight, shown in columns if k in wanted})
