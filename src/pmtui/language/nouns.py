"""What a noun names: a person, the author's own side, software, or nothing certain.

Closed word lists and the postmortem's roster decide; "unknown" is an honest answer.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from pmtui.language import lexicon
from pmtui.language.findings import Roster
from pmtui.language.masking import NOUN
from pmtui.language.patterns import lazy

Kind = Literal["person", "we", "name", "machine", "unknown", "none"]
"""person: a role, a pronoun or somebody of the roster; we: first person; name: a capitalised word
that may be a person; none: no subject at all (an elliptical sentence)."""

_TOKEN = lazy(rf"@?[\w{NOUN}](?:[\w{NOUN}'/.@-]{{0,60}}[\w{NOUN}'])?|[,:()\u2013\u2014-]")


class Cast(NamedTuple):
    """A roster prepared for lookups: lower-case tokens of people and of services."""

    people: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()

    @classmethod
    def of(cls, roster: Roster) -> Cast:
        """Split names into tokens; a word that also names a service is not a person.

        A role ("incident commander") adds nothing: its head is a person word already.
        """
        services = frozenset(word for name in roster.services for word in name.lower().split())
        people: set[str] = set()
        for name in roster.people:
            words = [word.strip(",.()@'\"") for word in name.lower().split()]
            if words and words[-1] not in lexicon.PEOPLE:
                people.update(word for word in words if len(word) > 1)
        generic = lexicon.DETERMINERS | lexicon.PREPOSITIONS | lexicon.COORDINATORS
        return cls(frozenset(people) - services - lexicon.MACHINES - generic, services)


def tokens(text: str) -> list[str]:
    """Return words and the punctuation that bounds clauses."""
    return _TOKEN.findall(text)


_PLAIN_ROLES: Final = lexicon.PEOPLE - lexicon.AMBIGUOUS_ROLES
_CONTRACTED: Final = lexicon.FIRST_PERSON | frozenset(("he", "she", "they", "who"))
_COMMON_ENDINGS: Final = (
    "tion",
    "ment",
    "ness",
    "ing",
    "er",
    "or",
    "ity",
    "s",
    "age",
    "ure",
    "ware",
    "ance",
    "ence",
    "code",
)


def classify(token: str, before: str, sentence: str, cast: Cast) -> Kind:
    """Say what one head word names; `before` is the word in front of it, or empty."""
    word = _without_verb(token.lower())
    if word in cast.services or NOUN in token:
        return "machine"
    if word in lexicon.FIRST_PERSON:
        return "we"
    if word in lexicon.THIRD_PERSON or word.lstrip("@") in cast.people or token[0] == "@":
        return "person"
    if word == "they":
        whose = antecedent(sentence, cast)
        return "name" if whose == "unknown" else whose
    if word == "one":
        return "person" if before.lower() in ("no", "every", "some") else "unknown"
    if word in lexicon.PEOPLE:
        if token == "Teams" and before:
            return "name"
        return "machine" if _is_camel(before) else _role(word, before.lower(), sentence)
    if before.lower() in lexicon.PEOPLE_AFTER.get(word, ()):
        return "person"
    if "-" in word and word.rsplit("-", 1)[1] in _PLAIN_ROLES:
        return "person"
    if token[0].isupper():
        return _capitalised(token, before)
    return "machine" if word in lexicon.MACHINES else "unknown"


def _without_verb(word: str) -> str:
    """Return the pronoun of a contraction: "i've", "they'd", "who's"."""
    pronoun, mark, _ = word.partition("'")
    return pronoun if mark and pronoun in _CONTRACTED else word


def _is_role(word: str) -> bool:
    return word.lower() in lexicon.ROLES


def _is_camel(word: str) -> bool:
    """Say whether a word has a capital inside, as names of software have ("DropletWorkflow")."""
    return not word.isupper() and any(letter.isupper() for letter in word[1:])


def _capitalised(token: str, before: str) -> Kind:
    """Judge a word with a capital: a given name, a surname after one, or perhaps a name."""
    word = token.lower()
    if (
        word in lexicon.GIVEN_NAMES
        or before[:1].isupper()
        and before.lower() in lexicon.GIVEN_NAMES
    ):
        return "person"
    if token in ("IT", "QA") or before[:1].isupper() and word[1:] == "" and _is_role(before):
        return "person"
    if word in lexicon.MACHINES:
        return "machine"
    opens = not before and word.endswith(_COMMON_ENDINGS)
    return "name" if token.isalpha() and not token.isupper() and not opens else "unknown"


def _role(word: str, before: str, sentence: str) -> Kind:
    if word in lexicon.AMBIGUOUS_ROLES:
        if before in lexicon.MACHINE_MODIFIERS or _is_task(word, before):
            return "machine"
        if any(near.lower() in lexicon.MACHINE_COMPANY for near in tokens(sentence)):
            return "machine"
        if word.startswith("member") and before not in ("team", "staff", "crew", "group"):
            return "unknown"
    return "person"


def _is_task(word: str, before: str) -> bool:
    """Say whether "management" names a task, as after a noun: "capacity management"."""
    return (
        word == "management"
        and before.isalpha()
        and before not in lexicon.MANAGING
        and before not in lexicon.DETERMINERS | lexicon.PREPOSITIONS | lexicon.COORDINATORS
    )


def antecedent(sentence: str, cast: Cast) -> Kind:
    """Guess whom "they" stands for: the nearest earlier word that is clearly one or the other."""
    words = tokens(sentence)
    last: Kind = "unknown"
    for index, token in enumerate(words):
        word = token.lower()
        if word == "they":
            break
        if word in lexicon.PEOPLE and _role(word, words[index - 1].lower() if index else "", ""):
            last = "person"
        elif word in lexicon.MACHINES and word.endswith("s") and word != "this":
            last = "machine"
        elif token[0].isupper() and index and (word in lexicon.GIVEN_NAMES or word in cast.people):
            last = "person"
    return last
