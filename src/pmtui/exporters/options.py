"""What the person who exports may choose; everything else follows from the postmortem."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pmtui.exporters.words import TeamWords
    from pmtui.review.model import Finding

Names = Literal["full", "initials", "roles"]
Style = Literal["table", "list"]
ShapeName = Literal["full", "onepage", "external", "timeline", "actions", "agenda"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """The choices of one export. The same postmortem and options give the same bytes."""

    now: datetime
    """The moment of the export, aware; it is never printed."""
    zone: str | None = None
    """IANA name of the zone for all times; None for the postmortem's own."""
    shape: ShapeName = "full"
    """Which part leaves; see `pmtui.exporters.shapes`."""
    names: Names = "full"
    """How people are named: as written, by initials, or by role."""
    named: bool = False
    """Whether people are named so already, in the postmortem and in the findings."""
    findings: "tuple[Finding, ...]" = ()
    """What the review found, in its order; counted in the banner of a draft."""
    void_waivers: frozenset[str] = frozenset()
    """Ids of waivers that set nothing aside any more, from `pmtui.review.waived`; marked as void."""
    reference: str = ""
    """The number in the local store, for example PM-7."""
    others: Mapping[str, str] = field(default_factory=dict)
    """What the postmortems that this one was compared with are called, by how they are written."""
    appendix: bool = True
    """Whether evidence and open findings follow the seven sections."""
    sources: bool = False
    """Whether the appendix holds the source texts as well: whole chats and logs, kept as evidence."""
    colophon: bool = True
    """Whether the last lines name criteria set, program version and last change of status."""
    timeline: Style | None = None
    """Timeline as a table or as a list; None for what the flavour does best."""
    actions: Style | None = None
    """Actions as a table or as a list; None for what the flavour does best."""
    sheet: Literal["actions", "timeline"] = "actions"
    """Which table a CSV file holds."""
    team: "TeamWords | None" = None
    """The words of a team's rules; None for none."""
    kept: frozenset[str] = frozenset()
    """Digests of what was decided to be read outside."""
    withheld: frozenset[str] = frozenset()
    """Digests of what was decided not to be."""
    aliases: frozenset[str] = frozenset()
    """Pseudonyms that stand in the texts, which are nothing internal."""
    as_is: bool = False
    """Whether nothing gives way in the message for customers."""
    raw: bool = False
    """For CSV read by machines: without the prefix that keeps spreadsheets from computing."""
