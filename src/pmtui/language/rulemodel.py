"""What a rule is once it has been read, and the index that finds candidate rules by words."""

from __future__ import annotations

import re
from typing import NamedTuple

from pmtui.language.findings import Severity


class Form(NamedTuple):
    """One way a rule can match: an expression, its exclusions and the grammar it asks for.

    `subject`, `object` and `owner` hold the accepted kinds, or None where the form does not ask.
    `cap` limits the severity of this form, `we` the severity when the subject is "we" or "I";
    a form with `home` speaks only in the panes its rule names.
    """

    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
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


class Index:
    """All forms of a rulebook by trigger word; a form's number is its place among them.

    `pairs` holds triggers of several words under their last one: the others must occur as well.
    """

    __slots__ = ("always", "forms", "named", "pairs", "triggers")

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.forms: list[tuple[Rule, Form]] = []
        self.triggers: dict[str, tuple[int, ...]] = {}
        self.pairs: dict[str, tuple[tuple[tuple[str, ...], int], ...]] = {}
        self.always: set[int] = set()
        self.named: set[int] = set()
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
            self.always.add(number)
        for trigger in form.triggers:
            *others, last = trigger.split()
            if others:
                self.pairs[last] = (*self.pairs.get(last, ()), (tuple(others), number))
            else:
                self.triggers[last] = (*self.triggers.get(last, ()), number)

    def numbers(self, words: set[str]) -> set[int]:
        """Return the forms that a set of words calls for."""
        found = set(self.always)
        for word in self.triggers.keys() & words:
            found.update(self.triggers[word])
        for word in self.pairs.keys() & words:
            for others, number in self.pairs[word]:
                if words.issuperset(others):
                    found.add(number)
        return found


class Plan:
    """The forms that speak in one pane, by their number in the index that all panes share."""

    __slots__ = ("_index", "candidates", "named")

    def __init__(self, index: Index, pane: str, whole: bool) -> None:
        self._index = index
        self.candidates: dict[int, Candidate] = {}
        for number, (rule, form) in enumerate(index.forms):
            severity = rule.severity(pane, whole)
            if severity and not (form.home and pane not in rule.panes):
                self.candidates[number] = (rule, form, severity)
        self.named = index.named & self.candidates.keys()

    def numbers(self, words: set[str]) -> set[int]:
        """Return the forms of the pane that a set of words calls for."""
        return self._index.numbers(words) & self.candidates.keys()


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
