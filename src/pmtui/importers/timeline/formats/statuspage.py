"""Updates copied from a public status page: what was said first, its time on the line below."""

import re

from pmtui.importers.timeline.clock import Clock
from pmtui.importers.timeline.session import Session
from pmtui.importers.timeline.stampparts import Stamp, masked
from pmtui.importers.timeline.stamps import read

FORMAT = "status-page"
_WORD = re.compile(
    r"(?P<word>Resolved|Monitoring|Identified|Investigating|Update|Completed|Verifying|Scheduled"
    r"|In progress|Postmortem)(?:\s{0,3}[-\u2013\u2014:]\s{1,3}(?P<said>.*)|\s{0,3})$"
)
_POSTED = re.compile(
    r"(?:Posted .{1,60}?\. ?)?(?P<when>(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?"
    r"(?:,| -|,? at)? \d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?(?: \(?[A-Z]{2,5}\)?)?)\.?$"
)


def claim(lines: list[str]) -> float:
    """A word of a status page at the top, and a time alone below what it says."""
    if not lines or not _WORD.match(lines[0].strip()):
        return 0.0
    return 0.96 if any(_posted(line) for line in lines[1:6]) else 0.0


def _posted(line: str) -> Stamp | None:
    match = _POSTED.match(line.strip())
    if match is None:
        return None
    when = match["when"].replace(" - ", " ").replace("(", "").replace(")", "")
    stamp = read(masked(when), 0)
    return stamp if stamp is not None and stamp.timed else None


def read_updates(session: Session, clock: Clock, first: int, stop: int) -> int:
    """Emit an event for each update, at the time that stands below it."""
    clock.rolls = False  # the newest stands first
    count, begin = 0, -1
    parts: list[str] = []
    for index in range(first, stop):
        line = session.source.line(index).strip()
        if not line:
            continue
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
        session.skip(begin, stop - 1, "an update without a time")
    return count
