"""The record of where a postmortem was shared, made after the export (criterion C40)."""

from datetime import date

from pmtui.domain.edits import add, set_fields
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Publication


def publish(pm: Postmortem, *, where: str, on: date, by: str) -> Postmortem:
    """Note a place and a day; a place that is noted already gets the new day."""
    for known in pm.publications:
        if known.where.strip() == where:
            if (known.on, known.by) == (on, by):
                return pm
            return set_fields(pm, "publications", known.id, on=on, by=by)
    return add(pm, "publications", Publication(id=new_id(), where=where, on=on, by=by))
