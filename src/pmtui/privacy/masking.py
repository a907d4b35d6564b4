"""The copy of a postmortem that may leave: hits masked, kept, or under a stable pseudonym."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from typing import Any, Literal

from pmtui.domain.perrecord import PerRecord
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem
from pmtui.domain.replacing import replacing
from pmtui.privacy.decisions import Decisions, decisions, without_decisions
from pmtui.privacy.scan import Hit, scan, value_hash
from pmtui.privacy.texts import UNREAD, Swap, texts, texts_of, with_texts
from pmtui.value import Value

Personal = Literal["mask", "pseudonyms", "keep"]

_ROLE = {
    "e-mail address": "user",
    "telephone number": "user",
    "social security number": "user",
    "IPv4 address": "ip",
    "IPv6 address": "ip",
    "account id": "account",
    "UUID": "account",
    "IBAN": "account",
    "payment card": "account",
    "customer": "customer",
}
"""By which word a pseudonym of a kind begins."""


class Found(Value, kw_only=True):
    """A hit, and where in the postmortem it first stands."""

    hit: Hit
    table: str
    record: str
    field: str
    count: int = 1
    """How often the same value stands in the postmortem."""
    places: tuple[tuple[str, str, str], ...] = ()
    """Table, record and field of each place, once each, the first one first."""


class Protection(Value, kw_only=True):
    """How a copy is protected."""

    personal: Personal = "mask"
    """What becomes of personal data that nobody decided on."""
    decided: Decisions = Decisions()
    customers: tuple[str, ...] = ()
    """Names of customers, which become pseudonyms in any case."""
    pseudonyms: Mapping[str, str] = field(default_factory=dict)
    """Digest of a value to its pseudonym, from earlier exports; see `Copy.pseudonyms`."""
    as_is: bool = False
    """Nothing is changed at all, for a copy that comes back."""
    secrets: bool = True
    """Whether secrets are masked at all."""
    vendor: bool = True
    """Whether the detectors of detect-secrets look as well."""


class Copy(Value, kw_only=True):
    """The copy, what was found on the way, and the pseudonyms to remember (never to export)."""

    postmortem: Postmortem
    found: tuple[Found, ...]
    masked: tuple[Found, ...]
    pseudonyms: dict[str, str]
    swap: Swap
    """What protects any other text in the same way."""


def masked_text(text: str) -> str:
    """A text of its own, outside any postmortem, with each hit masked."""
    parts, position = [], 0
    for hit in scan(text):
        parts += [text[position : hit.start], f"(masked {hit.kind})"]
        position = hit.end
    return "".join((*parts, text[position:]))


def scan_postmortem(pm: Postmortem, *, vendor: bool = False) -> tuple[Found, ...]:
    """Every value that was found, once each, secrets first, in the order of the document."""
    found: dict[str, list[Found]] = {}
    for one in _every_hit(pm, vendor):
        found.setdefault(one.hit.value_hash, []).append(one)
    return tuple(sorted(map(_together, found.values()), key=lambda one: one.hit.group != "secret"))


def _together(same: list[Found]) -> Found:
    """One for the same value in several places."""
    places = tuple(dict.fromkeys((f.table, f.record, f.field) for f in same))
    return replace(same[0], count=len(same), places=places)


def _every_hit(pm: Postmortem, vendor: bool) -> Iterator[Found]:
    for table in (*SINGLES, *(name for name in LISTS if name not in UNREAD)):
        part = getattr(pm, table)
        records = (part,) if table in SINGLES else part

        def look(record: Any, table: str = table) -> tuple[Found, ...]:
            id = "" if table in SINGLES else record.id
            return tuple(
                Found(hit=hit, table=table, record=id, field=name)
                for _, _, name, text in texts_of(table, id, record)
                for hit in scan(text, vendor=vendor)
            )

        yield from _seen.found(table, records, look, vendor)


_seen = PerRecord[Found]()


def protected(pm: Postmortem, protection: Protection) -> Copy:
    """The copy that may leave. Decisions in the postmortem and in `protection` both count."""
    known = decisions(pm)
    keep = (known.keep - protection.decided.mask) | protection.decided.keep
    mask = (known.mask - protection.decided.keep) | protection.decided.mask
    names = _Pseudonyms(protection.pseudonyms)
    found = scan_postmortem(pm, vendor=protection.vendor)
    if protection.as_is:
        return Copy(
            postmortem=pm, found=found, masked=(), pseudonyms=names.known, swap=lambda text: text
        )
    instead: dict[str, str] = {}
    for one in found:
        hit = one.hit
        if hit.value_hash in keep or not _wanted(hit, protection, mask):
            continue
        pseudonym = hit.group == "personal" and protection.personal == "pseudonyms"
        instead[hit.value_hash] = (
            names.of(hit.kind, hit.value_hash) if pseudonym else f"(masked {hit.kind})"
        )
    customers = _customers(protection.customers, names)
    bare = _bare_secrets(pm, instead, protection.vendor)

    def swap(text: str) -> str:
        parts = []
        position = 0
        for hit in scan(text, vendor=protection.vendor):
            shown = instead.get(hit.value_hash)
            if shown is None and hit.value_hash not in keep and _wanted(hit, protection, mask):
                shown = f"(masked {hit.kind})"  # a text from elsewhere: another title, a finding
            if shown is not None:
                if shown.startswith("(masked ") and _in_address(text, hit.start):
                    shown = "(masked)"  # a space would end the address
                parts += [text[position : hit.start], shown]
                position = hit.end
        text = "".join((*parts, text[position:])) if parts else text
        return customers(bare(text))

    copy = without_decisions(pm)
    if instead or protection.customers:
        copy = with_texts(copy, swap)
    masked = tuple(f for f in found if f.hit.value_hash in instead)
    return Copy(postmortem=copy, found=found, masked=masked, pseudonyms=names.known, swap=swap)


def _bare_secrets(pm: Postmortem, instead: Mapping[str, str], vendor: bool) -> Swap:
    """Replaces masked secrets also where nothing around them says what they are."""
    table: dict[str, str] = {}
    for _, _, _, text in texts(pm) if instead else ():
        for hit in scan(text, vendor=vendor):
            if hit.group == "secret" and hit.value_hash in instead:
                value = text[hit.start : hit.end]
                for form in {value, value.rstrip("!?")}:
                    if len(form) >= _TELLING or len(form) >= _MIXED and not form.isalpha():
                        table[form] = instead[hit.value_hash]
    return replacing(table, exact=True)


_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s<>\"'`]{0,2000}$")
"""A web address that has not ended yet."""


def _in_address(text: str, place: int) -> bool:
    return _ADDRESS.search(text, max(0, place - 2100), place) is not None


_TELLING = 8
"""Characters of a secret that is looked for by itself; a shorter one may be a word."""
_MIXED = 6
"""The same of one that holds more than letters."""


def _wanted(hit: Hit, protection: Protection, mask: frozenset[str] | set[str]) -> bool:
    if hit.value_hash in mask:
        return True
    return protection.secrets if hit.group == "secret" else protection.personal != "keep"


class _Pseudonyms:
    """Gives each value one name for good: `ip-1`, `ip-2`, `user-1`."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self.known = dict(known)
        self._last: dict[str, int] = {}
        for name in self.known.values():
            word, _, number = name.rpartition("-")
            if number.isdecimal():
                self._last[word] = max(self._last.get(word, 0), int(number))

    def of(self, kind: str, digest: str) -> str:
        """The pseudonym of a value."""
        if digest not in self.known:
            word = _ROLE.get(kind, "value")
            self._last[word] = self._last.get(word, 0) + 1
            self.known[digest] = f"{word}-{self._last[word]}"
        return self.known[digest]


def _customers(wanted: Iterable[str], names: _Pseudonyms) -> Swap:
    table = {
        name: names.of("customer", value_hash(f"customer {name.casefold()}"))
        for name in dict.fromkeys(" ".join(n.split()) for n in wanted)
        if name
    }
    return replacing(table)
