"""Criteria of the causes: several factors, none of them a person, with evidence and answers."""

from collections.abc import Iterable
from dataclasses import replace

from pmtui.domain.postmortem import Postmortem, depth_of
from pmtui.domain.records import Factor
from pmtui.domain.vocabulary import ActionState, Depth, FactorKind, Pane, Relation, Standing
from pmtui.review.found import short, to_look, to_write
from pmtui.review.model import Context, Criterion, Finding, Level
from pmtui.review.subjects import person_acting
from pmtui.review.variants import both, change, change_all, change_of, without


def _written(pm: Postmortem) -> list[Factor]:
    """The factors that contributed: written, and no mitigators."""
    return [f for f in pm.factors if f.text.strip() and f.kind is not FactorKind.MITIGATOR]


def _several(pm: Postmortem, context: Context) -> Iterable[Finding]:
    factors = _written(pm)
    if not factors:
        yield to_write(
            "C15",
            ("factors", "", "text"),
            "Which conditions had to be present for this to happen? Usually there are several.",
            "Write the first contributing factor.",
        )
    elif len(factors) == 1 and not pm.causes.only_one_because.strip():
        yield to_write(
            "C15",
            ("causes", "", "only_one_because"),
            "What else had to be true? A single factor seldom suffices, and each one is a chance "
            "to act.",
            "Add another factor, or say why there is only one.",
            level=Level.BLOCK if depth_of(pm) is Depth.FULL else Level.WARN,
        )


def _no_person_last(pm: Postmortem, context: Context) -> Iterable[Finding]:
    for factor in _written(pm):
        chain = [line for line in factor.why_chain.splitlines() if line.strip()]
        field, leaf = ("why_chain", chain[-1]) if chain else ("text", factor.text)
        if actor := person_acting(leaf, pm.participants):
            yield to_look(
                "C16",
                ("factors", factor.id, field),
                f"This chain ends with {actor}; what made that step possible or reasonable is "
                "where a reader can learn.",
                "Add a step to the why-chain that says what made it possible.",
                waives=getattr(factor, field),
            )


_BEYOND = frozenset(
    {FactorKind.ENABLER, FactorKind.MISSED_SAFEGUARD, FactorKind.RESPONSE_DIFFICULTY}
)


def _deep(pm: Postmortem, context: Context) -> Iterable[Finding]:
    factors = _written(pm)
    kinds = {f.kind for f in factors if f.kind is not None}
    if not factors or (kinds & _BEYOND and kinds != {FactorKind.TRIGGER}):
        return
    first = factors[0]
    if not kinds:
        message = "Which factor was the trigger, and which were conditions that waited for it?"
    elif kinds == {FactorKind.TRIGGER}:
        message = "What had to be in place for the trigger to do harm? Triggers seldom come back."
    else:
        message = (
            "What let it through: a safeguard, a way of working, a tool? So far the factors say "
            "only what broke."
        )
    yield to_look(
        "C17",
        ("factors", first.id, "kind"),
        message,
        "Give the factors their kinds, and add an enabler or a missed safeguard.",
        level=Level.WARN,
        waives=" ".join(f.text for f in factors),
    )


def _supported(pm: Postmortem, context: Context) -> Iterable[Finding]:
    shown = {e.of for e in pm.evidence if e.text.strip()}
    for factor in _written(pm):
        labelled = factor.standing in (Standing.HYPOTHESIS, Standing.UNKNOWN)
        if labelled or factor.events or factor.id in shown:
            continue
        yield to_write(
            "C18",
            ("factors", factor.id, "standing"),
            f"How is “{short(factor.text)}” known? A reader cannot tell a finding from a guess.",
            "Link an event or evidence, or mark it as a hypothesis.",
            level=Level.WARN,
        )


def _answered(pm: Postmortem, context: Context) -> Iterable[Finding]:
    answered: set[str] = set()
    for action in pm.actions:
        promised = action.state in (ActionState.COMMITTED, ActionState.DONE)
        declined = action.state is ActionState.DECLINED and action.declined_because.strip()
        if promised or declined:
            answered.update(action.factors)
    ideas = {id for action in pm.actions for id in action.factors} - answered
    for factor in _written(pm):
        if factor.id in answered or factor.declined_because.strip():
            continue
        about = f"“{short(factor.text)}”"
        yield to_write(
            "C34",
            ("factors", factor.id, ""),
            f"Who will do what about {about}? So far only ideas answer it."
            if factor.id in ideas
            else f"What will be done about {about}? Deciding to do nothing is an answer too.",
            "Commit one of its actions, or say why none is needed."
            if factor.id in ideas
            else "Write or link an action, or say why none is needed.",
            waives=factor.text,
        )


def _past(pm: Postmortem, context: Context) -> Iterable[Finding]:
    decided = {r.uid for r in pm.related if r.relation is not None}
    for similar in context.similar:
        if similar.uid in decided or similar.reference in decided:
            continue
        from pmtui.privacy.masking import masked_text  # only where something resembles it

        yield to_look(
            "C36",
            ("related", similar.uid, ""),
            f"{similar.reference} “{short(masked_text(similar.title))}” looks alike: {similar.why}. "
            "What was promised then?",
            "Read it, then link it as related, or dismiss it.",
        )


def _one_factor(pm: Postmortem) -> Postmortem:
    return replace(pm, factors=pm.factors[:1])


_THREE = (Level.BLOCK, Level.BLOCK, Level.BLOCK)

CRITERIA = (
    Criterion(
        id="C15",
        pane=Pane.CAUSES,
        asks="Is more than one contributing factor considered?",
        why="Incidents need several conditions at once; each one is a chance to act.",
        source="PagerDuty guide, Etsy, Howie, Cook",
        kind="machine",
        levels=_THREE,
        find=_several,
        good=both(_one_factor, change("causes", only_one_because="the part stood alone")),
        bad=_one_factor,
    ),
    Criterion(
        id="C16",
        pane=Pane.CAUSES,
        asks="Is no human action the last cause?",
        why="What a person did is where the questions begin: what made it possible or reasonable?",
        source="PagerDuty guide, Google SRE, Cargo, AWS",
        kind="partly",
        levels=_THREE,
        find=_no_person_last,
        good=change_of(
            "factors",
            "f-schedule",
            why_chain="Tomás Rey moved the job.\nThe scheduler does not show the load curve.",
        ),
        bad=change_of("factors", "f-schedule", why_chain="Tomás Rey moved the job."),
        rules=("BL101", "BL102", "BL201"),
    ),
    Criterion(
        id="C17",
        pane=Pane.CAUSES,
        asks="Is the trigger apart from the conditions, and are system, process and tooling asked "
        "about?",
        why="Triggers seldom come back; conditions stay.",
        source="Google SRE, PagerDuty guide, Kehoe, LRRIT",
        kind="partly",
        levels=(Level.WARN, Level.WARN, None),
        find=_deep,
        good=change_of("factors", "f-alert", kind=FactorKind.ENABLER),
        bad=change_all("factors", kind=FactorKind.TRIGGER),
    ),
    Criterion(
        id="C18",
        pane=Pane.CAUSES,
        asks="Do causal claims carry evidence, and are unknowns labelled?",
        why="A reader must be able to tell a finding from a guess.",
        source="Google SRE",
        kind="machine",
        levels=(Level.WARN, Level.WARN, Level.WARN),
        find=_supported,
        good=change_of("factors", "f-shared", events=(), standing=Standing.HYPOTHESIS),
        bad=change_of("factors", "f-shared", events=()),
    ),
    Criterion(
        id="C34",
        pane=Pane.CAUSES,
        asks="Is every factor answered by an action or a documented decision not to act?",
        why="A factor without an answer is a promise that nobody made.",
        source="LRRIT, PagerDuty guide",
        kind="machine",
        levels=(Level.BLOCK, Level.BLOCK, Level.WARN),
        find=_answered,
        good=both(
            without("actions"),
            change_all("factors", declined_because="the service is retired in April"),
        ),
        bad=change_all("actions", state=ActionState.PROPOSED),
    ),
    Criterion(
        id="C36",
        pane=Pane.CAUSES,
        asks="Was the past checked: similar incidents, unfinished actions, known backlog?",
        why="An incident that comes back shows what an earlier promise was worth.",
        source="PagerDuty guide, Atlassian",
        kind="partly",
        levels=(Level.BLOCK, Level.BLOCK, Level.WARN),
        find=_past,
        good=change("related", relation=Relation.RELATED),
        bad=without("related"),
    ),
)
