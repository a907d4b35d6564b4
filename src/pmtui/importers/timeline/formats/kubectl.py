"""`kubectl get events` and the events of `kubectl describe`: columns, ages instead of times."""

import re

from pmtui.importers.timeline.clock import Clock
from pmtui.importers.timeline.formats.ages import place_age
from pmtui.importers.timeline.session import Session
from pmtui.importers.timeline.stampparts import masked
from pmtui.importers.timeline.stamps import read

FORMAT = "kubectl-events"
_HEADER = re.compile(
    r"(?:.{0,60}\bLAST SEEN\b.{0,200}\bREASON\b|[ ]{0,6}Type[ ]{1,20}Reason[ ]{1,30}Age[ ]{1,30}From\b)"
)
_RULE = re.compile(r"[ ]{0,6}-{2,}(?:[ ]{1,40}-{2,}){2,}[ ]*$")
_COLUMN = re.compile(r"[A-Za-z]+(?: [A-Z]+)?")
_GAP = re.compile(r" {2,}|\t")


def claim(lines: list[str]) -> float:
    """The header line of one of the two tables."""
    return 1.0 if any(_HEADER.match(line) for line in lines[:8]) else 0.0


def read_events(session: Session, clock: Clock, first: int, stop: int) -> int:
    """Emit an event per row whose age can be placed; the others are undated."""
    names: list[str] = []
    starts: list[int] = []
    count = 0
    for index in range(first, stop):
        line = session.source.line(index)
        if _HEADER.match(line):
            names = [name.upper() for name in _GAP.split(line.strip())]
            starts = [line.upper().index(name) for name in names]
            continue
        if not line.strip() or _RULE.match(line):
            continue
        if not names:
            session.skip(index, index, "before the events")
            continue
        count += _row(session, clock, _cells(names, starts, line), line, index)
    return count


def _cells(names: list[str], starts: list[int], line: str) -> dict[str, str]:
    """The cells by their titles: below them where the line is aligned, else between wide gaps."""
    ends = [*starts[1:], len(line)]
    if all(line[at - 1 : at] in (" ", "") for at in starts[1:]) and "\t" not in line:
        return {n: line[a:b].strip() for n, a, b in zip(names, starts, ends, strict=True)}
    return dict(zip(names, _GAP.split(line.strip(), maxsplit=len(names) - 1), strict=False))


def _row(session: Session, clock: Clock, row: dict[str, str], line: str, index: int) -> int:
    age = row.get("LAST SEEN") or row.get("AGE") or ""
    first = row.get("FIRST SEEN", "")
    if first and first != age and "(" not in age:
        age = f"{age} (x{row.get('COUNT') or 1} over {first})"
    actor = row.get("FROM") or row.get("SOURCE")
    named = row.get("OBJECT") or row.get("NAME", "")
    told = (row.get("REASON", ""), named, row.get("MESSAGE", ""))
    text = " ".join(part for part in told if part)
    stamp = read(masked(age), 0)
    placed = clock.place(stamp, index + 1) if stamp else place_age(session, age, index)
    if placed is None:
        session.leave_undated(index, index, text or line, f"{age or 'no age'}: say when it was run")
        return 0
    session.emit(placed, text, index, index, format=FORMAT, actor=actor, kind=row.get("TYPE"))
    return 1
