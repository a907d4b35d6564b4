"""Inline suppression in the text.

`<!-- pmtui-allow BL301: the vendor's own words -->` before a sentence silences that rule there.
A reason of at least ten characters is asked for, as for every waiver (criteria, gate rule 3).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from pmtui.language.paragraphs import split_blocks
from pmtui.language.patterns import lazy

REASON_LENGTH: Final = 10

_ALLOW = lazy(
    r"<!--\s{0,8}pmtui-allow[ \t]{1,8}([A-Z0-9, \t]{3,160}?)[ \t]{0,4}:[ \t]{0,8}([^\n]{1,400}?)[ \t]{0,8}-->"
)

_BEGUN = lazy(r"<!--\s{0,8}pmtui-allow")

WANTED: Final = "<!-- pmtui-allow BL301: why it may stand here -->"
"""An example of a comment that holds."""


class Allowance(NamedTuple):
    """A suppression found in the text: which rules, why, and where its comment ends."""

    rules: tuple[str, ...]
    reason: str
    start: int
    end: int


def allowances(text: str) -> tuple[Allowance, ...]:
    """Return the valid suppressions of a text in order; one without a real reason is void."""
    if "pmtui-allow" not in text:
        return ()
    return tuple(
        Allowance(
            tuple(rule.strip() for rule in match.group(1).split(",")),
            match.group(2).strip(),
            match.start(),
            match.end(),
        )
        for match in _ALLOW.finditer(text)
        if len(match.group(2).strip()) >= REASON_LENGTH
    )


def ignored(text: str) -> tuple[int, ...]:
    """Return where comments begin that mean to allow something and do not: no rule, no reason."""
    if "pmtui-allow" not in text:
        return ()
    held = {one.start for one in allowances(text)}
    # A comment over several lines is no prose; as words it is, unless it is an example in code.
    as_words = text.replace("<!--", "xxxx")
    return tuple(
        match.start()
        for block in split_blocks(as_words)
        for match in _BEGUN.finditer(text, block.start, block.start + len(block.text))
        if not block.level and match.start() not in held
    )
