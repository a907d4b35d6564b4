"""Entry lines on the panes: the domain reads them, this turns a reading into an edit."""

from typing import Any

from pmtui.domain.edits import Edit, add, add_record
from pmtui.domain.entry import Entry, EntryContext, resolve_links
from pmtui.domain.ids import new_id
from pmtui.domain.moment import When
from pmtui.domain.postmortem import Postmortem, record_class
from pmtui.domain.records import Evidence
from pmtui.domain.vocabulary import EvidenceKind, Marker, Milestone
from pmtui.ui.widgets.entry_line import Reading
from pmtui.value import Value


class Target(Value):
    """What an entry line adds to: a list, the owner of evidence, and links that arise from where
    one stands."""

    table: str
    of: str = ""
    """The id of the record that new evidence supports."""
    link: tuple[str, str] = ("", "")
    """A link field of the new record, and the id that goes into it."""
    after: str = ""
    """The id of the record behind which the new one goes, "" for the end."""


def stored_target(target: Target) -> list[str]:
    """A target as JSON values, without its table."""
    return [target.of, *target.link, target.after]


def read_target(table: str, stored: list[str]) -> Target:
    """The target that `stored_target` wrote; the plain list where it was written otherwise."""
    match stored:
        case [str(of), str(field), str(other), str(after)]:
            return Target(table, of, (field, other), after)
        case _:
            return Target(table)


def context_of(pm: Postmortem, now: Any, above: When | None) -> EntryContext:
    """What an entry line is read against."""
    overview = pm.overview
    return EntryContext(
        now=now,
        zone=overview.zone,
        day=overview.incident_date,
        above=above,
        participants=pm.participants,
    )


def marks_beginning(text: str) -> str:
    """The marks that the last word of an event's line may become, while it is being typed."""
    word = text.rpartition(" ")[2]
    if not word.startswith("!"):
        return ""
    start = word[1:].casefold().replace("-", " ")
    names = [m.value for m in (*Milestone, *Marker)]
    if start in names:
        return ""
    return " · ".join(n.replace(" ", "-") for n in dict.fromkeys(names) if n.startswith(start))


def reading_of(pm: Postmortem, entry: Entry) -> Reading:
    """The echo of an entry, and what is doubtful about it."""
    problems = list(entry.problems)
    if entry.link_by_text:
        problems += resolve_links(pm, entry)[1]
    choices = tuple(choice.text for choice in entry.choices)
    note = _note(pm, entry)
    return Reading(f"{entry.echo}  ? {note}" if note else entry.echo, " ".join(problems), choices)


def _note(pm: Postmortem, entry: Entry) -> str:
    """What is worth a thought before the line is added; it holds nobody up."""
    if entry.table != "actions":
        return ""
    from pmtui.review.entry_notes import note_on_action  # most lines need no language rule

    return note_on_action(pm, entry.record_fields)


def adding(entry: Entry, target: Target) -> tuple[Edit, str]:
    """The edit that adds an entry's record with its evidence and links, and the record's id."""
    id = new_id()
    evidence_ids = [new_id() for _ in entry.evidence]

    def edit(pm: Postmortem) -> Postmortem:
        values = dict(entry.record_fields)
        links, _ = resolve_links(pm, entry)
        values.update(links)
        field, other = target.link
        if field:
            values[field] = tuple(dict.fromkeys((*values.get(field, ()), other)))
        if target.of:
            values["of"] = target.of
        record = record_class(target.table)(id=id, **values)
        pm = add_record(pm, target.table, record, after=target.after or None)
        for evidence_id, link in zip(evidence_ids, entry.evidence, strict=True):
            backing = Evidence(id=evidence_id, of=id, kind=EvidenceKind.LINK, text=link)
            pm = add(pm, "evidence", backing)
        return pm

    return edit, id


def adding_lines(entries: list[Entry], table: str) -> Edit:
    """The edit that adds several entries as one step."""
    edits = [adding(entry, Target(table))[0] for entry in entries]

    def edit(pm: Postmortem) -> Postmortem:
        for one in edits:
            pm = one(pm)
        return pm

    return edit
