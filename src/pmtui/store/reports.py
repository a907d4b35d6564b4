"""What the saver tells the screen, from its own thread.

A report that brings in a change from elsewhere (a `Brought`) holds what the value was (`base`) and
what it became (`merged`). The screen takes them in the order in which they come, each once:
`report.over(its own value)`, and then tells the saver `saver.took(report)`.
"""

from datetime import datetime
from pathlib import Path

from pmtui.domain import rebase
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.rebase import Conflict
from pmtui.store.merging import merge
from pmtui.value import Value


class Saving(Value, eq=False):
    """A save has begun."""


class Brought(Value, eq=False):
    """The value `base` of the screen became `merged` in the store; the same object if not."""

    base: Postmortem
    merged: Postmortem

    @property
    def uid(self) -> str:
        """Of which postmortem: a late report must not reach the next one that was opened."""
        return self.base.uid

    def over(self, value: Postmortem) -> tuple[Postmortem, tuple[Conflict, ...]]:
        """A value that knew `base` only, with what was brought, and where both texts are kept."""
        return merge(self.base, self.merged, value)


class TakenBack(Brought, eq=False):
    """What one's own hand or the gate took out, so that words are followed by their position."""

    def over(self, value: Postmortem) -> tuple[Postmortem, tuple[Conflict, ...]]:
        """The same, without both texts of a sentence of which both are one's own."""
        return rebase.merge(self.base, self.merged, value)


class Saved(Brought, eq=False):
    """COMMIT has returned: what was typed until then is on the disk."""

    at: datetime
    seq: int
    conflicts: tuple[Conflict, ...] = ()
    notices: tuple[str, ...] = ()


class Foreign(Brought, eq=False):
    """Another window has changed the postmortem."""

    labels: tuple[str, ...]
    """What it did, by the labels of its steps."""
    authors: tuple[str, ...] = ()
    """Who did it."""


class Undone(TakenBack, eq=False):
    """A step was taken back or brought again, or there was none."""

    seq: int
    label: str
    sentence: str
    """What happened, for the reader."""
    problems: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


class Refused(TakenBack, eq=False):
    """The gate did not let a step through; `merged` is the value without it."""

    reason: str
    error: Exception


class NotSaved(Value, eq=False):
    """A save failed; everything is kept in memory and tried again."""

    reason: str
    """A sentence with the next step."""
    retry_in: float
    """Seconds until the next try."""
    rescue: Path | None = None
    """Where the text was put meanwhile; None where no place took it."""
    brief: str = "saving failed"
    """The reason in a few words."""
    lacking: bool = True
    """Whether there is text that only this program holds."""


class Warned(Value, eq=False):
    """Something beside saving went wrong, for example the daily backup."""

    sentence: str


Report = Saving | Saved | NotSaved | Foreign | Undone | Refused | Warned
