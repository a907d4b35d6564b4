"""Our own export in GitHub Flavored Markdown, read back: the same facts in a new draft.

Status, waivers and changes of status belong to the copy that was exported: they are told in the
background and not taken over. So is what an export does not print: ids, false alarms.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from pmtui.domain.edits import add_all, put, set_fields
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Causes, Impact, Overview, Plan, Postmortem, Response, Review
from pmtui.domain.records import (
    Absence,
    Action,
    Event,
    FacetAnalysis,
    Factor,
    Lesson,
    Metric,
    Participant,
    Publication,
    Question,
    RelatedPostmortem,
)
from pmtui.domain.vocabulary import Certainty, Facet, LessonKind, Marker, Milestone, Relation
from pmtui.importers.document.exported_blocks import (
    Block,
    blocks,
    facts_of,
    labelled_item,
    prose_of,
)
from pmtui.importers.document.exported_evidence import evidence_of, sources_of
from pmtui.importers.document.exported_times import read_time
from pmtui.importers.document.inline import plain
from pmtui.importers.document.model import Imported

_WRITTEN = re.compile(r"^Written with pmtui \S{1,40}\.$", re.MULTILINE)
_STATUS = re.compile(r"^- \*\*Status:\*\* (?:draft|in review|complete)$", re.MULTILINE)
_ZONE = re.compile(r"All times are in (?P<zone>[A-Za-z0-9_+/-]{1,60}?)(?:,|\.| )")
_REF = re.compile(r"([A-Z]\d{1,6})(?: (.*))?$", re.DOTALL)
_ASKED = re.compile(r"(.*) \(asked by ([^()]{1,200})\)$", re.DOTALL)
_TAIL = re.compile(r" — (?=(?:followed up by|no follow-up because|evidence): )")
_PUBLISHED = re.compile(r"(.*?)(?:, on (\d{4}-\d\d-\d\d))?(?:, by ([^,]{1,200}))?$", re.DOTALL)


def is_exported(text: str) -> bool:
    """Whether a text is an export of pmtui with its tables in place."""
    return "\n## Overview\n" in text and bool(_STATUS.search(text) or _WRITTEN.search(text))


def read_exported(text: str) -> Imported:
    """The draft with the facts of an export."""
    reader = _Reader(text)
    for title, body in reader.sections:
        if title in reader.by_title:
            reader.by_title[title](body)
    return reader.finished()


def _split(text: str) -> tuple[str, list[tuple[str, list[str]]]]:
    """The title, and the lines of each section by its heading; fences are left alone."""
    title, fence = "", ""
    sections: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        marks = line[: len(line) - len(line.lstrip("`"))]
        if len(marks) >= 3 and (not fence or line == fence):
            fence = "" if fence else marks
        if not fence and line.startswith("# ") and not title:
            title = plain(line[2:])
        elif not fence and line.startswith("## "):
            sections.append((line[3:].strip(), []))
        elif not fence and line == "---" and sections and sections[-1][0] != "":
            sections.append(("", []))
        elif sections:
            sections[-1][1].append(line)
    return title, sections


def _parts(found: list[Block]) -> list[tuple[str, list[Block]]]:
    """The blocks under each heading of the third level; the first part has none."""
    parts: list[tuple[str, list[Block]]] = [("", [])]
    for block in found:
        if block.kind == "heading":
            parts.append((block.text, []))
        else:
            parts[-1][1].append(block)
    return parts


class _Reader:
    """Fills a postmortem section by section; `ids` are the references of the document."""

    def __init__(self, text: str) -> None:
        title, self.sections = _split(text)
        zone = _ZONE.search(text)
        self.zone = zone["zone"] if zone else "UTC"
        pm = Postmortem(uid=new_id())
        self.pm = set_fields(pm, "overview", "", title=title, zone=self.zone)
        self.ids: dict[str, str] = {}
        self.names: dict[str, str] = {}
        """Events by how the document names them: time and text."""
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
        for title, found in _parts(blocks(lines)):
            if not title:
                self._set("overview", Overview, found)
            elif title in by_label:
                self.pm = set_fields(self.pm, "overview", "", **{by_label[title]: prose_of(found)})
            elif title == "Participants":
                people = [_person(item) for b in found for item in b.items]
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
        for row in (row for b in found if b.kind == "table" for row in b.rows[1:]):
            value, estimated = row[2].removesuffix(" (estimated)"), row[2].endswith(" (estimated)")
            metric = Metric(
                id=self._id(row[0]), name=row[1], value=value, unit=row[3], note=row[4],
                estimated=estimated,
            )  # fmt: skip
            self.pm = add_all(self.pm, "metrics", [metric])

    def _id(self, ref: str) -> str:
        return self.ids.setdefault(ref, new_id())

    def _timeline(self, lines: list[str]) -> None:
        for title, found in _parts(blocks(lines)):
            rows = [row for b in found if b.kind == "table" for row in b.rows[1:]]
            if title == "Milestones":
                self.pm = add_all(self.pm, "absences", filter(None, map(_absence, rows)))
            elif title == "Events":
                self.pm = add_all(self.pm, "events", [self._event(row) for row in rows])
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
        return event

    def _details(
        self, table: str, cls: type[Any], found: list[Block], names: dict[str, str]
    ) -> None:
        """What stands below a line that names a record."""
        current, gathered = "", list[Block]()
        for block in [*found, Block("para", "**\0**")]:
            id = names.get(block.title, "") if block.title else ""
            if id or block.title == "\0":
                if current:
                    values, others = facts_of(cls, gathered)
                    self.pm = set_fields(self.pm, table, current, **values)
                    self._link(table, current, others)
                current, gathered = id, []
            else:
                gathered.append(block)

    def _factors(self, lines: list[str]) -> None:
        for title, found in _parts(blocks(lines)):
            ref = _REF.match(title)
            if not title:
                self._set("causes", Causes, found)
            elif title == "Other postmortems":
                related = [_related(item) for b in found for item in b.items]
                self.pm = add_all(self.pm, "related", related)
            elif ref:
                values, others = facts_of(Factor, found)
                values.pop("text", None)
                factor = Factor(id=self._id(ref[1]), text=ref[2] or "", **values)
                self.pm = add_all(self.pm, "factors", [factor])
                self._link("factors", factor.id, others)

    def _response(self, lines: list[str]) -> None:
        kinds = {k.value.capitalize(): k for k in LessonKind}
        for title, found in _parts(blocks(lines)):
            facet = next((f for f in Facet if f.value.capitalize() == title), None)
            if not title:
                self._set("response", Response, found)
            elif facet is not None:
                values, _ = facts_of(FacetAnalysis, found)
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
        for row in found[table].rows[1:] if table < len(found) else []:
            action = self._action(row)
            names[f"{row[0]} {row[1]}".strip()] = action.id
            self.pm = add_all(self.pm, "actions", [action])
            self.links.append(("actions", action.id, "factors", _refs(row[8])))
        start = next((n for n, b in enumerate(found) if names.get(b.title)), len(found))
        plan = [b for b in found[:start] if b.kind != "table"]
        self._set("plan", Plan, plan)
        self._details("actions", Action, found[start:], names)

    def _action(self, row: list[str]) -> Action:
        labels = ("Action", "Type", "Owner", "Priority", "State", "Due", "Tracker")
        cells = dict(zip(labels, row[1:8], strict=True))
        text = cells.pop("Action")
        items = [f"**{label}:** {_guarded(value)}" for label, value in cells.items() if value]
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
            self.links.append((table, id, "lessons", _refs(text)))

    def _review(self, lines: list[str]) -> None:
        for title, found in _parts(blocks(lines)):
            if not title:
                self._set("review", Review, found)
            elif title == "Published":
                published = [_publication(plain(i)) for b in found for i in b.items]
                self.pm = add_all(self.pm, "publications", published)
            else:
                text = "\n".join(_flat(block) for block in found)
                self.left.append(f"### {title} of the exported copy\n\n{text}")

    def _appendix(self, lines: list[str]) -> None:
        for title, found in _parts(blocks(lines)):
            if title == "Evidence":
                targets = {**self.names, **self.ids}
                self.pm = add_all(self.pm, "evidence", evidence_of(found, targets))
            elif title == "Source texts":
                self.pm = add_all(self.pm, "sources", sources_of(found))

    def finished(self) -> Imported:
        """The draft, links set, what belongs to the other copy told."""
        for table, id, name, refs in self.links:
            ids = tuple(self.ids[ref] for ref in refs if ref in self.ids)
            self.pm = set_fields(self.pm, table, id, **{name: ids})
        notes = ["Read back from an export of pmtui; it is a draft again."]
        if self.left:
            parts = [self.pm.overview.background, *self.left]
            background = "\n\n".join(part for part in parts if part)
            self.pm = set_fields(self.pm, "overview", "", background=background)
            notes.append("Waivers and changes of status are told in the background.")
        return Imported(self.pm, tuple(notes))


def _refs(text: str) -> list[str]:
    return re.findall(r"\b[A-Z]\d{1,6}\b", text)


def _guarded(value: str) -> str:
    """A value unescaped before, so that reading it again changes nothing."""
    return re.sub(r"([\\`<])", r"\\\1", value)


def _person(item: str) -> Participant:
    name, _, rest = item.partition("; **")
    facts = [f"**{part}" for part in rest.split("; **")] if rest else []
    values, _ = facts_of(Participant, [Block("list", items=facts)] if facts else [])
    shown = plain(name.strip("*"))
    return Participant(id=new_id(), name="" if shown == "unnamed" else shown, **values)


def _absence(row: list[str]) -> Absence | None:
    milestone = next((m for m in Milestone if m.value == row[0]), None)
    why, _, reason = row[1].partition(", because ")
    known = next((c for c in Certainty if c.value == why), None)
    if milestone is None or row[2] or known is None:
        return None
    return Absence(id=milestone.value, milestone=milestone, why=known, reason=reason)


def _related(item: str) -> RelatedPostmortem:
    label, text = labelled_item(item)
    uid, _, note = text.partition(" ")
    relation = next((r for r in Relation if r.value == label), None)
    return RelatedPostmortem(id=new_id(), uid=uid, relation=relation, note=note)


def _publication(text: str) -> Publication:
    from datetime import date

    found = _PUBLISHED.match(text)
    assert found is not None
    on = date.fromisoformat(found[2]) if found[2] else None
    return Publication(id=new_id(), where=found[1], on=on, by=found[3] or "")


def _flat(block: Block) -> str:
    lines: Iterable[str]
    if block.kind == "table":
        lines = (" · ".join(cell for cell in row if cell) for row in block.rows[1:])
    elif block.kind == "list":
        lines = (plain(item) for item in block.items)
    else:
        return plain(block.text)
    return "\n".join(f"- {line}" for line in lines)
