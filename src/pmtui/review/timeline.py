"""Criteria of the timeline: zones, evidence, gaps, reasons of decisions."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from pmtui.domain.facts import gaps, response_events
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import Marker, Pane
from pmtui.review.found import short, to_look, to_write
from pmtui.review.milestones import CRITERIA as MILESTONE_CRITERIA
from pmtui.review.model import Context, Criterion, Finding, Level
from pmtui.review.moments import clock
from pmtui.review.variants import Variant, both, change_all, change_of, without


def _zones(pm: Postmortem, context: Context) -> Iterable[Finding]:
    unplaced = [e for e in pm.events if e.at.quarantined]
    if not unplaced:
        return
    count = len(unplaced)
    reasons = {e.at.reason for e in unplaced}
    events = "One event has" if count == 1 else f"{count} events have"
    if reasons == {""}:
        said = f"{events} a clock time without a known zone and cannot be placed beside the others."
        step = "Say in which zone these times were written."
    elif "" not in reasons:
        where = ", or ".join(sorted(reasons)) if len(reasons) < 3 else "on which side of a change"
        which = "one event" if count == 1 else f"{count} events"
        said = (
            f"It is open whether {which} happened {where}; nothing can be placed beside "
            f"{'it' if count == 1 else 'them'} until then."
        )
        step = "Write the time with its offset, which tells the side."
    else:
        bare = sum(not e.at.reason for e in unplaced)
        zone, change = _many(bare), _many(count - bare)
        said = (
            f"{count} events cannot be placed beside the others: {zone} a clock time without a "
            f"known zone, {change} one that a clock change leaves open."
        )
        step = "Say the zone, or the offset where the clock changed, behind these times."
    yield to_look(
        "C07",
        ("events", unplaced[0].id, "at"),
        said,
        step,
        waives=f"{count} {unplaced[0].at}",
    )


def _many(count: int) -> str:
    return "one has" if count == 1 else f"{count} have"


def _evidence(pm: Postmortem, context: Context) -> Iterable[Finding]:
    if not pm.events:
        return
    shown = {e.of for e in pm.evidence if e.text.strip()}
    bare = [e for e in pm.events if e.id not in shown and not e.source.strip()]
    others = []
    for event in bare:
        if not event.milestones:
            others.append(event)
            continue
        yield to_write(
            "C08",
            ("events", event.id, "source"),
            f"How is “{short(event.text)}” known? Durations are measured from this milestone.",
            "Add a link, a quote or a log line, or say whose recollection it is.",
        )
    if others:
        covered = 100 * (len(pm.events) - len(bare)) // len(pm.events)
        yield to_write(
            "C08",
            ("events", others[0].id, "source"),
            f"How are {len(others)} of {len(pm.events)} events known? Evidence covers {covered} % "
            "of the timeline.",
            "Add a source to the events that others may doubt.",
            level=Level.WARN,
        )


def _gaps(pm: Postmortem, context: Context) -> Iterable[Finding]:
    if not _perhaps_silent(pm, timedelta(minutes=context.policy.gap_minutes)):
        return
    for gap in gaps(pm, context.policy.gap_minutes):
        one, two = gap.before.at.at, gap.after.at.at
        if gap.explained or one is None or two is None:
            continue
        yield to_look(
            "C10",
            ("events", gap.before.id, "notes"),
            f"What happened in the {round(gap.minutes)} minutes between {clock(pm, one)} and "
            f"{clock(pm, two)}? A silence often hides where the response was stuck.",
            "Add an event, a note on this one, or “no activity”.",
            level=Level.WARN,
            waives=f"{one} {two}",
        )


def _perhaps_silent(pm: Postmortem, longest: timedelta) -> bool:
    """A quick look at a long timeline: ranges only shorten what lies between two beginnings."""
    starts = [e.at.at for e in response_events(pm.events) if e.at.at is not None]
    return any(two - one > longest for one, two in pairwise(starts))


def _reasons(pm: Postmortem, context: Context) -> Iterable[Finding]:
    if not pm.events:
        return
    decisions = [e for e in pm.events if e.marker is Marker.DECISION]
    if not decisions:
        yield to_write(
            "C19",
            ("events", "", "marker"),
            "Which event was a decision? How it looked then teaches more than how it ended.",
            "Mark one event as a decision and say what was known and which options were seen.",
            level=Level.WARN,
        )
    for event in decisions:
        for field, question in (
            ("known_then", "What was known or believed"),
            ("options", "Which options were seen"),
        ):
            if not getattr(event, field).strip():
                yield to_write(
                    "C19",
                    ("events", event.id, field),
                    f"{question} at “{short(event.text)}”, so that a reader sees why it made "
                    "sense?",
                    "Answer in a sentence from the view of that moment.",
                    level=Level.WARN,
                )


def _quarantine(id: str) -> Variant:
    def apply(pm: Postmortem) -> Postmortem:
        event = next(e for e in pm.events if e.id == id)
        at = replace(event.at, at=None, local="2026-03-10T06:19:00")
        return change_of("events", id, at=at)(pm)

    return apply


def _without_events(*ids: str) -> Variant:
    return lambda pm: replace(pm, events=tuple(e for e in pm.events if e.id not in ids))


_SILENCE = _without_events("e-pool", "e-decision", "e-paused", "e-notice")

CRITERIA = (
    *MILESTONE_CRITERIA,
    Criterion(
        id="C07",
        pane=Pane.TIMELINE,
        asks="Is the zone of every event known?",
        why="A time without its zone can be hours away from where it stands.",
        source="Atlassian, Google SRE",
        kind="machine",
        levels=(Level.BLOCK, Level.BLOCK, Level.BLOCK),
        find=_zones,
        good=change_of("events", "e-pool", notes="written in UTC by the dashboard"),
        bad=_quarantine("e-pool"),
    ),
    Criterion(
        id="C08",
        pane=Pane.TIMELINE,
        asks="Is each key event backed by data, a link or a quote?",
        why="Readers trust and can repeat what they can look up.",
        source="PagerDuty template and guide, Google SRE",
        kind="machine",
        levels=(Level.BLOCK, Level.WARN, Level.WARN),
        find=_evidence,
        good=both(
            without("evidence"), change_all("events", source="recollection of the responder")
        ),
        bad=both(without("evidence"), change_all("events", source="")),
    ),
    Criterion(
        id="C10",
        pane=Pane.TIMELINE,
        asks="Are long silences during the response explained?",
        why="A silence often hides where the response was stuck, or what nobody wrote down.",
        source="GiganticMinecraft/seichi_infra#5695, Atlassian",
        kind="partly",
        levels=(Level.WARN, Level.WARN, None),
        find=_gaps,
        good=both(_SILENCE, change_of("events", "e-declared", notes="waited for the backup")),
        bad=_SILENCE,
    ),
    Criterion(
        id="C19",
        pane=Pane.TIMELINE,
        asks="Does it say why the actions made sense at that moment?",
        why="What people knew and could choose from is what the next team will meet.",
        source="Etsy, PagerDuty guide, LRRIT",
        kind="partly",
        levels=(Level.WARN, Level.WARN, None),
        find=_reasons,
        good=change_of("events", "e-decision", options="Wait for the end, or pause the re-index."),
        bad=change_of("events", "e-decision", known_then=""),
    ),
)
