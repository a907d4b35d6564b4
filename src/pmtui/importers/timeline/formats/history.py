"""Shell history with times: bash, zsh, fish, and the output of `history`."""

import re

from pmtui.importers.timeline.clock import Clock
from pmtui.importers.timeline.columns import epoch_stamp
from pmtui.importers.timeline.session import Session
from pmtui.importers.timeline.stampparts import Stamp, masked
from pmtui.importers.timeline.stamps import read

_BASH = re.compile(r"#(?P<t>1\d{9})$")
_ZSH = re.compile(r": {1,2}(?P<t>1\d{9}):\d{1,9};(?P<cmd>.*)$")
_FISH = re.compile(r"- cmd: (?P<cmd>.*)$")
_FISH_WHEN = re.compile(r" {2,4}when: (?P<t>1\d{9})$")
_LISTED = re.compile(
    r"[ ]{0,6}\d{1,6}\*?[ ]{1,3}(?P<t>(?:[A-Z][a-z]{2} )?(?:\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}"
    r"|\d{1,2} [A-Z][a-z]{2} \d{4}|[A-Z][a-z]{2} {1,2}\d{1,2}(?: \d{4})?)[T ]{1,2}\d{1,2}:\d\d(?::\d\d)?"
    r"(?: ?(?:[AP]M|[+-]\d{4}|[A-Z]{3,4}\b(?= )))?)[ :]{1,3}(?P<cmd>.*)$"
)


def claim(lines: list[str]) -> float:
    """The marks of one of the shells."""
    sizes = len(lines)
    bash = sum(1 for line in lines if _BASH.match(line))
    zsh = sum(1 for line in lines if _ZSH.match(line))
    fish = sum(1 for line in lines if _FISH_WHEN.match(line))
    listed = sum(1 for line in lines if _LISTED.match(line))
    return max(1.0 if bash and sizes > 1 else 0.0, 1.0 if zsh else 0.0, 1.0 if fish else 0.0,
               0.95 * listed / sizes)  # fmt: skip


def read_history(session: Session, clock: Clock, first: int, stop: int) -> int:
    """Emit an event per command with a time; commands without one are undated."""
    clock.carries_zone = False
    lines = [(i, session.source.line(i)) for i in range(first, stop)]
    head = [line for _, line in lines[:60]]
    if any(_FISH_WHEN.match(line) for line in head):
        return _fish(session, clock, lines)
    if any(_ZSH.match(line) for line in head):
        return _zsh(session, clock, lines)
    if any(_BASH.match(line) for line in head):
        return _bash(session, clock, lines)
    return _listed(session, clock, lines)


def _emit(
    session: Session, clock: Clock, when: str, cmd: str, first: int, last: int, name: str
) -> int:
    stamp: Stamp | None = epoch_stamp(when) if when.isdigit() else read(masked(when), 0)
    if stamp is None or not cmd.strip():
        session.leave_undated(first, last, cmd, "the command has no time")
        return 0
    session.emit(clock.place(stamp, first + 1), cmd, first, last, format=name, kind="command")
    return 1


def _bash(session: Session, clock: Clock, lines: list[tuple[int, str]]) -> int:
    count = 0
    when, begin, cmd = "", -1, [""]
    for index, line in [*lines, (lines[-1][0] + 1, "#1000000000")]:
        match = _BASH.match(line)
        if match is None:
            cmd.append(line)
            continue
        body = " ".join(part for part in cmd if part.strip())
        if begin >= 0 and body:
            count += _emit(session, clock, when, body, begin, index - 1, "bash-history")
        elif begin < 0 and body:
            for place, text in lines:
                if place < index and text.strip():
                    session.leave_undated(place, place, text, "the command has no time")
        when, begin, cmd = match["t"], index, []
    return count


def _zsh(session: Session, clock: Clock, lines: list[tuple[int, str]]) -> int:
    count = 0
    number = 0
    while number < len(lines):
        index, line = lines[number]
        match = _ZSH.match(line)
        number += 1
        if match is None:
            if line.strip():
                session.leave_undated(index, index, line, "the command has no time")
            continue
        cmd = [match["cmd"]]
        while cmd[-1].endswith("\\") and number < len(lines) and not _ZSH.match(lines[number][1]):
            cmd.append(lines[number][1])
            number += 1
        text = " ".join(part.rstrip("\\") for part in cmd)
        count += _emit(session, clock, match["t"], text, index, lines[number - 1][0], "zsh-history")
    return count


def _fish(session: Session, clock: Clock, lines: list[tuple[int, str]]) -> int:
    count = 0
    begin, cmd = -1, ""
    for index, line in lines:
        named, when = _FISH.match(line), _FISH_WHEN.match(line)
        if named:
            if begin >= 0:
                session.leave_undated(begin, begin, cmd, "the command has no time")
            begin, cmd = index, named["cmd"]
        elif when and begin >= 0:
            count += _emit(session, clock, when["t"], cmd, begin, index, "fish-history")
            begin = -1
    return count


def _listed(session: Session, clock: Clock, lines: list[tuple[int, str]]) -> int:
    count = 0
    for index, line in lines:
        match = _LISTED.match(line)
        if match:
            count += _emit(session, clock, match["t"], match["cmd"], index, index, "shell-history")
        elif line.strip():
            session.leave_undated(index, index, line, "the command has no time")
    return count
