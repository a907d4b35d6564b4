"""The question behind the id of a criterion or the name of a language rule, for lists of both."""

from functools import cache


def asks(id: str) -> str:
    """What a criterion asks, a team's text says or a language rule is called.

    "" for one that is not known here: of another team, or of a later release. The first language
    rule that is asked for takes a moment, as all of them are read.
    """
    from pmtui.review import CRITERIA
    from pmtui.review.team import team

    known = {one.id: one.text for one in team().policy.attest}
    known |= {criterion.id: criterion.asks for criterion in CRITERIA}
    return known[id] if id in known else _rule(id)


def _rule(id: str) -> str:
    from pmtui.review.team_rules import team_rules

    own = {rule.id: rule.name for rule in team_rules().rules}
    return own.get(id) or _names().get(id, "")


@cache
def _names() -> dict[str, str]:
    from pmtui.language import rules

    return {rule.id: rule.name for rule in rules()}
