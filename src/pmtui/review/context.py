"""The context in which every part of pmtui judges, so that no path judges by fewer rules."""

from collections.abc import Iterable
from datetime import datetime

from pmtui.domain.postmortem import Postmortem
from pmtui.review.model import Context, Finding


def standard_context(now: datetime) -> Context:
    """Judging at a moment, with the language rules, which load when they are first asked."""
    return Context(now=now, language=_language)


def _language(pm: Postmortem) -> Iterable[Finding]:
    from pmtui.review.language import language_findings
    from pmtui.review.team_rules import team_rules

    return language_findings(pm, team_rules().rules)


def prepare() -> None:
    """Load and compile what judging needs, in idle time; may run in a thread of its own."""
    from pmtui import language
    from pmtui.review import language as fields  # noqa: F401 - loading it is the point
    from pmtui.review.team_rules import team_rules

    team_rules()
    language.prepare()
