"""Time zones as people write them: IANA names, offsets, and abbreviations without guessing.

An abbreviation is taken literally (PST is -08:00 also in June); ET and PT follow the date; one
that means several zones is refused with the choices. `zoneinfo` is imported on first use only.
"""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

_HOURS = {
    "UTC": 0, "Z": 0, "GMT": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
    "MSK": 3, "SAST": 2, "CAT": 2, "EAT": 3, "WAT": 1, "PKT": 5, "NPT": 5.75, "WIB": 7, "ICT": 7,
    "SGT": 8, "HKT": 8, "AWST": 8, "JST": 9, "KST": 9, "ACST": 9.5, "ACDT": 10.5, "AEST": 10,
    "AEDT": 11, "NZST": 12, "NZDT": 13, "NST": -3.5, "NDT": -2.5, "BRT": -3, "EST": -5, "EDT": -4,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10,
}  # fmt: skip
"""Abbreviations with one common meaning, and their hours from UTC."""

_BY_DATE = {
    "PT": "America/Los_Angeles",
    "MT": "America/Denver",
    "CT": "America/Chicago",
    "ET": "America/New_York",
}
"""Abbreviations that name a place's clock, whatever the season."""

AMBIGUOUS: dict[str, tuple[tuple[str, str], ...]] = {
    "IST": (("+05:30", "India"), ("+02:00", "Israel"), ("+01:00", "Ireland")),
    "CST": (("-06:00", "US Central"), ("+08:00", "China"), ("-05:00", "Cuba")),
    "CDT": (("-05:00", "US Central"), ("-04:00", "Cuba")),
    "BST": (("+01:00", "Britain"), ("+06:00", "Bangladesh")),
    "AMT": (("-04:00", "Amazon"), ("+04:00", "Armenia")),
    "AST": (("-04:00", "Atlantic"), ("+03:00", "Arabia")),
    "ADT": (("-03:00", "Atlantic"), ("+04:00", "Arabia")),
    "GST": (("+04:00", "Gulf"), ("-02:00", "South Georgia")),
    "SST": (("+08:00", "Singapore"), ("-11:00", "Samoa")),
}
"""Abbreviations that several places use, with the offset each of them means."""

_OF_A_MACHINE = frozenset({"localtime", "posixrules", "Factory"})
"""Files among the zones that mean another zone on another machine, or none."""

_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]{0,30}(?:/[A-Za-z0-9_+-]{1,30}){0,2}")


class ZoneError(ValueError):
    """A zone that is not known here; the text is a sentence that names what to type."""


def offset_text(offset: timedelta) -> str:
    """An offset from UTC as `+05:30`."""
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def canonical(word: str) -> str | None:
    """The zone that a typed word names, in its one spelling; None where it names none.

    Knows abbreviations (also ambiguous ones), offsets and IANA names with a slash.
    """
    upper = word.upper()
    if upper in ("UTC", "Z"):
        return "UTC"
    if upper in _HOURS or upper in _BY_DATE or upper in AMBIGUOUS:
        return upper
    if found := _OFFSET.fullmatch(word):
        hours, minutes = int(found[2]), int(found[3] or 0)
        return f"{found[1]}{hours:02}:{minutes:02}" if hours <= 14 else None
    if "/" in word:
        for name in (word, "/".join(_capital(p) for p in word.split("/"))):
            if _load(name) is not None:
                return name
    return None


_AREAS = (
    "Europe", "America", "Asia", "Australia", "Africa", "Pacific", "Atlantic", "Indian",
)  # fmt: skip
"""The areas of the names of zones that a city stands behind."""


def named_zone(text: str) -> str:
    """The IANA name that a typed name means; a city alone will do: `Berlin` is Europe/Berlin.

    Raises ZoneError with a sentence that names what to type.
    """
    words = "_".join(text.split())
    for name in (text, canonical(words) or words, *(f"{a}/{_capital(words)}" for a in _AREAS)):
        if _load(name) is not None:
            return name
    if found := _cities().get(_letters(text)):
        return found
    raise ZoneError(
        f"“{text[:60]}” is not a time zone known here. "
        "Type a city like Berlin, a name like Europe/Berlin, or UTC."
    )


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    """Every zone by the letters of its city; listing them reads the whole database."""
    from zoneinfo import available_timezones

    names = sorted(name for name in available_timezones() if "/" in name and name[:4] != "Etc/")
    return {_letters(name.rpartition("/")[2]): name for name in names}


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text[:100])
    return "".join(c for c in plain if c.isascii() and c.isalnum()).casefold()


def _capital(part: str) -> str:
    return "_".join(p[:1].upper() + p[1:].lower() for p in part.split("_"))


@lru_cache(maxsize=64)
def _load(name: str) -> tzinfo | None:
    if name in _OF_A_MACHINE or not _NAME.fullmatch(name):
        return None
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


@lru_cache(maxsize=64)
def find_zone(name: str) -> tzinfo:
    """The zone of a name that `canonical` gave, or of any IANA name.

    Raises ZoneError for an unknown or ambiguous one.
    """
    if name == "UTC":
        return UTC
    if name in AMBIGUOUS:
        options = ", ".join(f"{offset} ({place})" for offset, place in AMBIGUOUS[name])
        raise ZoneError(f"{name} means several zones: {options}. Type one of these offsets.")
    if name in _HOURS:
        return timezone(timedelta(hours=_HOURS[name]), name)
    if found := _OFFSET.fullmatch(name):
        size = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        if size <= timedelta(hours=14):
            return timezone(-size if found[1] == "-" else size)
    zone = _load(_BY_DATE.get(name, name))
    if zone is None:
        raise ZoneError(
            f"“{name[:60]}” is not a time zone known here. "
            "Type a name like Europe/Berlin, an offset like +05:30, or UTC."
        )
    return zone


def zone_or_utc(name: str) -> tzinfo:
    """The zone of a name for showing times; UTC where it is not known here."""
    try:
        return find_zone(name)
    except ZoneError:
        return UTC


def to_zone(instant: datetime, zone: tzinfo) -> datetime:
    """An aware instant on the wall clock of a zone; as it is at the very ends of the calendar."""
    try:
        return instant.astimezone(zone)
    except OverflowError:
        return instant


def instants_of(local: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """The UTC instants a wall clock without zone can mean.

    One as a rule; two, earlier first, when clocks were set back (fold); none when they jumped
    over it (gap). Raises OverflowError at the ends of the calendar.
    """
    found = []
    for fold in (0, 1):
        instant = local.replace(tzinfo=zone, fold=fold).astimezone(UTC)
        back = instant.astimezone(zone).replace(tzinfo=None, fold=0)
        if back == local and instant not in found:
            found.append(instant)
    return tuple(sorted(found))


def label(local: datetime) -> str:
    """What to print behind an aware local time: `PST`, `UTC`, or an offset where none is known."""
    name = local.tzname() or ""
    offset = local.utcoffset() or timedelta(0)
    return name if name.isalpha() else offset_text(offset)
