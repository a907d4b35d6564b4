"""A drill: a past timeline told event by event, with what came of it hidden (Google SRE's wheel of
misfortune).

It begins where the response began, since what happened before was seen by nobody then; what lay
before, how it ended and what it taught are told at the end. What a trainee says stays with the
trainee: it is a text beside the postmortem until somebody asks to keep it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from pmtui.domain.edits import Edit, add_all
from pmtui.domain.facts import durations
from pmtui.domain.gaps import response_events
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Action, Event, Question, SourceText
from pmtui.domain.timeline import timeline
from pmtui.domain.vocabulary import ActionState, LessonKind, Milestone
from pmtui.domain.when_show import format_minutes, show_times, show_when
from pmtui.value import Value

ASKED = "What would you look at next, and what do you expect to see there?"
"""What is asked after each event."""

THEN = frozenset(
    {
        Milestone.DETECTED,
        Milestone.PAGED,
        Milestone.ACKNOWLEDGED,
        Milestone.DECLARED,
        Milestone.RESPONDING,
        Milestone.ESCALATED,
        Milestone.FIRST_NOTICE,
    }
)
"""The milestones that people knew of at that moment; the others were seen afterwards only."""

_SIGNS = {LessonKind.WENT_WELL: "+", LessonKind.WENT_POORLY: "-", LessonKind.GOT_LUCKY: "*"}
_LENGTHS = ("time_undetected", "time_to_mitigate", "time_to_resolve")


class Moment(Value):
    """One event as it was met then."""

    clock: str
    text: str
    who: str
    marks: tuple[str, ...]
    known_then: str
    since_start: str
    """How long after the first one, in words; "" for the first one and where no time is known."""
    since_last: str

    @property
    def line(self) -> str:
        """Time, event, and who by role."""
        marks = f" [{', '.join(self.marks)}]" if self.marks else ""
        who = f" ({self.who})" if self.who else ""
        return f"{self.clock} {self.text}{who}{marks}"

    @property
    def elapsed(self) -> str:
        """The time that had passed: since the first moment, and since the one before."""
        if not self.since_start:
            return ""
        last = f", {self.since_last} after the last" if self.since_last else ""
        return f"{self.since_start} in{last}"


class Section(Value):
    """One part of what is told at the end."""

    title: str
    lines: tuple[str, ...]


class Drill(Value):
    """A timeline to step through, and what is told at its end."""

    moments: tuple[Moment, ...]
    outcome: tuple[Section, ...]
    zone: str
    services: tuple[str, ...]


def drill_of(pm: Postmortem) -> Drill:
    """The drill of a postmortem; without moments where its timeline is empty.

    A timeline that does not say where the response began is told from its first event.
    """
    events = [e for e in timeline(pm) if e.text.strip()]
    first, end = _span(pm, events)
    told = events[first:end]
    zone = pm.overview.zone or "UTC"
    moments, last = [], None
    start = next((e.at.at for e in told if e.at.at is not None), None)
    for event, clock in zip(told, show_times([e.at for e in told], zone), strict=True):
        moments.append(_moment(event, clock, start, last))
        last = event.at.at or last
    outcome = (
        Section("What nobody saw yet", tuple(_told(e, zone) for e in events[:first])),
        Section("How it ended", _ending(pm)),
        Section("What came later", tuple(_told(e, zone) for e in events[end:])),
        Section("What made it possible", _factors(pm)),
        Section("What was learned", _lessons(pm)),
        Section("What was promised", tuple(_promise(a) for a in pm.actions if a.text.strip())),
    )
    kept = tuple(section for section in outcome if section.lines)
    return Drill(tuple(moments), kept, zone, pm.overview.services)


def _span(pm: Postmortem, events: Sequence[Event]) -> tuple[int, int]:
    """Where the response begins and ends among the events."""
    within = {e.id for e in response_events(pm.events)}
    places = [place for place, event in enumerate(events) if event.id in within]
    if not places:
        return 0, len(events)
    return places[0], places[-1] + 1


def _moment(event: Event, clock: str, start: datetime | None, last: datetime | None) -> Moment:
    at = event.at.at
    return Moment(
        clock=clock,
        text=_line(event.text),
        who=_line(event.who),
        marks=tuple(m.value for m in event.milestones if m in THEN),
        known_then=_line(event.known_then),
        since_start=_between(start, at) if last is not None else "",
        since_last=_between(last, at) if last != start else "",
    )


def _between(start: datetime | None, end: datetime | None) -> str:
    if start is None or end is None:
        return ""
    return format_minutes((end - start).total_seconds() / 60)


def _told(event: Event, zone: str) -> str:
    return f"{show_when(event.at, zone, with_date=True)} {_line(event.text)}"


def _ending(pm: Postmortem) -> tuple[str, ...]:
    known = {d.id: d for d in durations(pm)}
    lengths = [
        f"{known[id].label.partition(' (')[0]} {known[id].text}"
        for id in _LENGTHS
        if id in known and known[id].known
    ]
    parts = (pm.overview.title, pm.overview.summary, pm.overview.resolution, ", ".join(lengths))
    return tuple(_line(part) for part in parts if part.strip())


def _factors(pm: Postmortem) -> tuple[str, ...]:
    return tuple(
        f"{_line(f.text)} ({', '.join(w.value for w in (f.kind, f.standing) if w) or 'factor'})"
        for f in pm.factors
        if f.text.strip()
    )


def _lessons(pm: Postmortem) -> tuple[str, ...]:
    return tuple(
        f"{_SIGNS[lesson.kind] if lesson.kind else ' '} {_line(lesson.text)}".strip()
        for lesson in pm.lessons
        if lesson.text.strip()
    )


def _promise(action: Action) -> str:
    why = _line(action.declined_because)
    declined = action.state is ActionState.DECLINED and why
    return f"[{action.state}] {_line(action.text)}{f': {why}' if declined else ''}"


Answers = Mapping[int, str]
"""What the trainee said, by the position of the moment."""


def beside(drill: Drill, answers: Answers) -> tuple[str, ...]:
    """What was said at each moment, with what happened next."""
    lines = []
    for place, said in sorted(answers.items()):
        after = drill.moments[place + 1].line if place + 1 < len(drill.moments) else "it ended."
        lines.append(f"{drill.moments[place].clock} you: {_line(said)}")
        lines.append(f"  then: {after}")
    return tuple(lines)


def as_text(drill: Drill, answers: Answers) -> str:
    """The notes of a drill: each event that something was said at, and what was said."""
    parts = [f"{drill.moments[p].line}\n> {_line(said)}" for p, said in sorted(answers.items())]
    return "\n\n".join(parts)


def keep_as_questions(drill: Drill, answers: Answers, by: str) -> Edit:
    """The edit that keeps what was said as open questions of the postmortem."""
    new = [
        Question(
            id=new_id(),
            text=f"In a drill, at {drill.moments[place].clock}: {_line(said)}",
            asked_by=by,
        )
        for place, said in sorted(answers.items())
    ]
    return lambda pm: add_all(pm, "questions", new)


def keep_as_source(drill: Drill, answers: Answers, label: str) -> Edit:
    """The edit that keeps what was said as one source text of the postmortem."""
    source = SourceText(id=new_id(), label=label, text=as_text(drill, answers))
    return lambda pm: add_all(pm, "sources", [source])


def _line(text: str) -> str:
    return " ".join(text.split())
