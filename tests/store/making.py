"""Random postmortems and edits for the tests of the store and of merging."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pmtui.domain import edits
from pmtui.domain.fields import FieldSpec, Kind, form
from pmtui.domain.ids import new_id
from pmtui.domain.moment import When
from pmtui.domain.plain import encode_postmortem
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem, find, record_class
from pmtui.domain.records import Event, Factor
from pmtui.domain.vocabulary import Certainty, ZoneKnown
from pmtui.review.model import Context

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)

EDITED_LISTS = tuple(t for t in LISTS if t not in ("facets", "transitions", "waivers"))


def tokens(pm: Postmortem) -> set[str]:
    """Every token that a scribe has typed and that still stands."""
    return {c for c in str(encode_postmortem(pm)) if "\u4e00" <= c < "\u9000"}


def context() -> Context:
    """A context at the tests' noon."""
    return Context(now=NOW)


def small(title: str = "Checkout failed") -> Postmortem:
    """A postmortem with a few linked records."""
    pm = edits.set_fields(Postmortem(uid=new_id()), "overview", "", title=title)
    event, factor = Event(id=new_id(), text="errors rose"), Factor(id=new_id(), text="no alert")
    pm = edits.add(pm, "events", event)
    pm = edits.add(pm, "factors", factor)
    return edits.link(pm, "factors", factor.id, "events", event.id)


def long(count: int) -> Postmortem:
    """A postmortem with many events."""
    at = datetime(2026, 1, 2, 14, 2, tzinfo=UTC)
    new = [
        Event(
            id=new_id(),
            text=f"event {i}: the error rate of checkout passed the threshold",
            who="incident commander",
            at=When(
                written="14:02",
                certainty=Certainty.EXACT,
                at=at + timedelta(seconds=i),
                zone="Europe/Berlin",
                zone_known=ZoneKnown.HEADING,
            ),
        )
        for i in range(count)
    ]
    return edits.add_all(Postmortem(uid=new_id()), "events", new)


class Scribe:
    """Makes random edits; every text it types is one character that nobody else types."""

    def __init__(self, seed: int, name: str) -> None:
        self.random = random.Random(seed)
        self.count = 0x4E00 + 0x1000 * ("base", "a", "b", "order").index(name)

    def token(self) -> str:
        """A text that occurs nowhere else."""
        self.count += 1
        return chr(self.count)

    def edit(self, pm: Postmortem) -> Postmortem:
        """One random edit."""
        deed = self.random.choice(
            ("field",) * 6 + ("add",) * 3 + ("remove",) * 2 + ("move", "link")
        )
        table = self.random.choice(EDITED_LISTS)
        if deed == "field":
            return self._field(pm, self.random.choice((*SINGLES, *LISTS)))
        if deed == "add":
            return self._add(pm, table)
        if not (records := getattr(pm, table)):
            return self._add(pm, table)
        record = self.random.choice(records)
        if deed == "remove":
            return edits.remove(pm, table, record.id)
        if deed == "move":
            return edits.move(pm, table, record.id, self.random.choice((-2, -1, 1, 2)))
        if pm.factors and pm.events:
            factor, event = self.random.choice(pm.factors), self.random.choice(pm.events)
            return edits.link(pm, "factors", factor.id, "events", event.id)
        return pm

    def many(self, pm: Postmortem, count: int) -> Postmortem:
        """Several random edits."""
        for _ in range(count):
            pm = self.edit(pm)
        return pm

    def _add(self, pm: Postmortem, table: str) -> Postmortem:
        cls = record_class(table)
        if table == "evidence" and pm.events:
            of = self.random.choice(pm.events).id
            return edits.add(pm, table, cls(id=new_id(), of=of, text=self.token()))
        if table == "actions" and pm.factors:
            factors = (self.random.choice(pm.factors).id,)
            return edits.add(pm, table, cls(id=new_id(), factors=factors, text=self.token()))
        textual = [s for s in form(cls) if s.kind in (Kind.LINE, Kind.PROSE)]
        more = {self.random.choice(textual).name: self.token()} if textual else {}
        others = getattr(pm, table)
        after = self.random.choice([None, *(r.id for r in others)])
        return edits.add(pm, table, cls(id=new_id(), **more), after=after)

    def _field(self, pm: Postmortem, table: str) -> Postmortem:
        records = [""] if table in SINGLES else [r.id for r in getattr(pm, table)]
        if not records or not (fields := form(record_class(table))):
            return pm
        id, spec = self.random.choice(records), self.random.choice(fields)
        old = getattr(find(pm, table, id), spec.name)
        return edits.set_fields(pm, table, id, **{spec.name: self._value(spec, old)})

    def _value(self, spec: FieldSpec, old: Any) -> Any:
        match spec.kind:
            case Kind.LINE | Kind.PROSE:
                a, b = sorted(self.random.randrange(len(old) + 1) for _ in range(2))
                if self.random.random() < 0.7:
                    b = a
                return old[:a] + self.token() + old[b:]
            case Kind.CHOICE:
                assert spec.choices is not None
                return self.random.choice(list(spec.choices))
            case Kind.CHOICES:
                assert spec.choices is not None
                return tuple(self.random.sample(list(spec.choices), 2))
            case Kind.FLAG:
                return not old
            case Kind.DATE:
                return date(2026, 1, self.random.randint(1, 28))
            case Kind.WHEN:
                at = NOW + timedelta(minutes=self.random.randint(0, 900))
                return When(written=f"{at:%H:%M}", certainty=Certainty.EXACT, at=at)
            case Kind.NAMES:
                kept = [n for n in old if self.random.random() < 0.7]
                return (*kept, self.token())
            case Kind.ZONE:
                return self.random.choice(("UTC", "Europe/Berlin", "Asia/Tokyo"))
            case _:
                return old
