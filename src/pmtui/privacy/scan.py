"""Looking for likely secrets and personal data in a text: a net with holes, never a promise.

Own bounded expressions come first; on the way out of the program the vendor detectors of
detect-secrets look as well. What is found is a list for a person to decide about.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache, partial

from pmtui.digests import blake2b
from pmtui.privacy.matching import matches
from pmtui.privacy.patterns import SECRETS, Group, Pattern
from pmtui.privacy.personal import PERSONAL, names_a_thing
from pmtui.privacy.told import ANCHORS, told_secrets
from pmtui.value import Value

_ALL = (*SECRETS, *PERSONAL)
_SHOWN = 4
"""Characters of a long secret that a preview shows, so that its owner knows which one it is."""
_LONG = 16


class Hit(Value, kw_only=True):
    """A likely secret, or something personal, and where it stands in its text."""

    kind: str
    group: Group
    start: int
    end: int
    value_hash: str
    """16 hexadecimal characters that name the value in a decision."""
    preview: str
    """The value as it may be shown: its beginning where it is long, and its length."""


def scan(text: str, *, vendor: bool = False) -> tuple[Hit, ...]:
    """The hits of a text, by place, none overlapping another; linear in its length.

    `vendor` lets the detectors of detect-secrets look too, which takes a moment to load.
    """
    return _scan_with_vendors(text) if vendor else _scan(text)


@lru_cache(maxsize=1024)
def _scan_with_vendors(text: str) -> tuple[Hit, ...]:
    found = list(_scan(text))
    if not _worth_asking(text):
        return tuple(found)
    from pmtui.privacy.vendor import scan_by_vendors

    for kind, start, end in scan_by_vendors(text):
        found = [
            h for h in found if not (h.group == "personal" and start < h.end and h.start < end)
        ]
        if all(end <= hit.start or hit.end <= start for hit in found):
            found.append(_hit(kind, "secret", text, start, end))
    return tuple(sorted(found, key=lambda hit: hit.start))


@lru_cache(maxsize=1024)
def _scan(text: str) -> tuple[Hit, ...]:
    if len(text) < _SHORTEST:
        return ()
    found: list[Hit] = []
    taken = bytearray(len(text))
    for kind, group, start, end in _candidates(text, text.lower()):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append(_hit(kind, group, text, start, end))
    return tuple(sorted(found, key=lambda hit: hit.start))


def _candidates(text: str, lowered: str) -> Iterator[tuple[str, Group, int, int]]:
    """Kind, group and place of whatever looks like something; the surest first."""
    yield from _by_pattern(SECRETS, text, lowered)
    if any(anchor in lowered for anchor in ANCHORS):
        for kind, start, end in told_secrets(text, lowered):
            yield kind, "secret", start, end
    yield from _by_pattern(PERSONAL, text, lowered)


def _by_pattern(
    patterns: tuple[Pattern, ...], text: str, lowered: str
) -> Iterator[tuple[str, Group, int, int]]:
    for pattern in patterns:
        begins = pattern.anchors if pattern.begins else ()
        if not begins and pattern.anchors and not any(a in lowered for a in pattern.anchors):
            continue
        for match in matches(partial(_compiled, pattern), begins, text, lowered):
            start, end = _place(match)
            if pattern.check is not None and not pattern.check(text[start:end]):
                continue
            if pattern.kind == "UUID" and names_a_thing(text[max(0, start - 40) : start]):
                continue
            yield pattern.kind, pattern.group, start, end


def _worth_asking(text: str) -> bool:
    """Whether a word stands in a text that a vendor's token could be, since asking costs time."""
    return "loudant" in text or any(_SORTS.match(word) for word in _LONG_WORD.findall(text))


_LONG_WORD = re.compile(r"(?<![\w/.-])[\w+/=:@.-]{13,4000}")
_SORTS = re.compile(
    r"(?=[^\d]{0,4000}\d)(?:(?=[^a-z]{0,4000}[a-z])(?=[^A-Z]{0,4000}[A-Z])"  # digits, both cases
    r"|[A-Z0-9]{16,4000}$|.{0,200}?[0-9a-f]{32}|.{0,200}?://.{0,200}?@|xox)"
)
_SHORTEST = 6
"""Characters of the shortest text that can hold anything: an e-mail address."""


def value_hash(value: str) -> str:
    """The name of a value in decisions: 16 hexadecimal characters."""
    return blake2b(value.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def prepare() -> None:
    """Compile every expression, in idle time."""
    for pattern in _ALL:
        _compiled(pattern)


@cache
def _compiled(pattern: Pattern) -> re.Pattern[str]:
    return re.compile(pattern.regex, re.IGNORECASE if pattern.ignore_case else 0)


def _place(match: re.Match[str]) -> tuple[int, int]:
    """Where the value stands: the first named group that took part, else the whole match."""
    for name, value in match.groupdict().items():
        if value is not None:
            return match.span(name)
    return match.span()


def _hit(kind: str, group: Group, text: str, start: int, end: int) -> Hit:
    value = text[start:end]
    return Hit(
        kind=kind,
        group=group,
        start=start,
        end=end,
        value_hash=value_hash(value),
        preview=_preview(value, group),
    )


def _preview(value: str, group: Group) -> str:
    if group == "personal":
        shown = value if len(value) <= 40 else value[:39] + "…"
        return " ".join(shown.split())
    first = value[:_SHOWN] if len(value) >= _LONG and not value[:_SHOWN].isspace() else ""
    if "-----BEGIN" in value[:20]:
        return f"-----BEGIN … ({len(value)} characters)"
    return f"{first}… ({len(value)} characters)"
