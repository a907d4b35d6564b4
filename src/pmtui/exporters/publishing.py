"""The record of where a postmortem was shared, made after the export (criterion C40)."""

import re
from datetime import date

from pmtui.domain.edits import add, set_fields
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Publication
from pmtui.errors import UsageError

_CODE = re.compile(r"\s{0,9}(?:javascript|vbscript|data)\s{0,9}:", re.IGNORECASE)
"""Addresses that a reader's browser would run instead of opening."""


def refuse_code(where: str) -> None:
    """Raises UsageError for an address that is code."""
    if _CODE.match(where):
        raise UsageError(
            f"“{where[:60]}” is code, not a place. Give the address, the channel or the list."
        )


def publish(pm: Postmortem, *, where: str, on: date, by: str) -> Postmortem:
    """Note a place and a day; a place that is noted already gets the new day."""
    for known in pm.publications:
        if known.where.strip() == where:
            if (known.on, known.by) == (on, by):
                return pm
            return set_fields(pm, "publications", known.id, on=on, by=by)
    return add(pm, "publications", Publication(id=new_id(), where=where, on=on, by=by))
