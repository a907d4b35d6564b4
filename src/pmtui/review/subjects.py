"""Whether a sentence opens with a person who acts: a narrow test that needs no language rules."""

from collections.abc import Iterable

from pmtui.domain.records import Participant
from pmtui.review.reading import words

_OPENINGS = frozenset({"a", "an", "the", "one", "our", "on-call", "junior", "senior", "new"})
_PERSONS = frozenset(
    {
        "admin",
        "administrator",
        "colleague",
        "contractor",
        "dba",
        "developer",
        "engineer",
        "manager",
        "on-caller",
        "operator",
        "responder",
        "reviewer",
        "sre",
        "somebody",
        "someone",
    }
)
_LABELS = ("human error", "operator error", "user error", "pilot error", "human mistake")
_VERBS = words(
    """did does forgot gave had has chose left made put ran set sent took was wrote pressed broke
    didn't failed"""
)


def person_acting(text: str, participants: Iterable[Participant]) -> str:
    """Whom the first clause names as acting, as it is written; "" where it is no person.

    A role word counts only with an article and a verb behind it, so that software called operator
    or responder does not.
    """
    head = " ".join(text[:300].split())
    lowered = head.casefold()
    for label in _LABELS:
        if label in lowered and any(lowered.startswith(f"{p}{label}") for p in ("", "a ", "an ")):
            return f"“{label}”"
        if any(f"{cause} {label}" in lowered for cause in ("due to", "because of", "caused by")):
            return f"“{label}”"
    for participant in participants:
        for name in (participant.name.strip(), participant.handle.strip()):
            if len(name) > 1 and _opens_with(lowered, name.casefold()):
                return name
    return _role_acting(head.split())


def _opens_with(text: str, name: str) -> bool:
    return text.startswith(name) and not text[len(name) : len(name) + 1].isalnum()


def _role_acting(tokens: list[str]) -> str:
    position = 0
    while position < len(tokens) and position < 4 and tokens[position].casefold() in _OPENINGS:
        position += 1
    if position + 1 >= len(tokens):
        return ""
    role, verb = tokens[position].casefold(), tokens[position + 1].casefold()
    named = position > 0 or role in ("someone", "somebody")
    if role in _PERSONS and named and (verb in _VERBS or verb.endswith("ed")):
        return f"“{' '.join(tokens[: position + 1])}”"
    return ""
