"""What a rule is once it has been read, and the index that finds candidate rules by words."""

from __future__ import annotations

from typing import NamedTuple

from pmtui.language.expressions import Expression
from pmtui.language.findings import Severity


class Form(NamedTuple):
    """One way a rule can match: an expression, its exclusions and the grammar it asks for.

    `subject`, `object` and `owner` hold the accepted kinds, or None where the form does not ask.
    `cap` limits the severity of this form, `we` the severity when the subject is "we" or "I";
    a form with `home` speaks only in the panes its rule names.
    """

    pattern: Expression
    unless: Expression | None
    triggers: tuple[str, ...]
    subject: frozenset[str] | None
    object: frozenset[str] | None
    owner: frozenset[str] | None
    cap: Severity | None
    we: Severity | None
    negated: bool
    home: bool


class Rule(NamedTuple):
    """One rule of the catalogue or of a user's file.

    `panes` maps a pane to its severity; `elsewhere` is the severity when a whole document is
    checked as one pane that the rule does not name; `frames` lists the frames it still fires in.
    `bad` and `good` are its examples, `people` the participants they speak of.
    """

    id: str
    name: str
    category: str
    source: str
    question: str
    panes: dict[str, Severity]
    forms: tuple[Form, ...]
    elsewhere: Severity | None
    frames: frozenset[str]
    roster: bool
    bad: tuple[str, ...]
    good: tuple[str, ...]
    people: tuple[str, ...]

    def severity(self, pane: str, whole: bool = False) -> Severity | None:
        """Return the severity in a pane, or None where the rule is silent."""
        return self.panes.get(pane) or (self.elsewhere if whole else None)


Candidate = tuple[Rule, Form, Severity]
"""A form that may match, with its rule and the severity that holds in the pane."""

_Calls = tuple[tuple[int, ...], tuple[tuple[tuple[bytes, ...], int], ...]]
"""The forms that a word calls for, and those it calls for together with other words."""


class Index:
    """All forms of a rulebook by trigger; a form's number is its place among them.

    A trigger is a word, several words that must all occur (kept under the longest, as the rarest),
    or, with anything in it but letters and blanks, a sign that is sought as it stands.
    """

    __slots__ = ("_always", "_signs", "_words", "forms", "named")

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.forms: list[tuple[Rule, Form]] = []
        self.named: set[int] = set()
        self._words: dict[bytes, _Calls] = {}
        self._signs: list[tuple[str, int]] = []
        self._always: set[int] = set()
        for rule in rules:
            for form in rule.forms:
                self._add(rule, form)

    def _add(self, rule: Rule, form: Form) -> None:
        number = len(self.forms)
        self.forms.append((rule, form))
        if rule.roster:
            self.named.add(number)
            return
        if not form.triggers:
            self._always.add(number)
        for trigger in form.triggers:
            words = tuple(trigger.encode().split())
            rarest = max(words, key=len)
            if not b"".join(words).isalpha():
                self._signs.append((trigger, number))
                continue
            alone, together = self._words.get(rarest, ((), ()))
            if len(words) > 1:
                self._words[rarest] = alone, (*together, (words, number))
            else:
                self._words[rarest] = (*alone, number), together

    def calls(self, words: list[bytes]) -> bool:
        """Say whether any form may be called for; quicker than to ask which."""
        return bool(self._always) or not self._words.keys().isdisjoint(words)

    def called(self, words: list[bytes]) -> set[int]:
        """Return the forms that the words of a text call for."""
        there = set(words)
        found = set(self._always)
        for word in self._words.keys() & there:
            alone, together = self._words[word]
            found.update(alone)
            for all_of, number in together:
                if there.issuperset(all_of):
                    found.add(number)
        return found

    def signed(self, lower: str) -> set[int]:
        """Return the forms that a sign in a lower-case text calls for."""
        return {number for sign, number in self._signs if sign in lower}


class Plan:
    """The forms that speak in one pane, by their number in the index that all panes share."""

    __slots__ = ("candidates", "index", "named")

    def __init__(self, index: Index, pane: str, whole: bool) -> None:
        self.index = index
        self.candidates: dict[int, Candidate] = {}
        for number, (rule, form) in enumerate(index.forms):
            severity = rule.severity(pane, whole)
            if severity and not (form.home and pane not in rule.panes):
                self.candidates[number] = (rule, form, severity)
        self.named = index.named & self.candidates.keys()


class Rulebook:
    """Rules in order, with one plan per pane, made when the pane is first checked."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self._index: Index | None = None
        self._plans: dict[tuple[str, bool], Plan] = {}

    def plan(self, pane: str, whole: bool) -> Plan:
        """Return the plan of a pane; `whole` says that the pane stands for a whole document."""
        if self._index is None:
            self._index = Index(self.rules)
        key = (pane, whole)
        if key not in self._plans:
            self._plans[key] = Plan(self._index, pane, whole)
        return self._plans[key]
