"""Events that wait for a zone or a date, given them by a second import of the same text."""

from collections.abc import Mapping
from dataclasses import replace

from pmtui.domain.moment import When
from pmtui.domain.postmortem import Postmortem, with_part
from pmtui.domain.vocabulary import Certainty
from pmtui.importers.rows import ImportPlan


def placed_by(pm: Postmortem, plan: ImportPlan) -> dict[str, When]:
    """The times that a plan knows of events that have none yet, by the ids of the events.

    What somebody said about a time meanwhile, such as that it does not apply, stands.
    """
    waiting = {
        e.id
        for e in pm.events
        if e.at.at is None and e.at.written and e.at.certainty is not Certainty.NOT_APPLICABLE
    }
    return {row.known: row.at for row in plan.rows if row.known in waiting and row.at.at}


def placing(pm: Postmortem, times: Mapping[str, When]) -> Postmortem:
    """The postmortem with these times on its events; those that are gone are passed over."""
    events = tuple(
        replace(event, at=times[event.id]) if event.id in times else event for event in pm.events
    )
    return with_part(pm, "events", events)
