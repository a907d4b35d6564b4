"""Help for rewriting: roles instead of names, and patterns that lead from person to condition."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from pmtui.language.masking import NOUN, mask

_OPENING: Final = re.compile(r"(?:^|[.!?]\s{1,20}|\n\s{0,20}|[-*] )$")

# One pattern per category of the catalogue: what to write, then an example of it.
_PATTERNS: Final[dict[str, tuple[str, str]]] = {
    "names a person as the fault": (
        "Say what made the step possible: <condition> let <step> reach <system>.",
        "The pipeline accepted an unreviewed plan, since the check runs on one branch only.",
    ),
    "human error": (
        "Say what made the action look right: at the time <screen or document> showed <what>.",
        "Both prompts looked alike, so the command ran against the live cluster.",
    ),
    "counterfactual": (
        "Say what happened and what was known: at <time> <source> showed <what>, so <step>.",
        "At 14:02 the panel showed lag below one second, so the switch went ahead.",
    ),
    "judgement": (
        "Replace the adjective by what a camera would show: <who by role> <did what> at <time>.",
        "The change was merged eleven minutes after it was opened, with one reviewer online.",
    ),
    "hindsight": (
        "Say from which screen, at what time, it could be seen: <signal> was on <place>.",
        "The alert was one of 214 in that hour and went to a muted channel.",
    ),
    "single cause": (
        "Name the other conditions: <this> together with <that>, and only when <third>.",
        "The full disk mattered because the alert was muted and the standby was in rebuild.",
    ),
    "punitive": (
        "Say what changes in the system: <default, limit or guard> makes <step> safe.",
        "The console asks for the cluster name before it deletes.",
    ),
    "mind-reading": (
        'Quote it, with what could be seen: "<words>", while <screen> showed <what>.',
        '"I took it for staging", said the operator; the banner is hidden in narrow windows.',
    ),
    "minimising": (
        "Give the figure: <number> of <total> <whom>, for <minutes>.",
        "312 of 9,400 shops could not check out for 14 minutes.",
    ),
    "vague action": (
        "Verb, object, bound: <do what> to <system> so that <check> shows it is done.",
        "Refuse a delete that matches more than ten objects; the test covers eleven.",
    ),
    "unquantified": (
        "Give the figure and its total, or: unknown, because <reason>.",
        "Unknown, because the edge keeps no logs older than a day.",
    ),
    "hides the mechanism": (
        "Name the path: <what> was changed by <pipeline, command or console>.",
        "The alias was deleted by the nightly sweep, which reads an old list.",
    ),
    "hides the text": (
        "Type the words anew, without the marks: <who by role> <did what> at <time>.",
        "The second node restarted at 14:02.",
    ),
    "drama": (
        "Say the figure instead: <measure> went from <value> to <value>.",
        "Error rate went from 0.2 % to 41 % for nine minutes.",
    ),
}


class Substitution(NamedTuple):
    """One name that became a role, with its place in the text before the change."""

    start: int
    end: int
    name: str
    role: str


def rewrite_pattern(category: str) -> tuple[str, str] | None:
    """Return the pattern and the example for a rule's category, or None for a category unknown."""
    return _PATTERNS.get(category)


def substitute_roles(text: str, roles: Mapping[str, str]) -> tuple[str, tuple[Substitution, ...]]:
    """Replace names by roles everywhere but in code, quotes and links.

    `roles` maps a name or @handle to a role ("storage lead"). "Ana Silva" is replaced as a whole,
    then by its single parts that no other name shares. Returns the new text and what was changed.
    """
    words = _spellings(roles)
    if not words:
        return text, ()
    masked = mask(text)
    spelled = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w@./{NOUN}-])(?:{spelled})(?![\w{NOUN}])(?!\.\w)", re.IGNORECASE)
    parts: list[str] = []
    changes: list[Substitution] = []
    done = 0
    for match in pattern.finditer(masked):
        name = match.group()
        if not (name[0].isupper() or name[0] == "@"):
            continue
        role = words[" ".join(name.lower().split())]
        article = (
            "The" if _OPENING.search(text[max(0, match.start() - 24) : match.start()]) else "the"
        )
        parts.append(text[done : match.start()] + f"{article} {role}")
        changes.append(Substitution(match.start(), match.end(), name, role))
        done = match.end()
    parts.append(text[done:])
    return "".join(parts), tuple(changes)


def _spellings(roles: Mapping[str, str]) -> dict[str, str]:
    """Return every way to write the names, in lower case; ambiguous single parts are left out."""
    words: dict[str, str] = {}
    shared: set[str] = set()
    for name, role in roles.items():
        role = role.removeprefix("the ").removeprefix("The ").strip()
        full = " ".join(name.lower().split())
        if not full or not role:
            continue
        words[full] = role
        for part in full.split() if " " in full else ():
            if len(part) > 1 and part not in shared:
                if part in words and words[part] != role:
                    del words[part]
                    shared.add(part)
                else:
                    words[part] = role
    return words
