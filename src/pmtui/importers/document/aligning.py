"""Which record of one reading of a document is which record of another: ids made the same.

A document carries no ids. Records are known by all that they say, else by their reference, else by
the likeness of their words, so that a row put in between renames nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from pmtui.domain.fields import Kind, specs
from pmtui.domain.postmortem import LISTS, Postmortem, record_class
from pmtui.importers.document.exported import Reading

LIKE = 0.55
"""How alike two texts are, from 0 to 1, from which on one is the other after an edit."""
SOMEWHAT = 0.25
"""The same with the same reference."""
_FIXED = frozenset({"absences", "facets"})
"""Tables whose ids are words, the same in every reading."""
MOST = 400
"""Characters of a text that are compared."""
MANY = 40_000
"""Pairs of records above which their words are not compared one by one."""


def with_ids_of(reading: Reading, base: Reading) -> Reading:
    """The reading with the ids of the base for every record that is one of its."""
    ids: dict[str, str] = {}
    for table in LISTS:
        if table not in _FIXED:
            new, old = getattr(reading.postmortem, table), getattr(base.postmortem, table)
            ids |= _pairs(table, new, old, reading.refs, base.refs)
    return renamed(reading, ids)


def with_ids_in_order(reading: Reading, pm: Postmortem) -> Reading:
    """The reading of an export of this very value, with the ids of the value."""
    ids: dict[str, str] = {}
    refs = {ref: id for id, ref in reading.refs.items()}
    letters = {"questions": "Q", "metrics": "M", "factors": "F", "lessons": "L", "actions": "A"}
    for table in LISTS:
        old, new = getattr(pm, table), getattr(reading.postmortem, table)
        if table in _FIXED or not new:
            continue
        if letter := letters.get(table):
            numbered = ((refs.get(f"{letter}{n}"), r.id) for n, r in enumerate(old, 1))
            known = {there: id for there, id in numbered if there is not None}
            ids |= known
            new = [r for r in new if r.id not in known]
            old = [r for r in old if r.id not in known.values()]
        ids |= _pairs(table, new, old, {}, {})
    return renamed(reading, ids)


def _pairs(
    table: str,
    new: Sequence[Any],
    old: Sequence[Any],
    new_refs: dict[str, str],
    old_refs: dict[str, str],
) -> dict[str, str]:
    """By id of a new record the id of the old one that it is."""
    left, gone = list(new), list(old)
    found: dict[str, str] = {}

    def take(key: Callable[[Any], Any], key_of_old: Callable[[Any], Any] | None = None) -> None:
        by_key: dict[Any, list[Any]] = {}
        for record in reversed(gone):
            by_key.setdefault((key_of_old or key)(record), []).append(record)
        for record in tuple(left):
            if (wanted := key(record)) is not None and by_key.get(wanted):
                pair(record, by_key[wanted].pop())

    def pair(record: Any, match: Any) -> None:
        found[record.id] = match.id
        left.remove(record)
        gone.remove(match)

    take(lambda r: _content(table, r))
    take(lambda r: _words(table, r) or None)
    for likeness, same_ref in ((SOMEWHAT, True), (LIKE, False)):
        for a, b in _alike(table, left, gone, likeness):
            if a in left and b in gone:
                if same_ref and new_refs.get(a.id, "") != old_refs.get(b.id, "-"):
                    continue
                pair(a, b)
    if table == "events":
        take(lambda event: event.at.at)
    take(lambda r: new_refs.get(r.id), lambda r: old_refs.get(r.id))
    return found


def _alike(
    table: str, left: Sequence[Any], gone: Sequence[Any], least: float
) -> list[tuple[Any, Any]]:
    """Pairs of which one may be the other after an edit, the likeliest first."""
    if len(left) * len(gone) > MANY:
        return []
    scored = [(_likeness(table, a, b), a, b) for a in left for b in gone]
    scored = [one for one in scored if one[0] >= least]
    return [(a, b) for _, a, b in sorted(scored, key=lambda one: -one[0])]


def _content(table: str, record: Any) -> tuple[Any, ...]:
    described = specs(record_class(table)).values()
    return tuple(getattr(record, s.name) for s in described if s.kind is not Kind.LINKS)


def same_words(table: str, one: Any, other: Any) -> bool:
    """Whether two records of a table say the same."""
    words = _words(table, one)
    return (
        words == _words(table, other) if words else _content(table, one) == _content(table, other)
    )


def _words(table: str, record: Any) -> str:
    text = getattr(record, "text", "") or getattr(record, "name", "")
    return str(text or getattr(record, "where", "") or getattr(record, "uid", ""))


def _likeness(table: str, one: Any, other: Any) -> float:
    a, b = _words(table, one)[:MOST].casefold(), _words(table, other)[:MOST].casefold()
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.real_quick_ratio() < SOMEWHAT or matcher.quick_ratio() < SOMEWHAT:
        return 0.0
    return matcher.ratio()


def renamed(reading: Reading, ids: dict[str, str]) -> Reading:
    """The reading with other ids, links included."""
    parts: dict[str, Any] = {}
    for table, cls in LISTS.items():
        links = [s.name for s in specs(cls).values() if s.kind is Kind.LINKS]
        parts[table] = tuple(
            _renamed_record(record, ids, links) for record in getattr(reading.postmortem, table)
        )
    return replace(
        reading,
        postmortem=replace(reading.postmortem, **parts),
        refs={ids.get(id, id): ref for id, ref in reading.refs.items()},
        events={name: ids.get(id, id) for name, id in reading.events.items()},
    )


def _renamed_record(record: Any, ids: dict[str, str], links: list[str]) -> Any:
    values: dict[str, Any] = {"id": ids.get(record.id, record.id)}
    for name in links:
        values[name] = tuple(ids.get(id, id) for id in getattr(record, name))
    if hasattr(record, "of"):
        values["of"] = ids.get(record.of, record.of)
    return replace(record, **values)
