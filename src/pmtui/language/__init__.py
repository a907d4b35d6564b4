"""Blameless language: rules as data, who acts in a sentence, and the questions to ask.

`lint_text` checks one field, `lint_document` a whole Markdown file; both are pure, deterministic
and offline. Importing this package reads no rule and compiles no rule expression.
"""

from __future__ import annotations

from pmtui.language.findings import PANES, LanguageFinding, Pane, Roster, Severity
from pmtui.language.linting import forget, lint_document, lint_text
from pmtui.language.suppression import Allowance, allowances, sentence_hash

__all__ = [
    "PANES",
    "Allowance",
    "LanguageFinding",
    "Pane",
    "Roster",
    "Severity",
    "allowances",
    "forget",
    "lint_document",
    "lint_text",
    "sentence_hash",
]
