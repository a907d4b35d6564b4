"""Chat copied so that name, time and words stand apart: blank lines between, or the time last.

Neither can be told from one paragraph, so the whole paste is looked at, and only a paste that is
of one such shape from its first line to its last is read here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pmtui.importers.timeline.clock import Clock, later
from pmtui.importers.timeline.formats.chatheads import (
    ALONE,
    APP_TIME,
    BADGE,
    RELATIVE,
    TODAY,
    bare_name,
    name_like,
    today_of,
)
from pmtui.importers.timeline.meridiem import settle
from pmtui.importers.timeline.session import Session
from pmtui.importers.timeline.source import Source
from pmtui.importers.timeline.stampparts import Stamp, masked
from pmtui.importers.timeline.stamps import read

_MOST = 20_000
"""Lines of a paste that a person copied out of a window by hand."""
_LONGEST = 60
"""Characters of a name or of a time on its own line."""


@dataclass(slots=True)
class _Message:
    first: int
    last: int
    name: str
    stamp: Stamp
    words: list[str]
    word: str = ""
    """Today, yesterday, where the time says so."""


def read_apart(session: Session, clock: Clock) -> int:
    """Emit an event per message of the whole source; 0 when it is of neither shape."""
    source = session.source
    if source.count > _MOST or not _perhaps(source):
        return 0
    lines = [(i, source.line(i).strip()) for i in range(source.count) if not source.blank(i)]
    if len(lines) < 4 or not name_like(lines[0][1]) or _time(lines[0][1]):
        return 0
    messages = _time_last(lines) or _time_between(source, lines)
    if not messages:
        return 0
    clock.carries_zone = False
    settle([message.stamp for message in messages], {})
    words = [message.word for message in messages if message.word]
    today = today_of(session.hints, words[0]) if words else None
    for message in messages if today else ():
        if message.word and today:
            day = later(today, -TODAY[message.word])
            stamp = message.stamp
            stamp.year, stamp.month, stamp.day = day.year, day.month, day.day
    for message in messages:
        placed = clock.place(message.stamp, message.first + 1)
        session.emit(placed, " ".join(message.words), message.first, message.last, format="chat",
                     actor=bare_name(message.name), kind="message")  # fmt: skip
    return len(messages)


def _perhaps(source: Source) -> bool:
    """A quick look: a name first, and a time after a blank line or at the very end."""
    first = [i for i in range(min(source.count, 12)) if not source.blank(i)][:3]
    if len(first) < 2 or not name_like(source.line(first[0])):
        return False
    if first[1] > first[0] + 1 or BADGE.match(source.line(first[1])):
        return True
    last = source.count - 1
    while last > first[1] and source.blank(last):
        last -= 1
    return bool(_time(source.line(last).strip()))


def _time(line: str) -> str:
    """The time a line consists of, perhaps behind a dash or a badge, or ""."""
    if len(line) > _LONGEST or not any(mark.isdigit() for mark in line):
        return ""
    match = ALONE.match(line) or APP_TIME.match(line)
    groups = match.groupdict() if match else {}
    if not groups or groups.get("text"):
        return ""
    return groups.get("a") or groups["b"]


def _stamp(when: str) -> tuple[Stamp, str] | None:
    """The time of a message and the word for its day, "" where there is none."""
    relative = RELATIVE.match(when)
    stamp = read(masked(when[relative.end() :] if relative else when), 0, loose=True)
    if stamp is None or not stamp.timed:
        return None
    return stamp, relative["word"].lower() if relative else ""


def _time_last(lines: list[tuple[int, str]]) -> list[_Message]:
    """A name, what was said, and the time below it; then the next name."""
    times = {place: when for place, (_, line) in enumerate(lines) if (when := _time(line))}
    if len(times) < 2 or len(lines) - 1 not in times:
        return []
    out: list[_Message] = []
    begin = 0
    for place, when in times.items():
        found = _stamp(when)
        if found is None or place - begin < 2 or not name_like(lines[begin][1]):
            return []
        words = [line for _, line in lines[begin + 1 : place]]
        out.append(
            _Message(lines[begin][0], lines[place][0], lines[begin][1], found[0], words, found[1])
        )
        begin = place + 1
    return out


def _time_between(source: Source, lines: list[tuple[int, str]]) -> list[_Message]:
    """A name, a blank line, a time, and what was said."""
    heads = list(_heads(source, lines))
    if not heads or heads[0][0] != 0 or (len(heads) < 2 and not heads[0][3]):
        return []
    out: list[_Message] = []
    for number, (place, stop, when, _) in enumerate(heads):
        end = heads[number + 1][0] if number + 1 < len(heads) else len(lines)
        found = _stamp(when)
        if found is None:
            return []
        words = [line for _, line in lines[stop:end]]
        if any(_time(line) for line in words):
            return []
        if words:
            last = lines[end - 1][0]
            out.append(_Message(lines[place][0], last, lines[place][1], found[0], words, found[1]))
    return out


def _heads(source: Source, lines: list[tuple[int, str]]) -> Iterator[tuple[int, int, str, bool]]:
    """(place of the name, place behind the time, the time, whether a dash stands between)."""
    place = 0
    while place + 1 < len(lines):
        index, line = lines[place]
        dash = BADGE.match(lines[place + 1][1]) is not None
        at = place + 1 + dash
        when = _time(lines[at][1]) if at < len(lines) else ""
        apart = when and lines[at][0] > index + 1
        alone = index == 0 or source.blank(index - 1)
        if apart and alone and name_like(line) and not _time(line):
            yield place, at + 1, when, dash or lines[at][1][:1] in "\u2014\u2013"
            place = at + 1
        else:
            place += 1
