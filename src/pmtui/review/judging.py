"""The one engine of the review: every criterion judged, language heard, waivers applied."""

from collections.abc import Iterable
from dataclasses import replace

from pmtui.domain.postmortem import Postmortem, depth_of
from pmtui.domain.vocabulary import Depth, Pane
from pmtui.review import (
    actions,
    causes,
    impact,
    overview,
    people,
    response,
    timeline,
    wording,
)
from pmtui.review.confirming import unconfirmed
from pmtui.review.model import Context, Counts, Criterion, Finding, Group, Level, Policy
from pmtui.review.waivers import Waived, sort_waivers, standing

_PANES = {pane: position for position, pane in enumerate(Pane)}
_WEIGHT = {Level.ADVISE: 0, Level.WARN: 1, Level.ATTEST: 2, Level.BLOCK: 3}
_TABLE = {
    Pane.OVERVIEW: "overview",
    Pane.TIMELINE: "events",
    Pane.IMPACT: "impact",
    Pane.CAUSES: "factors",
    Pane.RESPONSE: "response",
    Pane.ACTIONS: "actions",
    Pane.REVIEW: "review",
}
"""The table to jump to where a finding is about a whole pane."""

CRITERIA_SET = "2026.1"
"""The version of the criteria, stored with every completion."""

CRITERIA: tuple[Criterion, ...] = tuple(
    sorted(
        (
            *overview.CRITERIA,
            *timeline.CRITERIA,
            *impact.CRITERIA,
            *causes.CRITERIA,
            *response.CRITERIA,
            *actions.CRITERIA,
            *people.CRITERIA,
            *wording.CRITERIA,
        ),
        key=lambda criterion: (_PANES[criterion.pane], criterion.id),
    )
)
"""All criteria in the order in which they are shown: by pane, then by number."""

_BY_ID = {criterion.id: criterion for criterion in CRITERIA}
_BY_RULE = {
    rule: tuple(c for c in CRITERIA if rule in c.rules) for c in CRITERIA for rule in c.rules
}
_OWN = {c.id: frozenset(c.rules) for c in CRITERIA if c.rules}
_DECIDED = frozenset(rule for c in CRITERIA if c.decides for rule in c.rules)


def criterion_of(finding: Finding) -> Criterion:
    """The criterion a finding belongs to.

    A language finding belongs to the criterion of its pane that names its rule; else to the first
    one that does; a rule that none names belongs to C22.
    """
    if finding.criterion in _BY_ID:
        return _BY_ID[finding.criterion]
    if is_teams(finding):
        return _BY_ID["C37"]
    named = _BY_RULE.get(finding.criterion, (_BY_ID["C22"],))
    return next((c for c in named if c.pane is finding.pane), named[0])


def is_teams(finding: Finding) -> bool:
    """Whether a finding is a text of the team's own, which is confirmed by itself."""
    known = finding.criterion in _BY_ID or finding.criterion in _BY_RULE
    return finding.level is Level.ATTEST and not known


def criteria_since(version: str) -> tuple[Criterion, ...]:
    """The criteria that are newer than a version, which an earlier completion did not meet."""
    return tuple(c for c in CRITERIA if _version(c.since) > _version(version))


def _version(text: str) -> tuple[int, ...]:
    numbers = text.partition(" ")[0]  # the name of a team's rules may follow
    return tuple(int(part) for part in numbers.split(".") if part.isdecimal())


def criteria_met(policy: Policy) -> str:
    """What a completion meets: the version of the criteria, and the team's rules in force."""
    return f"{CRITERIA_SET} with {policy.name}" if policy.name else CRITERIA_SET


def met(pm: Postmortem) -> str:
    """Which criteria a complete postmortem met, as a sentence; "" while it is not complete."""
    version = pm.review.criteria_set
    if not version:
        return ""
    newer = criteria_since(version)
    if not newer:
        return f"It met the criteria of {version}."
    names = ", ".join(c.id for c in newer)
    return f"It met the criteria of {version}; {len(newer)} came since: {names}."


def review(pm: Postmortem, context: Context) -> tuple[Finding, ...]:
    """Everything that stands between this value and a good postmortem, in pane order, block first.

    Waived findings and false alarms are left out. Never raises: a check that breaks becomes a
    finding that says so.
    """
    return standing(pm, all_findings(pm, context))


def waived(pm: Postmortem, context: Context) -> Waived:
    """The waivers that still set something aside, and the void ones."""
    return sort_waivers(pm, all_findings(pm, context), context)


def all_findings(pm: Postmortem, context: Context) -> tuple[Finding, ...]:
    """The findings with nothing set aside, in pane order, block first."""
    depth = depth_of(pm)
    found: list[Finding] = []
    for criterion in CRITERIA:
        found += _judge(criterion, pm, context, depth)
    if context.language is not None:
        found = _merge(found, _listen(pm, context))
    found = _as_the_team_says(found, context.policy)
    found += _team_attestations(pm, context.policy)
    found.sort(key=lambda f: (_PANES[f.pane], -_WEIGHT[f.level]))
    return tuple(found)


def _judge(criterion: Criterion, pm: Postmortem, context: Context, depth: Depth) -> list[Finding]:
    level = criterion.level_at(depth)
    if level is None:
        return []
    try:
        return [_at_most(f, level) for f in criterion.find(pm, context)]
    except Exception as error:  # a broken check must not take the workbook down (gate rule 12)
        return [_not_checked(criterion, error)]


def _as_the_team_says(found: list[Finding], policy: Policy) -> list[Finding]:
    """The findings at the levels that a team set; what people must confirm stays with people."""
    if not policy.levels:
        return found
    kept = []
    for finding in found:
        own = finding.criterion
        id = own if own in policy.levels else criterion_of(finding).id
        level = policy.levels.get(id, finding.level)
        if level is Level.BLOCK and finding.level is Level.ATTEST:
            level = Level.ATTEST
        if level is not None:
            kept.append(replace(finding, level=level))
    return kept


def _team_attestations(pm: Postmortem, policy: Policy) -> list[Finding]:
    """What a team asks to confirm, until each is, or the review is recorded as held."""
    return [
        Finding(
            criterion=one.id,
            level=Level.ATTEST,
            group=Group.PEOPLE,
            pane=Pane.REVIEW,
            table="review",
            field="held_on",
            message=one.text,
            next="Confirm it in your name, or with the record of the review.",
        )
        for one in unconfirmed(pm, policy)
    ]


def _at_most(finding: Finding, level: Level) -> Finding:
    if _WEIGHT[finding.level] <= _WEIGHT[level]:
        return finding
    return replace(finding, level=level)


def _not_checked(criterion: Criterion, error: Exception) -> Finding:
    return Finding(
        criterion=criterion.id,
        level=Level.WARN,
        group=Group.LOOK,
        pane=criterion.pane,
        table=_TABLE[criterion.pane],
        message=f"“{criterion.asks}” could not be checked ({type(error).__name__}: {error}).",
        next="Look at it yourself, and report this as a defect of pmtui.",
    )


def _listen(pm: Postmortem, context: Context) -> list[Finding]:
    assert context.language is not None
    try:
        return list(context.language(pm))
    except Exception as error:  # as above
        return [_not_checked(_BY_ID["C22"], error)]


def _merge(own: list[Finding], spoken: list[Finding]) -> list[Finding]:
    """Own and language findings; where both see the same, the stronger stays, else the exact one.

    A name in causal prose (BL106) is so as strong as C21 makes it.
    """
    places: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in own:
        if finding.criterion in _OWN:
            place = (finding.table, finding.record, finding.field)
            places.setdefault(place, []).append(finding)
    dropped: set[int] = set()
    kept = []
    for finding in spoken:
        twins = [
            f
            for f in places.get((finding.table, finding.record, finding.field), ())
            if finding.criterion in _OWN[f.criterion]
        ]
        if any(_WEIGHT[t.level] > _WEIGHT[finding.level] for t in twins):
            continue
        if finding.criterion in _DECIDED and not twins:
            continue
        dropped.update(id(t) for t in twins)
        kept.append(finding)
    return [f for f in own if id(f) not in dropped] + kept


def bars_review(finding: Finding) -> bool:
    """Whether a finding keeps a draft from being ready for review."""
    return finding.level is Level.BLOCK


def bars_completion(finding: Finding) -> bool:
    """Whether a finding keeps a postmortem from being complete."""
    return finding.level in (Level.BLOCK, Level.ATTEST)


def ready_for_review(findings: Iterable[Finding]) -> bool:
    """Whether nothing is left that bars completion but what people must confirm."""
    return not any(bars_review(f) for f in findings)


def ready_to_complete(findings: Iterable[Finding]) -> bool:
    """Whether nothing bars completion."""
    return not any(bars_completion(f) for f in findings)


def counts(findings: Iterable[Finding]) -> Counts:
    """How many findings wait in each pile; advice is left out."""
    tally = {Group.WRITE: 0, Group.LOOK: 0, Group.PEOPLE: 0}
    for finding in findings:
        if finding.level is not Level.ADVISE:
            tally[finding.group] += 1
    return Counts(write=tally[Group.WRITE], look=tally[Group.LOOK], people=tally[Group.PEOPLE])
