"""The pane Impact: who was affected, how many, for how long; estimates and unknowns are said."""

from collections.abc import Sequence
from typing import ClassVar

from pmtui.domain import vocabulary
from pmtui.domain.facts import durations
from pmtui.ui.panes.desk import Desk
from pmtui.ui.panes.rows import section
from pmtui.ui.widgets.items import HeadItem, Item, NoteItem, fields_of

_FIRST = ("who", "affected", "population", "estimated", "functions", "regions", "types")
_SHOWN = 8


class ImpactPane(Desk):
    """Fields of the impact, free figures, and the durations that the timeline gives."""

    PLACE: ClassVar = vocabulary.Pane.IMPACT
    ADDS: ClassVar = ("metrics",)

    def front_items(self) -> Sequence[Item]:
        """People first, then figures, then what is known of the length."""
        known = [d for d in durations(self.postmortem) if d.known][:_SHOWN]
        lengths = [NoteItem(f"{d.label}: {d.text}  ({d.formula})") for d in known]
        if not lengths:
            lengths = [NoteItem("None yet: they follow from the milestones of the timeline.")]
        return [
            *fields_of("impact", names=_FIRST),
            *section(self.postmortem, "metrics", "Figures"),
            HeadItem("More"),
            *fields_of("impact", but=_FIRST),
            HeadItem("Durations, computed from the timeline"),
            *lengths,
        ]
