"""E-mail of alerts: each message is an event at its Date, its text the Subject."""

import re

from pmtui.importers.timeline.clock import Clock
from pmtui.importers.timeline.formats.gitlog import date_of
from pmtui.importers.timeline.session import Session
from pmtui.importers.timeline.stampparts import DATE, masked
from pmtui.importers.timeline.stamps import read

FORMAT = "mail"
_HEADER = re.compile(r"[> ]{0,6}\**(?P<key>From|To|Cc|Subject|Date|Sent|Reply-To|Message-ID|Received|Return-Path"
                     r"|Delivered-To|MIME-Version|Content-[A-Za-z-]{2,30}|X-[A-Za-z-]{1,40})\**:\**[ \t]{1,4}(?P<value>.*)$", re.I)  # fmt: skip
_WROTE = re.compile(
    r"[> ]{0,8}(?:On|Am|Le|El|Il|Em|Op|Den) (?P<said>[^\n]{8,160}?) (?:(?:wrote|a \u00e9crit|escribi\u00f3|ha scritto"
    r"|escreveu|schreef|skrev)(?P<after> [^\n:]{2,80}?)?|schrieb(?P<who> [^\n]{2,80}?))[ \xa0]?:$"
)
"""The line above a quotation, in the languages of mail programs."""


def claim(lines: list[str]) -> float:
    """Header fields with a date and a subject or sender in one paragraph."""
    keys = {match["key"].lower() for line in lines if (match := _HEADER.match(line))}
    dated = bool(keys & {"date", "sent"})
    if len(lines) > 1 and lines[1].startswith(">") and _quoted(lines[0]):
        return 0.95
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
        if "subject" not in fields and len(fields) == 2:
            stamp = read(masked(when), 0)
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


def _quoted(line: str) -> tuple[str, str] | None:
    """When and who of the line above a quotation."""
    wrote = _WROTE.match(line)
    plain = masked(wrote["said"]) if wrote else ""
    day = DATE.search(plain, 0, 40)
    stamp = read(plain, day.start()) if day else None
    if wrote is None or stamp is None or not stamp.dated:
        return None
    who = wrote["who"] or wrote["after"] or wrote["said"][stamp.stop :]
    return plain[stamp.start : stamp.stop], who.strip(" ,")


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
            quoted = _quoted(line)
            if quoted:
                out.append((index, {"date": quoted[0], "from": quoted[1]}))
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
