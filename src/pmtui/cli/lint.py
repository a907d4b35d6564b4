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

    Exit code 1 when a finding is worse than --max-severity.

    \b
    Examples: pmtui lint postmortem.md
              pmtui lint --max-severity advise --format github docs/*.md
              git log -1 --format=%B | pmtui lint - --pane causes
              pmtui lint --explain BL101
    """
    extra = _extra(rule_file)
    if explain:
        emit(_explained(explain, extra))
        return 0
    if not files:
        raise UsageError("There is nothing to check. Name a file, or - for the pipe.")
    from pmtui.language import lint_document

    found: list[tuple[str, tuple[LanguageFinding, ...]]] = []
    for file in files:
        text = decoded(read_input(file))
        found.append((one_line(file), lint_document(text, pane, extra_rules=extra)))
    if out := _rendered(found, "json" if as_json else format_):
        emit(out)
    every = [f for _, findings in found for f in findings]
    allowed = SEVERITIES.index(max_severity) if max_severity in SEVERITIES else -1
    worse = sum(SEVERITIES.index(f.severity) > allowed for f in every)
    if worse:
        tell(f"{worse} of {len(every)} findings bar the way. Reword them, or allow with a reason.")
    elif not every:
        tell("Nothing was found.")
    return 1 if worse else 0


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


def _extra(rule_file: str | None) -> "tuple[Rule, ...]":
    """The rules of the file given, else of the one beside the configuration.

    Every refused rule is named on stderr.
    """
    if rule_file is None:
        from pmtui.review.team_rules import problems_to_tell, team_rules

        own = team_rules().rules
        for sentence in problems_to_tell():
            tell(sentence)
        return own
    from pmtui.language import load_rule_file

    try:
        loaded = load_rule_file(Path(rule_file))
    except (OSError, ValueError) as error:
        raise UsageError(f"{rule_file} cannot be read ({error}). Name another file.") from error
    for problem in loaded.problems:
        tell(str(problem))
    return loaded.rules


def _explained(rule: str, extra: "tuple[Rule, ...]") -> str:
    from pmtui.language import UnknownRule, explain

    try:
        return explain(rule, extra)
    except UnknownRule as error:
        raise UsageError(str(error)) from error


@click.command("rules")
@rules_option
def rules_command(rule_file: str | None) -> None:
    """List the language rules with their questions.

    Example: pmtui rules
    """
    from pmtui.language import rules

    columns = width()
    for rule in (*rules(), *_extra(rule_file)):
        emit(hanging(f"{rule.id:<6} {rule.name:<24} ", rule.question, columns, 7))
