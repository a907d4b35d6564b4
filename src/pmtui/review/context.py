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
    """Load what judging needs, in idle time; may run in a thread of its own.

    Each expression is compiled, in some milliseconds at most, when a word that calls for it first
    turns up: most of them never do, and all together would hold the first strokes up.
    """
    from pmtui.language.rulebook import catalogue
    from pmtui.review import (
        language,  # noqa: F401 - loading it is the point
        secrets,  # noqa: F401 - as above
    )
    from pmtui.review.team_rules import team_rules

    team()
    team_rules()
    catalogue()
