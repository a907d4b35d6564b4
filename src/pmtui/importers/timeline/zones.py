"""Time zones as people write them: literal labels, names resolved by date, ambiguous labels.

A label such as PST is its own offset whatever the date; ET, PT and places follow the clock
changes of a zone; a label that several zones share is never guessed, its choices are offered.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from pmtui.domain import zones as domain
from pmtui.importers.timeline.calendarwords import key_of

LABELS: dict[str, int] = {
    "UTC": 0, "GMT": 0, "Z": 0, "UCT": 0, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120,
    "MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "TRT": 180, "EAT": 180,
    "SAST": 120, "CAT": 120, "WAT": 60, "BST": 60, "PKT": 300, "NPT": 345, "WIB": 420,
    "ICT": 420, "SGT": 480, "HKT": 480, "PHT": 480, "AWST": 480, "JST": 540, "KST": 540,
    "ACST": 570, "ACDT": 630, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
    "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
    "AKST": -540, "AKDT": -480, "HST": -600, "NST": -210, "NDT": -150, "BRT": -180, "ART": -180,
    "CLT": -240, "COT": -300, "PET": -300,
}  # fmt: skip
"""Labels that mean one offset in practice, in minutes east of UTC."""

AMBIGUOUS: dict[str, tuple[str, ...]] = {
    "IST": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    "CST": ("America/Chicago", "Asia/Shanghai", "America/Havana"),
    "AMT": ("America/Manaus", "Asia/Yerevan"),
    "AST": ("America/Halifax", "Asia/Riyadh"),
    "ADT": ("America/Halifax", "Asia/Baghdad"),
    "GST": ("Asia/Dubai", "Atlantic/South_Georgia"),
}
"""Labels that several zones share, with the zones to choose from."""

GENERIC: dict[str, str] = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "EASTERN": "America/New_York", "CENTRAL": "America/Chicago", "MOUNTAIN": "America/Denver",
    "PACIFIC": "America/Los_Angeles", "AEDST": "Australia/Sydney", "AET": "Australia/Sydney",
    "UK": "Europe/London", "US/PACIFIC": "America/Los_Angeles", "US/EASTERN": "America/New_York",
    "US/CENTRAL": "America/Chicago", "US/MOUNTAIN": "America/Denver",
    "PST/PDT": "America/Los_Angeles", "PDT/PST": "America/Los_Angeles",
    "MST/MDT": "America/Denver", "MDT/MST": "America/Denver", "CST/CDT": "America/Chicago",
    "CDT/CST": "America/Chicago", "EST/EDT": "America/New_York", "EDT/EST": "America/New_York",
    "CET/CEST": "Europe/Berlin", "CEST/CET": "Europe/Berlin", "GMT/BST": "Europe/London",
    "BST/GMT": "Europe/London", "EET/EEST": "Europe/Athens", "AEST/AEDT": "Australia/Sydney",
    "AEDT/AEST": "Australia/Sydney", "NZST/NZDT": "Pacific/Auckland",
}  # fmt: skip
"""Names whose offset depends on the date."""

PLACES: dict[str, str] = {
    "amsterdam": "Europe/Amsterdam", "athens": "Europe/Athens", "auckland": "Pacific/Auckland",
    "austin": "America/Chicago", "bangalore": "Asia/Kolkata", "barcelona": "Europe/Madrid",
    "beijing": "Asia/Shanghai", "bengaluru": "Asia/Kolkata", "berlin": "Europe/Berlin",
    "boston": "America/New_York", "brussels": "Europe/Brussels", "bucharest": "Europe/Bucharest",
    "budapest": "Europe/Budapest", "chicago": "America/Chicago", "copenhagen": "Europe/Copenhagen",
    "dallas": "America/Chicago", "delhi": "Asia/Kolkata", "denver": "America/Denver",
    "dubai": "Asia/Dubai", "dublin": "Europe/Dublin", "helsinki": "Europe/Helsinki",
    "hong kong": "Asia/Hong_Kong", "istanbul": "Europe/Istanbul", "jerusalem": "Asia/Jerusalem",
    "kyiv": "Europe/Kyiv", "lisbon": "Europe/Lisbon", "london": "Europe/London",
    "los angeles": "America/Los_Angeles", "madrid": "Europe/Madrid",
    "melbourne": "Australia/Melbourne", "moscow": "Europe/Moscow", "mumbai": "Asia/Kolkata",
    "munich": "Europe/Berlin", "new york": "America/New_York", "oslo": "Europe/Oslo",
    "paris": "Europe/Paris", "perth": "Australia/Perth", "prague": "Europe/Prague",
    "rome": "Europe/Rome", "san francisco": "America/Los_Angeles", "sao paulo": "America/Sao_Paulo",
    "seattle": "America/Los_Angeles", "seoul": "Asia/Seoul", "shanghai": "Asia/Shanghai",
    "singapore": "Asia/Singapore", "stockholm": "Europe/Stockholm", "sydney": "Australia/Sydney",
    "tel aviv": "Asia/Jerusalem", "tokyo": "Asia/Tokyo", "toronto": "America/Toronto",
    "vancouver": "America/Vancouver", "vienna": "Europe/Vienna", "warsaw": "Europe/Warsaw",
    "zurich": "Europe/Zurich",
}  # fmt: skip
"""Places people name instead of a zone."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone as written. `info` is None while a shared label is not settled (see `choices`)."""

    label: str
    info: tzinfo | None
    choices: tuple[str, ...] = ()


_OFFSET = (
    r"(?:UTC|GMT)?[ ]?(?P<sign>[+\-\u2212])(?P<oh>\d{1,2})(?::?(?P<om>\d{2}))?(?![\d:/])"
    r"(?!-\d)"
)
_WORDS = sorted({*LABELS, *AMBIGUOUS, *GENERIC} - {"EASTERN", "CENTRAL", "MOUNTAIN", "PACIFIC"})
_NAMES = "|".join(re.escape(word) for word in sorted(_WORDS, key=len, reverse=True))
_IANA = r"[A-Z][A-Za-z]{1,10}/[A-Z][A-Za-z_]{2,24}(?:/[A-Z][A-Za-z_]{2,24})?"
_LONG = r"(?:US )?(?:Eastern|Central|Mountain|Pacific)(?: (?:Standard|Daylight|Summer))?(?: Time)?"
_CITY = "|".join(re.escape(name) for name in PLACES)
LABEL = re.compile(
    rf"(?P<off>(?:(?:UTC|GMT)[ ]?[+\-\u2212]|[+\-\u2212](?=\d{{2}}:?\d{{2}}(?!\d|:\d)))"
    rf"(?P<digits>\d{{1,2}}(?::?\d{{2}})?)(?!\d|:\d))"
    rf"|(?P<iana>{_IANA})"
    rf"|(?P<name>{_NAMES}|[Uu]tc|[Gg]mt)(?![A-Za-z0-9_/])"
    rf"|(?P<long>{_LONG})(?![A-Za-z])"
    rf"|(?P<city>(?i:{_CITY}))(?: time| local time)?(?=[ ]*(?:$|[\])|,;:*]|[-\u2013\u2014][ ]))"
)
"""A zone label; anchored by the caller with `match(text, position)`."""


def can_be(told: Zone, shared: Zone) -> bool:
    """Whether a zone that a person named can be what a label of several zones means.

    It is one of the choices, goes by that label itself in winter or summer, or is a bare offset
    that one of them has.
    """
    if told.info is None:
        return False
    if getattr(told.info, "key", told.label) in shared.choices:
        return True
    if not isinstance(told.info, ZoneInfo):
        offset = told.info.utcoffset(None)
        texts = dict(domain.AMBIGUOUS.get(shared.label, ()))
        return offset is not None and domain.offset_text(offset) in texts
    return any(told.info.tzname(datetime(2026, m, 1)) == shared.label for m in (1, 7))


def places(label: str) -> str:
    """The places that share a label, `US Central, China or Cuba`; "" where none are known."""
    names = [place for _, place in domain.AMBIGUOUS.get(label, ())]
    return " or ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


@lru_cache(maxsize=256)
def named(name: str) -> tzinfo | None:
    """The zone of an IANA name, or None when there is no such zone."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def fixed(minutes: int) -> tzinfo:
    """A fixed offset, UTC for 0."""
    return UTC if minutes == 0 else timezone(timedelta(minutes=minutes))


@lru_cache(maxsize=1024)
def zone_of(label: str) -> Zone | None:
    """The zone a whole label names: abbreviation, offset, IANA name or place; None if unknown."""
    text = label.strip().strip("()[]*_ ")
    match = LABEL.match(text)
    if match is None or match.end() < len(text):
        offset = re.fullmatch(_OFFSET, text)
        if offset:
            return _offset(text, offset["sign"], offset["oh"] + (offset["om"] or ""))
        place = PLACES.get(text.casefold()) or GENERIC.get(text.upper())
        info = named(place) if place else named(text) if "/" in text else None
        return Zone(text, info) if info else None
    return from_match(match)


def from_match(match: re.Match[str]) -> Zone | None:
    """The zone of a match of LABEL."""
    text = match.group()
    if match["off"]:
        sign = "+" if "+" in match["off"] else "-"
        return _offset(text, sign, match["digits"])
    if match["iana"]:
        info = named(match["iana"]) or named(GENERIC.get(text.upper(), "") or "?")
        return Zone(text, info) if info else None
    if match["name"]:
        key = match["name"].upper()
        if key in AMBIGUOUS:
            return Zone(key, None, AMBIGUOUS[key])
        if key in LABELS:
            return Zone(key, fixed(LABELS[key]))
        return Zone(key, named(GENERIC[key]))
    if match["long"]:
        return _long(match["long"])
    return Zone(text, named(PLACES[key_of(match["city"].casefold())]))


def _long(text: str) -> Zone:
    """Spelled out American zones: with Standard or Daylight literal, else by date."""
    word = re.search(r"Eastern|Central|Mountain|Pacific", text)
    key = word.group() if word else "Eastern"
    for kind, letter in (("Standard", "S"), ("Daylight", "D")):
        if kind in text:
            label = f"{key[0]}{letter}T"
            return Zone(text, fixed(LABELS.get(label, -360)))
    return Zone(text, named(GENERIC[key.upper()]))


def _offset(text: str, sign: str, digits: str) -> Zone | None:
    digits = digits.replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 14 or minutes > 59:
        return None
    total = hours * 60 + minutes
    return Zone(text, fixed(total if sign == "+" else -total))


_OCCASION = re.compile(
    r"(?i)times?\b|time ?zone|timestamp|timeline|\btz\b|\bdate|\bwhen\b|hours|clock|chronolog|event"
)
_OPENING = (
    r"(?i)(?:\b(?:all|any)?\s{0,2}(?:of\s)?(?:the\s)?(?:event\s)?(?:times?|timestamps?|dates?"
    r"|hours|clocks?|dates? and times?)\b[^.\n|]{0,50}GREED\b(?:in|are|is|as)\b"
    r"(?:\s(?:all|given|listed|shown|stated|noted|written|local|expressed|reported))?"
    r"(?:\s(?:in|as)\b)?(?:\sthe\b)?"
    r"|\btime\s?zone\b(?:\s(?:is|used))?|\btz\b"
    r"|\b(?:date|time|when|timestamp)s?\s{0,2}(?:in|,|:)?)"
    r"\s{0,2}[:=(\[*_`]{0,4}\s{0,2}"
)
_STATEMENTS = (
    re.compile(_OPENING.replace("GREED", "?")),
    re.compile(_OPENING.replace("GREED", "")),
)
_BARE = re.compile(
    r"(?i)\b(?:timeline|chronology|events?|time|date)\b[^\n(\[]{0,40}[(\[]\s{0,2}"
    r"(?:(?:all\s)?(?:times?\s)?(?:are\s)?(?:given\s)?in\s(?:the\s)?)?"
)


def stated(text: str) -> Zone | None:
    """The zone a sentence, heading or column title declares for all times, if it does.

    "All times in CEST (UTC+2)", "Timeline (times in BST)", "Date and Time in CET", "Time (UTC)".
    An unknown name after such words is returned as a zone without `info`, so that it is asked.
    """
    if not _OCCASION.search(text, 0, 300):
        return None
    head = text[:300].replace("*", "").replace("`", "").replace("_All", "All").strip("_ ")
    found: list[tuple[int, Zone]] = []
    for pattern in (*_STATEMENTS, _BARE):
        for match in pattern.finditer(head):
            rest = head[match.end() :]
            label = LABEL.match(rest) or LABEL.match(rest.rstrip("_.*) "))
            zone = from_match(label) if label else None
            if zone:
                found.append((match.end(), zone))
                break
    if found:
        return min(found, key=lambda hit: hit[0])[1]
    unknown = re.match(r"(?i)all times (?:are )?in ([A-Z][\w/+-]{1,30})[\s._*)]{0,4}$", head)
    return Zone(unknown[1], None) if unknown else None


def differs_by_season(zone: Zone, when: datetime) -> str | None:
    """The label that would fit the date where a standard-time label is used in summer time."""
    twin = {
        "PST": ("America/Los_Angeles", "PDT"),
        "MST": ("America/Denver", "MDT"),
        "EST": ("America/New_York", "EDT"),
        "CET": ("Europe/Berlin", "CEST"),
        "EET": ("Europe/Athens", "EEST"),
        "GMT": ("Europe/London", "BST"),
        "PDT": ("America/Los_Angeles", "PST"),
        "MDT": ("America/Denver", "MST"),
        "EDT": ("America/New_York", "EST"),
        "CDT": ("America/Chicago", "CST"),
        "CEST": ("Europe/Berlin", "CET"),
        "EEST": ("Europe/Athens", "EET"),
        "BST": ("Europe/London", "GMT"),
    }.get(zone.label)
    info = named(twin[0]) if twin else None
    if twin is None or info is None or zone.info is None:
        return None
    bare = when.replace(tzinfo=None)
    return twin[1] if bare.replace(tzinfo=info).utcoffset() != zone.info.utcoffset(bare) else None
