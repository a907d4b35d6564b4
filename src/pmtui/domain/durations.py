"""The durations of one incident, each with the formula it was computed by.

No two vendors agree on the formulas, so the formula is part of the result. These are lengths of
one incident, never means, and never a score. Table after PagerDuty, Morgue and FireFighter; the
lengths between markers are questions for the response pane.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from pmtui.domain.gaps import longest, response_ends, response_events, silences
from pmtui.domain.postmortem import Overview, Postmortem
from pmtui.domain.records import Absence, Event
from pmtui.domain.timeline import (
    Interval,
    absence_of,
    by_identity,
    in_order,
    interval,
    is_approximate,
    marked,
    milestone_events,
)
from pmtui.domain.vocabulary import PHASES, Certainty, Marker, Milestone, Severity
from pmtui.domain.when_show import format_minutes, show_when
from pmtui.value import Value

Minutes = tuple[float, float]
"""The least and the most minutes; both the same where the times are exact."""


class Duration(Value, kw_only=True):
    """One length of the incident, or why it cannot be given."""

    id: str
    label: str
    formula: str
    """How it is computed, to be printed beside it."""
    minutes: Minutes | None = None
    count: int | None = None
    """For what is counted instead of measured (hand-offs)."""
    approximate: bool = False
    missing: tuple[Milestone, ...] = ()
    """The milestones without which it cannot be computed."""
    why: str = ""
    """Why it cannot be given, as a phrase; empty where it is."""
    contradicts: bool = False
    """Its end lies before its start, as `why` says; there is no figure then."""
    not_applicable: bool = False
    """A person said that one of its milestones does not apply."""
    from_id: str = ""
    to_id: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a figure."""
        return self.minutes is not None or self.count is not None

    @property
    def text(self) -> str:
        """The figure for people, or the phrase that says why there is none."""
        if self.count is not None:
            return str(self.count)
        if self.minutes is None:
            return self.why
        return ("about " if self.approximate else "") + format_range(self.minutes)


class Phase(Value, kw_only=True):
    """One of the five milestones of the phase bar."""

    milestone: Milestone
    event: Event | None
    absence: Absence | None
    since_previous: Minutes | None
    """Minutes since the last phase before it that has a time."""


_Formula = tuple[str, str, Milestone, Milestone]

_M = Milestone

BETWEEN: tuple[_Formula, ...] = (
    ("time_undetected", "time undetected (TTD)", _M.DETECTED, _M.IMPACT_START),
    ("time_to_acknowledge", "time to acknowledge (page to ack)", _M.ACKNOWLEDGED, _M.PAGED),
    ("time_to_declare", "time to declare", _M.DECLARED, _M.DETECTED),
    ("time_to_mitigate", "time to mitigate (TTM)", _M.MITIGATED, _M.IMPACT_START),
    ("time_to_recover", "time to recover", _M.RECOVERED, _M.IMPACT_START),
    ("time_to_resolve", "time to resolve (TTR)", _M.RESOLVED, _M.IMPACT_START),
)
"""The lengths between two milestones: id, label, end, start."""


def format_range(minutes: Minutes, *, ascii: bool = False) -> str:
    """Least and most minutes for people: `47 min`, `41–47 min`, `55 min – 1 h 05 min`."""
    low, high = format_minutes(minutes[0]), format_minutes(minutes[1])
    dash = "-" if ascii else "–"
    if low == high:
        return low
    if minutes[0] >= 1 and minutes[1] < 60:
        return f"{low.removesuffix(' min')}{dash}{high}"
    return f"{low} {dash} {high}"


def minutes_between(start: Interval, end: Interval) -> Minutes:
    """The minutes from one time to another; an overlap of uncertain times counts from zero."""
    low = (end[0] - start[1]).total_seconds() / 60
    high = (end[1] - start[0]).total_seconds() / 60
    return (max(low, 0.0) if high >= 0 else low, high)


def durations(pm: Postmortem) -> tuple[Duration, ...]:
    """Every duration of the incident in a fixed order, also those that cannot be given yet.

    The time at SEV-1 or SEV-2 is among them for such an incident only.
    """
    return _durations(pm.events, pm.absences, pm.overview)


def duration(pm: Postmortem, id: str) -> Duration:
    """One duration by its id. Raises KeyError for an id that is not among them."""
    for found in durations(pm):
        if found.id == id:
            return found
    raise KeyError(id)


def phases(pm: Postmortem) -> tuple[Phase, ...]:
    """The five milestones of the phase bar with their events and the minutes between them."""
    carried = milestone_events(pm)
    found = []
    last: Interval | None = None
    for milestone in PHASES:
        event = carried.get(milestone)
        here = interval(event.at, pm.overview.zone) if event is not None else None
        since = minutes_between(last, here) if last is not None and here is not None else None
        if since is not None and since[1] < 0:
            since = None  # out of order: the review says which of the two cannot be
        absence = absence_of(pm, milestone) if event is None else None
        found.append(Phase(milestone=milestone, event=event, absence=absence, since_previous=since))
        last = here or last
    return tuple(found)


@by_identity
def _durations(
    events: tuple[Event, ...], absences: tuple[Absence, ...], overview: Overview
) -> tuple[Duration, ...]:
    table = _Table(events, absences, overview.zone)
    between = [table.between(*formula) for formula in BETWEEN]
    major = overview.severity in (Severity.SEV_1, Severity.SEV_2)
    return (
        *between,
        table.impact(),
        *([table.major()] if major or _M.END_OF_MAJOR in table.carried else []),
        table.first_action_after_ack(),
        table.mitigation_after_first_action(),
        table.longest_silence(),
        table.hand_offs(),
        table.between(
            "time_to_first_notice", "time to first notice", _M.FIRST_NOTICE, _M.IMPACT_START
        ),
        table.longest_update_gap(),
    )


class _Table:
    """What the durations of one incident are computed from."""

    def __init__(self, events: tuple[Event, ...], absences: tuple[Absence, ...], zone: str) -> None:
        self.events = in_order(events)
        self.response = response_events(events)
        self.response_ends = response_ends(events)
        self.carried = {m: found[0] for m, found in marked(events).items()}
        self.absences = {a.milestone: a for a in absences}
        self.zone = zone

    def between(self, id: str, label: str, end: Milestone, start: Milestone) -> Duration:
        formula = f"{end} − {start}"
        missing = tuple(m for m in (start, end) if self._interval(self.carried.get(m)) is None)
        if missing:
            return Duration(
                id=id,
                label=label,
                formula=formula,
                missing=missing,
                why="; ".join(self._why(m) for m in missing),
                not_applicable=any(self._does_not_apply(m) for m in missing),
            )
        unknown = Duration(id=id, label=label, formula=formula)
        return self._measure(unknown, (start, self.carried[start]), (end, self.carried[end]))

    def impact(self) -> Duration:
        """To the impact end, or to the milestone that stands for it until one is marked."""
        id, label = "impact_duration", "impact duration"
        found = self.between(id, label, _M.IMPACT_END, _M.IMPACT_START)
        settled = found.known or found.contradicts
        if _M.IMPACT_START in found.missing or _M.IMPACT_END in self.absences or settled:
            return found
        marked = _M.IMPACT_END in self.carried
        because = self._why(_M.IMPACT_END) if marked else "no impact end is marked"
        for stand_in in (_M.MITIGATED, _M.RECOVERED):
            other = self.between(id, label, stand_in, _M.IMPACT_START)
            if other.known or other.contradicts:
                return replace(other, formula=f"{other.formula} ({because})")
        return found

    def major(self) -> Duration:
        start = _M.DECLARED if _M.DECLARED in self.carried else _M.DETECTED
        return self.between("time_in_major", "time at SEV-1/2", _M.END_OF_MAJOR, start)

    def first_action_after_ack(self) -> Duration:
        return self._about_first_action(
            Duration(
                id="ack_to_first_action",
                label="ack to first action",
                formula="first repair or key change − acknowledged",
                why="no later event is marked repair or key change yet",
            ),
            _M.ACKNOWLEDGED,
            begins=True,
        )

    def mitigation_after_first_action(self) -> Duration:
        return self._about_first_action(
            Duration(
                id="first_action_to_mitigation",
                label="first action to mitigation",
                formula="mitigated − first repair or key change",
                why="no event of the response is marked repair or key change yet",
            ),
            _M.MITIGATED,
            begins=False,
        )

    def _about_first_action(
        self, unknown: Duration, milestone: Milestone, *, begins: bool
    ) -> Duration:
        """The time between a milestone, which begins or ends it, and the first action.

        `unknown` is what stands there, with its reason, while no action is marked.
        """
        event, action = self.carried.get(milestone), self._first_action()
        if event is None or self._interval(event) is None:
            unknown = replace(unknown, missing=(milestone,), why=self._why(milestone))
        elif action is None:
            unknown = replace(unknown, missing=(_M.KEY_CHANGE,))
        else:
            ends = (milestone.value, event), ("first repair or key change", action)
            return self._measure(unknown, *(ends if begins else ends[::-1]))
        return replace(unknown, not_applicable=self._does_not_apply(unknown.missing[0]))

    def longest_silence(self) -> Duration:
        first, last = self.response_ends
        stretch = f"from {first} to {last or 'the last one'}" if first else "of the response"
        formula = f"longest time between neighbouring events {stretch}"
        return self._longest("longest_silence", "longest silence", formula, self.response, (
            "the response needs two events with times, the first one marked detected, paged, "
            "acknowledged, declared or responding"
        ))  # fmt: skip

    def longest_update_gap(self) -> Duration:
        told = [e for e in self.events if _is_update(e)]
        if told and (end := self.carried.get(_M.RESOLVED)) is not None and end not in told:
            told = [*(e for e in told if _before(e, end)), end]
        formula = "longest time between communication events, up to resolved"
        return self._longest("longest_update_gap", "longest gap between updates", formula, told, (
            "no two events are marked communication yet"
        ))  # fmt: skip

    def hand_offs(self) -> Duration:
        count = sum(1 for event in self.response if _hands_on(event))
        formula = "events of the response marked escalated, or telling of handing over"
        if not count:
            return Duration(
                id="hand_offs", label="hand-offs", formula=formula,
                why="no event of the response is marked escalated or tells of handing over yet",
            )  # fmt: skip
        return Duration(id="hand_offs", label="hand-offs", formula=formula, count=count)

    def _longest(
        self, id: str, label: str, formula: str, events: Iterable[Event], why: str
    ) -> Duration:
        found = longest(silences(tuple(events)))
        if found is None:
            return Duration(id=id, label=label, formula=formula, why=why)
        return Duration(
            id=id,
            label=label,
            formula=formula,
            minutes=(found.minutes, found.minutes),
            from_id=found.before.id,
            to_id=found.after.id,
        )

    def _measure(
        self, unknown: Duration, start: tuple[str, Event], end: tuple[str, Event]
    ) -> Duration:
        """The length between two named events; a contradiction instead of a negative figure."""
        (first_name, first), (last_name, last) = start, end
        one, two = self._interval(first), self._interval(last)
        assert one is not None and two is not None
        minutes = minutes_between(one, two)
        measured = replace(unknown, why="", from_id=first.id, to_id=last.id)
        if minutes[1] < 0:
            before, after = (show_when(e.at, self.zone, with_date=False) for e in (last, first))
            said = f"“{last_name}” ({before}) lies before “{first_name}” ({after})"
            return replace(measured, why=said, contradicts=True)
        approximate = is_approximate(first.at) or is_approximate(last.at)
        return replace(measured, minutes=minutes, approximate=approximate)

    def _first_action(self) -> Event | None:
        ack = self.carried.get(_M.ACKNOWLEDGED)
        return next(
            (
                e
                for e in self.response
                if (e.marker is Marker.REPAIR or _M.KEY_CHANGE in e.milestones)
                and (ack is None or not _before(e, ack))
            ),
            None,
        )

    def _interval(self, event: Event | None) -> Interval | None:
        return interval(event.at, self.zone) if event is not None else None

    def _does_not_apply(self, milestone: Milestone) -> bool:
        absence = self.absences.get(milestone)
        return absence is not None and absence.why is Certainty.NOT_APPLICABLE

    def _why(self, milestone: Milestone) -> str:
        if milestone in self.carried:
            when = self.carried[milestone].at
            lacks = "zone" if when.quarantined else "time"
            return f"the {lacks} of “{milestone}” is not known"
        absence = self.absences.get(milestone)
        if absence is None:
            return f"no event is marked “{milestone}” yet"
        word = "does not apply" if self._does_not_apply(milestone) else "is unknown"
        return f"“{milestone}” {word}" + (f": {absence.reason}" if absence.reason else "")


_HANDED_ON = re.compile(
    r"\b(?:(?![Hh]ands-)[Hh]and(?:ed|s|ing)? ?-?(?:it |this |command |things )?(?:over|off)s?|HAND[ -]?O(?:VER|FF))\b"
    r"|\b[Tt](?:ook|akes?|aking) over(?= (?:as|from|command|for|the incident)\b|[.,;:)]|$)"
    r"|\b[Oo]ver to (?:you\b|[A-Z@])|\b[Rr]eliev(?:ed|es|ing) (?:[A-Z@]|the \w)|\b[Ee]scalat(?:ed|es|ing)\b"
    r"|\b[Pp]ass(?:ed|es|ing) (?:it |this |on |command ){1,2}(?:on )?to\b|\bcommand passe[ds] to\b"
)
_HANDING = ("and", "HAND", "over", "Over", "eliev", "scalat", "pass", "Pass")
"""Parts of words without which the expression cannot match; looking for them is much cheaper."""


def _hands_on(event: Event) -> bool:
    """Whether work changes hands there; who speaks next in a chat tells nothing of that."""
    text = event.text
    return _M.ESCALATED in event.milestones or (
        any(stem in text for stem in _HANDING) and _HANDED_ON.search(text) is not None
    )


def _is_update(event: Event) -> bool:
    return event.marker is Marker.COMMUNICATION or _M.FIRST_NOTICE in event.milestones


def _before(one: Event, other: Event) -> bool:
    return one.at.at is not None and other.at.at is not None and one.at.at < other.at.at
