"""Blameless language: rules as data, who acts in a sentence, and the questions to ask.

`lint_text` checks one field, `lint_document` a whole Markdown file; both are pure, deterministic
and offline. Importing this package reads no rule and compiles no expression; the modules that
are seldom needed load when one of their names is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pmtui.language.findings import PANES, LanguageFinding, Pane, Roster, Severity
from pmtui.language.linting import forget, lint_document, lint_text, prepare
from pmtui.language.suppression import Allowance, allowances

if TYPE_CHECKING:
    from pmtui.language.explaining import UnknownRule, explain, rules
    from pmtui.language.qualities import Cue, cues
    from pmtui.language.rewriting import Substitution, rewrite_pattern, substitute_roles
    from pmtui.language.userrules import (
        LoadedRules,
        RuleProblem,
        load_rule_file,
        read_user_rules,
    )

__all__ = [
    "PANES",
    "Allowance",
    "Cue",
    "LanguageFinding",
    "LoadedRules",
    "Pane",
    "Roster",
    "RuleProblem",
    "Severity",
    "Substitution",
    "UnknownRule",
    "allowances",
    "cues",
    "explain",
    "forget",
    "lint_document",
    "lint_text",
    "load_rule_file",
    "prepare",
    "read_user_rules",
    "rewrite_pattern",
    "rules",
    "substitute_roles",
]

_LATER = {
    "Cue": "qualities",
    "cues": "qualities",
    "UnknownRule": "explaining",
    "explain": "explaining",
    "rules": "explaining",
    "Substitution": "rewriting",
    "rewrite_pattern": "rewriting",
    "substitute_roles": "rewriting",
    "LoadedRules": "userrules",
    "RuleProblem": "userrules",
    "load_rule_file": "userrules",
    "read_user_rules": "userrules",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        from importlib import import_module

        value = getattr(import_module(f"pmtui.language.{_LATER[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
