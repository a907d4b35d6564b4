"""How people name the parts of a postmortem on the command line: lists, records and fields.

A record is named by its number in the list, by the reference of an export (F1, A2), by the start
of its id, or by a part of its text that only it has; a field by `title`, `overview.title`,
`actions.2.owner`, `A2.owner` or `detection.worked`.
"""

import difflib
import re
from typing import Any

from pmtui.cli.speaking import quoted
from pmtui.domain import fields
from pmtui.domain.fields import Kind
from pmtui.domain.naming import words_of
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem, record_class
from pmtui.domain.timeline import timeline
from pmtui.domain.vocabulary import Facet
from pmtui.errors import UsageError

ALIASES = {
    "timeline": "events",
    "event": "events",
    "action": "actions",
    "factor": "factors",
    "cause": "factors",
    "facet": "facets",
    "lesson": "lessons",
    "participant": "participants",
    "person": "participants",
    "people": "participants",
    "metric": "metrics",
    "figure": "metrics",
    "figures": "metrics",
    "question": "questions",
    "source": "sources",
    "absence": "absences",
    "milestone": "absences",
    "publication": "publications",
    "published": "publications",
    "waiver": "waivers",
    "confirmation": "confirmations",
    "false-alarms": "false_alarms",
}
"""What people call the lists, beside the names of the tables."""

LETTERS = {
    "q": "questions",
    "s": "sources",
    "e": "events",
    "m": "metrics",
    "f": "factors",
    "v": "evidence",
    "l": "lessons",
    "a": "actions",
}
"""The letters of the references that exports print, and e for the rows of the timeline."""

_LETTERED = re.compile(r"([a-z])(\d{1,6})", re.IGNORECASE)
_FACETS = frozenset(f.value for f in Facet)


def table_of(word: str) -> str:
    """The list that a word names. Raises UsageError with the known ones."""
    wanted = word.lower()
    table = ALIASES.get(wanted, wanted.replace("-", "_"))
    if table in LISTS:
        return table
    near = difflib.get_close_matches(wanted[:40], (*ALIASES, *LISTS), 1)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(LISTS)}."
    raise UsageError(f"“{word}” is not a list of a postmortem; {hint}")


def rows_of(pm: Postmortem, table: str) -> tuple[Any, ...]:
    """The records of a list in the order in which people see and number them."""
    return timeline(pm) if table == "events" else getattr(pm, table)


def find_record(pm: Postmortem, table: str, word: str) -> str:
    """The id of the record that a word names. Raises UsageError with the next step."""
    rows = rows_of(pm, table)
    wanted = word.strip()
    if lettered := _LETTERED.fullmatch(wanted):
        same = LETTERS.get(lettered[1].lower()) == table
        wanted = lettered[2] if same else wanted
    found = [r.id for r in rows if r.id == wanted]
    key = wanted.casefold()
    if wanted.isdecimal():
        # A number is never looked for in the texts: it would name a record by accident.
        found = found or [r.id for n, r in enumerate(rows, 1) if n == int(wanted[:9])]
    elif not found and key:
        found = [r.id for r in rows if r.id.startswith(key)]
        found = found or [r.id for r in rows if key in _text(r).casefold()]
    if len(found) == 1:
        return str(found[0])
    fault = f"{len(found)} records fit" if found else "no record fits"
    raise UsageError(
        f"“{word}” names no single record of {table}: {fault}. "
        f"pmtui show REF {table} lists them with their numbers."
    )


def _text(record: Any) -> str:
    return str(getattr(record, "text", None) or getattr(record, "name", ""))


def record_path(pm: Postmortem, path: str) -> tuple[str, str]:
    """Table and id behind `actions.2`, `A2` or `detection`. Raises UsageError."""
    table, _, word = path.partition(".")
    if not word:
        if table.lower() in _FACETS:
            return "facets", table.lower()
        lettered = _LETTERED.fullmatch(table)
        if lettered and lettered[1].lower() in LETTERS:
            table, word = LETTERS[lettered[1].lower()], lettered[2]
        else:
            raise UsageError(
                f"“{path}” names no record. Type LIST.NUMBER, for example actions.2; "
                "pmtui show REF LIST prints the numbers."
            )
    known = table_of(table)
    return known, find_record(pm, known, word)


def name_of(pm: Postmortem, table: str, id: str) -> str:
    """The shortest name of a record on the command line, "" for a single record.

    What is no record yet keeps its word (a milestone, a kind of lesson); a postmortem that only
    resembles this one has none.
    """
    if table not in LISTS or not id:
        return ""
    for number, record in enumerate(rows_of(pm, table), 1):
        if record.id == id:
            return id if table == "facets" else f"{table}.{number}"
    return "" if table == "related" else id


def called(pm: Postmortem, table: str, id: str) -> str:
    """A record as replies name it: its number as it is now, and its first words; "" for a single."""
    name = name_of(pm, table, id)
    if not name or table == "facets":
        return name
    found = next((r for r in getattr(pm, table) if r.id == id), None)
    words = words_of(found)
    return f"{name} {quoted(words)}" if words else name


def find_field(pm: Postmortem, path: str) -> tuple[str, str, str]:
    """Table, record id and field behind a path. Raises UsageError with what would fit."""
    *places, name = path.strip().split(".")
    name = name.lower().replace("-", "_")
    if not places:
        homes = [t for t in SINGLES if name in settable(t)]
        if len(homes) == 1:
            return homes[0], "", name
        if homes:
            either = " or ".join(f"{t}.{name}" for t in homes)
            raise UsageError(f"“{path}” could be {either}. Type one of these.")
    elif len(places) == 1 and places[0].lower() in SINGLES:
        if name in settable(places[0].lower()):
            return places[0].lower(), "", name
    else:
        table, id = record_path(pm, ".".join(places))
        if name in settable(table):
            return table, id, name
        raise UsageError(
            f"“{name}” is not a field of {table}; they are {', '.join(settable(table))}."
        )
    raise _unknown_field(path)


def _unknown_field(path: str) -> UsageError:
    known = [*(f"{t}.{n}" for t in SINGLES for n in settable(t))]
    bare = [k.partition(".")[2] for k in known]
    near = difflib.get_close_matches(path[:60].lower().replace("-", "_"), (*bare, *known), 1)
    if near:
        return UsageError(f"“{path}” is not a field; did you mean {near[0]}?")
    return UsageError(
        f"“{path}” is not a field. pmtui show REF PART lists those of {', '.join(SINGLES)}; one of "
        "a record is LIST.NUMBER.FIELD, for example actions.2.owner."
    )


def settable(table: str) -> list[str]:
    """The fields of a table that people fill."""
    return [s.name for s in fields.form(record_class(table)) if s.kind is not Kind.MACHINE]
