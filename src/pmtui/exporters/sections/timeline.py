"""Timeline: milestones, durations with their formulas, and every event in one zone."""

from pmtui.domain.facts import durations, timeline
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Absence, Event
from pmtui.domain.vocabulary import Marker, Milestone
from pmtui.exporters.alive import heavy
from pmtui.exporters.blocks import (
    Block,
    Heading,
    Inline,
    Paragraph,
    Table,
    joined,
    plain,
    told,
)
from pmtui.exporters.filled import proses
from pmtui.exporters.numbers import Numbers
from pmtui.exporters.options import ExportOptions

HEAD = ("Time", "Event", "Who", "Milestone, kind", "Source", "Links")
MILESTONES = ("Milestone", "Time", "Event")
DURATIONS = ("Duration", "Length", "Formula")


def blocks(pm: Postmortem, numbers: Numbers, options: ExportOptions) -> tuple[Block, ...]:
    """The blocks of the section."""
    events = timeline(pm)
    if not events and not pm.absences:
        return ()
    return (
        Paragraph((plain(numbers.clock.sentence),)),
        *_milestones(pm, events, numbers),
        *_durations(pm),
        *_events(events, numbers),
    )


def _milestones(pm: Postmortem, events: tuple[Event, ...], numbers: Numbers) -> tuple[Block, ...]:
    """In the order of time; what has no event follows."""
    rows: list[tuple[Inline, ...]] = []
    for event in events:
        at = numbers.clock.when(event.at)
        for milestone in Milestone:
            if milestone in event.milestones:
                rows.append((plain(milestone), plain(at or "no time yet"), told(event.text)))
    for milestone in Milestone:
        for absence in pm.absences:
            if absence.milestone is milestone:
                rows.append((plain(milestone), plain(_absent(absence)), ()))
    if not rows:
        return ()
    return (Heading("Milestones"), Table("milestones", MILESTONES, tuple(rows)))


def _absent(absence: Absence) -> str:
    because = f", because {absence.reason}" if absence.reason else ""
    return f"{absence.why}{because}"


def _durations(pm: Postmortem) -> tuple[Block, ...]:
    """What can be computed, and what somebody said cannot; what is merely not marked yet is not."""
    said = {absence.milestone for absence in pm.absences}
    rows = tuple(
        (plain(d.label), plain(d.text), plain(d.formula))
        for d in durations(pm)
        if d.known or d.contradicts or any(milestone in said for milestone in d.missing)
    )
    return (Heading("Durations"), Table("durations", DURATIONS, rows)) if rows else ()


def _events(events: tuple[Event, ...], numbers: Numbers) -> tuple[Block, ...]:
    if not events:
        return ()
    rows = tuple(_row(event, numbers) for event in events)
    details = tuple(block for event in events for block in _details(event, numbers))
    return (
        Heading("Events"),
        Table("timeline", HEAD, rows),
        *((Heading("Details of events"), *details) if details else ()),
    )


def _row(event: Event, numbers: Numbers) -> tuple[Inline, ...]:
    marker = event.marker or ""
    if event.milestones and marker is Marker.OTHER:
        marker = ""
    marks = joined(plain(word) for word in (*event.milestones, marker))
    links = joined((numbers.evidence(event.id), numbers.back("events", event.id, "factors")))
    return (
        plain(numbers.clock.when(event.at) or "no time yet"),
        told(event.text),
        plain(event.who),
        marks,
        plain(event.source),
        links,
    )


def _details(event: Event, numbers: Numbers) -> tuple[Block, ...]:
    found = proses(event)
    return (Paragraph((heavy(told(numbers.event(event))),)), *found) if found else ()
