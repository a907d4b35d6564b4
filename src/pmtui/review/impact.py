"""Criteria of the impact: figures or honest unknowns, and honest words."""

from collections.abc import Iterable

from pmtui.domain.facts import duration
from pmtui.domain.postmortem import Postmortem, depth_of
from pmtui.domain.vocabulary import Depth, Pane
from pmtui.review.found import to_look, to_write
from pmtui.review.model import Context, Criterion, Finding, Level
from pmtui.review.moments import impact_length
from pmtui.review.reading import durations, has_figure
from pmtui.review.variants import both, change, without


def _measured(pm: Postmortem, context: Context) -> Iterable[Finding]:
    impact = pm.impact
    if impact.near_miss:
        return
    if not _has_any_figure(pm) and not impact.unknown_because.strip():
        yield to_write(
            "C11",
            ("impact", "", "affected"),
            "How many were affected? One figure lets a reader weigh the incident; an estimate "
            "counts.",
            "Give a number, an estimate marked as such, or why it is unknown.",
        )
    if not _duration_told(pm):
        yield to_write(
            "C11",
            ("impact", "", "duration_unknown_because"),
            "How long did it last? No two marked moments give the duration of the impact.",
            "Mark impact start and its end in the timeline, or say why the length is unknown.",
        )
    if depth_of(pm) is Depth.LIGHT:
        return
    if not impact.who.strip():
        yield to_write(
            "C11",
            ("impact", "", "who"),
            "Who was affected? A figure means little without whom it counts.",
            "Name the group: which customers, users or teams.",
            level=Level.WARN,
        )
    if not impact.functions.strip():
        yield to_write(
            "C11",
            ("impact", "", "functions"),
            "What could they not do, and how badly? That is what a reader compares with their own "
            "service.",
            "Name the function and how it failed.",
            level=Level.WARN,
        )


def _has_any_figure(pm: Postmortem) -> bool:
    impact = pm.impact
    texts = (impact.affected, impact.population, impact.support_requests, impact.description)
    return any(has_figure(t) for t in texts) or any(m.value.strip() for m in pm.metrics)


def _duration_told(pm: Postmortem) -> bool:
    if impact_length(pm) is not None or pm.impact.duration_unknown_because.strip():
        return True
    lacking = duration(pm, "impact_duration").missing
    if any(a.milestone in lacking and a.reason.strip() for a in pm.absences):
        return True  # the export prints the reason where the length would stand
    if depth_of(pm) is not Depth.LIGHT:
        return False
    return bool(durations(pm.overview.summary) or durations(pm.impact.description))


_OUTAGE_FIELDS = (
    ("overview", "title"),
    ("overview", "summary"),
    ("impact", "functions"),
    ("impact", "description"),
)


def _honest(pm: Postmortem, context: Context) -> Iterable[Finding]:
    if pm.impact.total_outage:
        return
    for table, field in _OUTAGE_FIELDS:
        text: str = getattr(getattr(pm, table), field)
        if "outage" in text.lower():
            yield to_look(
                "C12",
                (table, "", field),
                "“Outage” tells a reader that nothing worked for anyone, and the impact does not "
                "say so.",
                "Say what was degraded and for whom, or mark the impact as a total outage.",
                level=Level.WARN,
                waives=text,
            )


CRITERIA = (
    Criterion(
        id="C11",
        pane=Pane.IMPACT,
        asks="Does it say who, how many, how long, which function, and what is unknown?",
        why="Without figures nobody can weigh the incident or the actions; a guess beats none.",
        source="Google SRE, PagerDuty template, Atlassian",
        kind="partly",
        levels=(Level.BLOCK, Level.BLOCK, Level.BLOCK),
        find=_measured,
        good=both(
            without("metrics"),
            change(
                "impact",
                affected="",
                population="",
                support_requests="",
                description="",
                unknown_because="the counter was reset",
            ),
        ),
        bad=both(
            without("metrics"),
            change("impact", affected="", population="", support_requests="", description=""),
        ),
    ),
    Criterion(
        id="C12",
        pane=Pane.IMPACT,
        asks="Are the impact words honest, “outage” only for total loss?",
        why="An exaggerated word spoils the trust in every other one.",
        source="PagerDuty guide",
        kind="partly",
        levels=(Level.WARN, Level.WARN, Level.WARN),
        find=_honest,
        good=both(
            change("overview", title="Total outage of label printing"),
            change("impact", total_outage=True),
        ),
        bad=change("overview", title="Outage of label printing"),
        rules=("BL1104",),
        decides=True,
    ),
)
