"""Stable references inside a document (F1, A2, V3) and the links between records, both ways.

Numbers follow the order of rank, so that a record added at the end renumbers nothing. Events are
named by their time and text instead: a row that is put in between must not rename the others.
"""

from pmtui.domain.facts import evidence_of, linking_to
from pmtui.domain.postmortem import LISTS, Postmortem
from pmtui.domain.records import Event
from pmtui.exporters.blocks import Inline, joined, told
from pmtui.exporters.clock import Clock

PREFIXES = {
    "questions": "Q",
    "sources": "S",
    "metrics": "M",
    "factors": "F",
    "evidence": "V",
    "lessons": "L",
    "actions": "A",
}
"""The letter of a table's references; tables that nothing refers to have none."""

GONE = "a record that no longer exists"


class Numbers:
    """The references of one postmortem."""

    def __init__(self, pm: Postmortem, clock: Clock) -> None:
        self.clock = clock
        self._pm = pm
        self._events = {e.id: e for e in pm.events}
        self._refs = {
            (table, record.id): f"{letter}{count}"
            for table, letter in PREFIXES.items()
            for count, record in enumerate(getattr(pm, table), 1)
        }

    def ref(self, table: str, id: str) -> str:
        """How a document refers to a record."""
        if table == "events":
            event = self._events.get(id)
            return GONE if event is None else self.event(event)
        return self._refs.get((table, id), GONE)

    def event(self, event: Event) -> str:
        """An event by its time and text."""
        parts = (self.clock.when(event.at), event.text)
        return " ".join(part for part in parts if part) or "an event without time and text"

    def refs(self, table: str, ids: tuple[str, ...]) -> Inline:
        """Several references; events stand apart by semicolons, since their texts hold commas."""
        separator = "; " if table == "events" else ", "
        return joined((told(self.ref(table, id)) for id in ids), separator)

    def back(self, target: str, id: str, table: str) -> Inline:
        """The records of a table that link to this one."""
        linking = linking_to(self._pm, target, id)
        return self.refs(table, tuple(dict.fromkeys(r.id for t, r in linking if t == table)))

    def evidence(self, id: str) -> Inline:
        """What supports a record."""
        return self.refs("evidence", tuple(e.id for e in evidence_of(self._pm, id)))

    def anywhere(self, id: str) -> str:
        """How a document refers to a record of whichever table; one without a number by its kind."""
        if id in self._events:
            return self.event(self._events[id])
        if ref := next((ref for (_, i), ref in self._refs.items() if i == id), ""):
            return ref
        tables = (t for t in LISTS if any(record.id == id for record in getattr(self._pm, t)))
        table = next(tables, "")
        return id if table == "facets" else f"a record of the {table}" if table else GONE
