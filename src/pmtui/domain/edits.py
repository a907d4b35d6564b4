"""Every change to a postmortem as a pure function from one value to the next.

An edit never fails for incomplete content. It raises KeyError only where the record it names is
gone, which the caller turns into a sentence.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pmtui.domain.fields import Kind, specs
from pmtui.domain.ids import rank_after, rank_between
from pmtui.domain.moment import When
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem, find, with_part
from pmtui.domain.records import Absence, Event, Record
from pmtui.domain.vocabulary import REPEATABLE, Milestone
from pmtui.domain.zones import zone_or_utc

Edit = Callable[[Postmortem], Postmortem]
"""What a pane posts: applied by the workbook to the value of that moment."""


def set_fields(pm: Postmortem, table: str, id: str, **values: Any) -> Postmortem:
    """Give fields of one record new values; the same value object returns where nothing differs."""
    record = find(pm, table, id)
    changed = {name: value for name, value in values.items() if getattr(record, name) != value}
    if not changed:
        return pm
    return put(pm, table, replace(record, **changed))


def put(pm: Postmortem, table: str, record: Any) -> Postmortem:
    """Replace the record that has the same id."""
    if table in SINGLES:
        return with_part(pm, table, record)
    records = tuple(record if r.id == record.id else r for r in getattr(pm, table))
    return with_part(pm, table, records)


def add(pm: Postmortem, table: str, record: Any, *, after: str | None = None) -> Postmortem:
    """Add a record behind the one with the id `after`, else at the end; it is given a rank."""
    records: tuple[Record, ...] = getattr(pm, table)
    position = len(records)
    if after is not None:
        position = next((i + 1 for i, r in enumerate(records) if r.id == after), position)
    return with_part(pm, table, _placed(records, position, record))


def _placed(records: tuple[Any, ...], position: int, record: Any) -> tuple[Any, ...]:
    """The records with one more at a position, whose rank lies between its neighbours'.

    Two windows can give two records the same rank; then all of them are ranked anew.
    """
    low = records[position - 1].rank if position > 0 else ""
    high = records[position].rank if position < len(records) else ""
    try:
        rank = rank_between(low, high) if high else rank_after(low)
    except ValueError:
        ranked = []
        rank = ""
        for each in (*records[:position], record, *records[position:]):
            rank = rank_after(rank)
            ranked.append(replace(each, rank=rank))
        return tuple(ranked)
    return (*records[:position], replace(record, rank=rank), *records[position:])


def add_all(pm: Postmortem, table: str, new: Iterable[Any]) -> Postmortem:
    """Add many records at the end, in one step."""
    records = list(getattr(pm, table))
    rank = records[-1].rank if records else ""
    for record in new:
        rank = rank_after(rank)
        records.append(replace(record, rank=rank))
    return with_part(pm, table, tuple(records))


def remove(pm: Postmortem, table: str, id: str) -> Postmortem:
    """Delete a record, its evidence, and every link to it, in one step."""
    find(pm, table, id)
    kept = tuple(r for r in getattr(pm, table) if r.id != id)
    pm = with_part(pm, table, kept)
    if any(e.of == id for e in pm.evidence):
        pm = replace(pm, evidence=tuple(e for e in pm.evidence if e.of != id))
    return _unlink_everywhere(pm, table, id)


def _unlink_everywhere(pm: Postmortem, target: str, id: str) -> Postmortem:
    for table, cls in LISTS.items():
        for spec in specs(cls).values():
            if spec.kind is not Kind.LINKS or spec.table != target:
                continue
            for record in getattr(pm, table):
                if id in getattr(record, spec.name):
                    pm = unlink(pm, table, record.id, spec.name, id)
    return pm


def move(pm: Postmortem, table: str, id: str, by: int) -> Postmortem:
    """Move a record up (negative) or down among its siblings; past an end it stays at the end."""
    records: tuple[Record, ...] = getattr(pm, table)
    record = find(pm, table, id)
    others = tuple(r for r in records if r.id != id)
    now = next(i for i, r in enumerate(records) if r.id == id)
    position = max(0, min(len(others), now + by))
    if position == now:
        return pm
    return with_part(pm, table, _placed(others, position, record))


def link(pm: Postmortem, table: str, id: str, field: str, other: str) -> Postmortem:
    """Add the id of another record to a link field."""
    ids: tuple[str, ...] = getattr(find(pm, table, id), field)
    return pm if other in ids else set_fields(pm, table, id, **{field: (*ids, other)})


def unlink(pm: Postmortem, table: str, id: str, field: str, other: str) -> Postmortem:
    """Take the id of another record out of a link field."""
    ids: tuple[str, ...] = getattr(find(pm, table, id), field)
    return set_fields(pm, table, id, **{field: tuple(i for i in ids if i != other)})


def toggle_milestone(pm: Postmortem, event: str, milestone: Milestone) -> Postmortem:
    """Mark an event with a milestone, or take the mark off.

    A milestone that only one event can carry leaves the event that had it, and stops being
    unknown or not applicable.
    """
    target = find(pm, "events", event)
    if milestone in target.milestones:
        rest = tuple(m for m in target.milestones if m is not milestone)
        return set_fields(pm, "events", event, milestones=rest)
    if milestone not in REPEATABLE:
        for other in pm.events:
            if milestone in other.milestones:
                rest = tuple(m for m in other.milestones if m is not milestone)
                pm = set_fields(pm, "events", other.id, milestones=rest)
    if any(a.milestone is milestone for a in pm.absences):
        pm = replace(pm, absences=tuple(a for a in pm.absences if a.milestone is not milestone))
    marked = tuple(m for m in Milestone if m in target.milestones or m is milestone)
    return set_fields(pm, "events", event, milestones=marked)


def add_record(pm: Postmortem, table: str, record: Any, *, after: str | None = None) -> Postmortem:
    """Add a record by the rules of its list, behind `after` where that is still there.

    A milestone that only one event can carry moves to the new event; an absence takes the place of
    what was said of its milestone before.
    """
    if table == "absences" and record.milestone is not None:
        return set_absence(pm, record)
    if table != "events" or not record.milestones:
        return add(pm, table, record, after=after)
    pm = add(pm, table, replace(record, milestones=()), after=after)
    for milestone in record.milestones:
        pm = toggle_milestone(pm, record.id, milestone)
    return pm


def set_absence(pm: Postmortem, absence: Absence) -> Postmortem:
    """Say why no event carries a milestone; its id is the milestone's word."""
    assert absence.milestone is not None
    for other in pm.events:
        if absence.milestone in other.milestones:
            pm = toggle_milestone(pm, other.id, absence.milestone)
    rest = tuple(a for a in pm.absences if a.milestone is not absence.milestone)
    placed = replace(absence, id=absence.milestone.value, rank=rank_after(_last_rank(rest)))
    return replace(pm, absences=(*rest, placed))


def _last_rank(records: tuple[Record, ...]) -> str:
    return records[-1].rank if records else ""


def ordered(events: Iterable[Event], zone: str = "UTC") -> tuple[Event, ...]:
    """Events as the timeline shows them: by instant; one without a time stays behind the event
    that precedes it by rank.

    A day without clock time begins at midnight in `zone`; a clock time whose zone is not known yet
    is placed as if it were one of `zone`.
    """
    events = tuple(events)
    instants = [e.at.at for e in events]
    if None not in instants and instants == sorted(instants):  # type: ignore[type-var]
        return events  # the usual case: all have an instant and stand as they happened
    keyed = []
    last: datetime | None = None
    for position, event in enumerate(events):
        last = _place(event.at, zone) or last
        keyed.append((last is not None, last, position, event))
    return tuple(
        k[3] for k in sorted(keyed, key=lambda k: (k[0], k[1], k[2]) if k[0] else (False, k[2]))
    )


def _place(when: When, zone: str) -> datetime | None:
    if when.at is not None:
        return when.at
    naive = when.sortable
    if naive is None:
        return None
    try:
        return naive.replace(tzinfo=zone_or_utc(zone)).astimezone(UTC)
    except OverflowError:
        return naive
