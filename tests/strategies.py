"""Hypothesis strategies for whole postmortems, their records, times and edits.

Built from the field descriptions, so that a new field is covered without a change here.
"""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st

from pmtui.domain import edits
from pmtui.domain.edits import Edit
from pmtui.domain.fields import FieldSpec, Kind, specs
from pmtui.domain.moment import When
from pmtui.domain.postmortem import FACETS, LISTS, SINGLES, Postmortem, record_class
from pmtui.domain.records import Absence
from pmtui.domain.vocabulary import (
    Certainty,
    Facet,
    Milestone,
    Precision,
    Relation,
    Status,
    ZoneKnown,
)

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
"""A moment after every time that the strategies give."""

ZONES = ("UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kathmandu", "Australia/Lord_Howe")

CLOCK_CHANGES = (
    datetime(2026, 3, 8, 10, tzinfo=UTC),
    datetime(2026, 3, 29, 1, tzinfo=UTC),
    datetime(2026, 4, 4, 15, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
    datetime(2026, 11, 1, 9, tzinfo=UTC),
)
"""Moments at which clocks of ZONES are set forward or back."""

WORDS = (
    "rolled", "back", "4711", "@ic", "!mit", "checkout", "P1", "due", "fri", "trigger:", "14:02",
    "ops@example.org", "`@code`", "\\@x", "<https://a.example/x>", "https://b.example/?q=1", "|",
    "~", "+", "-", "*", ">", "--", "“quoted”", '"half', "résumé", "日本語", "👩‍💻", "[OPS-12]",
    "when:", "?", "n/a", "unknown", "1,204", "orders", "on", "PT", "now", "a:", "and,",
)  # fmt: skip
"""Words that the entry lines and the exports must not trip over."""

LIST_TABLES = tuple(t for t in LISTS if t not in ("facets", "absences", "transitions"))
"""The lists whose records get opaque ids and can be added freely."""


def lines() -> st.SearchStrategy[str]:
    """One line of text without outer or double spaces."""
    words = st.one_of(st.sampled_from(WORDS), st.text("ab:,@!\\\"'()[]<>#$%/.~é", max_size=5))
    return st.lists(words, max_size=6).map(lambda ws: " ".join(" ".join(ws).split()))


def prose() -> st.SearchStrategy[str]:
    """A text of several lines, perhaps with trailing spaces and blank lines."""
    return st.lists(lines(), max_size=3).map("\n".join)


def ids() -> st.SearchStrategy[str]:
    """A record id from a small pool, so that records of two values meet."""
    return st.sampled_from([f"{c}{'a' * 15}" for c in "abcdefgh"])


def instants() -> st.SearchStrategy[datetime]:
    """An aware UTC instant of the year before NOW, by the second, often near a clock change."""
    changes = st.sampled_from(CLOCK_CHANGES).flatmap(
        lambda change: st.integers(-7200, 7200).map(lambda s: change + timedelta(seconds=s))
    )
    spread = st.integers(1, 360 * 86400).map(lambda s: NOW - timedelta(seconds=s))
    return st.one_of(spread, changes)


@st.composite
def whens(draw: st.DrawFn) -> When:
    """A time of any certainty, as typing or importing can make it."""
    certainty = draw(st.sampled_from(Certainty))
    reason = draw(lines()) if draw(st.booleans()) else ""
    written = draw(st.sampled_from(["14:02", "~14:02", "?", ""]))
    match certainty:
        case Certainty.UNKNOWN | Certainty.NOT_APPLICABLE:
            return When(certainty=certainty, reason=reason, written=written)
        case Certainty.DATE_ONLY:
            return When(certainty=certainty, day=draw(instants()).date(), written=written)
    precision = draw(st.sampled_from(Precision))
    at = draw(instants())
    if precision is Precision.MINUTE:
        at = at.replace(second=0)
    if precision is Precision.FRACTION:
        at = at.replace(microsecond=draw(st.sampled_from([0, 1, 120_000, 999_999])))
    margin = draw(st.integers(0, 90)) if certainty is Certainty.APPROXIMATE else 0
    if certainty is not Certainty.RANGE and draw(st.integers(0, 9)) == 0:
        return When(
            certainty=certainty, local=at.replace(tzinfo=None).isoformat(), written=written,
            margin=margin, precision=precision,
        )  # fmt: skip
    until = None
    if certainty is Certainty.RANGE:
        until = at + timedelta(minutes=draw(st.integers(0, 2000)))
        until = min(until, NOW)
    return When(
        written=written,
        certainty=certainty,
        at=at,
        until=until,
        margin=margin,
        precision=precision,
        zone=draw(st.sampled_from(ZONES)),
        zone_known=draw(st.sampled_from([ZoneKnown.WRITTEN, ZoneKnown.ASSUMED])),
    )


def values(table: str, spec: FieldSpec) -> st.SearchStrategy[Any]:
    """Values of one described field."""
    match spec.kind:
        case Kind.LINE:
            return lines()
        case Kind.PROSE:
            return prose()
        case Kind.ZONE:
            return st.sampled_from(ZONES)
        case Kind.FLAG:
            return st.booleans()
        case Kind.DATE:
            return st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31))
        case Kind.WHEN:
            return whens()
        case Kind.CHOICE:
            assert spec.choices is not None
            words = st.sampled_from(spec.choices)
            return words if table == "actions" and spec.name == "state" else st.none() | words
        case Kind.CHOICES:
            assert spec.choices is not None
            chosen = st.sets(st.sampled_from(spec.choices), max_size=3)
            order = list(spec.choices)
            return chosen.map(lambda found: tuple(w for w in order if w in found))
        case Kind.NAMES:
            named = st.sampled_from(["checkout", "ledger", "Ana", "Ben Q"])
            return st.lists(named, max_size=3, unique=True).map(tuple)
        case Kind.LINKS:
            return st.lists(ids(), max_size=3, unique=True).map(tuple)
    return _machine(table, spec)


def _machine(table: str, spec: FieldSpec) -> st.SearchStrategy[Any]:
    match spec.name:
        case "at":
            return st.none() | instants()
        case "to" | "status":
            return st.sampled_from(Status)
        case "facet":
            return st.sampled_from(Facet)
        case "relation":
            return st.none() | st.sampled_from(Relation)
        case "of" | "record":
            return ids()
    return lines()


@cache
def field_values(table: str) -> st.SearchStrategy[dict[str, Any]]:
    """A few fields of a record with values; most records in the wild leave most fields blank."""
    described = specs(record_class(table))
    known = {
        name: values(table, spec)
        for name, spec in described.items()
        if not (table == "facets" and name == "facet")
        and not (table == "absences" and name in ("milestone", "why"))
        and not (table == "evidence" and name == "kind")
    }
    some = st.sets(st.sampled_from(sorted(known)), max_size=5)
    return some.flatmap(lambda names: st.fixed_dictionaries({n: known[n] for n in sorted(names)}))


@cache
def records(table: str) -> st.SearchStrategy[Any]:
    """A record of a list; its rank is given when it is added."""
    cls = LISTS[table]
    return st.builds(lambda id, some: cls(id=id, **some), ids(), field_values(table))


def absences() -> st.SearchStrategy[Absence]:
    """Why no event carries a milestone."""
    return st.builds(
        lambda m, why, reason: Absence(id=m.value, milestone=m, why=why, reason=reason),
        st.sampled_from(Milestone),
        st.sampled_from([Certainty.UNKNOWN, Certainty.NOT_APPLICABLE]),
        lines(),
    )


@st.composite
def edit_steps(draw: st.DrawFn) -> Edit:
    """One edit that fits any postmortem: it does nothing where its record does not exist."""
    what = draw(st.sampled_from(["single", "add", "add", "set", "set", "remove", "move", "mark"]))
    if what == "single":
        table = draw(st.sampled_from(sorted(SINGLES)))
        some = draw(field_values(table))
        return lambda pm: edits.set_fields(pm, table, "", **some)
    if what == "mark":
        milestone = draw(st.sampled_from(Milestone))
        id = draw(ids())
        return _where("events", id, lambda pm: edits.toggle_milestone(pm, id, milestone))
    table = draw(st.sampled_from(LIST_TABLES))
    if what == "add":
        record = draw(records(table))
        after = draw(st.none() | ids())
        return lambda pm: (
            pm
            if any(r.id == record.id for r in getattr(pm, table))
            else edits.add(pm, table, record, after=after)
        )
    id = draw(ids())
    if what == "set":
        some = draw(field_values(table))
        return _where(table, id, lambda pm: edits.set_fields(pm, table, id, **some))
    if what == "move":
        by = draw(st.integers(-3, 3))
        return _where(table, id, lambda pm: edits.move(pm, table, id, by))
    return _where(table, id, lambda pm: edits.remove(pm, table, id))


def _where(table: str, id: str, edit: Edit) -> Edit:
    return lambda pm: edit(pm) if any(r.id == id for r in getattr(pm, table)) else pm


def edit_runs(max_size: int = 5) -> st.SearchStrategy[list[Edit]]:
    """Several edits in a row."""
    return st.lists(edit_steps(), max_size=max_size)


def run(pm: Postmortem, steps: list[Edit]) -> Postmortem:
    """The postmortem after all of the edits."""
    for step in steps:
        pm = step(pm)
    return pm


@st.composite
def postmortems(draw: st.DrawFn, max_records: int = 6) -> Postmortem:
    """A whole postmortem with some singles filled and some records in its lists."""
    pm = Postmortem(uid=draw(st.sampled_from(["u" * 16, "v" * 16])))
    for table in draw(st.sets(st.sampled_from(sorted(SINGLES)), max_size=3)):
        pm = edits.set_fields(pm, table, "", **draw(field_values(table)))
    for table in draw(st.lists(st.sampled_from(LIST_TABLES), max_size=max_records)):
        record = draw(records(table))
        if all(r.id != record.id for r in getattr(pm, table)):
            pm = edits.add(pm, table, record)
    if draw(st.booleans()):
        facet = draw(st.sampled_from(FACETS))
        pm = edits.set_fields(pm, "facets", facet.id, **draw(field_values("facets")))
    if draw(st.booleans()):
        pm = edits.set_absence(pm, draw(absences()))
    return pm


def texts_of(pm: Postmortem) -> dict[tuple[str, str, str], str]:
    """Every text that people typed, by table, record and field."""
    found = {}
    for table in (*SINGLES, *LISTS):
        part = getattr(pm, table)
        for record in part if table in LISTS else (part,):
            described = specs(type(record))
            for f in fields(record):
                spec = described.get(f.name)
                if spec is not None and spec.kind in (Kind.LINE, Kind.PROSE):
                    text = getattr(record, f.name)
                    if text:
                        found[table, getattr(record, "id", ""), f.name] = text
    return found
