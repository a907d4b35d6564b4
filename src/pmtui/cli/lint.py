"""`lint` and `rules`: blameless language in any text, for editors, hooks and CI."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmtui.cli.reading import decoded, one_line, read_input
from pmtui.cli.speaking import emit, hanging, tell, width
from pmtui.errors import UsageError

if TYPE_CHECKING:
    from pmtui.language import LanguageFinding
    from pmtui.language.rulemodel import Rule

SEVERITIES = ("advise", "warn", "block")
_NAMED = 3
"""Files that one sentence names; more would be read by nobody."""
PANES = ("overview", "timeline", "impact", "causes", "response", "actions", "review")

rules_option = click.option(
    "--rules", "rule_file", metavar="FILE", help="Rules of your own beside the built-in ones."
)


@click.command("lint")
@click.argument("files", metavar="FILE...|-", nargs=-1)
@click.option("--pane", type=click.Choice(PANES), help="Read all of it as this pane's text.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--max-severity",
    type=click.Choice(["none", *SEVERITIES]),
    default="warn",
    help="The worst that is still fine (exit code 0); default warn.",
)
@click.option("--explain", metavar="RULE", type=one_line, help="Explain one rule and end.")
@rules_option
def lint_command(
    files: tuple[str, ...],
    pane: str | None,
    format_: str,
    as_json: bool,
    max_severity: str,
    explain: str | None,
    rule_file: str | None,
) -> int:
    """Check text for blameless language; headings of a Markdown file choose the pane.

    Exit code 1 when a finding is worse than --max-severity, and 2 when the rules of --rules could
    not all be used: then it is no verdict. The rules read English only.

    \b
    Examples: pmtui lint postmortem.md
              pmtui lint --max-severity advise --format github docs/*.md
              git log -1 --format=%B | pmtui lint - --pane causes
              pmtui lint --explain BL101
    """
    extra, broken = _extra(rule_file)
    if explain:
        emit(_explained(explain, extra))
        return 2 if broken else 0
    if not files:
        raise UsageError("There is nothing to check. Name a file, or - for the pipe.")
    from pmtui.language import lint_document
    from pmtui.language.suppression import WANTED, ignored
    from pmtui.language.tongue import seems_foreign

    found: list[tuple[str, tuple[LanguageFinding, ...]]] = []
    foreign: list[str] = []
    for file in files:
        text = decoded(read_input(file))
        name = one_line(file)
        found.append((name, lint_document(text, pane, extra_rules=extra)))
        if seems_foreign(text):
            foreign.append("the text" if file == "-" else name)
        for place in ignored(text):
            tell(
                f"{name}:{text.count(chr(10), 0, place) + 1}: this pmtui-allow comment is ignored. "
                f"Write it with rule and reason, of ten characters or more: {WANTED}"
            )
    if out := _rendered(found, "json" if as_json else format_):
        emit(out)
    every = [f for _, findings in found for f in findings]
    allowed = SEVERITIES.index(max_severity) if max_severity in SEVERITIES else -1
    worse = sum(SEVERITIES.index(f.severity) > allowed for f in every)
    if worse:
        tell(f"{worse} of {len(every)} findings bar the way. Reword them, or allow with a reason.")
    elif not every and not broken:
        tell("Nothing was found.")
    if foreign:
        tell(
            f"Some of {_listed(foreign)} seems not to be written in English. The rules read "
            "English only; let a person read the rest for blame."
        )
    if broken:
        tell(f"Not all rules of {rule_file} were used, so this is no verdict. Mend the file first.")
        return 2
    return 1 if worse else 0


def _listed(names: list[str]) -> str:
    """Names in a sentence, the first few of many."""
    if len(names) > _NAMED:
        return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _rendered(found: "list[tuple[str, tuple[LanguageFinding, ...]]]", shape: str) -> str:
    from pmtui.language import report

    if shape == "json":
        import json

        several = len(found) > 1
        entries = [
            entry
            for path, findings in found
            for entry in json.loads(report.as_json(findings, path if several else None))["findings"]
        ]
        return json.dumps({"findings": entries}, ensure_ascii=False, indent=1)
    one = report.as_github if shape == "github" else report.as_text
    return "".join(one(findings, path) for path, findings in found)


def _extra(rule_file: str | None) -> "tuple[tuple[Rule, ...], bool]":
    """The rules of the file given, else of the one beside the configuration.

    Every refused rule is named on stderr. Whether a file that was asked for is not used whole is
    said as well: without its rules nobody can say that nothing was found.
    """
    if rule_file is None:
        from pmtui.review.team_rules import problems_to_tell, team_rules

        own = team_rules().rules
        for sentence in problems_to_tell():
            tell(sentence)
        return own, False
    from pmtui.language import load_rule_file

    try:
        loaded = load_rule_file(Path(rule_file))
    except (OSError, ValueError) as error:
        raise UsageError(f"{rule_file} cannot be read ({error}). Name another file.") from error
    for problem in loaded.problems:
        tell(str(problem))
    return loaded.rules, bool(loaded.problems)


def _explained(rule: str, extra: "tuple[Rule, ...]") -> str:
    from pmtui.language import UnknownRule, explain

    try:
        return explain(rule, extra)
    except UnknownRule as error:
        raise UsageError(str(error)) from error


@click.command("rules")
@rules_option
def rules_command(rule_file: str | None) -> int:
    """List the language rules with their questions.

    Exit code 2 when the rules of --rules could not all be used.

    Example: pmtui rules
    """
    from pmtui.language import rules

    columns = width()
    extra, broken = _extra(rule_file)
    for rule in (*rules(), *extra):
        emit(hanging(f"{rule.id:<6} {rule.name:<24} ", rule.question, columns, 7))
    return 2 if broken else 0
