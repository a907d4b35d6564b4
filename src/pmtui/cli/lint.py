"""`lint` and `rules`: blameless language in any text, for editors, hooks and CI."""

import click

from pmtui.cli.common import emit, tell
from pmtui.cli.enter import read_input
from pmtui.errors import AnswerIsNo, UsageError

SEVERITIES = ("advise", "warn", "block")
PANES = ("overview", "timeline", "impact", "causes", "response", "actions", "review")


@click.command("lint")
@click.argument("file", metavar="FILE|-", required=False)
@click.option("--pane", type=click.Choice(PANES), help="Read all of it as this pane's text.")
@click.option("--format", "format_", type=click.Choice(["text", "json", "github"]), default="text")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--max-severity",
    type=click.Choice(SEVERITIES),
    default="warn",
    help="The worst that is still fine (exit code 0).",
)
@click.option("--explain", metavar="RULE", help="Explain one rule and end.")
def lint_command(
    file: str | None,
    pane: str | None,
    format_: str,
    as_json: bool,
    max_severity: str,
    explain: str | None,
) -> None:
    """Check text for blameless language; headings of a Markdown file choose the pane.

    Exit code 1 when a finding is worse than --max-severity.
    """
    from pmtui.language import explain as explained
    from pmtui.language import lint_document, report

    if explain:
        emit(str(explained(explain)))
        return
    if not file:
        raise UsageError("Name a file to check, or - for the pipe.")
    from pmtui.domain.text import decode

    text = decode(read_input(file))
    findings = lint_document(text, pane)
    shape = "json" if as_json else format_
    if out := report.render(findings, shape, path=file):
        emit(out)
    worst = max((SEVERITIES.index(f.severity) for f in findings), default=-1)
    if worst > SEVERITIES.index(max_severity):
        raise AnswerIsNo(f"{len(findings)} findings; reword them, or record a reason.")
    if not findings:
        tell("Nothing was found.")


@click.command("rules")
def rules_command() -> None:
    """List the language rules with their questions."""
    from pmtui.language import rules

    for rule in rules():
        emit(f"{rule.id:<7} {rule.name:<22} {rule.question}")
