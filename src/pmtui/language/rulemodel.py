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


class Plan:
    """The forms that speak in one pane, found by trigger word; numbers point into `candidates`.

    `pairs` holds triggers of several words under their last one: the others must occur as well.
    """

    __slots__ = ("always", "candidates", "named", "pairs", "triggers")

    def __init__(self) -> None:
        self.candidates: list[Candidate] = []
        self.triggers: dict[str, list[int]] = {}
        self.pairs: dict[str, list[tuple[frozenset[str], int]]] = {}
        self.always: list[int] = []
        self.named: list[int] = []

    def add(self, rule: Rule, form: Form, severity: Severity) -> None:
        """Index one form by its triggers."""
        number = len(self.candidates)
        self.candidates.append((rule, form, severity))
        if rule.roster:
            self.named.append(number)
            return
        if not form.triggers:
            self.always.append(number)
        for trigger in form.triggers:
            *others, last = trigger.split()
            if others:
                self.pairs.setdefault(last, []).append((frozenset(others), number))
            else:
                self.triggers.setdefault(last, []).append(number)

    def numbers(self, words: set[str]) -> set[int]:
        """Return the forms that a set of words calls for."""
        found = set(self.always)
        for word in self.triggers.keys() & words:
            found.update(self.triggers[word])
        for word in self.pairs.keys() & words:
            found.update(number for others, number in self.pairs[word] if others <= words)
        return found


class Rulebook:
    """Rules in order, with one plan per pane, made when the pane is first checked."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self._plans: dict[tuple[str, bool], Plan] = {}

    def plan(self, pane: str, whole: bool) -> Plan:
        """Return the plan of a pane; `whole` says that the pane stands for a whole document."""
        key = (pane, whole)
        if key not in self._plans:
            self._plans[key] = self._make(pane, whole)
        return self._plans[key]

    def _make(self, pane: str, whole: bool) -> Plan:
        plan = Plan()
        for rule in self.rules:
            severity = rule.severity(pane, whole)
            for form in rule.forms if severity else ():
                if severity and not (form.home and pane not in rule.panes):
                    plan.add(rule, form, severity)
        return plan
