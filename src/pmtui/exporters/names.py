"""People by initials or by role instead of by name, everywhere in a postmortem.

Names are taken from the participants and from the fields that hold one person (owner, reviewer,
who asked). It is a net with holes: a nickname that stands nowhere in the roster stays.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.replacing import replacing
from pmtui.exporters.options import Names
from pmtui.privacy.texts import with_texts

_WORDS = frozenset((
    "and", "april", "art", "august", "bill", "chase", "dawn", "dean", "del", "den", "der",
    "drew", "faith", "frank", "grace", "grant", "hope", "jack", "joy", "june", "lane", "long",
    "mark", "may", "miles", "page", "park", "pat", "pearl", "price", "rich", "rob", "rose",
    "star", "sue", "summer", "sunny", "the", "van", "von", "will", "young",
))  # fmt: skip
"""Parts of names that are words of prose too: they are replaced within a full name only."""

_PERSON_FIELDS = (
    ("overview", "owner", "owner"),
    ("review", "reviewer", "reviewer"),
    ("review", "approver", "approver"),
    ("review", "recorded_by", "recorder"),
)
_PEOPLE_FIELDS = (
    ("waivers", "by", "author"),
    ("transitions", "by", "author"),
    ("confirmations", "by", "author"),
)
_SPLIT = re.compile(r"[\s,;/&]{1,100}")


def with_names(pm: Postmortem, names: Names) -> Postmortem:
    """The postmortem with every known person named as asked; the same value for full names."""
    swap = naming(pm, names)
    if swap is None:
        return pm
    pm = with_texts(pm, swap)
    return replace(pm, participants=tuple(replace(p, handle="") for p in pm.participants))


def naming(pm: Postmortem, names: Names) -> Callable[[str], str] | None:
    """What names the people of a postmortem as asked in any text; None where nothing changes."""
    shown = {} if names == "full" else _initials(pm) if names == "initials" else _roles(pm)
    if not shown:
        return None
    return replacing(_keys(shown), before=r"(?<![\w@])@?")


def _people(pm: Postmortem) -> dict[str, str]:
    """Every known person by name or handle, with the role they have in the document."""
    found: dict[str, str] = {}
    for participant in pm.participants:
        role = str(participant.roles[0]) if participant.roles else "participant"
        for key in (participant.name, participant.handle):
            if key := key.strip().removeprefix("@"):
                found.setdefault(key, role)
    for table, field, role in _PERSON_FIELDS:
        if key := getattr(getattr(pm, table), field).strip().removeprefix("@"):
            found.setdefault(key, role)
    for reader in pm.review.readers:
        if reader.strip():
            found.setdefault(reader.strip().removeprefix("@"), "reader")
    for table, field, role in _PEOPLE_FIELDS:
        for record in getattr(pm, table):
            if key := getattr(record, field).strip().removeprefix("@"):
                found.setdefault(key, role)
    return found


def _roles(pm: Postmortem) -> dict[str, str]:
    people = _people(pm)
    same = _same_person(pm)
    shared = Counter(role for key, role in people.items() if same.get(key, key) == key)
    count: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for key, role in people.items():
        first = same.get(key, key)
        if first != key and first in shown:
            shown[key] = shown[first]
            continue
        count[role] += 1
        shown[key] = f"{role} {count[role]}" if shared[role] > 1 else role
    return shown


def _same_person(pm: Postmortem) -> dict[str, str]:
    """A handle to the name it belongs to."""
    return {
        p.handle.strip().removeprefix("@"): p.name.strip().removeprefix("@")
        for p in pm.participants
        if p.handle.strip() and p.name.strip()
    }


def _initials(pm: Postmortem) -> dict[str, str]:
    same = _same_person(pm)
    return {
        key: "".join(part[0].upper() + "." for part in _SPLIT.split(same.get(key, key)) if part)
        for key in _people(pm)
    }


def _keys(shown: dict[str, str]) -> dict[str, str]:
    """The names, and the parts of names that cannot be mistaken for a word."""
    keys = dict(shown)
    parts: dict[str, set[str]] = {}
    for key, value in shown.items():
        pieces = _SPLIT.split(key)
        if len(pieces) > 1:
            for piece in pieces:
                parts.setdefault(piece, set()).add(value)
    for piece, values in parts.items():
        if len(piece) > 2 and piece.casefold() not in _WORDS and len(values) == 1:
            keys.setdefault(piece, next(iter(values)))
    return keys
