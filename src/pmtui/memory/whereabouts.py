"""Where in a postmortem a text stands, in words: its pane and its field."""

from pmtui.domain.fields import specs
from pmtui.domain.postmortem import PANE_OF, record_class
from pmtui.domain.vocabulary import Pane


def pane_of(table: str) -> Pane:
    """The pane on which the records of a table are read."""
    return PANE_OF[table]


def where(table: str, field: str) -> str:
    """Pane and field, for example “Timeline, event” or “Overview, summary”."""
    described = specs(record_class(table)).get(field)
    label = described.label if described and described.label else field
    return f"{PANE_OF[table].value.capitalize()}, {label[:1].lower()}{label[1:]}"
