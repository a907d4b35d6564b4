"""The timeline as a picture to scale: events on one axis, milestones with their words above it."""

from dataclasses import dataclass
from datetime import datetime
from html import escape

from pmtui.domain.facts import duration, milestone_events, timeline
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import Milestone
from pmtui.exporters.alive import alive
from pmtui.exporters.blocks import clean, flat, told
from pmtui.exporters.clock import Clock
from pmtui.exporters.options import ExportOptions

WIDTH = 960
MARGIN = 20
ROW = 18
_LETTER = 7
"""Pixels that a letter of a label takes, on the safe side."""


@dataclass(frozen=True, slots=True)
class _Label:
    x: float
    text: str
    row: int
    anchor: str


def draw(pm: Postmortem, options: ExportOptions) -> str:
    """The picture as inline SVG with its words for readers who do not see it.

    Empty where fewer than two different instants are known: there is nothing to scale.
    """
    instants = sorted(e.at.at for e in timeline(pm) if e.at.at is not None)
    if not instants or instants[0] == instants[-1]:
        return ""
    scale = Scale(instants[0], instants[-1])
    clock = Clock(options.zone or pm.overview.zone, instants)
    labels = _labels(pm, scale, clock)
    rows = max((label.row for label in labels), default=-1) + 1
    axis = rows * ROW + 24
    parts = [*_impact(pm, scale, axis), _axis(axis)]
    parts += [_stem(label, axis) for label in labels]
    for event in timeline(pm):
        if event.at.at is not None:
            told_words = flat(alive(told(f"{clock.when(event.at)} {event.text}")))
            title = escape(told_words)
            kind = "milestone" if event.milestones else "event"
            parts.append(
                f'<circle class="{kind}" cx="{scale.x(event.at.at):.1f}" cy="{axis}" '
                f'r="{5 if event.milestones else 3.5}"><title>{title}</title></circle>'
            )
    parts += [_word(label) for label in labels]
    first, last = clock.instant(instants[0]), clock.instant(instants[-1])
    parts.append(f'<text x="{MARGIN}" y="{axis + 24}">{first}</text>')
    parts.append(f'<text x="{WIDTH - MARGIN}" y="{axis + 24}" text-anchor="end">{last}</text>')
    body = "\n".join(parts)
    as_table = options.shape != "onepage" and options.timeline != "list"
    same = " The table below holds the same." if as_table else ""
    return (
        f'<figure tabindex="0">\n<svg viewBox="0 0 {WIDTH} {axis + 36}" role="img" '
        f'aria-label="{escape(clean(_words(pm, clock)))}">\n{body}\n</svg>\n'
        f"<figcaption>{len(instants)} events from {first} to {last}, to scale.{same}</figcaption>\n"
        "</figure>\n"
    )


class Scale:
    """Maps instants to pixels, linearly."""

    def __init__(self, first: datetime, last: datetime) -> None:
        self._first = first
        self._seconds = (last - first).total_seconds()

    def x(self, at: datetime) -> float:
        """Where an instant stands."""
        share = (at - self._first).total_seconds() / self._seconds
        return MARGIN + share * (WIDTH - 2 * MARGIN)


def _labels(pm: Postmortem, scale: Scale, clock: Clock) -> list[_Label]:
    """Milestones of one event in one label; labels that would touch go into further rows."""
    by_event: dict[str, list[Milestone]] = {}
    instants: dict[str, datetime] = {}
    for milestone, event in milestone_events(pm).items():
        if event.at.at is not None:
            by_event.setdefault(event.id, []).append(milestone)
            instants[event.id] = event.at.at
    placed: list[_Label] = []
    ends: list[float] = []
    for id, at in sorted(instants.items(), key=lambda item: (item[1], item[0])):
        text = f"{clock.instant(at)[11:16]} {', '.join(by_event[id])}"
        x, length = scale.x(at), len(text) * _LETTER
        anchor = "start" if x + length <= WIDTH else "end"
        left = x if anchor == "start" else x - length
        row = next((r for r, end in enumerate(ends) if end < left), len(ends))
        if row == len(ends):
            ends.append(0.0)
        ends[row] = max(ends[row], left + length)
        placed.append(_Label(x, text, row, anchor))
    return placed


def _impact(pm: Postmortem, scale: Scale, axis: int) -> list[str]:
    lasted = duration(pm, "impact_duration")
    instants = {event.id: event.at.at for event in pm.events}
    start, end = instants.get(lasted.from_id), instants.get(lasted.to_id)
    if start is None or end is None:
        return []
    left, right = scale.x(start), scale.x(end)
    if right <= left:
        return []
    return [
        f'<rect class="impact" x="{left:.1f}" y="{axis - 9}" width="{right - left:.1f}" '
        'height="18"><title>impact</title></rect>'
    ]


def _axis(y: int) -> str:
    return f'<line class="axis" x1="{MARGIN}" y1="{y}" x2="{WIDTH - MARGIN}" y2="{y}"></line>'


def _stem(label: _Label, axis: int) -> str:
    top = label.row * ROW + 18
    return (
        f'<line class="stem" x1="{label.x:.1f}" y1="{top}" x2="{label.x:.1f}" y2="{axis}"></line>'
    )


def _word(label: _Label) -> str:
    dx = 3 if label.anchor == "start" else -3
    return (
        f'<text x="{label.x + dx:.1f}" y="{label.row * ROW + 14}" '
        f'text-anchor="{label.anchor}">{escape(label.text)}</text>'
    )


def _words(pm: Postmortem, clock: Clock) -> str:
    told = [f"{m} {clock.when(e.at)}" for m, e in milestone_events(pm).items() if e.at.at]
    return "Timeline to scale: " + ("; ".join(told) or "no milestone is marked")
