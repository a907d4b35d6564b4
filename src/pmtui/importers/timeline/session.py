"""One parse in the making: the source, what is asked, and the events as they are found."""

from collections.abc import Callable
from dataclasses import dataclass, field

from pmtui.importers.timeline.asking import Asking
from pmtui.importers.timeline.clock import Clock, Placed
from pmtui.importers.timeline.model import Hints, ParsedEvent, Remark
from pmtui.importers.timeline.source import Source

SPACES = 4000
"""Longest text of an event; the whole is in the evidence."""


@dataclass(slots=True)
class Session:
    """Shared by all readers of one paste. Lines are indexes from 0 until they leave here."""

    source: Source
    hints: Hints
    asking: Asking = field(default_factory=Asking)
    events: list[ParsedEvent] = field(default_factory=list)
    undated: list[Remark] = field(default_factory=list)
    skipped: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    tick: Callable[[int], None] = lambda line: None
    clock: Clock = field(init=False)

    def __post_init__(self) -> None:
        """Start the clock that all blocks of the paste may inherit from."""
        self.clock = Clock(self.hints, self.asking)

    def emit(
        self,
        placed: Placed,
        text: str,
        first: int,
        last: int,
        *,
        format: str,
        actor: str | None = None,
        kind: str | None = None,
        label: str = "",
        span: tuple[int, int] | None = None,
    ) -> None:
        """Add an event, or an undated remark when its time is impossible."""
        text = tidy(text)
        if not placed.at:
            self.leave_undated(first, last, text, "; ".join(placed.reasons))
            return
        self.events.append(
            ParsedEvent(
                at=placed.at,
                end=placed.end,
                approx=placed.approx,
                text=text,
                actor=actor,
                kind=kind,
                line=first + 1,
                last=last + 1,
                source=self.source,
                source_zone=placed.source_zone,
                zone_known=placed.zone_known,
                confidence=placed.confidence,
                reason="; ".join(placed.reasons),
                label=label,
                format=format,
                span=span,
            )
        )

    def leave_undated(self, first: int, last: int, text: str, reason: str) -> None:
        """A row of the timeline that has no time of its own."""
        self.undated.append(Remark(first + 1, tidy(text), reason, last + 1))

    def skip(self, first: int, last: int, reason: str, text: str | None = None) -> None:
        """Lines that are no event; they are listed, so that nothing vanishes."""
        shown = self.source.block(first, last + 1)[:300] if text is None else text
        if shown.strip():
            self.skipped.append(Remark(first + 1, tidy(shown), reason, last + 1))

    def note(self, line: int, text: str, reason: str = "") -> None:
        """Something worth saying about a line (0-based), or about all of it (-1)."""
        self.notes.append(Remark(line + 1, text, reason))


def tidy(text: str) -> str:
    """White space collapsed, length bounded."""
    if len(text) > SPACES:
        text = text[:SPACES]
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text
    return " ".join(text.split())
