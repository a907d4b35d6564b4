"""One line for a record, and the text of a field's value, as lists, forms and choosers show them."""

from typing import Any

from pmtui.domain.fields import FieldSpec, Kind, show
from pmtui.domain.moment import When
from pmtui.domain.naming import words_of
from pmtui.domain.postmortem import Postmortem, find
from pmtui.domain.when_show import format_when

NAMES = {
    "participants": "participant",
    "questions": "open question",
    "sources": "source text",
    "events": "event",
    "absences": "milestone without an event",
    "metrics": "figure",
    "factors": "factor",
    "related": "earlier postmortem",
    "evidence": "evidence",
    "facets": "facet",
    "lessons": "lesson",
    "actions": "action",
    "waivers": "waiver",
    "false_alarms": "false alarm",
    "confirmations": "confirmation",
    "publications": "publication",
}
"""What one record of a table is called in a sentence."""


def title_of(record: Any) -> str:
    """A record in one line; “(empty)” where nothing is written yet."""
    return words_of(record) or "(empty)"


def value_text(pm: Postmortem, spec: FieldSpec, value: Any) -> str:
    """A field's value for reading: link ids as the titles of their records."""
    if spec.kind is Kind.WHEN:
        return when_text(pm, value)
    if spec.kind is Kind.LINKS:
        return "; ".join(titles(pm, spec.table, value))
    if spec.kind is Kind.FLAG:
        return "yes" if value else "no"
    return show(spec, value)


def when_text(pm: Postmortem, value: When) -> str:
    """A time with its date, as it can be typed again."""
    return "" if value.blank else format_when(value, zone=pm.overview.zone)


def titles(pm: Postmortem, table: str, ids: tuple[str, ...]) -> list[str]:
    """The titles of records by id; one that is gone is left out."""
    found = []
    for record in ids:
        try:
            found.append(title_of(find(pm, table, record)))
        except KeyError:
            continue
    return found
