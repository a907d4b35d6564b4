"""Criteria of the actions: they prevent or mitigate, have an owner, are bounded and answer."""

from collections.abc import Iterable
from dataclasses import replace

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Action
from pmtui.domain.vocabulary import ActionState, ActionType, Pane, Priority
from pmtui.review.found import short, to_look, to_write
from pmtui.review.model import Context, Criterion, Finding, Level
from pmtui.review.reading import not_one_person
from pmtui.review.variants import both, change, change_all, change_of

_PROMISED = (ActionState.COMMITTED, ActionState.DONE)


def _committed(pm: Postmortem) -> list[Action]:
    return [a for a in pm.actions if a.state is ActionState.COMMITTED]


def _prevents(pm: Postmortem, context: Context) -> Iterable[Finding]:
    wanted = (ActionType.PREVENT, ActionType.MITIGATE)
    serving = [a for a in pm.actions if a.type in wanted]
    if any(a.state in _PROMISED for a in serving) or pm.plan.no_action_because.strip():
        return
    ideas = [a for a in serving if a.state is ActionState.PROPOSED]
    if ideas:
        yield to_write(
            "C27",
            ("actions", ideas[0].id, "state"),
            f"Will “{short(ideas[0].text)}” be done? So far every action that would prevent or "
            "mitigate a recurrence is only an idea.",
            "Commit one, or say why no action prevents it.",
        )
    else:
        yield to_write(
            "C27",
            ("plan", "", "no_action_because"),
            "What will keep this from happening again, or make it hurt less? Readers look for that "
            "first.",
            "Add a committed action of type prevent or mitigate, or say why there is none.",
        )


def _urgent(pm: Postmortem, context: Context) -> Iterable[Finding]:
    impact = pm.impact
    unaffected = impact.affected.strip().casefold() in ("0", "none", "nobody", "no one")
    said = impact.who.strip() or impact.affected.strip() or impact.types
    if impact.near_miss or unaffected or not said:
        return
    if not any(
        a.priority in (Priority.P0, Priority.P1) for a in pm.actions if a.state in _PROMISED
    ):
        yield to_write(
            "C28",
            ("actions", "", "priority"),
            "Which action comes first? Users were affected, and no action that was committed to "
            "is P0 or P1.",
            "Commit to one that is, or give P0 or P1 to the committed one that helps them most.",
            level=Level.WARN,
        )


def _serves_response(pm: Postmortem, context: Context) -> Iterable[Finding]:
    for action in pm.actions:
        decided = action.state in _PROMISED or (
            action.state is ActionState.DECLINED and action.declined_because.strip()
        )
        if action.type in (ActionType.DETECT, ActionType.RESPOND) and decided:
            return
    yield to_write(
        "C29",
        ("actions", "", "type"),
        "What would let the next one be noticed sooner or handled more easily?",
        "Add an action of type detect or respond, or decline one with a reason.",
        level=Level.WARN,
    )


def _assigned(pm: Postmortem, context: Context) -> Iterable[Finding]:
    for action in pm.actions:
        if action.state is ActionState.COMMITTED:
            yield from _missing(action)
        elif action.state is ActionState.PROPOSED and action.text.strip():
            yield to_write(
                "C30",
                ("actions", action.id, "state"),
                f"Will “{short(action.text)}” be done? An idea without a decision helps nobody.",
                "Commit it with an owner, or decline it with a reason.",
                level=Level.WARN,
                waives=action.text,
            )


def _missing(action: Action) -> Iterable[Finding]:
    name = short(action.text) or "this action"
    if not action.owner.strip():
        yield to_write(
            "C30",
            ("actions", action.id, "owner"),
            f"Who owns “{name}”? What belongs to everyone is done by nobody.",
            "Name one person.",
        )
    elif fault := not_one_person(action.owner):
        yield to_look(
            "C30",
            ("actions", action.id, "owner"),
            f"The owner of “{name}” {fault}; what belongs to several is done by nobody.",
            "Name one person.",
            waives=action.owner,
        )
    if action.priority is None:
        yield to_write(
            "C30",
            ("actions", action.id, "priority"),
            f"How soon does “{name}” matter, compared with the others?",
            "Choose a priority.",
        )
    if action.due is None and action.review_on is None:
        yield to_write(
            "C30",
            ("actions", action.id, "due"),
            f"By when will “{name}” be done or looked at again?",
            "Give a due date or a review date.",
            level=Level.WARN,
        )
    if not action.tracker.strip():
        yield to_write(
            "C30",
            ("actions", action.id, "tracker"),
            f"Where is “{name}” tracked, so that a reader can see how it went?",
            "Give the ticket, or “to be filed”.",
            level=Level.WARN,
        )


_WEAK = (
    "improve",
    "investigate",
    "look into",
    "look at",
    "make sure",
    "ensure",
    "consider",
    "be more",
    "better",
    "review",
)
_NO_VERB = frozenset({"a", "an", "it", "more", "our", "the", "there", "this", "we"})


def weak_verb(text: str) -> str:
    """The verb without an end that an action begins with, "" where it begins otherwise."""
    words = " ".join(text[:60].lower().split()) + " "
    return next((verb for verb in _WEAK if words.startswith(verb + " ")), "")


def _bounded(pm: Postmortem, context: Context) -> Iterable[Finding]:
    for action in _committed(pm):
        place = ("actions", action.id, "text")
        text = action.text.strip()
        if not text:
            yield to_write(
                "C31", place, "What will be done?", "Write it verb first, or delete the action."
            )
            continue
        done_when = action.done_when.strip()
        weak = weak_verb(text)
        if weak and not done_when and action.type is not ActionType.INVESTIGATE:
            yield to_look(
                "C31",
                place,
                f"“{short(text)}” begins with “{weak}” and has no end; nobody could say when it is "
                "done.",
                "Say what will be different, or fill in done when.",
                waives=text,
            )
        elif weak and action.type is not ActionType.INVESTIGATE:
            yield to_look(
                "C31",
                place,
                f"“{short(text)}” begins with “{weak}”; a reader wants to know what will change.",
                "Put the change itself first: add, remove, limit, alert on …",
                level=Level.WARN,
                waives=text,
            )
        elif text.lower().split()[0] in _NO_VERB:
            yield to_look(
                "C31",
                place,
                f"“{short(text)}” does not begin with a verb; it may be a wish rather than a task.",
                "Put the verb first.",
                level=Level.WARN,
                waives=text,
            )
        if not done_when and (not weak or action.type is ActionType.INVESTIGATE):
            yield to_write(
                "C31",
                ("actions", action.id, "done_when"),
                f"What shows that “{short(text)}” is done and works?",
                "Say what can be observed then.",
                level=Level.WARN,
            )


def _ranked(pm: Postmortem, context: Context) -> Iterable[Finding]:
    committed = _committed(pm)
    priorities = {a.priority for a in committed}
    if len(committed) > 7:
        message = f"More than seven actions are committed ({len(committed)}); seldom are all done."
    elif len(committed) >= 3 and len(priorities) == 1 and None not in priorities:
        message = "All actions have the same priority, so a reader cannot tell what comes first."
    else:
        return
    yield to_look(
        "C33",
        ("actions", "", "priority"),
        message,
        "Decide which ones matter most, and decline or merge others.",
        level=Level.ADVISE,
        waives=" ".join(f"{a.id} {a.priority}" for a in committed),
    )


def _many(pm: Postmortem) -> Postmortem:
    copies = (replace(pm.actions[0], id=f"a-{n}", rank=f"z{n}") for n in range(6))
    return replace(pm, actions=(*pm.actions, *copies))


_BLOCKS = (Level.BLOCK, Level.BLOCK, Level.BLOCK)

CRITERIA = (
    Criterion(
        id="C27",
        pane=Pane.ACTIONS,
        asks="Does at least one action prevent or mitigate a recurrence?",
        why="Finding out more is not yet a change.",
        source="Atlassian, Google SRE",
        kind="machine",
        levels=(Level.BLOCK, Level.BLOCK, Level.WARN),
        find=_prevents,
        good=both(
            change_all("actions", type=ActionType.INVESTIGATE),
            change("plan", no_action_because="the service is retired in April"),
        ),
        bad=change_all("actions", type=ActionType.INVESTIGATE),
    ),
    Criterion(
        id="C28",
        pane=Pane.ACTIONS,
        asks="Does a user-affecting incident have at least one P0 or P1 action?",
        why="What hurt users should have an answer that comes first.",
        source="Google SRE",
        kind="machine",
        levels=(Level.WARN, None, None),
        find=_urgent,
        good=both(
            change_all("actions", priority=Priority.P2),
            change("impact", affected="none"),
        ),
        bad=change_all("actions", priority=Priority.P2),
    ),
    Criterion(
        id="C29",
        pane=Pane.ACTIONS,
        asks="Does at least one action or decision serve detection or response?",
        why="The next incident will be another one; noticing and handling it can be better anyway.",
        source="PagerDuty guide, Atlassian",
        kind="machine",
        levels=(Level.WARN, Level.WARN, None),
        find=_serves_response,
        good=both(
            change_all("actions", type=ActionType.PREVENT),
            change_of(
                "actions",
                "a-alert",
                type=ActionType.DETECT,
                state=ActionState.DECLINED,
                declined_because="covered by the action on connections",
            ),
        ),
        bad=change_all("actions", type=ActionType.PREVENT),
    ),
    Criterion(
        id="C30",
        pane=Pane.ACTIONS,
        asks="Has every action one owner, a priority, a due or review date and a tracker "
        "reference?",
        why="What belongs to everyone, or to no day, is not done.",
        source="Google SRE, PagerDuty guide, Atlassian",
        kind="machine",
        levels=_BLOCKS,
        find=_assigned,
        good=change_of("actions", "a-quota", tracker="to be filed"),
        bad=change_of("actions", "a-quota", owner="Ilse / Tomás"),
    ),
    Criterion(
        id="C31",
        pane=Pane.ACTIONS,
        asks="Is every action verb first, specific and bounded?",
        why="An action that has no end is never done.",
        source="PagerDuty guide, Google SRE, Atlassian",
        kind="partly",
        levels=_BLOCKS,
        find=_bounded,
        good=change_of(
            "actions",
            "a-quota",
            text="Investigate a quota for each service",
            type=ActionType.INVESTIGATE,
            done_when="the team has chosen a quota by 27 March",
        ),
        bad=change_of("actions", "a-quota", text="Improve monitoring", done_when=""),
        rules=("BL1002", "BL1003"),
        decides=True,
    ),
    Criterion(
        id="C33",
        pane=Pane.ACTIONS,
        asks="Do priorities differ, and are there not too many actions?",
        why="If everything comes first, nothing does.",
        source="Google SRE, PagerDuty guide",
        kind="machine",
        levels=(Level.ADVISE, Level.ADVISE, Level.ADVISE),
        find=_ranked,
        good=change_of("actions", "a-quota", priority=Priority.P0),
        bad=_many,
    ),
)
