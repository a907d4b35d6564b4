"""What is good about the text already, in words: named where present, never counted (LRRIT)."""

from functools import lru_cache

from pmtui.domain.postmortem import Postmortem
from pmtui.review.language import prose_of

_SAID = {
    "local rationality": "why it made sense then",
    "uncertainty said": "what is not known",
    "several conditions": "conditions together",
    "work as done": "work as it is done",
    "evidence": "figures as evidence",
    "system action": "a systems view",
    "luck and success named": "luck and success",
}
"""How each kind of cue is named to a person, in the order in which they are told."""


def strengths(pm: Postmortem) -> tuple[str, ...]:
    """The signs of a good learning report that are present; empty where there is none yet."""
    kinds: set[str] = set()
    for _, _, _, text in prose_of(pm):
        kinds |= _kinds_in(text)
        if len(kinds) == len(_SAID):
            break
    said = [words for kind, words in _SAID.items() if kind in kinds]
    if len([f for f in pm.factors if f.text.strip()]) > 1:
        said.append("several factors")
    return tuple(said)


@lru_cache(maxsize=4096)
def _kinds_in(text: str) -> frozenset[str]:
    from pmtui.language import cues

    return frozenset(cue.kind for cue in cues(text[:20_000]))
