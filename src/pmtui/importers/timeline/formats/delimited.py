"""CSV and TSV, from spreadsheets and exports."""

import csv
import io
import re

from pmtui.importers.timeline.clock import Clock
from pmtui.importers.timeline.columns import Table, read_table, stamp_of
from pmtui.importers.timeline.session import Session

_TITLE = re.compile(
    r"(?i)\b(?:time|date|when|timestamp|event|day|description|message|created|at)\b|_at\b|_time\b"
)


_CHAT = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:.?[AaPp]\.?[Mm]\.?)? [-\u2013] "
)
"""How a chat program writes a head; its comma separates no columns."""


def delimiter_of(lines: list[str]) -> str:
    """The character that separates the same number of columns in most lines, or ""."""
    for mark in ("\t", ";", ",", "|"):
        counts = [len(row) for row in _rows(lines, mark) if row]
        if len(counts) < 2 or counts[0] < 2:
            continue
        if sum(1 for count in counts if count == counts[0]) >= 0.7 * len(counts):
            return mark
    return ""


def _rows(lines: list[str], mark: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=mark))
    except csv.Error:
        return []


def _cells(line: str, mark: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=mark), [])
    except csv.Error:
        return []


def claim(lines: list[str]) -> float:
    """A title line or a first column of times, and a steady number of columns."""
    mark = delimiter_of(lines)
    if not mark or lines[0].lstrip()[:1] in "#-*>|{[" or _CHAT.match(lines[0]):
        return 0.0
    head = _cells(lines[0], mark)
    titled = any(_TITLE.search(cell) for cell in head) and all(len(cell) < 60 for cell in head)
    rows = [row for row in _rows(lines, mark)[1:20] if row]
    timed = sum(1 for row in rows if any(stamp_of(cell) for cell in row[:8]))
    if titled and timed * 2 >= len(rows) and not any(stamp_of(cell) for cell in head):
        return 0.97
    first = sum(1 for row in [head, *rows] if row and stamp_of(row[0]))
    return 0.9 if mark in "\t;," and first * 10 >= 9 * (len(rows) + 1) and len(head) >= 2 else 0.0


def read_delimited(session: Session, clock: Clock, first: int, stop: int) -> int:
    """Emit an event per record."""
    source = session.source
    sample = [source.line(i) for i in range(first, min(stop, first + 40))]
    mark = delimiter_of(sample) or ","
    reader = csv.reader(io.StringIO(source.block(first, stop)), delimiter=mark)
    rows: list[tuple[int, int, list[str]]] = []
    before = 0
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((first + before, first + max(before, reader.line_num - 1), row))
            before = reader.line_num
    except csv.Error as error:
        session.note(first + before, f"The table breaks off in line {first + before + 1}: {error}.")
    if not rows:
        return 0
    header = None if any(stamp_of(cell) for cell in rows[0][2]) else rows[0][2]
    body = rows[1:] if header is not None else rows
    return read_table(session, clock, Table(header, body, "tsv" if mark == "\t" else "csv"))
