"""Masks in what lies in a folder, filled with the words that the original has at that place.

Only so can be told what a colleague wrote: to the original every mask is a change.
"""

import re
from collections import Counter
from collections.abc import Callable

from pmtui.domain.postmortem import Postmortem
from pmtui.exporters.names import naming
from pmtui.language.pieces import costly, matcher

_MASK = re.compile(
    r"\(masked[^()\n]{0,40}\)|(?<!\w)(?:user|ip|account|customer|value)-\d{1,6}(?!\w)"
)
"""What `pmtui.privacy.masking` puts instead of a value."""
_TOKEN = re.compile(rf"{_MASK.pattern}|\w+|\s|[^\w\s]")


class Unmasking:
    """Fills the masks of a postmortem's copies; people may be named by role or by initials."""

    def __init__(self, original: Postmortem) -> None:
        found = (naming(original, "roles"), naming(original, "initials"))
        self._namings: tuple[Callable[[str], str], ...] = tuple(f for f in found if f)

    def filled(self, copy: str, original: str) -> tuple[str, Counter[str]]:
        """The text of a copy with the original's words behind its masks, and those words."""
        words: Counter[str] = Counter()
        if not self._namings and not _MASK.search(copy):
            return copy, words
        old, new = _TOKEN.findall(copy), _TOKEN.findall(original)
        if costly(old, new):
            return copy, words
        parts: list[str] = []
        for tag, a0, a1, b0, b1 in matcher(old, new).get_opcodes():
            before, after = "".join(old[a0:a1]), "".join(new[b0:b1])
            if tag == "replace" and self._masks(before, after):
                words[after] += 1
                before = after
            parts.append(before)
        return "".join(parts), words

    def _masks(self, before: str, after: str) -> bool:
        return bool(_MASK.fullmatch(before)) or any(f(after) == before for f in self._namings)
