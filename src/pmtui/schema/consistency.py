"""What no type can say about a document: names used once, times that are one time, order.

What would break the workbook is refused by its path. What is merely odd is kept without loss:
a link to a record that is gone, a milestone on two events.
"""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from pmtui.domain.ids import rank_after
from pmtui.domain.moment import When
from pmtui.domain.plain import field_names
from pmtui.domain.postmortem import FACETS, LISTS, Postmortem, with_part
from pmtui.domain.skew import LARGEST
from pmtui.domain.zones import ZoneError, find_zone
from pmtui.errors import UsageError

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./_-]{0,63}")
_RANK = re.compile(r"[0-9a-z]{0,255}")
MAX_MARGIN = 60 * 24 * 366
"""Minutes that an approximate time may be off: a year."""


def consistent(pm: Postmortem) -> Postmortem:
    """The postmortem in the order and with the facets that every part of pmtui relies on.

    Raises UsageError, with the path of the field, for what cannot be kept.
    """
    _check_id(pm.uid, "postmortem.uid")
    _check_instants(pm)
    try:
        find_zone(pm.overview.zone)
    except ZoneError as error:
        raise UsageError(
            "postmortem.overview.zone: the time zone is not known here. Write a name like "
            "Europe/Berlin or UTC and import again."
        ) from error
    for table in LISTS:
        seen: dict[str, str] = {}
        for position, record in enumerate(getattr(pm, table)):
            path = f"postmortem.{table}[{position}]"
            _check_id(record.id, f"{path}.id")
            if record.id in seen:
                raise UsageError(
                    f"{path}.id: {seen[record.id]} has the same id. Give one of them another and "
                    "import again."
                )
            seen[record.id] = path
        pm = with_part(pm, table, _ranked(getattr(pm, table), table))
    for position, event in enumerate(pm.events):
        _check_when(event.at, f"postmortem.events[{position}].at")
    return replace(pm, facets=_facets(pm))


def _check_id(id: str, path: str) -> None:
    if not _ID.fullmatch(id):
        raise UsageError(
            f"{path}: an id has 1 to 64 letters, digits, dots, dashes or spaces. Correct it and "
            "import again."
        )


def _ranked(records: tuple[Any, ...], table: str) -> tuple[Any, ...]:
    """The records as they are where ranks and order agree, else ranked anew in their order."""
    for position, record in enumerate(records):
        if not _RANK.fullmatch(record.rank):
            raise UsageError(
                f"postmortem.{table}[{position}].rank: a rank holds digits and small letters only. "
                "Leave all ranks out, so that the order of the list counts, and import again."
            )
    keys = [(record.rank, record.id) for record in records]
    if keys == sorted(keys) and (len(keys) < 2 or keys[0][0]):
        return records
    placed = []
    rank = ""
    for record in records:
        rank = rank_after(rank)
        placed.append(replace(record, rank=rank))
    return tuple(placed)


def _check_when(when: When, path: str) -> None:
    known = [part for part in (when.at, when.local, when.day) if part]
    if len(known) > 1:
        raise UsageError(
            f"{path}: only one of “at”, “local” and “day” can be set. Keep one and import again."
        )
    if not 0 <= when.margin <= MAX_MARGIN:
        raise UsageError(
            f"{path}.margin: it takes minutes from 0 to {MAX_MARGIN}. Correct it and import again."
        )
    if abs(when.skew) > LARGEST:
        raise UsageError(f"{path}.skew: it takes seconds up to a day. Correct it and import again.")
    if when.local and not _is_wall_clock(when.local):
        raise UsageError(
            f"{path}.local: it takes a wall clock like 2026-11-22T14:02:00 without a zone. "
            "Correct it and import again."
        )


def _is_wall_clock(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is None
    except ValueError:
        return False


def _check_instants(pm: Postmortem) -> None:
    """Every instant says its zone; a naive one would mean another time on another machine."""
    for table in LISTS:
        for position, record in enumerate(getattr(pm, table)):
            path = f"postmortem.{table}[{position}]"
            for name in field_names(type(record)):
                value = getattr(record, name)
                if isinstance(value, When):
                    _check_aware(value.at, f"{path}.{name}.at")
                    _check_aware(value.until, f"{path}.{name}.until")
                else:
                    _check_aware(value, f"{path}.{name}")


def _check_aware(value: Any, path: str) -> None:
    if isinstance(value, datetime) and value.tzinfo is None:
        raise UsageError(
            f"{path}: it takes an instant with its zone, like 2026-11-22T14:02:00Z. Correct it "
            "and import again."
        )


def _facets(pm: Postmortem) -> tuple[Any, ...]:
    """Six facets, in the order of the document; those it left out are not yet answered."""
    for position, record in enumerate(pm.facets):
        if record.facet is None or record.id != record.facet.value:
            raise UsageError(
                f"postmortem.facets[{position}].id: the id of a facet is its word. Write the same "
                "word in both and import again."
            )
    if not pm.facets:
        return ()
    there = {record.id for record in pm.facets}
    missing = tuple(f for f in FACETS if f.id not in there)
    merged = (*pm.facets, *missing)
    return tuple(sorted(merged, key=lambda r: (r.rank, r.id)))
