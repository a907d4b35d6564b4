"""What somebody changed in an exported copy, piece by piece, each of which can be taken by itself.

Two readings are compared: the copy as it left, and the copy as it came back. What Markdown does
not carry is missing from both and so never reads as a deletion; what was changed in the workbook
since the copy left stays, since only what differs between the two readings is carried over.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from pmtui.domain.edits import Edit, add_record, remove, set_fields
from pmtui.domain.fields import FieldSpec, Kind, form, show, specs
from pmtui.domain.moment import When
from pmtui.domain.naming import words_of
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem, find, record_class
from pmtui.domain.threeway import carried
from pmtui.domain.when_show import format_when
from pmtui.importers.document.aligning import same_words, with_ids_in_order, with_ids_of
from pmtui.importers.document.exported import Reading, reading_of

SECTIONS: dict[str, tuple[str, ...]] = {
    "Overview": ("overview", "participants", "questions"),
    "Impact": ("impact", "metrics"),
    "Timeline": ("events", "absences"),
    "Contributing factors": ("causes", "factors", "related"),
    "Response": ("response", "facets", "lessons"),
    "Actions": ("plan", "actions"),
    "Review": ("review", "publications"),
    "Appendix": ("evidence", "sources"),
}
"""The tables that stand in each section, in the order of the document."""

_OF_THE_GATE = frozenset({"status", "criteria_set"})
"""What a document may say and only a command may change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One difference: a record that came or went, or a field that says something else."""

    number: int = 0
    """Counted from 1; by it a person accepts it on the command line."""
    kind: Literal["add", "remove", "change"]
    section: str
    table: str
    id: str
    field: str = ""
    what: str
    """Which record or field it is, in words."""
    before: str = ""
    after: str = ""
    note: str = ""
    """What to know before taking it, "" for nothing."""
    edit: Edit


@dataclass(frozen=True, slots=True)
class Difference:
    """The pieces in the order of the document, and what should be said about the whole."""

    pieces: tuple[Piece, ...]
    notes: tuple[str, ...] = ()


def difference(
    came: str,
    left: str,
    exported: Postmortem,
    pm: Postmortem,
    known: Mapping[str, str] | None = None,
) -> Difference:
    """What somebody changed in a copy, against the postmortem as it is now.

    `came` is the copy as it came back, `left` the export of `exported` as it left; `known` are the
    ids of other postmortems by their references. Pure.
    """
    base = with_ids_in_order(reading_of(left, known=known), exported)
    found = with_ids_of(reading_of(came, known=known), base)
    names = {id: name for name, id in found.events.items()}
    moved = {old: names[id] for old, id in base.events.items() if names.get(id, old) != old}
    if moved:
        found = with_ids_of(reading_of(came, moved, known), base)
    pieces = [p for p in _pieces(base.postmortem, found, pm) if p is not None]
    pieces = [replace(piece, number=number) for number, piece in enumerate(pieces, 1)]
    return Difference(tuple(pieces), tuple(_notes(base, found)))


def accepted(pieces: Iterable[Piece]) -> Edit:
    """The edit that takes some pieces; one whose record is gone meanwhile is passed over."""
    chosen = tuple(pieces)

    def edit(pm: Postmortem) -> Postmortem:
        for piece in chosen:
            try:
                pm = piece.edit(pm)
            except KeyError:
                continue  # deleted in the workbook while the pieces were looked at
        return pm

    return edit


def _notes(base: Reading, found: Reading) -> Iterator[str]:
    missing = [s for s in SECTIONS if s in base.sections and s not in found.sections]
    missing = [s for s in missing if s not in found.unread]
    if missing:
        yield (
            f"The document has no section {_and(missing)}; nothing of it counts as deleted. "
            "Delete in the workbook what is to go."
        )
    if found.unread:
        yield (
            f"A table under {_and(found.unread)} has other columns than it was exported with, so "
            "that section is not compared. Bring the head of the table back, or edit in the "
            "workbook."
        )


def _and(names: Iterable[str]) -> str:
    words = [f"“{name}”" for name in names]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _pieces(base: Postmortem, found: Reading, pm: Postmortem) -> Iterator[Piece | None]:
    there = {r.id for table in LISTS for r in getattr(found.postmortem, table)}
    for section, tables in SECTIONS.items():
        if section not in found.sections:
            continue
        for table in tables:
            if table in SINGLES:
                records = [(getattr(base, table), getattr(found.postmortem, table))]
                yield from _fields(section, table, "", records[0], pm, there)
                continue
            olds = {r.id: r for r in getattr(base, table)}
            news = {r.id: r for r in getattr(found.postmortem, table)}
            for id, new in news.items():
                if id in olds:
                    yield from _fields(section, table, id, (olds[id], new), pm, there)
                elif not _taken(table, new, pm, olds):
                    yield _added(section, table, new, pm)
            for id in olds:
                if id not in news:
                    yield _removed(section, table, id, pm)


def _fields(
    section: str, table: str, id: str, pair: tuple[Any, Any], pm: Postmortem, there: set[str]
) -> Iterator[Piece | None]:
    """The fields that differ; a link to a record that went is part of that record's going."""
    old, new = pair
    for spec in form(record_class(table)):
        if table == "review" and spec.name in _OF_THE_GATE:
            continue
        a, b = getattr(old, spec.name), getattr(new, spec.name)
        if spec.kind is Kind.LINKS:
            a = tuple(id for id in a if id in there)
        if not _same(spec, a, b):
            yield _changed(section, table, id, spec, (a, b), pm)


def _same(spec: FieldSpec, a: Any, b: Any) -> bool:
    if spec.kind is Kind.LINKS:
        return set(a) == set(b)
    if isinstance(a, str) and isinstance(b, str):
        return a.split() == b.split()  # an editor that wraps lines anew changes nothing
    if isinstance(a, When) and isinstance(b, When):
        return _time(a) == _time(b)
    return bool(a == b)


def _time(at: When) -> tuple[Any, ...]:
    return (at.at, at.until, at.local, at.day, at.certainty, at.margin, at.reason, at.skew)


def _changed(
    section: str, table: str, id: str, spec: FieldSpec, pair: tuple[Any, Any], pm: Postmortem
) -> Piece | None:
    base, wanted = pair
    try:
        now = getattr(find(pm, table, id), spec.name)
    except KeyError:
        return None  # deleted in the workbook since
    after, clash = _carried(spec, base, wanted, now)
    if _same(spec, now, after):
        return None

    def edit(value: Postmortem) -> Postmortem:
        there = getattr(find(value, table, id), spec.name)
        result, _ = _carried(spec, base, wanted, there)
        if spec.kind is Kind.LINKS:
            ids = {r.id for r in getattr(value, spec.table)}
            result = tuple(i for i in result if i in ids)
        return set_fields(value, table, id, **{spec.name: result})

    whose = f" of {_word(table)} “{_cut(_name(pm, table, id))}”" if id else ""
    return Piece(
        kind="change",
        section=section,
        table=table,
        id=id,
        field=spec.name,
        what=f"{spec.label}{whose}",
        before=_shown(spec, now, pm),
        after=_shown(spec, after, pm),
        note="the workbook was changed here as well since the copy left" if clash else "",
        edit=edit,
    )


def _carried(spec: FieldSpec, base: Any, wanted: Any, now: Any) -> tuple[Any, bool]:
    """The value with what was changed outside, and whether the workbook changed it as well."""
    if spec.kind in (Kind.LINE, Kind.PROSE):
        if not wanted.strip():
            return "", now.split() != base.split()
        merged = carried(base, wanted, now)
        return merged.text, merged.clash
    if spec.kind in (Kind.LINKS, Kind.NAMES, Kind.CHOICES):
        gone = set(base) - set(wanted)
        kept = [x for x in now if x not in gone]
        return (*kept, *(x for x in wanted if x not in base and x not in kept)), False
    return wanted, not _same(spec, base, now)


def _taken(table: str, new: Any, pm: Postmortem, olds: dict[str, Any]) -> bool:
    """Whether the workbook holds a new record already: accepted before, or written there too."""
    kept = (r for r in getattr(pm, table) if r.id not in olds)
    return any(r.id == new.id or same_words(table, r, new) for r in kept)


def _added(section: str, table: str, record: Any, pm: Postmortem) -> Piece | None:
    if table == "evidence" and not record.of:
        return None  # it names no record that it supports

    def edit(value: Postmortem) -> Postmortem:
        values: dict[str, Any] = {}
        for spec in specs(LISTS[table]).values():
            if spec.kind is Kind.LINKS:
                there = {r.id for r in getattr(value, spec.table)}
                values[spec.name] = tuple(i for i in getattr(record, spec.name) if i in there)
        return add_record(value, table, replace(record, **values))

    return Piece(
        kind="add",
        section=section,
        table=table,
        id=record.id,
        what=f"new {_word(table)} “{_cut(_words_of(record))}”",
        after=_summary(table, record, pm),
        edit=edit,
    )


def _removed(section: str, table: str, id: str, pm: Postmortem) -> Piece | None:
    try:
        record = find(pm, table, id)
    except KeyError:
        return None
    supports = sum(e.of == id for e in pm.evidence)
    note = f"{supports} evidence of it would go as well" if supports else ""
    return Piece(
        kind="remove",
        section=section,
        table=table,
        id=id,
        what=f"{_word(table)} “{_cut(_words_of(record))}” is not in the document",
        before=_summary(table, record, pm),
        note=note,
        edit=lambda value: remove(value, table, id),
    )


_WORDS = {
    "absences": "missing milestone",
    "related": "other postmortem",
    "facets": "part",
    "sources": "source text",
    "evidence": "evidence",
}


def _word(table: str) -> str:
    return _WORDS.get(table, table.removesuffix("s"))


def _name(pm: Postmortem, table: str, id: str) -> str:
    return _words_of(find(pm, table, id))


def _words_of(record: Any) -> str:
    return words_of(record) or "without words"


def _cut(text: str, most: int = 50) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _summary(table: str, record: Any, pm: Postmortem) -> str:
    """A record in one line: its filled short fields and the start of its texts."""
    parts = []
    for spec in form(record_class(table)):
        value = getattr(record, spec.name)
        if spec.kind is Kind.FLAG and not value:
            continue
        if text := " ".join(_shown(spec, value, pm).split()):
            leads = spec.name in ("text", "name", "at", "where", "uid")
            parts.append(text if leads else f"{spec.label.lower()} {_cut(text)}")
    return "; ".join(parts)


def _shown(spec: FieldSpec, value: Any, pm: Postmortem) -> str:
    if isinstance(value, When):
        return format_when(value, zone=pm.overview.zone or "UTC")
    if spec.kind is Kind.LINKS:
        there = {r.id for r in getattr(pm, spec.table)}
        return "; ".join(
            _cut(_name(pm, spec.table, id)) if id in there else "a new one" for id in value
        )
    return show(spec, value)
