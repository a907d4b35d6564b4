"""What a start needs to know of promises, by an index alone and without loading what a list needs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pmtui.store.asking import asked

if TYPE_CHECKING:
    from pmtui.store.store import Store

MOST_COUNTED = 100
"""Overdue promises that are counted; beyond that only “more than” is told."""


class Overdue(NamedTuple):
    """How many promises of one's own postmortems are overdue, counted up to `MOST_COUNTED`."""

    counted: int
    more: bool
    """Whether there are more than were counted."""
    oldest: date


QUERY = """
    SELECT coalesce(a.due, a.review_on)
    FROM actions a CROSS JOIN postmortem p ON p.uid = a.pm_uid
    WHERE a.state = 'committed' AND coalesce(a.due, a.review_on) < ? AND p.origin = ''
    ORDER BY coalesce(a.due, a.review_on) LIMIT ?
"""
"""The join is crossed so that the index of days leads."""


def overdue(store: Store, today: date) -> Overdue | None:
    """What is overdue; None where nothing is."""
    key = (today.isoformat(), MOST_COUNTED + 1)
    days = asked(store, lambda conn: conn.execute(QUERY, key).fetchall())
    if not days:
        return None
    counted = min(len(days), MOST_COUNTED)
    return Overdue(counted, len(days) > MOST_COUNTED, date.fromisoformat(days[0][0]))
