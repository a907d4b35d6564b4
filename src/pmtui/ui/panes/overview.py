"""The pane Overview: what the incident was in short, who took part, what nobody knows yet."""

from collections.abc import Sequence
from typing import ClassVar

from pmtui.domain import vocabulary
from pmtui.ui.panes.desk import Desk
from pmtui.ui.panes.rows import section
from pmtui.ui.widgets.items import HeadItem, Item, fields_of

_FIRST = ("title", "incident_date", "severity", "owner", "services", "zone", "summary")
_STORY = ("background", "resolution")
_MESSAGE = ("external_summary", "external_happened", "external_next")


class OverviewPane(Desk):
    """Fields of the overview, participants, open questions and source texts."""

    PLACE: ClassVar = vocabulary.Pane.OVERVIEW
    ADDS: ClassVar = ("participants", "questions")

    def front_items(self) -> Sequence[Item]:
        """What is asked first stands first."""
        pm = self.postmortem
        return [
            *fields_of("overview", names=_FIRST),
            *section(pm, "participants", "Participants"),
            HeadItem("The story around it"),
            *fields_of("overview", names=_STORY),
            *section(pm, "questions", "Open questions"),
            HeadItem("Message to customers"),
            *fields_of("overview", names=_MESSAGE),
            HeadItem("About this postmortem"),
            *fields_of("overview", but=(*_FIRST, *_STORY, *_MESSAGE)),
            *section(
                pm,
                "sources",
                "Source texts",
                "Chats, logs and old documents kept whole. Paste one outside a field to keep it.",
            ),
        ]
