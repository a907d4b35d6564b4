"""Chat pasted from a window: Slack, Discord, Teams, Zulip, Zoom, Google Chat, Telegram, WhatsApp.

All of them write a head (a name, a time, sometimes a day) and the message under or behind it; what
differs is the head. Continuation lines have a time and no name, day dividers a date and no time.
"""

import re
from collections import Counter
from dataclasses import dataclass

from pmtui.importers.timeline.clock import HALF_A_DAY, Clock, Placed, later, minutes_of
from pmtui.importers.timeline.formats.chatheads import (
    ALONE,
    APP_TIME,
    BADGE,
    NOISE,
    OPENINGS,
    RELATIVE,
    TODAY,
    Layout,
    bare_name,
    divider,
    ends_in_time,
    full_name,
    head,
    name_like,
    today_of,
    two_lines,
)
from pmtui.importers.timeline.meridiem import settle
from pmtui.importers.timeline.session import SPACES, Session
from pmtui.importers.timeline.source import CUT
from pmtui.importers.timeline.stampparts import Stamp, masked
from pmtui.importers.timeline.stamps import read

_PLAIN = re.compile(r"(?P<h>1[0-2]|0?[1-9]):(?P<m>[0-5]\d)(?: (?P<half>[AaPp])[Mm])?$")
_EDITED = " (edited)"
_CLOCK_LIKE = re.compile(r"\d[ \xa0\u202f]?[:.h][ \xa0\u202f]?\d")
_MARKS = re.compile(r"<U\+(?:200[BEF]|202[A-E]|206[6-9])>")
"""Signs for the direction of writing that a program puts before what it says itself."""
_SHORT = 60
"""No noise and no time on its own is longer than this."""
_AHEAD = 200
"""Lines in which another head of a new shape is looked for."""


@dataclass(slots=True)
class _Message:
    """A head, or a day divider when it has no stamp. Its lines stay in the source."""

    first: int
    body: int
    last: int
    name: str
    format: str
    text: str = ""
    marked: bool = False
    noisy: bool = False
    relative: str = ""
    stamp: Stamp | None = None


@dataclass(slots=True)
class _Last:
    """The time of the message before: people write several in one minute."""

    key: tuple[int | None, int | None, int | None, str] | None = None
    placed: Placed | None = None

    def place(self, session: Session, clock: Clock, stamp: Stamp, line: int) -> Placed:
        """The place in time of a stamp, from memory when it is the same minute."""
        key = (stamp.hour, stamp.minute, stamp.second, stamp.meridiem)
        if self.placed is None or self.key != key or stamp.dated or stamp.notes:
            self.placed = self._later(session, clock, stamp, line) or clock.place(stamp, line)
            self.key = None if stamp.dated or stamp.notes or stamp.weekday is not None else key
        elif self.placed.zone_known == "unknown":
            session.asking.zone(line)
            if self.placed.at[:1] == "T":
                session.asking.date(line)
        return self.placed

    def _later(self, session: Session, clock: Clock, stamp: Stamp, line: int) -> Placed | None:
        """A later minute of the same day without a zone: only the clock of the last one differs."""
        before, minutes = self.placed, minutes_of(stamp)
        if (
            before is None
            or self.key is None
            or clock.last is None
            or not 0 <= minutes - clock.last < HALF_A_DAY
            or before.zone_known != "unknown"
            or before.source_zone is not None
            or before.reasons not in _PLAIN_REASONS
            or not _bare(stamp)
        ):
            return None
        clock.last = minutes
        clock.seen += 1
        if before.at[:1] == "T":
            session.asking.date(line)
        session.asking.zone(line)
        at = f"{before.at[: before.at.index('T') + 1]}{minutes // 60:02d}:{minutes % 60:02d}"
        return Placed(at, confidence=before.confidence, reasons=[*before.reasons])


_PLAIN_REASONS: tuple[list[str], ...] = ([], ["the date is not written"])
"""What the clock says of a row that is neither out of order nor past midnight."""


def _bare(stamp: Stamp) -> bool:
    """Hours and minutes and nothing else."""
    return not (
        stamp.second is not None or stamp.dated or stamp.notes or stamp.approx or stamp.day_shift
    ) and (stamp.zone is None and stamp.end is None and stamp.weekday is None and not stamp.odd)


def read_chat(session: Session, clock: Clock, first: int, stop: int) -> int:
    """Emit an event per message of lines `first` to `stop` - 1."""
    messages = _Collector(session, first, stop).collect()
    clock.carries_zone = False
    _days_from_words(session, messages)
    settle([m.stamp for m in messages if m.stamp and m.format], {})
    messages.reverse()
    count = 0
    last = _Last()
    while messages:
        count += _emit(session, clock, messages.pop(), last)
    return count


def _emit(session: Session, clock: Clock, message: _Message, last: _Last) -> int:
    """One message; it is let go of afterwards, since a paste holds many."""
    if not message.format:
        last.key = None
        if message.stamp is not None:
            problem = clock.start_day(message.stamp, message.first + 1)
            if problem:
                session.note(message.first, problem)
        return 0
    if message.first % 512 < 8:
        session.tick(message.first)
    text = _words(session, message)
    if message.format == "whatsapp" and "<U+" in text:
        text = _MARKS.sub("", text)
    if message.stamp is None or not text or (not message.name and message.format == "whatsapp"):
        session.skip(message.first, message.last, "a message without words")
        return 0
    placed = last.place(session, clock, message.stamp, message.first + 1)
    session.emit(placed, text, message.first, message.last, format=message.format,
                 actor=message.name or None, kind="message")  # fmt: skip
    return 1


def _words(session: Session, message: _Message) -> str:
    """The lines of a message without blank ones and what the window adds."""
    if not message.noisy:
        body = (
            session.source.block(message.body, message.last + 1)
            if message.last >= message.body
            else ""
        )
        if len(body) > SPACES:
            body = body[:SPACES]
        if _EDITED in body:
            body = body.replace(_EDITED + "\n", "\n").removesuffix(_EDITED)
        return f"{message.text} {body}".strip() if message.text else body.strip()
    parts = [message.text] if message.text else []
    for index in range(message.body, message.last + 1):
        line = session.source.line(index).strip()
        if line and not (len(line) <= _SHORT and NOISE.match(line)):
            parts.append(line.removesuffix(_EDITED))
    return " ".join(parts)


class _Collector:
    """Walks the lines once and groups them under heads."""

    def __init__(self, session: Session, first: int, stop: int) -> None:
        self.session, self.source, self.at, self.stop = session, session.source, first, stop
        self.out: list[_Message] = []
        self.names: dict[str, str] = {}
        self.named: _Message | None = None
        self.layout: Layout | None = None
        self.ending = ""
        self.blank_before = True
        self.sure_names: set[str] | None = None
        self.layouts: set[Layout] = set()
        self.halves: set[bool] = set()
        """Whether the clocks of the heads so far have AM or PM."""

    def collect(self) -> list[_Message]:
        text, starts = self.source.text, self.source.starts
        while self.at < self.stop:
            begin, end = starts[self.at], starts[self.at + 1] - 1
            line = text[begin : end if end - begin < CUT else begin + CUT].rstrip()
            if not line:
                self.blank_before = True
            elif len(line) > _SHORT:
                if line[0] in OPENINGS or not self.out or ends_in_time(line):
                    self._take(line)
                elif self.out[-1].format:
                    self.out[-1].last = self.at
                else:
                    self._body()
                self.blank_before = False
            elif NOISE.match(line.strip()):
                self._body()
                self.blank_before = True
                if self.out:
                    self.out[-1].noisy = True
            else:
                self._take(line)
                self.blank_before = False
            self.at += 1
        return self.out

    def _take(self, line: str) -> None:
        if self.layout is not None and line[-1] == self.ending:
            again = self.layout.pattern.match(line)
            if again is not None and bare_name(again["name"]) in self.names:
                text = again["text"] if "text" in self.layout.pattern.groupindex else None
                self._start(again["name"], again["when"], self.layout.format, text or "")
                return
        found = head(line, self.layout)
        if found and not self._sentence(*found):
            layout, match = found
            self.layouts.add(layout)
            self.layout, self.ending = layout, line[-1]
            groups = match.groupdict()
            self._start(
                groups["name"] or "", groups["when"], layout.format, groups.get("text") or ""
            )
            return
        if len(line) <= _SHORT and (self._two_lines(line) or self._continued(line)):
            return
        if (self.blank_before or not self.out) and self._day(line):
            return
        self._body()

    def _sentence(self, layout: Layout, match: re.Match[str]) -> bool:
        """Whether what looks like a head is words that end in a time: (09:55) behind a sentence.

        The heads of a paste have one shape and one style of clock. Another one, and any in
        brackets, is believed where more heads of that kind follow.
        """
        name = match["name"] or ""
        if not name or self.named is None or bare_name(name) in self.names:
            return False
        bracketed = layout.format == "zulip"
        halved = _halved(match["when"])
        odd = bracketed or halved not in self.halves
        if layout in self.layouts:
            return odd and not self.blank_before and not _capital(name)
        if bracketed and not (name_like(name) and self.blank_before):
            return True
        return odd and not self._again(layout, halved)

    def _again(self, layout: Layout, halved: bool) -> bool:
        """Whether another head of a layout and a style of clock follows."""
        for index in range(self.at + 1, min(self.stop, self.at + _AHEAD)):
            found = head(self.source.line(index).rstrip(), layout)
            if found is None or found[0] is not layout:
                continue
            if _halved(found[1]["when"]) is halved and name_like(found[1]["name"] or ""):
                return True
        return False

    def _two_lines(self, line: str) -> bool:
        """A name above a time; inside a paragraph only a sure name or a time that is fuller."""
        below, step = self._following(1), 1
        badge = BADGE.match(below) is not None
        if badge:
            below, step = self._following(2), 2
        if not _CLOCK_LIKE.search(below[-14:]):
            return False
        if len(below) > _SHORT or not two_lines(line, below):
            return False
        with_badge = APP_TIME.match(below)
        sure = self.blank_before or not self.out or badge or with_badge is not None
        if not (sure or line.strip() in self.names or line.strip() in self._sure_names()):
            marked = below.rstrip()[-1:] in "mM."
            if not marked or (self.out[-1].marked and self.out[-1].last < self.at - 1):
                return False
        match = ALONE.match(below) or with_badge
        if match is None:
            return False
        groups = match.groupdict()
        first = self.at
        self.at += step
        self._start(line.strip(), groups.get("a") or groups["b"], self._format(), "")
        self.out[-1].first = first
        return True

    def _sure_names(self) -> set[str]:
        """Lines above a lone time that are names: full ones, and those that come again."""
        if self.sure_names is None:
            counted: Counter[str] = Counter()
            for index in range(self.at, self.stop - 1):
                below = self.source.line(index + 1)
                if len(below) <= _SHORT and _CLOCK_LIKE.search(below[-14:]):
                    line = self.source.line(index).strip()
                    if len(line) <= _SHORT and two_lines(line, below):
                        counted[line] += 1
            self.sure_names = {n for n, count in counted.items() if count > 1 or full_name(n)}
        return self.sure_names

    def _following(self, step: int) -> str:
        return self.source.line(self.at + step) if self.at + step < self.stop else ""

    def _continued(self, line: str) -> bool:
        """A time without a name: the same person goes on."""
        if self.named is None or (":" not in line and "." not in line):
            return False
        alone = ALONE.match(line)
        if alone is None:
            return False
        self._start(self.named.name, alone["a"] or alone["b"], self._format(), alone["text"] or "")
        return True

    def _format(self) -> str:
        return self.named.format if self.named else "slack"

    def _day(self, line: str) -> bool:
        """A day divider: a date alone on its line."""
        found = divider(line)
        if found is None:
            return False
        message = _Message(self.at, self.at + 1, self.at, "", "")
        if isinstance(found, str):
            message.relative = found
        else:
            message.stamp = found
        self.out.append(message)
        return True

    def _body(self) -> None:
        if not self.out or not self.out[-1].format:
            self.session.skip(self.at, self.at, "before the first message")
            return
        self.out[-1].last = self.at

    def _start(self, name: str, when: str, format: str, text: str) -> None:
        plain = _PLAIN.match(when)
        relative = None if plain else RELATIVE.match(when)
        clock = when
        if relative:
            clock = when[relative.end() :]
        elif when[:1] in "Ll":
            clock = re.sub(r"^[Ll]ast ", "", when)
        bare = bare_name(name.strip())
        name = self.names.setdefault(bare, bare.strip("~@ "))
        message = _Message(self.at, self.at + 1, self.at, name, format, text)
        message.stamp = _plain(plain) if plain else read(masked(clock), 0, loose=True)
        message.marked = _halved(when)
        self.halves.add(message.marked)
        if relative:
            self.out.append(
                _Message(self.at, self.at, self.at, "", "", relative=relative["word"].lower())
            )
        if name:
            self.named = message
        self.out.append(message)


def _halved(when: str) -> bool:
    """Whether a clock has AM or PM."""
    return when[-1:] in "mM."


def _capital(name: str) -> bool:
    """Whether a name is one word or begins like one."""
    return name[:1].isupper() or " " not in name.strip()


def _plain(match: re.Match[str]) -> Stamp:
    """The commonest clock, 9:32 AM, without the whole grammar."""
    half = match["half"]
    stamp = Stamp(hour=int(match["h"]), minute=int(match["m"]))
    stamp.meridiem = half.lower() if half else ""
    return stamp


def _days_from_words(session: Session, messages: list[_Message]) -> None:
    """Today and yesterday count from the day of the paste, or from the day the user named."""
    words = [message for message in messages if message.relative]
    if not words:
        return
    today = today_of(session.hints, words[0].relative)
    if today is None:
        return
    for message in words:
        day = later(today, -TODAY[message.relative])
        message.stamp = Stamp(day.year, day.month, day.day)
