"""Where the cursor of somebody who is typing stands after another window changed the text."""

import re
from difflib import SequenceMatcher
from itertools import accumulate

from pmtui.ui.widgets.common import changed_part

MANY = 2000
"""Words above which the lines alone are compared."""

_CUT = re.compile(r"(\n| / )")
_TOKEN = re.compile(r"\w+|\s|[^\w\s]")


def followed(old: str, new: str, index: int) -> int:
    """The place in the new text of what stood before an offset of the old one.

    Whoever types stays in the line that is still there, else behind the word that was typed last,
    also where words of somebody else came right behind it.
    """
    before, after = _CUT.split(old), _CUT.split(new)
    here, there = _starts(before), _starts(after)
    at = max(n for n in range(0, len(before), 2) if here[n] <= index)
    column = index - here[at]
    first, last = _same(before, after), _same(before[::-1], after[::-1])
    if at < first:
        return index
    if len(before) - at <= last:
        return index + len(new) - len(old)
    if before[at] and after.count(before[at]) == before.count(before[at]) == 1:
        return there[after.index(before[at])] + column
    last = min(last, len(before) - first, len(after) - first)
    start = there[first]
    tokens = _TOKEN.findall("".join(before[first : len(before) - last]))
    others = _TOKEN.findall("".join(after[first : len(after) - last]))
    if len(tokens) + len(others) > MANY:
        return min(index, len(new))
    return start + _carried(tokens, others, index - start)


def _starts(parts: list[str]) -> list[int]:
    return [0, *accumulate(map(len, parts))]


def _same(old: list[str], new: list[str]) -> int:
    """How many parts are the same from the start on."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(old), len(new)))


def _carried(old: list[str], new: list[str], place: int) -> int:
    """The place behind the last token before it that is still there, or within a changed one."""
    here, there = _starts(old), _starts(new)
    at, to = 0, 0
    for a, b, size in SequenceMatcher(str.isspace, old, new, autojunk=False).get_matching_blocks():
        if place == here[at]:
            break
        if place <= here[a]:
            was, now = "".join(old[at:a]), "".join(new[to:b])
            if not at and not to and place > len(now):
                return len(now)
            return there[to] + _within(was, now, place - here[at])
        if place <= here[a + size]:
            return there[b] + place - here[a]
        at, to = a + size, b + size
    return there[to]


def _within(old: str, new: str, place: int) -> int:
    """The place in words that were replaced: as far as they begin or end alike."""
    start, end = changed_part(old, new)
    if end and place >= len(old) - end:
        return len(new) - len(old) + place
    return min(place, start)
