"""Signs of a good learning report, to be named where present: words, never a number.

The kinds follow the dimensions of LRRIT (compassionate engagement, local rationality, systems
approach, quality of actions); see the language rules, section 8.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, NamedTuple

from pmtui.language.masking import mask
from pmtui.language.paragraphs import split_blocks
from pmtui.language.patterns import lazy


class Cue(NamedTuple):
    """One sign of learning in the text; `kind` is its name in plain words, `line` counts from 1."""

    kind: str
    start: int
    end: int
    match: str
    line: int


_KINDS: Final[tuple[tuple[str, str], ...]] = (
    (
        "local rationality",
        r"at the time|at that (?:time|point|moment)|based on (?:the|what)|appeared to|it looked (?:like|as)"
        r"|made sense|seemed (?:to|like|normal|safe)|unclear|competing|trade-?offs?|limited information"
        r"|the (?:dashboard|panel|console|graph|prompt|runbook|screen|page|alert) (?:showed|said|named|read)"
        r"|looked (?:the same|alike|identical|healthy|normal)",
    ),
    (
        "uncertainty said",
        r"unknown,? because|we (?:think|suspect|believe)|hypothes[ie]s|not yet (?:confirmed|known|clear)"
        r"|remains (?:unclear|unknown|open)|we do not know|we don't know|still open|cannot tell",
    ),
    (
        "several conditions",
        r"together with|combined with|in combination|only when|also required|as well as the|coincided with"
        r"|contributing factors?|at the same time as|compounded by|in addition to",
    ),
    (
        "work as done",
        r"normally|usually|in practice|how (?:it|this) is done today|as a rule|most days|habitually"
        r"|the usual (?:way|path)|work ?around",
    ),
    (
        "evidence",
        r"\d[\d.,]{0,12} ?(?:%|ms|s|seconds?|minutes?|hours?|GB|MB|TB|requests?|users?|customers?|errors?)"
        r"(?!\w)|p(?:50|90|95|99)(?!\w)",
    ),
    (
        "system action",
        r"(?:add|set|lower|raise) (?:an? |the )?(?:alert|limit|default|guard|check|timeout|quota)"
        r"|alert (?:on|when|if)|by default|refuse (?:to|a|an)|roll(?:s)? back automatically|make impossible"
        r"|remove the (?:option|flag|path|step)|rate[- ]limit",
    ),
    (
        "luck and success named",
        r"would not have been (?:caught|noticed|found)|got lucky|we were lucky|by chance|what limited"
        r"|limited the (?:damage|impact|effect)|worked as (?:designed|intended|expected)|went well"
        r"|saved (?:us|the day)|happened to be",
    ),
)
_PATTERN = lazy(
    "|".join(rf"(?P<k{number}>\b(?:{words}))" for number, (_, words) in enumerate(_KINDS)),
    re.IGNORECASE,
)


def cues(text: str) -> tuple[Cue, ...]:
    """Return the cues of a text in order of appearance."""
    found: list[Cue] = []
    lines: list[int] = []
    for block in split_blocks(text):
        if block.level:
            continue
        for match in _PATTERN.finditer(mask(block.text).replace("\n", " ")):
            lines = lines or [newline.start() for newline in re.finditer("\n", text)] or [len(text)]
            start, end = block.start + match.start(), block.start + match.end()
            kind = _KINDS[int((match.lastgroup or "k0")[1:])][0]
            found.append(Cue(kind, start, end, text[start:end], bisect_right(lines, start - 1) + 1))
    return tuple(found)
