"""Marking events with milestones: one that only one event can carry leaves the other event."""

from collections.abc import Iterable

from pmtui.domain.edits import Edit, toggle_milestone
from pmtui.domain.postmortem import Postmortem, find
from pmtui.domain.vocabulary import Milestone


def marking(event: str, milestones: Iterable[Milestone]) -> Edit:
    """The edit that gives an event exactly these milestones."""
    wanted = frozenset(milestones)

    def edit(pm: Postmortem) -> Postmortem:
        for milestone in Milestone:
            if (milestone in find(pm, "events", event).milestones) != (milestone in wanted):
                pm = toggle_milestone(pm, event, milestone)
        return pm

    return edit
