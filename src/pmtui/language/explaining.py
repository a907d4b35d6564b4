"""Lists the rules and explains one in full, for the command line and the help of the workbook."""

from __future__ import annotations

from pmtui.language.findings import PANES
from pmtui.language.rewriting import rewrite_pattern
from pmtui.language.rulebook import catalogue_with_examples
from pmtui.language.rulemodel import Rule


class UnknownRule(LookupError):
    """No rule has that id; the message is a sentence that says where to look."""


def rules() -> tuple[Rule, ...]:
    """Return the built-in rules with their examples, in the order of the catalogue."""
    return catalogue_with_examples()


def explain(rule_id: str, extra_rules: tuple[Rule, ...] = ()) -> str:
    """Return what a rule asks, where, how strongly, on whose authority, and its examples."""
    wanted = rule_id.strip().upper()
    for rule in rules() + extra_rules:
        if rule.id.upper() == wanted:
            return _text(rule)
    raise UnknownRule(f"No rule is called {rule_id!r}; `pmtui rules` lists them all.")


def _text(rule: Rule) -> str:
    where = ", ".join(f"{pane} {rule.panes[pane]}" for pane in PANES if pane in rule.panes)
    lines = [
        f"{rule.id} {rule.name} ({rule.category})",
        f"  asks:    {rule.question}",
        f"  panes:   {where}",
    ]
    if rule.source:
        lines.append(f"  source:  {rule.source}")
    lines += [f"  finds:   {sentence}" for sentence in rule.bad]
    lines += [f"  leaves:  {sentence}" for sentence in rule.good]
    pattern = rewrite_pattern(rule.category)
    if pattern:
        lines += [f"  rewrite: {pattern[0]}", f"           {pattern[1]}"]
    lines.append(f"  set aside: <!-- pmtui-allow {rule.id}: your reason --> before the sentence")
    return "\n".join(lines) + "\n"
