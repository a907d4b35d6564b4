"""Turning an understood entry line into an edit, and its doubts into sentences."""

from collections.abc import Iterable
from typing import Any

from pmtui.cli.speaking import tell
from pmtui.domain.edits import Edit, add, add_record
from pmtui.domain.entry import Entry, resolve_links
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Evidence
from pmtui.domain.vocabulary import EvidenceKind
from pmtui.domain.when_words import WhenError


def adding(table: str, record: Any, links: Iterable[str] = (), raw: Iterable[Any] = ()) -> Edit:
    """The edit that adds a record with links and raw texts as its evidence.

    A milestone that only one event can carry moves to the new event.
    """
    evidence = [
        Evidence(id=new_id(), of=record.id, kind=EvidenceKind.LINK, text=link) for link in links
    ]

    def edit(pm: Postmortem) -> Postmortem:
        pm = add_record(pm, table, record)
        for item in (*evidence, *raw):
            pm = add(pm, "evidence", item)
        return pm

    return edit


def told(pm: Postmortem, entry: Entry) -> dict[str, tuple[str, ...]]:
    """The links that an entry names, after its doubts were told on stderr."""
    links, unresolved = resolve_links(pm, entry)
    for problem in (*entry.problems, *unresolved):
        tell(problem)
    if entry.choices:
        tell("Type " + " or ".join(f"“{c.text}” ({c.label})" for c in entry.choices[:3]) + ".")
    return links


def when_problem(error: WhenError) -> str:
    """Why a time cannot be taken, and the readings to pick from."""
    if not error.choices:
        return str(error)
    ways = " or ".join(f"“{c.text}” ({c.label})" for c in error.choices[:3])
    return f"{error} Type {ways}."
