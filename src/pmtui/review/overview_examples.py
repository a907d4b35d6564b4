"""Longer examples for the criteria of the overview."""

from datetime import timedelta

from pmtui.domain.edits import set_fields
from pmtui.domain.postmortem import Postmortem
from pmtui.review.moments import shifted
from pmtui.review.variants import both, change


def _resolved_a_month_earlier(pm: Postmortem) -> Postmortem:
    for event in pm.events:
        if event.id == "e-resolved":
            return set_fields(pm, "events", event.id, at=shifted(event.at, -timedelta(days=30)))
    return pm


LATE_RESOLVED = _resolved_a_month_earlier
LATE_WITH_REASON = both(
    _resolved_a_month_earlier,
    change("overview", late_because="the vendor's report came after four weeks"),
)

MESSAGE = change(
    "overview",
    external_summary="Label printing failed for part of the morning. We are sorry.",
    external_happened="A background job left too little room for printing.",
    external_next="Printing now has capacity of its own.",
)
MESSAGE_WITH_INTERNALS = both(
    MESSAGE, change("overview", external_happened="db-3.internal was full; Ilse Brandt paused it.")
)
