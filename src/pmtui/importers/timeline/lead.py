"""Where the time of a written row stands, and what its own words are."""

import re
from dataclasses import dataclass

from pmtui.importers.timeline.stampparts import Stamp, masked
from pmtui.importers.timeline.stamps import ABROAD, find, read
from pmtui.importers.timeline.zones import stated, zone_of

_OPENERS = re.compile(
    r"(?:\[[ xX]\][ ]|\(?[a-z][.)][ ]{1,3}(?=[~\d])|</?[a-z]{1,6}>|[\s>\"'(\[{\u2022\u25e6\u2023\u00b7\u25aa\u25cf\u27a1\u2192\u23f0\u23f1\u23f2\ufe0f]"
    r"|:[a-z0-9_+-]{2,30}:[ ]?|[\u2600-\u27bf\U0001f300-\U0001faff]){0,8}"
)
_BRACKET_LABEL = re.compile(r"[ ]{0,3}\[(?P<label>[A-Za-z][\w /&-]{1,30})\][ :]{1,4}")
_LABEL = re.compile(
    r"(?P<label>[A-Z][A-Za-z]{0,20}(?:[ /&-]{1,3}[A-Za-z]{1,16}){0,4})"
    r"(?:[ ]{0,2}(?::|[\u2013\u2014=]|[ ]-(?=[ ]))[ ]{1,3}|[ ]{0,2}:[ ]{0,3}|[ ]{1,2}@[ ]?)"
)
_NO_EVENT = re.compile(
    r"(?i)\W{0,6}(?:(?:total |outage |incident |impact |overall )?(?:duration|downtime|elapsed)|time to"
    r"|ttd|ttr|ttm|mtt[a-z]|date|author|authors|owner|(?:(?:last|next) )?(?:review(?:ed|er)?|revis(?:ed|ion)|updated?|edited)"
    r"|published"
    r"|created|meeting|postmortem (?:date|meeting|review)|next (?:update|review)|version|document"
    r"|due|deadline|severity|lead|attendees|window|sla|slo)\b[^:\n]{0,24}:"
)
_PLAN = re.compile(r"(?i)\b(?:will|shall|plan(?:s|ned)? to|going to|needs? to|should) ")
_HAS_TIME = re.compile(r"\d|(?i:\bnoon\b|\bmidnight\b)")
_SINCE_START = re.compile(
    r"[\s*_(\[`]{0,6}(?:[Tt][ ]?|(?=\+[ ]?\d{1,5}(?:\.\d)?[ ]?[a-z:]))(?:\+[ ]?(?:(?P<h>\d{1,3}):(?P<m>\d\d)(?::(?P<s>\d\d))?|(?P<n>\d{1,5}(?:\.\d)?)"
    r"[ ]?(?P<u>h(?:ours?|rs?)?|m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?)?(?![a-z])(?:[ ]?(?P<n2>\d{1,2})[ ]?m(?:in)?\b)?)"
    r"|(?P<zero>0(?![\d.])))[)\]`]?(?=[\s:*_\u2013\u2014-]|$)"
)
_TOLD = re.compile(
    r"[ ]{0,3}(?P<label>[A-Z][a-z]{1,20}(?:[ ][\w'/-]{1,20}){0,5}?)[ ]{1,3}(?:[(\[:\u2013\u2014-][ ]{0,2}|(?:at|on)[ ])?"
    r"(?=\d{4}-\d|\d{1,2}[./-]\d|\d{1,2}(?:st|nd|rd|th)? [A-Z]|[A-Z][a-z]{2,8}\.? \d)"
)
_NO_TOLD = re.compile(
    r"(?i)\b(?:updated?|edited|changed|published|created|written|meeting|review|due|deadline|date|day"
    r"|next|until|before|from|since|between|version|valid|expires?|scheduled|planned|by|to|will)\b"
)
_TRIM = " \t\xa0:,;.\u2502\u2503|>\u2192=\u00bb\u00b7\u2022/"
_FOOTNOTE = re.compile(r"^[ ]?\[\^[^\]\s]{1,20}\]")
_DASHES = "-\u2013\u2014\u2015\u2212"
_PREPOSED = re.compile(r"(?i)[\s(]{0,3}(?:at|on|by|around|about|from|since|between|after|before|"
                       r"until|approximately|in the|early|late|shortly|just)\b|[\s(]{0,3}" + ABROAD)  # fmt: skip
_HEDGE = re.compile(
    r"^[ ]{1,2}(?:or (?:later|earlier|so)|onwards?|at the latest|approx(?:imately)?)\b", re.I
)
_GAP = re.compile(r"[ ]{0,3}[(\[][ ]?|[ ]{2,60}|\t+|[ ][-\u2013\u2014@|][ ]|[:;,][ ]{1,3}"
                  r"|[ ](?=\d{4}-\d\d-\d\d[T ]\d)")  # fmt: skip
_NEXT = re.compile(
    r"(?i)(?:(?<=[.;!?)])[ ]{1,3}(?:(?:and|then) )?|(?<=,)[ ]{1,3}(?:and|then) )"
    r"(?:at|by|around|about|on|~|at around|at about)[ ]{0,2}(?=~?\d)"
)


@dataclass(slots=True)
class Lead:
    """A row's time and words. `sentence`: the time is part of the words and stays in them."""

    stamp: Stamp
    text: str
    label: str = ""
    sentence: bool = False


def lead(text: str, loose: bool = False) -> Lead | None:
    """The time a row begins with (after marks, a bracketed or a short label), or None."""
    head = text[:160]
    if not _HAS_TIME.search(head) or _NO_EVENT.match(head.replace("*", "")):
        return None
    plain = masked(text)
    since = _SINCE_START.match(plain)
    if since:
        return Lead(_elapsed(since), own_words(text, since.end()))
    bracket = _BRACKET_LABEL.match(plain)
    label = ""
    start = _OPENERS.match(plain)
    position = start.end() if start else 0
    if bracket:
        found = _preposed(text, plain, bracket.end(), loose)
        if found:
            found.label = bracket["label"]
            return found
    found = _preposed(text, plain, position, loose)
    if found:
        return found
    named = _LABEL.match(plain, position)
    if named:
        stamp = read(plain, named.end(), loose)
        if stamp is not None and _delimited(plain, stamp.stop) and (stamp.timed or stamp.dated):
            label = named["label"]
            rest = own_words(text, stamp.stop)
            if rest.startswith(("am ", "pm ")):
                return None
            return Lead(stamp, f"{label}: {rest}" if rest else label, label)
    return _told_first(text, plain, loose)


def _told_first(text: str, plain: str, loose: bool) -> Lead | None:
    """Fault occurs 2026-05-12 11:45: a few words, then a date and a time, and nothing else."""
    named = _TOLD.match(plain) if len(plain) <= 90 else None
    if named is None or _NO_TOLD.search(named["label"]):
        return None
    stamp = read(plain, named.end(), loose)
    if stamp is None or not (stamp.dated and stamp.timed) or plain[stamp.stop :].strip(" .)]*_"):
        return None
    label = text[: named.end()].strip(" *_:-\u2013\u2014([")
    return Lead(stamp, label, label)


def trailing(text: str, loose: bool = False) -> Lead | None:
    """The time a row ends with: "Fixed (11:02 UTC)", "registry published   2026-08-03T19:59:09Z"."""
    plain = masked(text)
    if len(plain) > 300 or _NO_EVENT.match(plain.replace("*", "")):
        return None
    for gap in _GAP.finditer(plain):
        stamp = read(plain, gap.end(), loose)
        if stamp is None or not stamp.timed:
            continue
        rest = _HEDGE.sub("", plain[stamp.stop :]).strip(" .)]*_`")
        closed = "(" in gap.group() and re.match(
            r"\)[ ]{0,2}[-\u2013\u2014:][ ]", plain[stamp.stop :]
        )
        if rest and not closed:
            continue
        words = text[: gap.start()].strip(" :;,|*_-\u2013\u2014")
        more = text[stamp.stop + 1 :].strip(" :") if rest else ""
        return Lead(stamp, f"{words} {more}".strip()) if words else None
    return None


def either(text: str, loose: bool = False) -> Lead | None:
    """The time a row begins with, or the one it ends with."""
    return lead(text, loose) or trailing(text, loose)


def _elapsed(match: re.Match[str]) -> Stamp:
    """T+5 min, T+1:20: counted from a start that has to be asked for."""
    if match["zero"]:
        seconds = 0
    elif match["h"]:
        seconds = int(match["h"]) * 3600 + int(match["m"]) * 60 + int(match["s"] or 0)
    else:
        unit = {"h": 3600, "s": 1}.get((match["u"] or "m")[0], 60)
        seconds = round(float(match["n"]) * unit) + int(match["n2"] or 0) * 60
    return Stamp(second=seconds, odd="elapsed")


def _preposed(text: str, plain: str, position: int, loose: bool) -> Lead | None:
    """A time at `position`, or behind "At", "On", "On 12 May, at"."""
    stamp = read(plain, position, loose)
    if stamp is not None and _delimited(plain, stamp.stop):
        if _PREPOSED.match(plain, position) and re.match(r"[ ]{0,2}[,\w(]", plain[stamp.stop :]):
            return None if _planned(plain) else Lead(stamp, text.strip(), sentence=True)
        return _dated_clause(Lead(stamp, own_words(text, stamp.stop)))
    if _PREPOSED.match(plain, position):
        for inner in find(plain[: position + 80], loose):
            if inner.start <= position + 2 and (inner.timed or inner.dated):
                return None if _planned(plain) else Lead(inner, text.strip(), sentence=True)
            break
    return None


def _dated_clause(found: Lead) -> Lead:
    """2026-08-27: At 12:50 UTC, …: a date in front, the clock time opens the sentence."""
    if found.stamp.timed or not found.text:
        return found
    zone = stated(found.text) or zone_of(found.text.strip("*_: "))
    if zone is not None and len(found.text) < 60:
        found.stamp.zone, found.text = zone, ""
        return found
    plain = masked(found.text)
    opening = re.match(r"(?i)[ ]{0,2}(?:at|around|about|by|from|~)[ ]{1,2}|(?=\d{1,2}:\d\d)", plain)
    clock = read(plain, opening.end()) if opening else None
    if clock is None or clock.dated or not clock.timed:
        return found
    day = found.stamp
    clock.year, clock.month, clock.day = day.year, day.month, day.day
    clock.weekday, clock.numeric, clock.odd = day.weekday, day.numeric, day.odd
    clock.approx = clock.approx or day.approx
    return Lead(clock, found.text, sentence=True)


def _planned(plain: str) -> bool:
    return bool(_PLAN.search(plain[:120])) and plain.lstrip()[:2].lower() == "by"


def _delimited(plain: str, stop: int) -> bool:
    """Behind a time stands something that ends it."""
    mark = plain[stop : stop + 1]
    if mark == "." and plain[stop + 1 : stop + 2].isdigit():
        return False
    return not mark or not (mark.isalnum() or mark in "/_%\\@#&=$")


def own_words(text: str, stop: int) -> str:
    """What follows the time, without separators and the emphasis that the time opened."""
    head, rest = text[:stop], _FOOTNOTE.sub("", text[stop:])
    for mark in ("**", "__", "~~", "`"):
        if head.count(mark) % 2:
            rest = rest.replace(mark, "", 1)
    if head.replace("**", "").count("*") % 2:
        rest = rest.replace("*", "", 1)
    if head.replace("__", "").count("_") % 2 and rest.startswith("_"):
        rest = rest[1:]
    closing = "".join(
        end for begin, end in ("()", "[]", "{}") if head.count(begin) > head.count(end)
    )
    rest = rest.lstrip(_TRIM + closing)
    while rest[:1] and rest[0] in _DASHES:
        rest = rest[1:].lstrip(_TRIM)
    bold = re.match(r"(\*\*|__|\*)[\s:\u2013\u2014-]{1,6}(?=\S)", rest)
    if bold and rest.count(bold[1]) % 2:
        rest = rest[bold.end() :]
    rest = rest.lstrip(_TRIM)
    return rest.strip()


def clauses(text: str) -> list[str]:
    """A sentence row cut where another "at HH:MM" begins a clause: one row per time."""
    cuts = [0]
    for match in _NEXT.finditer(text[:1500]):
        stamp = read(masked(text[match.end() : match.end() + 60]), 0)
        if stamp is not None and stamp.timed:
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            cuts.append(start)
    return [text[a:b].strip() for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def inner(text: str) -> Stamp | None:
    """The first clock time that a preposition introduces inside a sentence, or None."""
    plain = masked(text)
    if _NO_EVENT.match(plain) or _PLAN.search(plain[:200]):
        return None
    for stamp in find(plain):
        if stamp.timed or (stamp.dated and stamp.year is not None):
            return stamp
    return None
