"""Two texts that both began as a third: what one of them changed, carried over into the other.

Words and signs are compared, and lines where a text is long. The other text keeps everything that
was not changed on the way.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from pmtui.value import Value

MANY = 3000
"""Words above which lines are compared, since comparing costs the square of their number."""

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class Merged(Value):
    """The text with the changes in it, and whether a change fell on words that differ anyway."""

    text: str
    clash: bool = False


@dataclass(slots=True)
class _Hunk:
    start: int
    end: int
    new: list[str]


def carried(base: str, changed: str, into: str) -> Merged:
    """The text `into` with what `changed` changed of `base`.

    Where `into` has other words at the same place, the changed words take it, and it is a clash.
    """
    if into == base or not into.strip():
        return Merged(changed, clash=into != base)
    pattern = _LINE if max(len(base), len(changed), len(into)) > 6 * MANY else _TOKEN
    old = pattern.findall(base)
    wanted = _hunks(old, pattern.findall(changed))
    there = _hunks(old, pattern.findall(into))
    result: list[str] = []
    position, number, clash = 0, 0, False
    for hunk in wanted:
        while number < len(there) and _before(there[number], hunk):
            position = _copy(result, old, position, there[number])
            number += 1
        start, end = hunk.start, hunk.end
        while number < len(there) and not _before(hunk, there[number]):
            other = there[number]
            clash = clash or (other.start, other.end, other.new) != (start, end, hunk.new)
            start, end = min(start, other.start), max(end, other.end)
            number += 1
        start = max(start, position)
        result += old[position:start] + old[start : hunk.start] + hunk.new
        result += old[hunk.end : end]
        position = max(end, position)
    for other in there[number:]:
        position = _copy(result, old, position, other)
    return Merged("".join(result + old[position:]), clash)


def _copy(result: list[str], old: list[str], position: int, hunk: _Hunk) -> int:
    result += old[position : hunk.start] + hunk.new
    return max(position, hunk.end)


def _before(one: _Hunk, other: _Hunk) -> bool:
    """Whether the first lies before the second without touching a word of it."""
    if one.end < other.start:
        return True
    return one.end == other.start and not (one.start == other.start and one.end == other.end)


def _hunks(old: list[str], new: list[str]) -> list[_Hunk]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        _leftmost(_Hunk(a0, a1, new[b0:b1]), old)
        for tag, a0, a1, b0, b1 in matcher.get_opcodes()
        if tag != "equal"
    ]


def _leftmost(hunk: _Hunk, old: list[str]) -> _Hunk:
    """The same insertion or deletion as early as it can stand, so that equal ones meet."""
    start, end, new = hunk.start, hunk.end, hunk.new
    while start and not (new and end > start):
        moved = new[-1] if new else old[end - 1]
        if moved != old[start - 1]:
            break
        start, end, new = start - 1, end - 1, [*new[-1:], *new[:-1]]
    return _Hunk(start, end, new)
