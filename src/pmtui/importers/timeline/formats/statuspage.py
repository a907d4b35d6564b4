"""Updates copied from a public status page: what was said first, its time on the line below."""

import re

from pmtui.importers.timeline.clock import Clock
from pmtui.importers.timeline.session import Session
from pmtui.importers.timeline.stampparts import Stamp, masked
from pmtui.importers.timeline.stamps import read

FORMAT = "status-page"
_WORD = re.compile(
    r"(?P<word>Resolved|Monitoring|Identified|Investigating|Updated?|Completed|Verifying|Scheduled"
    r"|In progress|Postmortem|Created|Recovered|Degraded|Downtime)(?:\s{0,3}[-\u2013\u2014:]\s{1,3}(?P<said>.*)|\s{0,3}[-\u2013\u2014:]?)$"
)
_POSTED = re.compile(
    r"(?:Posted .{1,60}?\. ?)?(?P<when>(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?"
    r"(?:,| -|,? at)? \d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?(?: \(?[A-Z]{2,5}\)?)?)\.?$"
)


def claim(lines: list[str]) -> float:
    """A word of a status page at the top, and a time alone below what it says."""
    if not lines or not _WORD.match(lines[0].strip()):
        return 0.0
    if len(lines) == 2 and _posted(lines[1]) and not _WORD.match(lines[0].strip())["said"]:  # type: ignore[index]
        return 0.96
    return 0.96 if any(_posted(line) for line in lines[1:6]) else 0.0


def _posted(line: str) -> Stamp | None:
    match = _POSTED.match(line.strip())
    if match is None:
        return None
    when = match["when"].replace(" - ", " ").replace("(", "").replace(")", "")
    stamp = read(masked(when), 0)
    return stamp if stamp is not None and stamp.timed else None


def read_updates(session: Session, clock: Clock, first: int, stop: int) -> int:
    """Emit an event for each update, at the time that stands below its words or above them."""
    clock.rolls = False  # the newest stands first
    lines = [(index, session.source.line(index).strip()) for index in range(first, stop)]
    lines = [(index, line) for index, line in lines if line]
    heads = [n for n in range(len(lines) - 1) if _heads(lines[n][1], lines[n + 1][1])]
    if heads and heads[0] == 0:
        return _time_above(session, clock, lines, heads)
    return _time_below(session, clock, lines)


def _heads(line: str, below: str) -> bool:
    """Whether a word alone has its time on the next line."""
    word = _WORD.match(line)
    return word is not None and not word["said"] and _posted(below) is not None


def _time_above(
    session: Session, clock: Clock, lines: list[tuple[int, str]], heads: list[int]
) -> int:
    for place, begin in enumerate(heads):
        end = heads[place + 1] if place + 1 < len(heads) else len(lines)
        stamp = _posted(lines[begin + 1][1])
        if stamp is None:
            continue
        said = " ".join(line for _, line in lines[begin + 2 : end])
        text = f"{lines[begin][1]}: {said}" if said else lines[begin][1]
        placed = clock.place(stamp, lines[begin + 1][0] + 1)
        session.emit(placed, text, lines[begin][0], lines[end - 1][0], format=FORMAT, kind="notice")
    return len(heads)


def _time_below(session: Session, clock: Clock, lines: list[tuple[int, str]]) -> int:
    count, begin = 0, -1
    parts: list[str] = []
    for index, line in lines:
        stamp = _posted(line) if parts else None
        if stamp is None:
            word = _WORD.match(line)
            if begin < 0:
                begin = index
            if word and not parts:
                parts = [word["word"] + (f": {word['said']}" if word["said"] else ":")]
            else:
                parts.append(line)
            continue
        placed = clock.place(stamp, index + 1)
        text = " ".join(parts).rstrip(":")
        session.emit(placed, text, begin, index, format=FORMAT, kind="notice")
        count, begin, parts = count + 1, -1, []
    if parts:
        session.skip(begin, lines[-1][0], "an update without a time")
    return count
