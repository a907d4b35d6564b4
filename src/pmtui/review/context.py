"""The context in which every part of pmtui judges, so that no path judges by fewer rules."""

from collections.abc import Iterable
from datetime import datetime

from pmtui.domain.postmortem import Postmortem
from pmtui.review.model import Context, Finding, SimilarPostmortem
from pmtui.review.team import team


def standard_context(now: datetime, similar: tuple[SimilarPostmortem, ...] = ()) -> Context:
    """Judging at a moment, with language rules and secret scanner, which load when first asked.

    `similar` is what resembles the postmortem in its store, which only the store can tell (C36).
    """
    return Context(
        now=now, policy=team().policy, similar=similar, language=_language, secrets=_secrets
    )


def _language(pm: Postmortem) -> Iterable[Finding]:
    from pmtui.review.language import language_findings
    from pmtui.review.team_rules import team_rules

    return language_findings(pm, team_rules().rules)


def _secrets(pm: Postmortem) -> Iterable[Finding]:
    from pmtui.review.secrets import secret_findings

    return secret_findings(pm)


def prepare() -> None:
    """Load and compile what judging needs, in idle time; may run in a thread of its own."""
    from pmtui import language
    from pmtui.privacy.scan import prepare as prepare_scan
    from pmtui.review import language as fields  # noqa: F401 - loading it is the point
    from pmtui.review import secrets  # noqa: F401 - as above
    from pmtui.review.team_rules import team_rules

    team()
    team_rules()
    language.prepare()
    prepare_scan()
