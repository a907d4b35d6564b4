"""Our own export in GitHub Flavored Markdown, read back: the same facts in a new draft.

Status, waivers and changes of status belong to the copy that was exported: they are told in the
background and not taken over. So is what an export does not print: ids, false alarms.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pmtui.domain import zones
from pmtui.domain.edits import add_all, put, set_fields
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Causes, Impact, Overview, Plan, Postmortem, Response, Review
from pmtui.domain.records import (
    Action,
    Event,
    FacetAnalysis,
    Factor,
    Lesson,
    Metric,
    Question,
)
from pmtui.domain.vocabulary import Facet, LessonKind, Marker, Milestone
from pmtui.importers.document.exported_blocks import (
    Block,
    blocks,
    by_heading,
    facts_of,
    labelled_item,
    prose_of,
    split,
)
from pmtui.importers.document.exported_evidence import evidence_of, sources_of
from pmtui.importers.document.exported_items import (
    absence,
    flat,
    guarded,
    person,
    publication,
    refs,
    related,
)
from pmtui.importers.document.exported_times import read_time
from pmtui.importers.document.inline import plain
from pmtui.importers.document.model import Imported

_WRITTEN = re.compile(r"^Written with pmtui \S{1,40}\.$", re.MULTILINE)
_STATUS = re.compile(r"^- \*\*Status:\*\* (?:draft|in review|complete)$", re.MULTILINE)
_ZONE = re.compile(r"All times are in (?P<zone>[A-Za-z0-9_+/-]{1,60}?)(?:,|\.| )")
_REF = re.compile(r"([A-Z]\d{1,6})(?: (.*))?$", re.DOTALL)
_ASKED = re.compile(r"(.*) \(asked by ([^()]{1,200})\)$", re.DOTALL)
_EVENTS = ("Time", "Event", "Who", "Milestone, kind", "Source")
_MILESTONES = ("Milestone", "Time", "Event")
_METRICS = ("Ref", "Figure", "Value", "Unit", "Note")
_ACTIONS = (
    "Ref", "Action", "Type", "Owner", "Priority", "State", "Due", "Tracker", "Answers"
)  # fmt: skip
_SHARE = re.compile(r"(\d[\d,]{0,24}) of (\d[\d,]{0,24}) \(\d{1,3}\.\d %\)", re.ASCII)
_NOTHING_NOTABLE = "Nothing notable."
_TAIL = re.compile(r" — (?=(?:followed up by|no follow-up because|evidence): )")


def is_exported(text: str) -> bool:
    """Whether a text is an export of pmtui with its tables in place."""
    return "\n## Overview\n" in text and bool(_STATUS.search(text) or _WRITTEN.search(text))


def zone_of(text: str) -> str:
    """The zone in which an export gives its times, "" where it names none that is known."""
    found = _ZONE.search(text)
    return (zones.canonical(found["zone"]) or "") if found else ""


def read_exported(text: str) -> Imported:
    """The draft with the facts of an export."""
    return _read(text, {}, {}).finished()


@dataclass(frozen=True, slots=True)
class Reading:
    """An export as facts alone, for comparing it with another one."""

    postmortem: Postmortem
    refs: dict[str, str]
    """What the document calls its records (F1, A2): reference by id."""
    events: dict[str, str]
    """The ids of events by how the document names them."""
    sections: frozenset[str]
    """The headings of the sections that could be read."""
    unread: tuple[str, ...]
    """Tables that are no longer the ones that were exported, by the heading of their section."""


def reading_of(
    text: str, renamed: dict[str, str] | None = None, known: Mapping[str, str] | None = None
) -> Reading:
    """The facts of an export that may have been edited; nothing of the copy's own status.

    `known` are the ids of other postmortems by their references. `renamed` says how events are named now by how they were named before, since links and details
    still call them by the old name.
    """
    reader = _read(text, renamed or {}, known or {})
    reader.left.clear()
    pm = reader.finished().postmortem
    read = frozenset(title for title, _ in reader.sections) - {*reader.unread}
    refs_by_id = {id: ref for ref, id in reader.ids.items()}
    return Reading(pm, refs_by_id, reader.names, read, tuple(dict.fromkeys(reader.unread)))


def _read(text: str, renamed: dict[str, str], known: Mapping[str, str]) -> "_Reader":
    reader = _Reader(text, renamed, known)
    for title, body in reader.sections:
        if title in reader.by_title:
            reader.section = title
            reader.by_title[title](body)
    return reader


class _Reader:
    """Fills a postmortem section by section; `ids` are the references of the document."""

    def __init__(self, text: str, renamed: dict[str, str], known: Mapping[str, str]) -> None:
        title, self.sections = split(text)
        self.renamed = renamed
        self.known = known
        self.section = ""
        self.unread: list[str] = []
        self.zone = zone_of(text) or "UTC"
        pm = Postmortem(uid=new_id())
        self.pm = set_fields(pm, "overview", "", title=title, zone=self.zone)
        self.ids: dict[str, str] = {}
        self.names: dict[str, str] = {}
        """Events by how the document names them: time and text."""
        self.supported: dict[str, str] = {}
        """By the reference of evidence the event whose row links to it."""
        self.links: list[tuple[str, str, str, list[str]]] = []
        self.left: list[str] = []
        self.by_title: dict[str, Callable[[list[str]], None]] = {
            "Overview": self._overview,
            "Impact": self._impact,
            "Timeline": self._timeline,
            "Contributing factors": self._factors,
            "Response": self._response,
            "Actions": self._actions,
            "Review": self._review,
            "Appendix": self._appendix,
        }

    def _set(self, table: str, cls: type[Any], found: list[Block]) -> dict[str, str]:
        values, others = facts_of(cls, found)
        self.pm = set_fields(self.pm, table, "", **values)
        return others

    def _overview(self, lines: list[str]) -> None:
        by_label = {
            "Summary": "summary", "Background": "background", "Resolution": "resolution",
            "Message: summary": "external_summary", "Message: what happened": "external_happened",
            "Message: what we do": "external_next",
        }  # fmt: skip
        for title, found in by_heading(blocks(lines)):
            if not title:
                self._set("overview", Overview, found)
            elif title in by_label:
                self.pm = set_fields(self.pm, "overview", "", **{by_label[title]: prose_of(found)})
            elif title == "Participants":
                people = [person(item) for b in found for item in b.items]
                self.pm = add_all(self.pm, "participants", people)
            elif title == "Open questions":
                self._questions(found)

    def _questions(self, found: list[Block]) -> None:
        out: list[Question] = []
        answers: list[list[Block]] = []
        for block in found:
            if re.fullmatch(r"Q\d{1,6}", block.label):
                asked = _ASKED.match(block.value)
                text, by = (asked[1], asked[2]) if asked else (block.value, "")
                out.append(Question(id=new_id(), text=text, asked_by=by))
                answers.append([])
            elif out and block.label == "Answer" and not answers[-1]:
                answers[-1].append(Block("para", block.text.split(":**", 1)[1].lstrip()))
            elif out:
                answers[-1].append(block)
        new = [
            replace(q, answer="" if (text := prose_of(a)) == "open" else text)
            for q, a in zip(out, answers, strict=True)
        ]
        self.pm = add_all(self.pm, "questions", new)

    def _impact(self, lines: list[str]) -> None:
        found = blocks(lines)
        self._set("impact", Impact, [b for b in found if b.kind != "table"])
        if share := _SHARE.fullmatch(self.pm.impact.affected):
            both = {"affected": share[1], "population": share[2]}
            self.pm = set_fields(self.pm, "impact", "", **both)
        for row in self._rows(found, _METRICS):
            value, estimated = row[2].removesuffix(" (estimated)"), row[2].endswith(" (estimated)")
            metric = Metric(
                id=self._id(row[0]), name=row[1], value=value, unit=row[3], note=row[4],
                estimated=estimated,
            )  # fmt: skip
            self.pm = add_all(self.pm, "metrics", [metric])

    def _rows(
        self, found: list[Block], head: tuple[str, ...], *, also: tuple[str, ...] = ()
    ) -> list[list[str]]:
        """The rows of a table by the columns that were exported, in their order.

        Cells of `also` follow; such a column may have been taken out.
        """
        out: list[list[str]] = []
        for block in found:
            if block.kind != "table":
                continue
            places = {name: place for place, name in enumerate(block.rows[0])}
            if not places.keys() >= {*head}:
                self.unread.append(self.section)
                continue
            more = [name for name in also if name in places]
            out += [[row[places[name]] for name in (*head, *more)] for row in block.rows[1:]]
        return out

    def _id(self, ref: str) -> str:
        """A new id for the record of a reference; a row without one of its own gets one as well."""
        if not ref or ref in self.ids:
            return new_id()
        return self.ids.setdefault(ref, new_id())

    def _timeline(self, lines: list[str]) -> None:
        for title, found in by_heading(blocks(lines)):
            if title == "Milestones":
                rows = self._rows(found, _MILESTONES)
                self.pm = add_all(self.pm, "absences", filter(None, map(absence, rows)))
            elif title == "Events":
                rows = self._rows(found, _EVENTS, also=("Links",))
                self.pm = add_all(self.pm, "events", [self._event(row) for row in rows])
                for old, new in self.renamed.items():
                    if new in self.names:
                        self.names.setdefault(old, self.names[new])
            elif title == "Details of events":
                self._details("events", Event, found, self.names)

    def _event(self, row: list[str]) -> Event:
        time = "" if row[0] == "no time yet" else row[0]
        words = row[3].split(", ") if row[3] else []
        event = Event(
            id=new_id(),
            at=read_time(time, self.zone),
            text=row[1],
            who=row[2],
            milestones=tuple(m for m in Milestone if m.value in words),
            marker=next((m for m in Marker if m.value in words), None),
            source=row[4],
        )
        name = " ".join(part for part in (time, row[1]) if part)
        self.names[name or "an event without time and text"] = event.id
        self.supported |= dict.fromkeys(refs(" ".join(row[5:])), event.id)
        return event

    def _details(
        self, table: str, cls: type[Any], found: list[Block], names: dict[str, str]
    ) -> None:
        """What stands below a line that names a record."""
        current, gathered = "", list[Block]()
        for block in [*found, Block("para", "**\0**")]:
            id = _named(block, names)
            if id or block.title == "\0":
                if current:
                    values, others = facts_of(cls, gathered)
                    self.pm = set_fields(self.pm, table, current, **values)
                    self._link(table, current, others)
                current, gathered = id, []
            else:
                gathered.append(block)

    def _factors(self, lines: list[str]) -> None:
        for title, found in by_heading(blocks(lines)):
            ref = _REF.match(title)
            if not title:
                self._set("causes", Causes, found)
            elif title == "Other postmortems":
                compared = [related(item, self.known) for b in found for item in b.items]
                self.pm = add_all(self.pm, "related", compared)
            elif ref:
                values, others = facts_of(Factor, found)
                values.pop("text", None)
                factor = Factor(id=self._id(ref[1]), text=ref[2] or "", **values)
                self.pm = add_all(self.pm, "factors", [factor])
                self._link("factors", factor.id, others)

    def _response(self, lines: list[str]) -> None:
        kinds = {k.value.capitalize(): k for k in LessonKind}
        for title, found in by_heading(blocks(lines)):
            facet = next((f for f in Facet if f.value.capitalize() == title), None)
            if not title:
                self._set("response", Response, found)
            elif facet is not None:
                values, _ = facts_of(FacetAnalysis, found)
                if found and found[0].value == _NOTHING_NOTABLE:
                    values["nothing_notable"] = True
                record = next(f for f in self.pm.facets if f.facet is facet)
                self.pm = put(self.pm, "facets", replace(record, **values))
            elif title in kinds or title == "Other lessons":
                lessons = [self._lesson(i, kinds.get(title)) for b in found for i in b.items]
                self.pm = add_all(self.pm, "lessons", lessons)

    def _lesson(self, item: str, kind: LessonKind | None) -> Lesson:
        ref, text = labelled_item(item)
        head, *tail = _TAIL.split(text, maxsplit=1)
        declined = re.search(r"no follow-up because: (.*?)(?:; evidence: |$)", " ".join(tail))
        because = declined[1] if declined else ""
        return Lesson(id=self._id(ref), kind=kind, text=head, declined_because=because)

    def _actions(self, lines: list[str]) -> None:
        found = blocks(lines)
        table = next((n for n, b in enumerate(found) if b.kind == "table"), len(found))
        names: dict[str, str] = {}
        for row in self._rows(found[table : table + 1], _ACTIONS):
            action = self._action(row)
            names[f"{row[0]} {row[1]}".strip()] = action.id
            names.setdefault(row[0], action.id)  # the title below may still hold the older words
            self.pm = add_all(self.pm, "actions", [action])
            self.links.append(("actions", action.id, "factors", refs(row[8])))
        start = next((n for n, b in enumerate(found) if _named(b, names)), len(found))
        plan = [b for b in found[:start] if b.kind != "table"]
        self._set("plan", Plan, plan)
        self._details("actions", Action, found[start:], names)

    def _action(self, row: list[str]) -> Action:
        labels = ("Action", "Type", "Owner", "Priority", "State", "Due", "Tracker")
        cells = dict(zip(labels, row[1:8], strict=True))
        text = cells.pop("Action")
        items = [f"**{label}:** {guarded(value)}" for label, value in cells.items() if value]
        values, _ = facts_of(Action, [Block("list", items=items)] if items else [])
        return Action(id=self._id(row[0]), text=text, **values)

    def _link(self, table: str, id: str, others: dict[str, str]) -> None:
        if text := others.get("Seen in", ""):
            names = sorted(self.names, key=len, reverse=True)
            chosen = []
            for name in names:
                if name in text:
                    chosen.append(self.names[name])
                    text = text.replace(name, "", 1)
            order = [e.id for e in self.pm.events]
            self.pm = set_fields(self.pm, table, id, events=tuple(sorted(chosen, key=order.index)))
        if text := others.get("Follows up", ""):
            self.links.append((table, id, "lessons", refs(text)))

    def _review(self, lines: list[str]) -> None:
        for title, found in by_heading(blocks(lines)):
            if not title:
                self._set("review", Review, found)
            elif title == "Published":
                published = [publication(plain(i)) for b in found for i in b.items]
                self.pm = add_all(self.pm, "publications", published)
            else:
                text = "\n".join(flat(block) for block in found)
                self.left.append(f"### {title} of the exported copy\n\n{text}")

    def _appendix(self, lines: list[str]) -> None:
        for title, found in by_heading(blocks(lines)):
            if title == "Evidence":
                targets = {**self.names, **self.ids}
                shown = evidence_of(found, targets, self.supported)
                self.pm = add_all(self.pm, "evidence", shown)
            elif title == "Source texts":
                self.pm = add_all(self.pm, "sources", sources_of(found))

    def finished(self) -> Imported:
        """The draft, links set, what belongs to the other copy told."""
        for table, id, name, named in self.links:
            ids = tuple(self.ids[ref] for ref in named if ref in self.ids)
            self.pm = set_fields(self.pm, table, id, **{name: ids})
        notes = ["Read back from an export of pmtui; it is a draft again."]
        if self.left:
            parts = [self.pm.overview.background, *self.left]
            background = "\n\n".join(part for part in parts if part)
            self.pm = set_fields(self.pm, "overview", "", background=background)
            notes.append("Waivers and changes of status are told in the background.")
        return Imported(self.pm, tuple(notes))


def _named(block: Block, names: dict[str, str]) -> str:
    """The id of the record that a title names; an action also by its reference alone.

    A title in which a person marked something has no weight of its own, but is the whole name.
    """
    if title := block.title:
        ref = _REF.match(title)
        return names.get(title) or (names.get(ref[1], "") if ref else "")
    return names.get(plain(block.text), "") if block.kind == "para" else ""
