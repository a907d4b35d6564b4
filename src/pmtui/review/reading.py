"""What the criteria need to see in a text: sentences, figures, durations, opening words.

Texts may be long and hostile: every expression is bounded and only the beginning is read.
"""

import re
from datetime import timedelta

LIMIT = 5_000
"""How many characters of a text are read."""


def words(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())


NUMBER_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
    "an": 1,
    "half an": 0.5,
}
QUANTITIES = words(
    """all none nobody everyone everybody half dozen dozens hundred hundreds thousand thousands
    million millions"""
)
"""Words that say how many without a digit."""

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_SENTENCE_END = re.compile(r"[.!?]{1,5}(?=[\s\"”’)]|$)|\n{2,9}")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|approx|ca|vs|etc|no|incl)\.", re.IGNORECASE)
_DURATION = re.compile(
    r"(?<![\w:.,])(\d{1,6}(?:[.,]\d{1,3})?(?=[ \u00a0-]?[a-z])|(?:half an|"
    + "|".join(w for w in NUMBER_WORDS if w != "half an")
    + r")(?=[ \u00a0-]))[ \u00a0-]?(days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?!\d)")


def sentences(text: str) -> int:
    """How many sentences a text has; abbreviations do not end one."""
    text = _ABBREVIATION.sub("", text[:LIMIT])
    return sum(1 for part in _SENTENCE_END.split(text) if any(c.isalnum() for c in part))


def durations(text: str) -> list[timedelta]:
    """The durations a text states, “1 h 20 min” as one, and the span of its clock times."""
    text = text[:LIMIT]
    found: list[timedelta] = []
    end = -99
    for match in _DURATION.finditer(text):
        number, unit = match.group(1).lower(), match.group(2).lower()[0]
        count = NUMBER_WORDS.get(number) or float(_plain(number))
        length = timedelta(seconds=count * _SECONDS[unit])
        between = text[end : match.start()].strip(" ,") if end >= 0 else "-"
        if between in ("", "and"):
            found[-1] += length
        else:
            found.append(length)
        end = match.end()
    clocks = [int(h) * 60 + int(m) for h, m in _CLOCK.findall(text)]
    if len(clocks) >= 2:
        found.append(timedelta(minutes=(clocks[-1] - clocks[0]) % (24 * 60)))
        if len(clocks) > 2:
            found.append(timedelta(minutes=(clocks[1] - clocks[0]) % (24 * 60)))
    return found


def _plain(number: str) -> str:
    head, comma, tail = number.partition(",")
    return head + (tail if len(tail) == 3 else f".{tail}" if comma else "")


def has_figure(text: str) -> bool:
    """Whether a text says how many, in digits or words."""
    tokens = text[:LIMIT].lower().split()
    return any(
        w.lstrip('~≈<>≤≥±+-−$€£¥(“"').startswith(tuple("0123456789"))
        or (bare := w.strip(".,;:()")) in QUANTITIES
        or (bare in NUMBER_WORDS and bare not in ("an", "one"))
        for w in tokens
    )


def has_figure_beside_time(text: str) -> bool:
    """Whether a text holds a number that is neither a duration nor a clock time."""
    text = _CLOCK.sub(" ", _DURATION.sub(" ", text[:LIMIT]))
    return has_figure(text)


def agree(one: timedelta, other: timedelta) -> bool:
    """Whether two durations could be the same one, told with ordinary care."""
    return abs(one - other) <= max(timedelta(minutes=5), max(one, other) / 10)


def has_word(text: str, word: str) -> bool:
    """Whether a word or name stands in a text, and not only inside a longer word."""
    start = text.find(word)
    while start >= 0:
        before, after = text[start - 1 : start], text[start + len(word) : start + len(word) + 1]
        if not (before.isalnum() or after.isalnum()):
            return True
        start = text.find(word, start + 1)
    return False


def same_person(one: str, other: str) -> bool:
    """Whether two names are the same but for case, spaces and an @."""
    return _name(one) == _name(other)


def _name(name: str) -> str:
    return " ".join(name.casefold().replace("@", " ").split())


_SEPARATORS = (",", "/", "&", ";", "+", "|")
_TEAM_WORDS = words("all anyone everyone here nobody on-call oncall several squad tba tbd team we")


def not_one_person(owner: str, groups: tuple[str, ...] = ()) -> str:
    """Why an owner is not exactly one person, in a few words; "" where it is one.

    `groups` are names that are known to be teams or services.
    """
    bare = owner.partition("(")[0]
    tokens = bare.casefold().replace("@", " ").split()
    if any(s in bare for s in _SEPARATORS) or "and" in tokens or "or" in tokens:
        return "names several people"
    if any(w.strip(".:") in _TEAM_WORDS for w in tokens) or any(
        group and same_person(owner, group) for group in groups
    ):
        return "reads like a team"
    return ""
