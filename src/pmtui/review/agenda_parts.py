"""What the review meeting looks at, read from the postmortem: a part is a heading with its points.

A point names the record that it speaks of, so that a screen can act on it and an export can number
it. Texts are one line each.
"""

from collections.abc import Sequence

from pmtui.domain.facts import (
    absence_of,
    actions_for_factor,
    actions_for_lesson,
    durations,
    events_by_milestone,
    format_minutes,
    gaps,
    timeline,
)
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Action, Factor
from pmtui.domain.vocabulary import PHASES, ActionState, FactorKind, LessonKind
from pmtui.domain.when_show import show_times, show_when
from pmtui.review.model import Finding, Group, Level
from pmtui.review.team import team
from pmtui.value import Value

LENGTHS = ("time_undetected", "time_to_mitigate", "time_to_resolve")
"""The durations that a meeting is told."""
LONGEST = 2000
"""Characters of a text that a point takes; a summary is shorter."""


class Point(Value):
    """One line of a part."""

    text: str
    tail: str = ""
    """What matters about it, in a few words."""
    table: str = ""
    """The table of the record that it speaks of, "" where it speaks of none."""
    record: str = ""
    field: str = ""


class Part(Value):
    """A heading and what stands below it."""

    title: str
    points: tuple[Point, ...]
    empty: str = "Nothing."
    """What is said where there is no point."""


def about(pm: Postmortem, findings: Sequence[Finding]) -> Part:
    """What it is about, for those who come in cold."""
    overview = pm.overview
    known = (
        overview.severity or "no severity",
        overview.incident_date.isoformat() if overview.incident_date else "no date",
        ", ".join(overview.services),
        f"owner {overview.owner}" if overview.owner.strip() else "no owner",
    )
    people = ", ".join(p.name for p in pm.participants if p.name.strip())
    points = (
        Point(" · ".join(part for part in known if part)),
        Point(f"Participants: {_line(people)}" if people else ""),
        Point(_line(overview.summary) or "There is no summary yet.", field="summary"),
    )
    return Part("What it is about", tuple(p for p in points if p.text))


def milestones(pm: Postmortem, findings: Sequence[Finding]) -> Part:
    """The events that carry milestones, the milestones that none carries, and the lengths."""
    marked = {e.id for events in events_by_milestone(pm).values() for e in events}
    shown = [e for e in timeline(pm) if e.id in marked]
    points = [
        Point(f"{when} {_line(e.text)}", ", ".join(e.milestones), "events", e.id)
        for e, when in zip(shown, show_times([e.at for e in shown], pm.overview.zone), strict=True)
    ]
    for milestone in PHASES:
        if milestone in events_by_milestone(pm):
            continue
        absence = absence_of(pm, milestone)
        if absence is None:
            points.append(Point(f"{milestone}: no event carries it yet", table="events"))
        else:
            because = f", because {_line(absence.reason)}" if absence.reason.strip() else ""
            text = f"{milestone}: {absence.why}{because}"
            points.append(Point(text, table="absences", record=absence.id))
    known = {d.id: d for d in durations(pm)}
    lengths = [known[id] for id in LENGTHS if id in known and known[id].known]
    if lengths:
        points.append(Point(" · ".join(f"{d.label.partition(' (')[0]} {d.text}" for d in lengths)))
    title = f"Milestones (times in {pm.overview.zone or 'UTC'})"
    return Part(title, tuple(points), "No event of the timeline carries a milestone yet.")


def silences(pm: Postmortem, findings: Sequence[Finding]) -> Part:
    """Stretches of the response of which the timeline says nothing, and nobody said why."""
    points = tuple(
        Point(
            f"{format_minutes(gap.minutes)} without a word after "
            f"{show_when(gap.before.at, pm.overview.zone, with_date=False)} "
            f"{_line(gap.before.text)}",
            "",
            "events",
            gap.before.id,
        )
        for gap in gaps(pm, team().policy.gap_minutes)
        if not gap.explained
    )
    return Part("Silences in the response", points, "None is left without a word.")


def factors(pm: Postmortem, findings: Sequence[Finding]) -> Part:
    """The contributing factors with their standing."""
    points = tuple(
        Point(_line(f.text), _factor_tail(f), "factors", f.id) for f in pm.factors if f.text.strip()
    )
    return Part("Contributing factors to agree on", points, "No factor is written yet.")


def _factor_tail(factor: Factor) -> str:
    return _joined(factor.kind, factor.standing or "standing not agreed yet")


def questions(pm: Postmortem, findings: Sequence[Finding]) -> Part:
    """What nobody knows yet."""
    points = tuple(
        Point(
            _line(q.text),
            f"asked by {_line(q.asked_by)}" if q.asked_by.strip() else "",
            "questions",
            q.id,
        )
        for q in pm.questions
        if not q.answer.strip() and q.text.strip()
    )
    return Part("Open questions", points)


def unanswered_factors(pm: Postmortem, findings: Sequence[Finding]) -> Part:
    """Factors that neither an action nor a decision answers; what mitigated needs none (C34)."""
    points = tuple(
        Point(_line(f.text), _joined(f.kind), "factors", f.id)
        for f in pm.factors
        if f.text.strip()
        and f.kind is not FactorKind.MITIGATOR
        and not f.declined_because.strip()
        and not actions_for_factor(pm, f.id)
    )
    return Part("Factors that nothing answers", points, "Every factor is answered.")


def plan(pm: Postmortem, findings: Sequence[Finding]) -> Part:
    """The actions that are to be done, and how many factors each answers."""
    points = tuple(
        Point(_line(a.text), _joined(a.type, a.priority, _answers(a)), "actions", a.id)
        for a in pm.actions
        if a.text.strip() and a.state is not ActionState.DECLINED
    )
    because = _line(pm.plan.no_action_because)
    if because:
        points += (Point(f"Nothing prevents it, because {because}", "", "plan"),)
    return Part("Actions and what they answer", points, "No action is written yet.")


def _answers(action: Action) -> str:
    count = len(action.factors)
    if action.done_during:
        return "done already"
    if action.state is ActionState.DONE:
        return "done"
    if count:
        return f"answers {count} factor{'s' * (count != 1)}"
    return "follows up a lesson" if action.lessons else "answers no factor"


def unfollowed_lessons(pm: Postmortem, findings: Sequence[Finding]) -> Part:
    """What went poorly and is neither followed up nor declined."""
    points = tuple(
        Point(_line(lesson.text), "", "lessons", lesson.id)
        for lesson in pm.lessons
        if lesson.kind is LessonKind.WENT_POORLY
        and lesson.text.strip()
        and not lesson.declined_because.strip()
        and not actions_for_lesson(pm, lesson.id)
    )
    return Part("What went poorly and is not followed up", points, "All of it is followed up.")


def decided_against(pm: Postmortem, findings: Sequence[Finding]) -> Part:
    """What was declined, with the reasons."""
    declined = [
        ("actions", a.id, a.text, a.declined_because)
        for a in pm.actions
        if a.state is ActionState.DECLINED
    ]
    for table in ("factors", "lessons"):
        declined += [
            (table, r.id, r.text, r.declined_because)
            for r in getattr(pm, table)
            if r.declined_because.strip()
        ]
    points = tuple(
        Point(f"{_line(text)}: {_line(why) or 'no reason is written yet'}", "", table, id)
        for table, id, text, why in declined
        if text.strip()
    )
    return Part("Declined, because", points, "Nothing was declined.")


def proposed(pm: Postmortem, findings: Sequence[Finding]) -> Part:
    """The ideas that are to be accepted or declined."""
    return Part("Actions to accept", _promises(pm, ActionState.PROPOSED), "No idea waits.")


def committed(pm: Postmortem, findings: Sequence[Finding]) -> Part:
    """The promises, with what each still lacks."""
    return Part("Committed", _promises(pm, ActionState.COMMITTED), "Nothing is promised yet.")


def _promises(pm: Postmortem, state: ActionState) -> tuple[Point, ...]:
    return tuple(
        Point(
            _line(a.text),
            _joined(
                _line(a.owner) or "no owner",
                a.priority or "no priority",
                f"due {a.due.isoformat()}" if a.due else "no due date",
                "" if a.done_when.strip() else "no done-when",
            ),
            "actions",
            a.id,
        )
        for a in pm.actions
        if a.state is state and a.text.strip()
    )


def message(pm: Postmortem, findings: Sequence[Finding]) -> Part:
    """The message to those outside, in its three parts."""
    said = (
        ("Summary", "external_summary"),
        ("What happened", "external_happened"),
        ("What we do", "external_next"),
    )
    points = tuple(
        Point(f"{label}: {_line(text)}", "", "overview", "", field)
        for label, field in said
        if (text := getattr(pm.overview, field)).strip()
    )
    return Part("What is told to those outside", points, "No message is written.")


def to_confirm(pm: Postmortem, findings: Sequence[Finding]) -> Part:
    """What no machine can know."""
    points = tuple(
        Point(f"{f.message} {f.next}", "", f.table, f.record, f.field)
        for f in findings
        if f.group is Group.PEOPLE
    )
    return Part("To confirm together", points)


def still_open(pm: Postmortem, findings: Sequence[Finding]) -> Part:
    """What bars completion and is no question to people, and how much else is open."""
    points = tuple(
        Point(f"{f.message} {f.next}", f.pane.capitalize(), f.table, f.record, f.field)
        for f in findings
        if f.group is not Group.PEOPLE and f.level is Level.BLOCK
    )
    others = sum(
        f.group is not Group.PEOPLE and f.level not in (Level.BLOCK, Level.ADVISE) for f in findings
    )
    if not others:
        return Part("Still open in the text", points)
    rest = f"{others} finding{'s' * (others != 1)} that bar{'s' * (others == 1)} nothing"
    if points:
        return Part("Still open in the text", (*points, Point(f"{rest}.", "Review")))
    return Part("Still open in the text", (), f"Nothing that bars completion; {rest}.")


def _line(text: str) -> str:
    return " ".join(text[:LONGEST].split())


def _joined(*words: object) -> str:
    return " · ".join(str(word) for word in words if word)
