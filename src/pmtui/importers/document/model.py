"""What importing a document gives."""

from dataclasses import dataclass

from pmtui.domain.postmortem import Postmortem


@dataclass(frozen=True, slots=True)
class Imported:
    """A new draft, and sentences about what was placed where and what is still open."""

    postmortem: Postmortem
    notes: tuple[str, ...] = ()
