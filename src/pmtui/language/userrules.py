"""Loads rules that a team writes itself, and refuses the ones that do not hold what they promise.

The format is that of the catalogue. A refused rule is named with its reason and skipped; the
other rules of the file load. Nothing here can hang: see `regexcheck`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, NamedTuple

from pmtui.language.findings import PANES, Roster
from pmtui.language.regexcheck import probe, structural_fault
from pmtui.language.rulebook import RuleError, build_rule, builtin_macros, catalogue
from pmtui.language.rulemodel import Rule, Rulebook

FILE_LIMIT: Final = 1_000_000
RULE_LIMIT: Final = 500


class RuleProblem(NamedTuple):
    """A rule (or a whole file, when `rule` is empty) that was refused, and why."""

    origin: str
    rule: str
    reason: str

    def __str__(self) -> str:
        subject = f"rule {self.rule}" if self.rule else "the file"
        return f"{self.origin}: {subject} is skipped, because {self.reason}."


class LoadedRules(NamedTuple):
    """What a user's file gave: the rules that hold, and the problems of the others."""

    rules: tuple[Rule, ...]
    problems: tuple[RuleProblem, ...]


def load_rule_file(path: Path) -> LoadedRules:
    """Read a TOML file of rules; a file that cannot be read becomes a problem, not an error."""
    try:
        with path.open("rb") as stream:
            data = stream.read(FILE_LIMIT + 1)
    except OSError as error:
        reason = f"it cannot be read ({error.strerror or error})"
        return LoadedRules((), (RuleProblem(str(path), "", reason),))
    if len(data) > FILE_LIMIT:
        reason = f"it is larger than {FILE_LIMIT:,} bytes"
        return LoadedRules((), (RuleProblem(str(path), "", reason),))
    return read_user_rules(data.decode("utf-8", "replace"), str(path))


def read_user_rules(text: str, origin: str = "rules") -> LoadedRules:
    """Parse, check and probe the rules of a TOML text; `origin` names it in the problems."""
    import tomllib

    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return LoadedRules((), (RuleProblem(origin, "", f"it is not valid TOML ({error})"),))
    entries = data.get("rule", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return LoadedRules((), (RuleProblem(origin, "", "`rule` is not a list of [[rule]]"),))
    macros = {**builtin_macros(), **_macros(data)}
    taken = {rule.id for rule in catalogue().rules}
    built: list[Rule] = []
    problems: list[RuleProblem] = []
    for number, entry in enumerate(entries[:RULE_LIMIT], start=1):
        name = str(entry.get("id") or f"number {number}")
        try:
            rule = _build(entry, macros, taken)
        except (RuleError, TypeError, ValueError) as error:
            problems.append(RuleProblem(origin, name, str(error).rstrip(".")))
            continue
        taken.add(rule.id)
        built.append(rule)
    hanging = _probed(built)
    kept: list[Rule] = []
    for rule in built:
        reason = hanging.get(rule.id) or failed_example(rule)
        if reason:
            problems.append(RuleProblem(origin, rule.id, reason))
        else:
            kept.append(rule)
    return LoadedRules(tuple(kept), tuple(problems))


def failed_example(rule: Rule) -> str | None:
    """Return which of its own examples a rule gets wrong, or None when all hold."""
    from pmtui.language.linting import hits_in

    book, roster = Rulebook((rule,)), Roster(rule.people)
    for sentence in rule.bad:
        if not any(hits_in(sentence, pane, book, roster) for pane in PANES):
            return f"it does not find its own bad example: {sentence[:120]!r}"
    for sentence in rule.good:
        if any(hits_in(sentence, pane, book, roster) for pane in PANES):
            return f"it finds its own good example: {sentence[:120]!r}"
    return None


def _macros(data: dict[str, Any]) -> dict[str, str]:
    given = data.get("macro", {})
    if not isinstance(given, dict):
        return {}
    return {key: value for key, value in given.items() if isinstance(value, str)}


def _build(entry: dict[str, Any], macros: dict[str, str], taken: set[str]) -> Rule:
    rule = build_rule(entry, macros)
    if rule.id in taken:
        raise RuleError(f"the id {rule.id} is taken; choose another")
    if not rule.bad or not rule.good:
        raise RuleError("it needs at least one sentence in tests.bad and one in tests.good")
    for form in rule.forms:
        for pattern in (form.pattern, form.unless):
            fault = structural_fault(_source(pattern)) if pattern is not None else None
            if fault:
                raise RuleError(fault)
    return rule


def _source(pattern: Any) -> str:
    """Return an expression's text without compiling it."""
    return str(pattern.source)


def _probed(rules: list[Rule]) -> dict[str, str]:
    """Probe all expressions in one process; rules of words only are safe and stay out."""
    owners: list[str] = []
    sources: list[str] = []
    for rule in rules:
        for form in rule.forms:
            for pattern in (form.pattern, form.unless):
                if pattern is not None and "{" in _source(pattern):
                    owners.append(rule.id)
                    sources.append(_source(pattern))
    return {owners[number]: reason for number, reason in probe(sources).items()} if sources else {}
