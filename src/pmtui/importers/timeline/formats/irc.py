"""IRC logs of several clients (irssi, WeeChat, HexChat, ZNC, mIRC, Pidgin, meeting bots)."""

import re

from pmtui.importers.timeline.clock import Clock, Placed
from pmtui.importers.timeline.session import Session
from pmtui.importers.timeline.stampparts import DATE, masked, read_date
from pmtui.importers.timeline.stamps import read

FORMAT = "irc"
_DAY = r"(?:\d{4}-\d\d-\d\d[T ]|[A-Z][a-z]{2} \d{1,2} |\d{1,2} [A-Z][a-z]{2} |\d{1,2}/\d{1,2}/\d{2,4},? )"
_NICK = r"[^\s<>:\[\]()]{1,40}"
LINE = re.compile(
    rf"[ ]{{0,2}}[\[(]?(?P<t>{_DAY}?\d{{1,2}}:\d\d(?::\d\d)?(?:[ ]?[AaPp][Mm])?(?:Z|[+-]\d\d:?\d\d)?)[\])]?"
    rf"[ \t]{{1,8}}(?:"
    rf"(?P<server>(?:-!-|\*\*\*|===|<--|-->|<-|->|--)[ \t].*|\*(?=[ \t]{{1,2}}(?:{_NICK})[ ](?:[\[(][^)\]]{{0,120}}[)\]][ ])?"
    rf"(?:has (?:joined|left|quit|parted)|(?:joined|left|quit)(?: the channel| #\S{{1,40}}|$)|is now known as"
    rf"|(?:sets|set) mode|Joins|Quits?|Parts)).*"
    rf"|\*[ \t]{{1,2}}(?:Now talking (?:on|in)|Topic for|Channel \S{{1,60}} (?:url|created|modes)|Disconnected|Rejoined)\b.*)"
    rf"|-(?P<from>[\w`^{{}}\\|][\w`^{{}}\\|-]{{0,39}}?)(?::[^\s]{{1,60}})?-[ ](?P<notice>.*)"
    rf"|<[ @+%&~!]?(?P<nick>[^<>\s]{{1,40}})>[ \t]?(?P<text>.*)"
    rf"|[*\u2022][ \t]{{1,2}}(?P<who>{_NICK})[ ](?P<did>.*)"
    rf"|(?P<nick2>[@+%]?{_NICK})(?:\t|[ ]{{0,30}}\|[ ])(?P<text2>.*)"
    rf"|(?P<nick3>[@+%]?[A-Za-z_`^{{}}\\|][\w`^{{}}\\|-]{{0,30}}):[ ](?P<text3>\S.*)"
    rf")$"
)
_DAY_LINE = re.compile(
    r"(?i)(?:---|\*\*\*\*|\*\*\*|==|\[|--)?[ ]{0,6}(?:day changed(?: to)?|date changed to|log opened"
    r"|begin logging at|session start:?|session time:?|started at|today is|topic for .{1,40} on)[ :]{1,3}"
)
_BARE_DAY = re.compile(r"[-=*# ]{0,8}(?P<d>[^-=*#][^=*#]{5,40}?)[-=*# ]{0,8}$")


def claim(lines: list[str]) -> float:
    """The share of lines with a clock and a nick; names alone ("14:02 alice: hi") weigh less."""
    strong = weak = 0
    nicks: set[str] = set()
    for line in lines:
        match = LINE.match(line)
        if match is None:
            strong += line.startswith(("=== ", "-!- ")) or bool(_DAY_LINE.match(line))
        elif match["nick3"]:
            weak += 1
            nicks.add(match["nick3"])
        else:
            strong += 1
    if not strong and (weak < 3 or len(nicks) == weak):
        return 0.0
    return (strong + (weak if strong else 0.7 * weak)) / len(lines)


def read_log(session: Session, clock: Clock, first: int, stop: int) -> int:
    """Emit an event per message of lines `first` to `stop` - 1."""
    clock.carries_zone = False
    count = 0
    cached, placed = "", Placed("")
    for index in range(first, stop):
        line = session.source.line(index)
        if not line.strip():
            continue
        match = LINE.match(line)
        if match is None:
            if not _day_line(clock, line, index):
                session.skip(index, index, "a line without a time")
            continue
        if match["server"]:
            session.skip(index, index, "somebody came, went or was renamed")
            continue
        if match["t"] != cached:
            cached = match["t"]
            stamp = read(masked(cached), 0)
            if stamp is None:
                session.skip(index, index, "no clock time")
                cached = ""
                continue
            placed = clock.place(stamp, index + 1)
        if index % 1000 == 0:
            session.tick(index)
        _message(session, match, placed, index)
        count += 1
    return count


def _message(session: Session, match: re.Match[str], placed: Placed, index: int) -> None:
    if match["who"]:
        text, actor = f"{match['who']} {match['did']}", match["who"]
        kind = "action"
    else:
        nick = match["nick"] or match["nick2"] or match["nick3"] or match["from"]
        actor = nick.strip("@+%")
        text = match["text"] or match["text2"] or match["text3"] or match["notice"] or ""
        kind = "message"
    session.emit(placed, text, index, index, format=FORMAT, actor=actor, kind=kind)


def _day_line(clock: Clock, line: str, index: int) -> bool:
    """A line that says which day it is."""
    plain = masked(line, 120)
    opening = _DAY_LINE.match(plain)
    if opening:
        found = DATE.search(plain, opening.end())
        year = re.search(r"\b(19[89]\d|20\d\d)\b", plain)
    else:
        bare = _BARE_DAY.match(plain)
        found = DATE.match(plain, bare.start("d")) if bare else None
        if found is None or len(plain[found.end() :].strip("-=*# :,")) > 1:
            return False
        year = None
    stamp = read_date(plain, found.start()) if found else None
    if stamp is None:
        return bool(opening)
    if stamp[0].year is None and year:
        stamp[0].year = int(year[1])
    clock.start_day(stamp[0], index + 1)
    return True
