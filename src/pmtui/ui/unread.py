"""Typed values that could not be read yet: kept as drafts of their pane, named, and led back to."""

from collections.abc import Iterable, Mapping

from pmtui.domain import vocabulary
from pmtui.domain.fields import specs
from pmtui.domain.postmortem import LISTS, Postmortem, record_class
from pmtui.ui.panes.base import Place
from pmtui.ui.widgets.labels import NAMES
from pmtui.ui.widgets.line_list import Key

_SIGN = "unread/"
"""What the name of such a draft begins with; those of entry lines are names of tables."""
NOT_TAKEN = "It was not taken yet when the last session ended; Enter edits it."
"""Why a value that was being typed then is not read."""


def draft_name(key: Key) -> str:
    """The name under which a field's text is kept."""
    return _SIGN + "/".join(key)


def draft_key(name: str) -> Key | None:
    """The field of such a name; None for the draft of an entry line."""
    parts = name.removeprefix(_SIGN).split("/")
    if not name.startswith(_SIGN) or len(parts) != 3:
        return None
    return parts[0], parts[1], parts[2]


def places_in(pm: Postmortem, pane: vocabulary.Pane, drafts: Iterable[str]) -> list[Place]:
    """The fields of a pane whose typed value waits, as far as their records are there."""
    keys = [key for name in drafts if (key := draft_key(name)) is not None]
    return [Place(pane, *key) for key in keys if not key[1] or _number(pm, key)]


def told(pm: Postmortem, places: list[Place]) -> str:
    """A sentence about the values that wait, "" where none does."""
    if not places:
        return ""
    more = f" and {len(places) - 1} more" if len(places) > 1 else ""
    verb = "values wait" if more else "A value waits"
    begin = f"{len(places)} {verb}" if more else verb
    return f"{begin} unread, in {_named(pm, places[0])}{more}; P leads there."


def lines_in(drafts: Mapping[str, object]) -> bool:
    """Whether a line that was not added is among the drafts."""
    return any(draft_key(name) is None for name in drafts)


def _named(pm: Postmortem, place: Place) -> str:
    key = (place.table, place.record, place.field)
    label = specs(record_class(place.table))[place.field].label
    if not place.record:
        return label
    return f"{label} of {NAMES[place.table]} {_number(pm, key)}"


def _number(pm: Postmortem, key: Key) -> int:
    """Which record of its list a field belongs to, from 1; 0 where it is gone."""
    if key[0] not in LISTS:
        return 0
    ids = [record.id for record in getattr(pm, key[0])]
    return ids.index(key[1]) + 1 if key[1] in ids else 0
