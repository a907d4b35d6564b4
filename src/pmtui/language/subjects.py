"""The subject gate: who, grammatically, does what a rule has matched.

No tagger: closed word lists and the order of words. Three questions are answered, each with a
`Kind`: the subject of a verb, the noun phrase after a match, and the owner of a noun. A rule says
which kinds it accepts.
"""

from __future__ import annotations

from typing import Final

from pmtui.language import lexicon
from pmtui.language.nouns import Cast, Kind, antecedent, classify, tokens

_REACH: Final = 260
_PUNCTUATION: Final = frozenset(",:()\u2013\u2014-")
_PARTICLES: Final = frozenset(("over", "out", "up", "down", "off", "in", "on", "back"))
_VERB_ENDINGS: Final = ("ed", "ing")
_NEW_PHRASE: Final = lexicon.DETERMINERS | lexicon.FIRST_PERSON | lexicon.THIRD_PERSON | {"they"}

_CLAUSE_OPENERS: Final = lexicon.SUBORDINATORS - lexicon.PREPOSITIONS
_NEW_CLAUSE: Final = lexicon.SUBORDINATORS - {"as", "like"}


def subject(sentence: str, position: int, cast: Cast) -> Kind:
    """Say who is the subject of the verb that begins at `position` of the sentence."""
    words = tokens(sentence[max(0, position - _REACH) : position])
    index = _before_verb(words)
    if index < 0:
        return "none"
    word = words[index].lower()
    if word in _PUNCTUATION or word in lexicon.COORDINATORS:
        return _shared_subject(words, index, sentence, cast)
    if word in ("who", "whoever"):
        before = words[index - 1].lower() if index else ""
        return "machine" if before in lexicon.MACHINES else "person"
    if word in ("that", "which"):
        if index == 0:
            return "unknown"
        return classify(words[index - 1], words[index - 2] if index > 1 else "", sentence, cast)
    if word in lexicon.SUBORDINATORS:
        return "none"
    if word in _PARTICLES and index > 1 and words[index - 2].lower() == "who":
        index -= 1
    head = _head(words, index)
    if "whoever" in (one.lower() for one in words[max(0, head - 6) : head]):
        return "person"
    opening = _relative(words, head)
    if opening > 0:
        return classify(words[opening - 1], "", sentence, cast)
    return classify(words[head], words[head - 1] if head else "", sentence, cast)


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and word not in lexicon.NOT_ADVERBS


def _before_verb(words: list[str]) -> int:
    """Step over auxiliaries and adverbs; return the index of the last word of the subject."""
    index = len(words) - 1
    while index >= 0:
        word = words[index].lower()
        if (
            word in lexicon.AUXILIARIES
            or _is_adverb(word)
            or (
                word in "),"
                and index > 0
                and (
                    words[index - 1].lower() in lexicon.AUXILIARIES or _is_adverb(words[index - 1])
                )
            )
        ):
            index -= 1
        else:
            break
    return index


def _head(words: list[str], index: int) -> int:
    """Return the head of the noun phrase that ends at `index`: before its first preposition."""
    if words[index].lower() in lexicon.PRONOUNS:
        return index
    start = index
    while start > 0:
        word = words[start - 1].lower()
        if word in _PUNCTUATION or word in _CLAUSE_OPENERS:
            break
        if word in ("and", "or", "nor", "but", "then", "before", "after", "since", "until", "as"):
            break
        start -= 1
    if words[start].lower() in lexicon.PREPOSITIONS:
        return index
    head = index
    for position in range(start + 1, index + 1):
        if (
            words[position].endswith(_VERB_ENDINGS)
            and words[position - 1].lower() in lexicon.PEOPLE
        ):
            return position - 1
        if words[position].lower() in lexicon.PREPOSITIONS:
            head = position - 1
            break
    while head > start and words[head].lower().endswith(_VERB_ENDINGS):
        head -= 1
    return index if _is_cut_short(words, start, head, index) else head


def _is_cut_short(words: list[str], start: int, head: int, index: int) -> bool:
    """Say whether the phrase from `start` is a clause of its own, so that its tail is the subject."""
    if head >= index or words[index].lower() in lexicon.PREPOSITIONS:
        return False
    word = words[head].lower()
    return word in lexicon.DETERMINERS or (
        _has_verb(words, start, head) and word not in _NEW_PHRASE
    )


def _relative(words: list[str], head: int) -> int:
    """Return where a "who" clause opens that ends at `head`, or 0: "the admin who ran it was"."""
    for position in range(head - 1, max(0, head - 9), -1):
        word = words[position].lower()
        if word == "who" and position < head:
            return position
        if word in _PUNCTUATION or word in _CLAUSE_OPENERS:
            return 0
    return 0


def _has_verb(words: list[str], start: int, end: int) -> bool:
    """Say whether a finite verb stands in the phrase, so that its tail is a clause of its own."""
    return any(
        word.lower() in lexicon.PASTS or word.lower() in lexicon.AUXILIARIES
        for word in words[start:end]
    )


def _shared_subject(words: list[str], index: int, sentence: str, cast: Cast) -> Kind:
    """Find the subject that an earlier verb of the same clause has: "X did A and failed to B"."""
    start = index
    while start > 0 and not _opens_clause(words, start - 1, index):
        if words[start - 1] in ":()" and start <= index - 1:
            break
        start -= 1
    best: Kind = "none"
    for position in range(start, index):
        word = words[position].lower()
        if position > start and words[position - 1] in _PUNCTUATION:
            best = "none"
        ends = position + 1 >= len(words) or _ends_phrase(words[position + 1])
        if best == "none" and ends and word not in lexicon.DETERMINERS:
            if word in lexicon.PREPOSITIONS or word in lexicon.COORDINATORS or word in ",:()-":
                continue
            best = classify(
                words[position], words[position - 1] if position else "", sentence, cast
            )
            if best in ("person", "we"):
                return best
            best = "unknown" if best == "name" else best
    return best


def _opens_clause(words: list[str], position: int, end: int) -> bool:
    """Say whether a subordinate clause opens here; "after three beers" has no verb and opens none."""
    word = words[position].lower()
    if word not in _NEW_CLAUSE:
        return False
    return word not in lexicon.PREPOSITIONS or any(
        other.lower().endswith(_VERB_ENDINGS) or _has_verb(words, place, place + 1)
        for place, other in enumerate(words[position + 1 : end], position + 1)
    )


def _ends_phrase(word: str) -> bool:
    low = word.lower()
    return (
        low in lexicon.AUXILIARIES
        or low in lexicon.PREPOSITIONS
        or low in lexicon.SUBORDINATORS
        or low in lexicon.COORDINATORS
        or low in _PUNCTUATION
        or low in lexicon.PASTS
        or _is_adverb(low)
        or low.endswith(_VERB_ENDINGS)
    )


def phrase_after(sentence: str, position: int, cast: Cast) -> Kind:
    """Say what the noun phrase that begins at `position` names, looking at its head only."""
    words = tokens(sentence[position : position + 120])
    skip = (
        2
        if len(words) > 2 and words[1].lower() == "of" and words[0].lower() in lexicon.PARTITIVES
        else 0
    )
    for index in range(skip, min(len(words), skip + 7)):
        token = words[index]
        if token in _PUNCTUATION or token.lower() in lexicon.PREPOSITIONS:
            return "unknown"
        if token.endswith("'s"):
            return "unknown"
        if token.lower() in lexicon.DETERMINERS:
            continue
        follows = words[index + 1] if index + 1 < len(words) else ","
        before = words[index - 1] if index else ""
        if _ends_phrase(follows) and (token.lower() not in lexicon.PRONOUNS or index == skip):
            return classify(token, before, sentence, cast)
        kind = classify(token, before, sentence, cast)
        if token.lower() in lexicon.PRONOUNS and index > skip:
            return "unknown"
        if token.lower() in lexicon.ADJECTIVAL:
            continue
        if kind in ("person", "we") and follows.lower() not in lexicon.COMPOUND_TAILS:
            return "unknown" if follows.endswith("'s") else kind
    return "unknown"


def owner(sentence: str, position: int, cast: Cast) -> Kind:
    """Say whose the noun at `position` is: a possessive pronoun or "<person>'s" right before it."""
    words = tokens(sentence[max(0, position - 90) : position])
    for index in range(len(words) - 1, max(-1, len(words) - 4), -1):
        token = words[index]
        word = token.lower()
        if word in ("our", "my", "ours", "mine"):
            return "we"
        if word == "your":
            return "none"
        if word in ("his", "her", "their"):
            if word == "their":
                whose = antecedent(sentence.lower().replace("their", "they", 1), cast)
                return "person" if whose == "unknown" else whose
            return "person"
        if word.endswith(("'s", "s'")):
            bare = token[:-2] if word.endswith("'s") else token[:-1]
            before = words[index - 1] if index else ""
            return classify(bare, before, sentence, cast) if bare else "unknown"
        if word in lexicon.DETERMINERS or token in _PUNCTUATION or word in lexicon.PREPOSITIONS:
            return "none"
    return "none"
