"""Frames in which words of fault accuse nobody: hypotheses, guidance, policy, negation.

"If someone deployed a change that broke things, it is not their fault" talks about blame without
blaming. A rule is silent in a frame unless it lists the frame under `frames`.
"""

from __future__ import annotations

from typing import Final

from pmtui.language.expressions import Expression, Prose

_FRAMES: Final[dict[str, Expression]] = {
    "hypothesis": Expression(
        r"\b(?:if|unless|whenever) (?:some|any|no|every)(?:one|body)\b(?! had)|\b(?:if|unless|whenever) (?:you|people|an? |"
        r"users?|developers?|engineers?|operators?)\b(?! ?(?:had|did))|\bwhen (?:you|people|someone) "
        r"|\bin (?:the )?(?:case|event) (?:of|that)\b|\banyone could\b(?! have (?:seen|foreseen|predicted|told))|\bany(?: \w{1,20})? member could\b"
        r"|\bassum(?:e|ing) (?:any|that any|someone)|\b(?:may|might|can|could) (?:cause|lead|make|allow|mean)"
        r"\b|\byou (?:might|may|can|could|will|would|must|probably)\b|\bin case you\b|\bsuppose\b|\bimagine\b|\bwhat if\b|\bfor example\b|\bfor instance\b|\bhypothetical",
    ),
    "guidance": Expression(
        r"\bblameless\w{0,4}\b|\bblame (?:game|culture|free)\b|\b(?:avoid|without|no|not|assign\w{0,3}|"
        r"attribut\w{2,4}|imply|implies|placing|laying|about|finding|less) (?:of )?blam(?:e|ing)\b|^(?:saying|writing|stating|claiming|concluding) that\b|^(?:attributing|blaming|naming|shaming|punishing|pointing|assigning) |"
        r"^(?:please )?(?:avoid|don't|do not|never|always|"
        r"look out|beware|remember|prefer|use|assume)\b|\bpostmortems? (?:should|shouldn't|is|are|must)\b"
        r"|\bshould never be\b|\bthe (?:goal|aim|purpose|point)\b(?: of [^,.]{1,60})?(?: is| isn't|'s)\b"
        r"|\bpsychological(?:ly)? saf|\blearning opportunit|\bopportunit\w{1,3} to learn\b"
        r"|\blearn(?:ed|t|ing|s)? from\b|\b(?:afraid|fear) of\b|\bto punish\b|\bpunishing\b|\bjust culture\b|\bculture of\b"
        r"|\b(?:option|temptation|instinct|urge|tendency|tempting|easy|easier) (?:[^,.;]{1,40} )?(?:is |was |would be )?to (?:assume|blame|find (?:out )?who|"
        r"conclude|punish)\b"
        r"|\bbefore (?:jumping|concluding)\b|\bpeople (?:make|will make|always make)\b",
    ),
    "policy": Expression(
        r"\b(?:can|may|will|shall|must|would)(?: not| also| then)? (?:result in|be (?:subject|confiscat\w{1,4}|"
        r"disabled|revoked|suspended|terminated|banned|slashed))\b"
        r"|\b(?:can|may|must|shall) be (?:removed|excluded)\b|\bup to and including\b|\bsubject to\b|\bcode of conduct\b|^policy\b|\bshall\b|\bliable\b"
        r"|\bis (?:prohibited|forbidden)\b|\bto ensure\b[^.]{1,80}\b(?:is|are) not\b",
    ),
    "negation": Expression(
        r"(?:\b(?:not|never|no|nobody's|nor|without|rather than|instead of|than|less|fewer|zero)|n't) "
        r"(?:\w{1,20} )?(?:\w{1,20} )?$",
    ),
}
ALL: Final = ("hypothesis", "guidance", "policy")


def frames_of(sentence: Prose) -> frozenset[str]:
    """Return the names of the frames the whole sentence stands in."""
    return frozenset([name for name in ALL if _FRAMES[name].matches(sentence)])


def is_negated(sentence: Prose, position: int) -> bool:
    """Say whether the words just before `position` negate or contrast what follows."""
    text, lower, heads = sentence
    near = slice(max(0, position - 60), position)
    return bool(_FRAMES["negation"].matches(Prose(text[near], lower[near], heads)))
