"""The postmortems of this day in earlier years, found by an index: a start asks for them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pmtui.memory.recall import same_days
from pmtui.store import summaries
from pmtui.store.asking import asked

if TYPE_CHECKING:
    from pmtui.store.model import Summary
    from pmtui.store.store import Store


def on_this_day(store: Store, today: date) -> tuple[Summary, ...]:
    """The postmortems whose incident began on this day of an earlier year, the latest first."""
    days = [day.isoformat() for day in same_days(today)]
    return asked(store, lambda conn: summaries.of_days(conn, days))
