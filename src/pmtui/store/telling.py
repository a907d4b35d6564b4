"""A difference between two values of a postmortem, line by line for a person.

Texts are marked as word differences are: [-what went-]{+what came+}.
"""

from collections.abc import Iterator
from typing import Any

from pmtui.domain.changes import Change, ChangeKind, diff
from pmtui.domain.fields import Kind, show, specs
from pmtui.domain.naming import words_of
from pmtui.domain.postmortem import SINGLES, Postmortem, find, record_class

AROUND = 30
"""Characters of a text that are shown before and behind a change of it."""


def told(before: Postmortem, after: Postmortem) -> tuple[str, ...]:
    """One line for each field or record that differs, in the order of the document."""
    return tuple(line for change in diff(before, after) for line in _line(before, after, change))


def _line(before: Postmortem, after: Postmortem, change: Change) -> Iterator[str]:
    match change.kind:
        case ChangeKind.ADD:
            yield f"+ {word(change.table)}: {named(after, change.table, change.id)}"
        case ChangeKind.REMOVE:
            yield f"- {word(change.table)}: {named(before, change.table, change.id)}"
        case _ if change.field != "rank":
            place = _place(after, change)
            old = getattr(find(before, change.table, change.id), change.field)
            new = getattr(find(after, change.table, change.id), change.field)
            if change.kind is ChangeKind.SPLICE:
                yield f"{place}: {_spliced(old, change)}"
            else:
                yield f"{place}: {_value(change, old)} → {_value(change, new)}"
        case _:
            yield f"{word(change.table)} {named(after, change.table, change.id)}: moved"


def word(table: str) -> str:
    """How one record of a table is called: “false alarm”."""
    return table.removesuffix("s").replace("_", " ") if table not in SINGLES else table


def named(pm: Postmortem, table: str, id: str) -> str:
    """A record by its own words, cut to a line; "" for one without."""
    return _cut(words_of(find(pm, table, id)), 60)


def _place(pm: Postmortem, change: Change) -> str:
    spec = specs(record_class(change.table)).get(change.field)
    label = (spec.label if spec is not None else "") or change.field.replace("_", " ")
    if not change.id:
        return f"{change.table}, {label}"
    return f"{word(change.table)} “{named(pm, change.table, change.id)}”, {label}"


def _spliced(old: str, change: Change) -> str:
    start, end = change.offset, change.offset + len(change.before)
    left = ("…" if start > AROUND else "") + old[max(0, start - AROUND) : start]
    right = old[end : end + AROUND] + ("…" if end + AROUND < len(old) else "")
    went = f"[-{change.before}-]" if change.before else ""
    came = f"{{+{change.after}+}}" if change.after else ""
    return f"{left}{went}{came}{right}"


def _value(change: Change, value: Any) -> str:
    spec = specs(record_class(change.table)).get(change.field)
    if spec is None or spec.kind in (Kind.LINKS, Kind.MACHINE):
        if isinstance(value, tuple):
            return f"{len(value)} linked" if value else "none"
        return str(value) if value not in (None, "") else "nothing"
    return show(spec, value) or "nothing"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
