"""`git log` in its usual formats, newest first as git prints it."""

import re

from pmtui.importers.timeline.calendarwords import MONTHS
from pmtui.importers.timeline.clock import Clock
from pmtui.importers.timeline.columns import epoch_stamp
from pmtui.importers.timeline.formats.ages import place_age
from pmtui.importers.timeline.session import Session
from pmtui.importers.timeline.stampparts import Stamp, masked
from pmtui.importers.timeline.stamps import read
from pmtui.importers.timeline.zones import zone_of

FORMAT = "git-log"
_GRAPH = r"[*|\\/_ ]{0,20}"
_COMMIT = re.compile(rf"{_GRAPH}commit (?P<sha>[0-9a-f]{{7,64}})\b")
_FIELD = re.compile(
    rf"{_GRAPH}(?P<key>Author|AuthorDate|Commit|CommitDate|Date|Merge|Tagger|TaggerDate|Reflog"
    rf"|Reflog message): {{1,8}}(?P<value>.*)$"
)
_DEFAULT = re.compile(
    r"[A-Z][a-z]{2},? (?:(?P<mon>[A-Z][a-z]{2}) {1,2}(?P<d>\d{1,2})|(?P<d2>\d{1,2}) (?P<mon2>[A-Z][a-z]{2}))"
    r"(?: (?P<y2>\d{4}))? (?P<h>\d{1,2}):(?P<mi>\d\d):(?P<s>\d\d)(?: (?P<y>\d{4}))?(?: (?P<z>[+-]\d{4}))?"
)
ONE_LINE = re.compile(
    rf"{_GRAPH}(?P<sha>[0-9a-f]{{7,40}})\b[ |,:-]{{1,4}}(?P<refs>\((?:HEAD|origin|tag:|[\w./-]{{1,60}}[,)])"
    rf"[^)\n]{{0,120}}\)? )?(?P<rest>.*)$"
)
_WHEN = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?: ?[+-]\d\d:?\d\d|Z)?)?"
    r"|[A-Z][a-z]{2} [A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d \d{4}(?: [+-]\d{4})?"
    r"|[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d(?: [+-]\d{4})?"
    r"|\d{1,3} (?:second|minute|hour|day|week|month)s? ago"
)

_AGO = re.compile(
    r"[ ]{0,2}\(\d{1,3} (?:second|minute|hour|day|week|month|year)s?(?:, \d{1,2} months?)? ago\)"
)


def claim(lines: list[str]) -> float:
    """`commit <hash>` with a date near, or one-line entries with a hash and a date."""
    if any(_COMMIT.match(line) for line in lines) and any(
        (match := _FIELD.match(line)) and match["key"].endswith(("Date", "Author"))
        for line in lines
    ):
        return 1.0
    hits = sum(1 for line in lines if _one(line))
    return hits / len(lines) if hits else 0.0


def _one(line: str) -> tuple[re.Match[str], re.Match[str]] | None:
    match = ONE_LINE.match(line)
    when = _WHEN.search(match["rest"][:160]) if match else None
    return (match, when) if match and when else None


def date_of(text: str) -> Stamp | None:
    """A date in any of git's styles, except a relative one."""
    match = _DEFAULT.match(text)
    if match:
        mon, day = match["mon"] or match["mon2"], match["d"] or match["d2"]
        year = match["y"] or match["y2"]
        stamp = Stamp(int(year) if year else None, MONTHS.get(mon.lower()), int(day), None,
                      int(match["h"]), int(match["mi"]), int(match["s"]))  # fmt: skip
        stamp.zone = zone_of(match["z"]) if match["z"] else None
        return stamp
    raw = re.match(r"(\d{10})(?: ([+-]\d{4}))?$", text)
    if raw:
        return epoch_stamp(raw[1])
    return read(masked(text), 0)


def read_log(session: Session, clock: Clock, first: int, stop: int) -> int:
    """Emit an event per commit; its text is the first line of the message."""
    clock.carries_zone = False
    clock.rolls = False
    heads = [i for i in range(first, stop) if _COMMIT.match(session.source.line(i))]
    if not heads:
        return _one_lines(session, clock, first, stop)
    count = 0
    for begin, end in zip(heads, [*heads[1:], stop], strict=True):
        count += _commit(session, clock, begin, end)
    return count


def _commit(session: Session, clock: Clock, begin: int, end: int) -> int:
    fields: dict[str, str] = {}
    subject = ""
    last = begin
    for index in range(begin + 1, end):
        line = session.source.line(index)
        match = _FIELD.match(line)
        if match and not subject:
            fields[match["key"]] = match["value"].strip()
        elif line.strip("*|\\/ ") and not subject:
            subject = re.sub(r"^[*|\\/ ]{1,24}(?=\S)", "", line).strip()
        if line.strip():
            last = index
    when = fields.get("AuthorDate") or fields.get("Date") or fields.get("CommitDate") or ""
    actor = re.sub(r"\s*<[^>]*>.*", "", fields.get("Author", "")) or None
    stamp = date_of(when)
    placed = clock.place(stamp, begin + 1) if stamp else place_age(session, when, begin)
    if placed is None:
        session.leave_undated(begin, last, subject, "the commit has no date")
        return 0
    committed = fields.get("CommitDate")
    if committed and "AuthorDate" in fields and committed != fields["AuthorDate"]:
        placed.reasons.append(f"written then, committed {committed}")
    session.emit(placed, subject, begin, last, format=FORMAT, actor=actor, kind="commit")
    return 1


def _one_lines(session: Session, clock: Clock, first: int, stop: int) -> int:
    """Commits of one line each, or of a line with the date and one with the subject."""
    count, index = 0, first
    while index < stop:
        found = _one(session.source.line(index))
        if found is None:
            if not session.source.blank(index):
                session.skip(index, index, "a line without a date")
            index += 1
            continue
        match, when = found
        text, last = _subject(match["rest"], when), index
        if not re.search(r"\w", text) and index + 1 < stop:
            below = re.sub(r"^[*|\\/_ ]{1,24}(?=\S)", "", session.source.line(index + 1)).strip()
            if re.search(r"\w", below) and _one(session.source.line(index + 1)) is None:
                text, last = below, index + 1
        count += _one_line(session, clock, when.group(), text, (index, last))
        index = last + 1
    return count


def _subject(rest: str, when: re.Match[str]) -> str:
    """What stands before and behind the date; an age beside a date says nothing new."""
    before, behind = rest[: when.start()].rstrip(" (-,|["), rest[when.end() :]
    if not when.group().endswith("ago"):
        behind = _AGO.sub("", behind, count=1)
    return f"{before} {behind.lstrip(' )-,|]:')}".strip()


def _one_line(session: Session, clock: Clock, when: str, text: str, lines: tuple[int, int]) -> int:
    stamp = date_of(when)
    placed = clock.place(stamp, lines[0] + 1) if stamp else place_age(session, when, lines[0])
    if placed is None:
        session.leave_undated(*lines, text, "the commit has no date")
        return 0
    session.emit(placed, text, *lines, format=FORMAT, kind="commit")
    return 1
