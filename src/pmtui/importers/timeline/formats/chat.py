"""Chat pasted from a window: Slack, Discord, Teams, Zulip, Zoom, Google Chat, Telegram, WhatsApp.

All of them write a head (a name, a time, sometimes a day) and the message under or behind it; what
differs is the head. Continuation lines have a time and no name, day dividers a date and no time.
"""

import re
from dataclasses import dataclass, field
from datetime import timedelta

from pmtui.importers.timeline.clock import Clock
from pmtui.importers.timeline.meridiem import settle
from pmtui.importers.timeline.session import Session
from pmtui.importers.timeline.stamps import Stamp, masked, read, read_date

_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[ \xa0\u202f]?[AaPp]\.?[Mm]\.?)?"
_WHEN = (
    r"(?:(?:[Tt]oday|[Yy]esterday|(?:[Ll]ast )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)|(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? )?"
    r"(?:\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?"
    r"|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?(?:,? \d{4})?))(?:,|,? at)? )?"
    rf"{_CLOCK}(?:[ ]?(?:UTC|GMT|Z|[A-Z]{{2,3}}T))?"
)
_MARKS = r"(?:<U\+200[BEF]>){0,3}"
_NAME = r"[^\s\[\]<>|#>*`][^\[\]<>|\n]{0,60}?"


@dataclass(frozen=True, slots=True)
class Layout:
    """How one program writes a head. Groups: `name`, `when`, perhaps `text`."""

    format: str
    pattern: re.Pattern[str]
    named: bool = True


def _layout(format: str, pattern: str) -> Layout:
    return Layout(format, re.compile(pattern))


LAYOUTS: tuple[Layout, ...] = (
    _layout("whatsapp", rf"{_MARKS}\[(?P<when>\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}},? {_CLOCK})\] "
            rf"{_MARKS}(?:(?P<name>[^:\n]{{1,60}}): )?(?P<text>.*)$"),
    _layout("whatsapp", rf"{_MARKS}(?P<when>\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}},? {_CLOCK}) [-\u2013] "
            rf"{_MARKS}(?:(?P<name>[^:\n]{{1,60}}): )?(?P<text>.*)$"),
    _layout("zoom-chat", rf"From (?P<name>[^\n]{{1,60}}?) +to +(?P<to>.{{1,60}}?)"
            rf"(?:\(Direct Message\))?:? +(?P<when>{_CLOCK})$"),
    _layout("zoom-chat", r"(?P<when>(?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d)[ \t]{1,3}From[ ]{1,3}(?P<name>[^\n]{1,60}?)"
            r"[ ]{1,3}(?:[Tt]o[ ]{1,3}(?P<to>[^:\n]{1,60}?)[ ]{0,2})?(?:\(Direct Message\))?:[ \t]{0,3}(?P<text>.*)$"),
    _layout("discord", rf"(?P<name>{_NAME})(?: ?(?:APP|BOT|OP))? {{0,2}}[\u2014\u2013] {{0,2}}(?P<when>{_WHEN})$"),
    _layout("discord", rf"\[(?P<when>{_CLOCK})\][ ]?(?P<name>[^\s:\[\]<>][^:\[\]<>\n]{{0,40}}): (?P<text>.*)$"),
    _layout("teams", rf"\[(?P<when>{_WHEN})\] (?P<name>[A-Z][^:\[\]<>\n]{{1,60}}?)(?: \([^()]{{1,30}}\))?"
            r"(?::[ ]?(?P<text>.*))?$"),
    _layout("telegram", rf"(?P<name>{_NAME}), \[(?P<when>{_WHEN})\]:?(?:[ ](?P<text>.*))?$"),
    _layout("zulip", rf"#{{0,5}} ?\[?(?P<name>{_NAME}) \((?P<when>{_WHEN})\)\]?(?:\([^)\n]{{1,300}}\))?:?$"),
    _layout("google-chat", rf"(?P<name>[A-Z][^,\[\]<>|\n:]{{1,40}}), (?P<when>{_WHEN})$"),
    _layout("slack", rf"(?P<name>{_NAME})(?: ?(?:APP|BOT|WORKFLOW))?(?:[ \t]{{2,5}}|[ ]{{1,2}}(?=\[))\[?(?P<when>{_WHEN})\]?$"),
    _layout("slack", rf"(?P<name>[A-Z@][\w.'\u2019-]{{0,30}}(?: [A-Z(][\w.'\u2019()-]{{0,30}}){{0,3}}|[a-z][\w.-]{{1,30}})"
            rf"(?: ?(?:APP|BOT|WORKFLOW))? \[?(?P<when>{_WHEN})\]?$"),
)  # fmt: skip
_ALONE = re.compile(
    rf"[ \t]{{0,8}}(?:\[(?P<a>{_CLOCK})\](?:[ \t]{{1,4}}(?P<text>.*))?|(?P<b>{_WHEN}))[ \t]*$"
)
_APP_TIME = re.compile(
    rf"[ \t]{{0,4}}(?:APP|BOT|WORKFLOW|\u2014|\u2013)[ \t]{{1,4}}(?P<b>{_WHEN})[ \t]*$"
)
_RULED = re.compile(
    r"[-\u2013\u2014\u2500=_ ]{0,40}(?P<d>[^-\u2013\u2014\u2500=_ ].{2,40}?)[-\u2013\u2014\u2500=_ ]{0,40}$"
)
_RELATIVE = re.compile(r"(?i)(?P<word>today|yesterday)(?:,)?(?: at)?[ ]?")
_NOISE = re.compile(
    r"(?i)(?::[\w+-]{1,40}:[ ]?\d{0,4}|\d{1,3} (?:repl(?:y|ies)|reactions?)\b.*|view thread|last reply .{1,40}"
    r"|\d{1,3}|new|edited|\(edited\)|show (?:more|less)|also sent to the channel|pinned by .{1,60}"
    r"|saved for later.{0,40}|thread|see more|view newer replies|you|reply|\+\d{1,3})[ ]*$"
)
_ENDINGS = ("at", "by", "since", "until", "around", "from", "to", "on", "about", "before", "after", "in",
            "is", "was", "and", "till", "am", "pm")  # fmt: skip


@dataclass(slots=True)
class _Message:
    """A head with the lines of its message."""

    first: int
    last: int
    name: str
    when: str
    format: str
    relative: str = ""
    stamp: Stamp | None = None
    day: Stamp | None = None
    lines: list[str] = field(default_factory=list)


def head(line: str) -> tuple[Layout, re.Match[str]] | None:
    """The head of a message, or None. A sentence that ends in a time is none."""
    if ":" not in line and "." not in line:
        return None
    if not any(mark.isdigit() for mark in line):
        return None
    for layout in LAYOUTS:
        match = layout.pattern.match(line)
        if match is not None:
            name = match["name"] or ""
            if name and (name.split()[-1].lower() in _ENDINGS or len(name.split()) > 6):
                continue
            return layout, match
    return None


def claim(lines: list[str]) -> float:
    """A paragraph is chat when it begins with a head (or a day and a head)."""
    for place, line in enumerate(lines[:4]):
        found = head(line.rstrip())
        if found and not _alone(found, lines[place:]):
            return 0.93 if found[0].format == "whatsapp" else 0.9 if place == 0 else 0.8
        below = [text for text in lines[place + 1 : place + 3] if text.strip(" \u2014\u2013")]
        following = below[0] if below else ""
        if _two_lines(line, following):
            return 0.85
        if not _divider(line):
            return 0.0
    return 0.0


def _alone(found: tuple[Layout, re.Match[str]], lines: list[str]) -> bool:
    """A head that is no head, since no message follows it: a list of timed rows looks like that."""
    layout, match = found
    groups = match.groupdict()
    if groups.get("text"):
        return not groups["name"] or (layout.format == "teams" and len(lines) < 2)
    if layout.format in ("zoom-chat", "zulip", "discord"):
        return False
    if len(lines) == 1:
        return layout.format in ("teams", "google-chat") or "  " not in match.group().strip()
    heads = sum(1 for line in lines if head(line.rstrip()))
    return head(lines[1].rstrip()) is not None and heads * 3 > len(lines) * 2


def name_of(lines: list[str]) -> str:
    """The program of a paragraph that `claim` accepted."""
    for line in lines[:4]:
        found = head(line.rstrip())
        if found:
            return found[0].format
    return "slack"


def _two_lines(line: str, following: str) -> bool:
    """A name alone, then a time alone on the next line."""
    alone = _ALONE.match(following) or _APP_TIME.match(following)
    return bool(alone and _name_like(line) and not (alone.groupdict().get("text") or ""))


def _name_like(line: str) -> bool:
    text = line.strip()
    if not text or len(text) > 50 or text[0] in "#-*>|[" or text[-1] in ".:;,!?)":
        return False
    words = text.split()
    return (
        len(words) <= 4
        and any(mark.isalpha() for mark in text)
        and (words[0][:1].isupper() or len(words) == 1)
    )


def _divider(line: str) -> Stamp | str | None:
    """A day between messages: a date alone on its line, or Today, Yesterday."""
    text = line.strip()
    if not text or len(text) > 90:
        return None
    match = _RULED.match(text)
    body = match["d"].strip() if match else text
    if body.lower() in ("today", "yesterday"):
        return body.lower()
    found = read_date(masked(body, 60), 0)
    if found and not body[found[1] :].strip(" -\u2013\u2014:,."):
        return found[0]
    return None


def read_chat(session: Session, clock: Clock, first: int, stop: int) -> int:
    """Emit an event per message of lines `first` to `stop` - 1."""
    messages = _Collector(session, first, stop).collect()
    clock.carries_zone = False
    _days_from_words(session, messages)
    settle([message.stamp for message in messages if message.stamp], {})
    count = 0
    for message in messages:
        if message.day is not None:
            problem = clock.start_day(message.day, message.first + 1)
            if problem:
                session.note(message.first, problem)
        if message.stamp is None:
            continue
        text = " ".join(message.lines).strip()
        if not text or (not message.name and message.format == "whatsapp"):
            session.skip(message.first, message.last, "a message without words")
            continue
        if message.first % 500 < 5:
            session.tick(message.first)
        placed = clock.place(message.stamp, message.first + 1)
        session.emit(placed, text, message.first, message.last, format=message.format,
                     actor=message.name or None, kind="message")  # fmt: skip
        count += 1
    return count


class _Collector:
    """Walks the lines once and groups them under heads."""

    def __init__(self, session: Session, first: int, stop: int) -> None:
        self.session, self.at, self.stop = session, first, stop
        self.out: list[_Message] = []
        self.names: set[str] = set()
        self.blank_before = True

    def collect(self) -> list[_Message]:
        source = self.session.source
        while self.at < self.stop:
            if source.blank(self.at):
                self.blank_before = True
            else:
                line = source.line(self.at).rstrip()
                self.blank_before = self.blank_before or bool(_NOISE.match(line.strip()))
                self._take(line)
                self.blank_before = bool(_NOISE.match(line.strip()))
            self.at += 1
        return self.out

    def _take(self, line: str) -> None:
        found = head(line)
        if found:
            layout, match = found
            groups = match.groupdict()
            self._start(
                groups["name"] or "", match["when"], layout.format, groups.get("text") or ""
            )
            return
        following = self.session.source.line(self.at + 1) if self.at + 1 < self.stop else ""
        if following.strip() in ("\u2014", "\u2013") and self.at + 2 < self.stop:
            following = self.session.source.line(self.at + 2)
            if _two_lines(line, following):
                self.at += 1
        if self._may_head(line, following):
            match_two = _ALONE.match(following) or _APP_TIME.match(following)
            if match_two:
                groups = match_two.groupdict()
                self._start(line.strip(), groups.get("a") or groups["b"], self._format(), "")
                self.at += 1
                self.out[-1].last = self.at
                return
        if self._continued(line) or self._day(line):
            return
        self._body(line)

    def _may_head(self, line: str, following: str) -> bool:
        """A name above a time; inside a paragraph only a name that is known or a time that is fuller."""
        if not _two_lines(line, following):
            return False
        if self.blank_before or not self.out or line.strip() in self.names:
            return True
        last = self.out[-1]
        marked = following.rstrip()[-1:] in "mM."
        return marked and (
            not last.when or last.when.rstrip()[-1:] not in "mM." or bool(last.lines)
        )

    def _continued(self, line: str) -> bool:
        """A time without a name: the same person goes on."""
        alone = _ALONE.match(line)
        if alone is None or not self._named():
            return False
        when = alone["a"] or alone["b"]
        self._start(self._named(), when, self._format(), alone["text"] or "")
        return True

    def _named(self) -> str:
        return next((message.name for message in reversed(self.out) if message.name), "")

    def _format(self) -> str:
        return next((message.format for message in reversed(self.out) if message.name), "slack")

    def _day(self, line: str) -> bool:
        """A day divider; within a message only when a blank line stands before it."""
        if self.out and not self.blank_before:
            return False
        found = _divider(line)
        if found is None:
            return False
        message = _Message(self.at, self.at, "", "", "")
        if isinstance(found, str):
            message.relative = found
        else:
            message.day = found
        self.out.append(message)
        return True

    def _body(self, line: str) -> None:
        if not self.out or self.out[-1].stamp is None:
            self.session.skip(self.at, self.at, "before the first message")
            return
        if _NOISE.match(line.strip()):
            self.out[-1].last = self.at
            return
        self.out[-1].lines.append(re.sub(r"[ ]\(edited\)$", "", line.strip()))
        self.out[-1].last = self.at

    def _start(self, name: str, when: str, format: str, text: str) -> None:
        relative = _RELATIVE.match(when)
        clock = when[relative.end() :] if relative else re.sub(r"^[Ll]ast ", "", when)
        stamp = read(masked(clock), 0, loose=True)
        message = _Message(self.at, self.at, name.strip("~@ "), when, format, stamp=stamp)
        self.names.add(name.strip())
        if relative:
            message.relative = relative["word"].lower()
        if text:
            message.lines.append(text)
        self.out.append(message)


def _days_from_words(session: Session, messages: list[_Message]) -> None:
    """Today and yesterday count from the day of the paste, or from the day the user named."""
    words = [message for message in messages if message.relative]
    if not words:
        return
    hints = session.hints
    if hints.date is not None:
        first = words[0].relative
        today = hints.date + timedelta(days=1 if first == "yesterday" else 0)
    elif hints.now is not None:
        today = hints.now.date()
    else:
        return
    for message in words:
        day = today - timedelta(days=1 if message.relative == "yesterday" else 0)
        message.day = Stamp(day.year, day.month, day.day)
