"""The text of an action without what stands in its fields: `@ana: … (due 2026-12-01)`.

Only the beginning and the end are looked at, and only what a field holds to the letter goes.
"""

import re

_LEADING = re.compile(
    r"\[?(@[A-Za-z][\w.-]{0,40})\]?[ \t]{0,2}(?::|–|—|-(?=[ \t]))[ \t]{0,4}(?=\S)"
)
_BEHIND = re.compile(
    r"[ \t]{0,4}(?P<apart>[,;–—|]|(?<=[ \t])-)?[ \t]{0,4}(?P<open>[(\[])?[ \t]{0,2}(?:"
    r"due(?: on| by|:)?[ \t]{1,4}(?P<due>20\d\d-[01]\d-[0-3]\d)"
    r"|(?:owner|assignee|assigned to|responsible):[ \t]{0,4}(?P<owner>@?[\w.-]{1,40}(?: [A-Z][\w.-]{1,40}){0,2})"
    r"|(?P<priority>P[0-3])"
    r"|(?P<tracker>[A-Z][A-Z0-9]{1,9}-\d{1,6})"
    r")[ \t]{0,2}(?P<close>[)\]])?[ \t]{0,2}\.?$",
    re.IGNORECASE,
)
_LITTLE = frozenset(
    ("a", "an", "the", "of", "on", "in", "to", "for", "with", "by", "from", "at", "as", "is", "are",
     "see", "and", "or", "via", "per", "under", "until", "than", "ticket", "issue")
)  # fmt: skip
"""Words that lead on to the next one."""
_MOST = 6
"""Parts that are taken off the end at most."""


def without_fields(text: str, *, owner: str, due: str, priority: str, tracker: str) -> str:
    """The text as it is read beside its fields; the whole text where nothing would be left."""
    held = {"due": due, "owner": owner, "priority": priority, "tracker": tracker}
    kept = text
    if (found := _LEADING.match(kept)) and found[1] == owner:
        kept = kept[found.end() :]
    for _ in range(_MOST):
        found = _BEHIND.search(kept, max(0, len(kept) - 160))
        if found is None or bool(found["open"]) != bool(found["close"]) or not _held(found, held):
            break
        before = kept[: found.start()].rstrip()
        if not (found["apart"] or found["open"]) and (
            found["priority"] or before.rpartition(" ")[2].casefold() in _LITTLE
        ):
            break  # it belongs to the sentence
        kept = before
    return kept if any(c.isalpha() for c in kept) else text


def _held(found: re.Match[str], held: dict[str, str]) -> bool:
    """Whether the field holds what was found."""
    name = next(n for n in held if found[n])
    value = found[name]
    if name == "tracker":
        return held[name] == value or held[name].rpartition("/")[2] == value
    return held[name] == value
