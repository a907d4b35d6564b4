"""Promises as an iCalendar file (RFC 5545): days in a calendar, or tasks of a task list.

Days (VEVENT) are the usual form, since the calendars that most people have (Google, Outlook,
Apple) pass over tasks (VTODO) without a word when a file is imported or subscribed to. A day of a
promise is an event of the whole day that makes nobody busy. The UID of an action never changes,
so that a file that is read again replaces what was there.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Literal

from pmtui.domain.vocabulary import ActionState, Priority
from pmtui.memory.promises import Promise

Form = Literal["day", "task"]

_LONGEST = 75
"""Octets of a line, its end not counted (RFC 5545, 3.1)."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LINK = re.compile(r"https?://[!-~]{1,500}")
_PRIORITIES = {Priority.P0: 1, Priority.P1: 3, Priority.P2: 5, Priority.P3: 7}
_STATUSES = {ActionState.DONE: "COMPLETED", ActionState.DECLINED: "CANCELLED"}
_NOTHING = (
    "BEGIN:VTIMEZONE", "TZID:UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip
"""A calendar must hold something (RFC 5545, 3.6); a zone shows nowhere."""


def calendar(promises: Iterable[Promise], now: datetime, form: Form = "day") -> str:
    """The file, made at the moment `now`; actions without a day are left out of days."""
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    entry = _day if form == "day" else _task
    lines = [line for p in promises for line in entry(p, stamp)]
    whole = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//pmtui//promises//EN",
        *(lines or _NOTHING),
        "END:VCALENDAR",
    ]
    return "".join(f"{piece}\r\n" for line in whole for piece in folded(line))


def _day(promise: Promise, stamp: str) -> Iterator[str]:
    if promise.day is None:
        return
    yield "BEGIN:VEVENT"
    yield from _common(promise, stamp)
    yield f"DTSTART;VALUE=DATE:{promise.day:%Y%m%d}"
    yield "TRANSP:TRANSPARENT"
    if promise.state is ActionState.DECLINED:
        yield "STATUS:CANCELLED"
    yield "END:VEVENT"


def _task(promise: Promise, stamp: str) -> Iterator[str]:
    yield "BEGIN:VTODO"
    yield from _common(promise, stamp)
    if promise.day is not None:
        yield f"DUE;VALUE=DATE:{promise.day:%Y%m%d}"
    if promise.priority is not None:
        yield f"PRIORITY:{_PRIORITIES[promise.priority]}"
    yield f"STATUS:{_STATUSES.get(promise.state, 'NEEDS-ACTION')}"
    yield "END:VTODO"


def _common(promise: Promise, stamp: str) -> Iterator[str]:
    yield f"UID:{promise.id}.{promise.uid}@pmtui"
    yield f"DTSTAMP:{stamp}"
    priority = f" {promise.priority}" if promise.priority else ""
    yield f"SUMMARY:{escaped(f'{promise.reference}{priority}: {promise.text}')}"
    yield f"DESCRIPTION:{escaped(_described(promise))}"
    if _LINK.fullmatch(promise.tracker):
        yield f"URL:{promise.tracker}"


def _described(promise: Promise) -> str:
    origin = f" (from {promise.origin})" if promise.origin else ""
    lines = [f"{promise.reference} {promise.name} of “{promise.title}”{origin}"]
    lines += [
        f"{label}: {value}"
        for label, value in (
            ("Owner", promise.owner),
            ("State", promise.state.value),
            ("Done when", promise.done_when),
            ("Tracker", promise.tracker),
        )
        if value
    ]
    return "\n".join(lines)


def escaped(text: str) -> str:
    """A text as a value (RFC 5545, 3.3.11); controls, which no text may hold, are left out."""
    text = _CONTROLS.sub("", text.replace("\r\n", "\n"))
    for char, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(char, written)
    return text.encode("utf-8", "replace").decode()


def folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, no character cut; a space goes before each next."""
    piece, used = "", 0
    for char in line:
        size = len(char.encode())
        if used + size > _LONGEST:
            yield piece
            piece, used = " ", 1
        piece += char
        used += size
    yield piece
