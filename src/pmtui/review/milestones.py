"""Criteria of the milestones: those that must exist, and an order that is possible."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from pmtui.domain.edits import set_absence, toggle_milestone
from pmtui.domain.facts import milestone_events
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Absence, Event
from pmtui.domain.vocabulary import Certainty, Milestone, Pane
from pmtui.domain.when_show import show_when
from pmtui.review.found import short, to_look, to_write
from pmtui.review.model import Context, Criterion, Finding, Level
from pmtui.review.moments import earliest, shifted, surely_after, tomorrow
from pmtui.review.variants import change_of

_REQUIRED: tuple[tuple[str, tuple[Milestone, ...], str], ...] = (
    ("impact start", (Milestone.IMPACT_START,), "When were users first affected?"),
    ("detected", (Milestone.DETECTED,), "When did anyone or any alert first know?"),
    ("responding", (Milestone.RESPONDING,), "When did somebody begin to work on it?"),
    (
        "mitigated",
        (Milestone.MITIGATED, Milestone.RECOVERED),
        "When were users no longer affected (mitigated), or all back to normal (recovered)?",
    ),
)
_FIRST_SANE = datetime(2000, 1, 1, tzinfo=UTC)
_M = Milestone
_IMPOSSIBLE = (
    *((_M.IMPACT_START, later) for later in (
        _M.DETECTED, _M.DECLARED, _M.MITIGATED, _M.RECOVERED, _M.IMPACT_END, _M.RESOLVED,
    )),
    (_M.DETECTED, _M.DECLARED),
)  # fmt: skip
"""Pairs of milestones whose second cannot lie before the first."""
_ODD: tuple[tuple[Milestone, Milestone, str], ...] = (
    (_M.DETECTED, _M.MITIGATED, "It can heal before anybody knows"),
    (_M.DETECTED, _M.RESOLVED, "It can end before anybody knows"),
    (_M.MITIGATED, _M.RESOLVED, "What is resolved hurts nobody any more"),
    (_M.IMPACT_END, _M.RESOLVED, "What is resolved hurts nobody any more"),
    (_M.DETECTED, _M.RESPONDING, "Somebody may have been at it already"),
    (_M.IMPACT_START, _M.RESPONDING, "Work can begin ahead of the harm"),
    (_M.PAGED, _M.ACKNOWLEDGED, "Somebody may have seen it before the page"),
    (_M.IMPACT_START, _M.FIRST_NOTICE, "A notice can announce work ahead of the harm"),
    (_M.DECLARED, _M.END_OF_MAJOR, "A severity can be lowered before it is declared again"),
)
"""Pairs whose second lies before the first now and then, and why it can.

Mitigated and recovered are in no order: FireFighter found recovered first in 20 % of its incidents.
"""


def _required(pm: Postmortem, context: Context) -> Iterable[Finding]:
    marked = milestone_events(pm)
    absent = {a.milestone: a for a in pm.absences}
    undated: set[str] = set()
    for name, any_of, question in _REQUIRED:
        if pm.impact.near_miss and name in ("impact start", "mitigated"):
            continue
        events = [marked[m] for m in any_of if m in marked]
        if any(_placed(e) for e in events):
            continue
        reasons = [absent[m] for m in any_of if m in absent]
        if any(a.reason.strip() for a in reasons):
            continue
        if events:
            if events[0].id in undated:
                continue
            undated.add(events[0].id)
            yield to_write(
                "C05",
                ("events", events[0].id, "at"),
                f"{question} The event is marked {name} and has no time yet, so nothing can be "
                "measured from it.",
                "Give its time, or say unknown and why.",
            )
        elif reasons:
            yield to_write(
                "C05",
                ("absences", reasons[0].id, "reason"),
                f"Why is the moment “{name}” {reasons[0].why}? A reader would wonder.",
                "Give the reason in a few words.",
            )
        else:
            yield to_write(
                "C05",
                ("absences", name, ""),
                f"{question} Durations are measured from this moment.",
                f"Mark an event as {name}, or say unknown or not applicable, and why.",
            )


def _placed(event: Event) -> bool:
    return event.at.sortable is not None or bool(event.at.reason.strip())


def _possible(pm: Postmortem, context: Context) -> Iterable[Finding]:
    """At most one finding for each time: the hardest fault of it."""
    found: dict[str, Finding] = {}
    for finding in _faults(pm, context):
        found.setdefault(finding.record, finding)
    return found.values()


def _faults(pm: Postmortem, context: Context) -> Iterable[Finding]:
    marked = milestone_events(pm)
    yield from _out_of_order(marked, pm.overview.zone)
    yield from _misdated(pm, context)
    for event in pm.events:
        at = event.at.at
        if at is None:
            continue
        if at > context.now and (low := earliest(event.at)) is not None and low > context.now:
            fault = "lies in the future"
        elif at < _FIRST_SANE:
            fault = "lies before the year 2000"
        elif event.at.until is not None and event.at.until < at:
            fault = "ends before it starts"
        else:
            continue
        yield to_look(
            "C06",
            ("events", event.id, "at"),
            f"The time of “{short(event.text)}” {fault}, so the timeline cannot be right.",
            "Correct its time or date.",
            waives=str(event.at),
        )
    start = marked.get(Milestone.IMPACT_START)
    if start is not None and start.at.at is not None and not _begins_before(pm, start.at.at):
        yield to_look(
            "C06",
            ("events", start.id, "at"),
            "The timeline begins with the impact; what led up to it shows how it was possible.",
            "Add what happened before: the change, the load, the last normal moment.",
            level=Level.WARN,
            waives=str(start.at),
        )


def _misdated(pm: Postmortem, context: Context) -> Iterable[Finding]:
    day = pm.overview.incident_date
    if day is not None and not _FIRST_SANE.date() <= day <= tomorrow(context.now):
        fault = "before the year 2000" if day < _FIRST_SANE.date() else "in the future"
        yield to_look(
            "C06",
            ("overview", "", "incident_date"),
            f"The incident date lies {fault}, and bare clock times are read as of that day.",
            "Correct the date.",
            waives=day.isoformat(),
        )


def _out_of_order(marked: dict[Milestone, Event], zone: str) -> Iterable[Finding]:
    """What cannot be before what merely seldom is, so that an event has its hardest fault."""
    for first, second in _IMPOSSIBLE:
        if (pair := _reversed(marked, first, second)) is not None:
            yield to_look(
                "C06",
                ("events", pair[1].id, "at"),
                f"{_told(second, pair[1], zone)} lies before {_told(first, pair[0], zone)}, "
                "which cannot be; no duration between them is printed.",
                "Correct one of the two times, or move the milestone to another event.",
                waives=f"{pair[0].at} {pair[1].at}",
            )
    for first, second, why in _ODD:
        if (pair := _reversed(marked, first, second)) is not None:
            yield to_look(
                "C06",
                ("events", pair[1].id, "at"),
                f"{_told(second, pair[1], zone)} lies before {_told(first, pair[0], zone)}. "
                f"{why}; was it so?",
                "Correct one of the two times, or waive this with what happened as the reason.",
                level=Level.WARN,
                waives=f"{pair[0].at} {pair[1].at}",
            )


def _reversed(
    marked: dict[Milestone, Event], first: Milestone, second: Milestone
) -> tuple[Event, Event] | None:
    """The events of two milestones whose second surely lies before the first."""
    one, two = marked.get(first), marked.get(second)
    return (one, two) if one and two and surely_after(one.at, two.at) else None


def _told(milestone: Milestone, event: Event, zone: str) -> str:
    """A milestone with its time and the words of its event."""
    clock = show_when(event.at, zone, with_date=False)
    words = short(event.text, 30)
    return f"“{milestone}” ({clock}{' ' if words else ''}{words})"


def _begins_before(pm: Postmortem, start: datetime) -> bool:
    return any(e.at.at is not None and e.at.at < start for e in pm.events)


def _responding_unknown(pm: Postmortem) -> Postmortem:
    return set_absence(
        pm,
        Absence(
            id="",
            milestone=Milestone.RESPONDING,
            why=Certainty.UNKNOWN,
            reason="the channel was deleted",
        ),
    )


def _detection_unmarked(pm: Postmortem) -> Postmortem:
    return toggle_milestone(pm, "e-alert", Milestone.DETECTED)


def _recovered_before_mitigated(pm: Postmortem) -> Postmortem:
    pm = toggle_milestone(pm, "e-resolved", Milestone.MITIGATED)
    return toggle_milestone(pm, "e-notice", Milestone.RECOVERED)


def _detected_before_impact(pm: Postmortem) -> Postmortem:
    event = next(e for e in pm.events if e.id == "e-alert")
    return change_of("events", event.id, at=shifted(event.at, -timedelta(hours=2)))(pm)


CRITERIA = (
    Criterion(
        id="C05",
        pane=Pane.TIMELINE,
        asks="Does every required milestone exist: impact start, detected, responding, mitigated "
        "or recovered?",
        why="Without them no duration can be computed and nobody can see where time went.",
        source="PagerDuty template, Atlassian, FireFighter",
        kind="machine",
        levels=(Level.BLOCK, Level.BLOCK, Level.WARN),
        find=_required,
        good=_responding_unknown,
        bad=_detection_unmarked,
    ),
    Criterion(
        id="C06",
        pane=Pane.TIMELINE,
        asks="Is the timeline possible and in order, and does it start before the impact?",
        why="A wrong date or zone makes every duration wrong; what came before explains the rest.",
        source="FireFighter, PagerDuty guide",
        kind="machine",
        levels=(Level.BLOCK, Level.BLOCK, Level.BLOCK),
        find=_possible,
        good=_recovered_before_mitigated,
        bad=_detected_before_impact,
    ),
)
