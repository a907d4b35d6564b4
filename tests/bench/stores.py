"""Stores of a given size, filled through the program's own store."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from pmtui.clock import FixedClock
from pmtui.domain.ids import new_id
from pmtui.domain.moment import When
from pmtui.domain.postmortem import Overview, Postmortem
from pmtui.domain.records import Event
from pmtui.domain.vocabulary import Certainty, Pane, Severity, ZoneKnown
from pmtui.store.store import Store
from pmtui.ui.panes.base import Place
from pmtui.ui.places import store_place

BEGIN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def events(count: int) -> tuple[Event, ...]:
    """So many events, half a minute apart."""
    return tuple(
        Event(
            id=new_id(),
            rank=f"i{number:06}",
            text=f"Event {number}: the queue of the ledger grew and its workers were restarted",
            who="incident commander",
            at=When(
                written="x",
                certainty=Certainty.EXACT,
                at=BEGIN + timedelta(seconds=30 * number),
                zone="UTC",
                zone_known=ZoneKnown.WRITTEN,
            ),
        )
        for number in range(1, count + 1)
    )


def fill(path: Path, postmortems: int, event_count: int = 0) -> Path:
    """A store with so many postmortems, each with so many events; made once."""
    if path.exists():
        return path
    half = path.with_suffix(".half")
    half.unlink(missing_ok=True)
    with Store.open(half, clock=FixedClock(BEGIN), author="bench") as store:
        store._conn.execute("PRAGMA synchronous=OFF")  # thrown away if the machine goes down
        for number in range(1, postmortems + 1):
            overview = Overview(
                title=f"Incident number {number}", severity=list(Severity)[number % 5]
            )
            pm = Postmortem(uid=new_id(), overview=overview, events=events(event_count))
            store.create(pm, label="bench")
            if event_count:  # opens at the timeline, as where its cursor was
                store.remember(f"place:{pm.uid}", store_place(Place(Pane.TIMELINE)))
    return half.rename(path)
