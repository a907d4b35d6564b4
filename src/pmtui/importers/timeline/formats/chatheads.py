"""The heads of chat messages: how each program writes a name and a time, and what is no head."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pmtui.importers.timeline.clock import later
from pmtui.importers.timeline.model import Hints
from pmtui.importers.timeline.stampparts import Stamp, masked, read_date

_CLOCK = (
    r"\d{1,2}(?:[:.]\d\d(?:[:.]\d\d)?|[ \xa0\u202f]?h[ \xa0\u202f]?\d\d)"
    r"(?:[ \xa0\u202f]?(?:[AaPp]\.?[Mm]\.?|Uhr))?"
)
_AT = r"(?:,|,? (?:at|um|\u00e0|a las|alle|\u00e0s|om|kl\.?|o))?"
"""What stands between a day and a clock in the languages of these programs."""
TODAY = {
    "today": 0, "yesterday": 1, "heute": 0, "gestern": 1, "aujourd\u2019hui": 0, "aujourd'hui": 0,
    "hier": 1, "hoy": 0, "ayer": 1, "oggi": 0, "ieri": 1, "hoje": 0, "ontem": 1, "vandaag": 0,
    "gisteren": 1, "i dag": 0, "idag": 0, "i g\u00e5r": 1, "ig\u00e5r": 1, "dzisiaj": 0, "wczoraj": 1,
}  # fmt: skip
"""Words for a day, and how many days back it is."""
_TODAY = "(?i:" + "|".join(re.escape(word) for word in TODAY) + ")"
_WHEN = (
    rf"(?:(?:{_TODAY}|(?:[Ll]ast )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)|(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? )?"
    r"(?:\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4}|\.)?|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?"
    r"|\d{1,2}(?:st|nd|rd|th|\.)? (?:de )?[A-Za-z\u00c0-\u00ff]{3,10}\.?(?:,? (?:de )?\d{4})?))"
    rf"{_AT} )?"
    rf"{_CLOCK}(?:[ ]?(?:UTC|GMT|Z|[A-Z]{{2,3}}T))?"
)
OPENINGS = frozenset("[<0123456789F#ABW")
"""What a head that does not end in its time may begin with."""
_BADGE_FIRST = ("APP ", "BOT ", "WORKFLOW ")
"""What stands before the time where a program puts its badge first."""
_ENDINGS = frozenset("0123456789mM.)]:TCZr")
"""The last characters of a head that ends in its time."""
_TAIL = re.compile(
    r"\d[ \xa0\u202f]?[:.h][ \xa0\u202f]?\d\d(?:[:.]\d\d)?(?:[ \xa0\u202f]?(?:[AaPp]\.?[Mm]\.?|Uhr))?"
    r"(?:[ ]?[A-Z]{1,4})?[\])]{0,2}:?$|\):?$|\]:[ ]"
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
    _layout("slack", rf"(?:APP|BOT|WORKFLOW) {{1,3}}(?P<when>{_CLOCK}) {{1,3}}(?P<name>[^\W\d][^\[\]<>|\n:]{{0,40}})$"),
    _layout("slack", rf"(?P<name>[A-Z@][\w.'\u2019-]{{0,30}}(?: [A-Z(][\w.'\u2019()-]{{0,30}}){{0,3}}|[a-z][\w.-]{{1,30}})"
            rf"(?: ?(?:APP|BOT|WORKFLOW))? \[?(?P<when>{_WHEN})\]?$"),
)  # fmt: skip
_COMMONEST = next(layout for layout in LAYOUTS if layout.format == "slack")
ALONE = re.compile(
    rf"[ \t]{{0,8}}(?:\[(?P<a>{_CLOCK})\](?:[ \t]{{1,4}}(?P<text>.*))?|(?P<b>{_WHEN}))[ \t]*$"
)
_STATUS = r"(?::[\w+-]{1,40}:|[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?)"
BADGE = re.compile(rf"[ \t]{{0,4}}(?:APP|BOT|WORKFLOW|\u2014|\u2013|{_STATUS})[ \t]{{0,4}}$")
"""What a program puts between a name and its time: that it is no person, or a person's status."""
APP_TIME = re.compile(
    rf"[ \t]{{0,4}}(?:(?:APP|BOT|WORKFLOW|\u2014|\u2013|{_STATUS})[ \t]{{1,4}}){{1,3}}(?P<b>{_WHEN})[ \t]*$"
)
_BADGES = re.compile(rf"(?:[ \t]{{0,4}}(?:\bAPP|\bBOT|\bWORKFLOW|{_STATUS})){{1,3}}$")
_ROLE = re.compile(
    r"(?<=[\w.])[ ]\([A-Z][^()\s]{0,20}\)$|(?<=[\w.])[ ]\([a-z]{1,5}/[a-z/]{1,10}\)$"
)
"""What people write behind a name: a team in capitals, pronouns."""
_INITIAL = re.compile(r"[^\W\d_]\.$")
"""A name may end in a point behind a single letter: the first one of a surname."""


@lru_cache(maxsize=1024)
def bare_name(name: str) -> str:
    """A name without the badges and signs behind it."""
    return _BADGES.sub("", name).strip() or name


_RULED = re.compile(
    r"[-\u2013\u2014\u2500=_ ]{0,40}(?P<d>[^-\u2013\u2014\u2500=_ ].{2,40}?)[-\u2013\u2014\u2500=_ ]{0,40}$"
)
RELATIVE = re.compile(rf"(?P<word>{_TODAY}){_AT}[ ]?")
NOISE = re.compile(
    r"(?i)(?::[\w+-]{1,40}:[ ]?\d{0,4}|\d{1,3} (?:repl(?:y|ies)|reactions?)\b.*|view thread|view (?:in|on) [\w.-]{3,20}|last reply .{1,40}"
    r"|\d{1,3}|new|edited|\(edited\)|show (?:more|less)|also sent to the channel|pinned by .{1,60}"
    r"|saved for later.{0,40}|thread|see more|view newer replies|you|reply|\+\d{1,3})[ ]*$"
)
_NO_NAME = ("at", "by", "since", "until", "around", "from", "to", "on", "about", "before", "after", "in",
            "is", "was", "and", "till", "am", "pm")  # fmt: skip


def today_of(hints: Hints, word: str) -> date | None:
    """The day that "today" means: of the paste, or as the user named that of the first `word`."""
    if hints.date is not None:
        return later(hints.date, TODAY[word])
    return hints.now.date() if hints.now is not None else None


def ends_in_time(line: str) -> bool:
    """Cheap questions first: most lines are words."""
    if line[-1:] not in _ENDINGS:
        return False
    if ":" not in line[-14:] and line[-3:-2] not in ".h\xa0 \u202f" and line[-1:] not in "m)]M.r":
        return False
    return _TAIL.search(line[-30:]) is not None


def head(line: str, likely: Layout | None = None) -> tuple[Layout, re.Match[str]] | None:
    """The head of a message, or None. A sentence that ends in a time is none.

    `likely` is the layout to try first: that of the message before.
    """
    start = line[:1]
    if (
        start not in OPENINGS or (start in "ABW" and not line.startswith(_BADGE_FIRST))
    ) and not ends_in_time(line):
        return None
    for layout in LAYOUTS if likely is None else (likely, *LAYOUTS):
        match = layout.pattern.match(line)
        if match is not None:
            name = match["name"] or ""
            if name and (name.split()[-1].lower() in _NO_NAME or len(name.split()) > 6):
                continue
            if name and _BADGES.fullmatch(name.strip()):
                continue  # a person's status, below the name
            return layout, match
    return None


def is_head(line: str) -> bool:
    """Whether a line begins a message."""
    return head(line.rstrip(), _COMMONEST) is not None


_CHANNEL = re.compile(
    r"(?:[A-Za-z][\w ,'\u2019-]{0,40}[ :]{1,3})?(?:#{1,3} ?[\w][\w.-]{0,79})(?: {1,4}[(|\u2013\u2014-].{0,200})?"
    r"|(?:Channel|Room|Conversation|Thread)(?: in)?:? {1,4}\S{1,80}",
    re.IGNORECASE,
)
"""The name of the room, as it is copied along above the first message."""


def claim(lines: list[str]) -> float:
    """A paragraph is chat when it begins with a head (or a day and a head)."""
    for place, line in enumerate(lines[:4]):
        found = head(line.rstrip())
        if found and found[0].format == "whatsapp" and not found[1]["name"]:
            continue  # what the program itself says at the beginning of a chat
        if found and not _alone(found, lines[place:]):
            return 0.93 if found[0].format == "whatsapp" else 0.9 if place == 0 else 0.8
        below = [
            text
            for text in lines[place + 1 : place + 3]
            if text.strip(" \u2014\u2013") and not BADGE.match(text)
        ]
        following = below[0] if below else ""
        if two_lines(line, following):
            return 0.85
        if not divider(line) and not _CHANNEL.fullmatch(line.strip()):
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


def two_lines(line: str, following: str) -> bool:
    """A name alone, then a time alone on the next line."""
    alone = ALONE.match(following) or APP_TIME.match(following)
    return bool(alone and name_like(line) and not (alone.groupdict().get("text") or ""))


def full_name(line: str) -> bool:
    """Whether a line is surely a person: two words or more, each with a capital."""
    words = line.split()
    return 2 <= len(words) <= 4 and all(w[0].isupper() and w[1:].islower() for w in words)


def name_like(line: str) -> bool:
    """Whether a line may be a name: few words, no sentence; an initial may end it."""
    text = _ROLE.sub("", line.strip())
    if not text or len(text) > 50 or text[0] in "#-*>|[" or text[-1] in ":;,!?)":
        return False
    words = text.split()
    if text[-1] == "." and not _INITIAL.fullmatch(words[-1]):
        return False
    return (
        len(words) <= 4
        and any(mark.isalpha() for mark in text)
        and (words[0][:1].isupper() or len(words) == 1)
    )


def divider(line: str) -> Stamp | str | None:
    """A day between messages: a date alone on its line, or Today, Yesterday."""
    text = line.strip()
    if not text or len(text) > 90:
        return None
    match = _RULED.match(text)
    body = match["d"].strip() if match else text
    if body.lower() in TODAY:
        return body.lower()
    found = read_date(masked(body, 60), 0)
    if found and not body[found[1] :].strip(" -\u2013\u2014:,."):
        return found[0]
    return None
