"""E-mail of alerts: each message is an event at its Date, its text the Subject."""

import re

from pmtui.importers.timeline.clock import Clock
from pmtui.importers.timeline.formats.gitlog import date_of
from pmtui.importers.timeline.session import Session

FORMAT = "mail"
_HEADER = re.compile(r"[> ]{0,6}\**(?P<key>From|To|Cc|Subject|Date|Sent|Reply-To|Message-ID|Received|Return-Path"
                     r"|Delivered-To|MIME-Version|Content-[A-Za-z-]{2,30}|X-[A-Za-z-]{1,40})\**:\**[ \t]{1,4}(?P<value>.*)$", re.I)  # fmt: skip
_WROTE = re.compile(r"[> ]{0,6}On (?P<when>.{8,60}?),? (?P<who>[^\n,]{2,80}?) wrote:$")


def claim(lines: list[str]) -> float:
    """Header fields with a date and a subject or sender in one paragraph."""
    keys = {match["key"].lower() for line in lines if (match := _HEADER.match(line))}
    dated = bool(keys & {"date", "sent"})
    return 0.95 if dated and keys & {"from", "subject"} and len(keys) >= 3 else 0.0


def read_mail(session: Session, clock: Clock, first: int, stop: int) -> int:
    """Emit an event per header block with a date."""
    clock.carries_zone = False
    blocks = _blocks(session, first, stop)
    count = 0
    for place, (begin, fields) in enumerate(blocks):
        end = blocks[place + 1][0] if place + 1 < len(blocks) else stop
        last = max((i for i in range(begin, end) if not session.source.blank(i)), default=begin)
        when = fields.get("date") or fields.get("sent") or ""
        stamp = date_of(re.sub(r"\s*\([A-Z]{2,5}\)\s*$", "", when.strip()))
        text = _decoded(fields.get("subject", "")) or _first_words(session, begin, end)
        if stamp is not None and not stamp.timed and len(fields) == 2 and "subject" not in fields:
            continue  # a quotation that says the day only
        if stamp is None or not stamp.dated:
            session.leave_undated(begin, last, text, "the message has no date")
            continue
        sender = _decoded(fields.get("from", ""))
        actor = re.sub(r"\s*[<\[(][^>\])]*[>\])]\s*$", "", sender).strip('" ') or None
        placed = clock.place(stamp, begin + 1)
        session.emit(placed, text, begin, last, format=FORMAT, actor=actor, kind="mail")
        count += 1
    return count


def _blocks(session: Session, first: int, stop: int) -> list[tuple[int, dict[str, str]]]:
    """Header blocks in order: where each begins and its fields, unfolded."""
    out: list[tuple[int, dict[str, str]]] = []
    fields: dict[str, str] = {}
    begin, key = -1, ""
    for index in range(first, stop + 1):
        line = session.source.line(index) if index < stop else ""
        match = _HEADER.match(line)
        if match:
            if begin < 0:
                begin, fields = index, {}
            key = match["key"].lower()
            fields.setdefault(key, match["value"].strip())
        elif begin >= 0 and line[:1] in " \t" and line.strip() and key:
            fields[key] = f"{fields[key]} {line.strip()}"
        else:
            if begin >= 0 and ("date" in fields or "sent" in fields) and len(fields) >= 2:
                out.append((begin, fields))
            begin, key = -1, ""
            wrote = _WROTE.match(line)
            if wrote:
                out.append((index, {"date": wrote["when"], "from": wrote["who"]}))
    return out


def _first_words(session: Session, begin: int, end: int) -> str:
    for index in range(begin + 1, end):
        line = session.source.line(index).lstrip("> ").strip()
        if line and not _HEADER.match(line):
            return line
    return ""


def _decoded(value: str) -> str:
    """=?utf-8?B?…?= in clear."""
    if "=?" not in value:
        return value
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return value
