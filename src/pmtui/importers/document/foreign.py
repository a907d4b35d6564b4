"""A postmortem that was written elsewhere: its headings say where its parts belong.

Every line goes to exactly one place. What no field takes stands verbatim in the background, under
the heading it had.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pmtui.domain import zones
from pmtui.domain.edits import add_all, put, set_fields
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Participant
from pmtui.domain.vocabulary import Facet, LessonKind
from pmtui.importers.document import records
from pmtui.importers.document.head import (
    Head,
    day_of,
    field_of,
    priority_of,
    read_labels,
    read_roles,
    severity_of,
    takes,
    title_and_day,
    told_in,
    whole,
)
from pmtui.importers.document.inline import words_of
from pmtui.importers.document.listing import Item, items
from pmtui.importers.document.model import Imported
from pmtui.importers.document.people import names_in, with_roles
from pmtui.importers.document.roles import role_of, says_more, timed
from pmtui.importers.document.sections import Section, Source, cut
from pmtui.importers.document.timeline import Told, first_day, read_timeline, table_heads, together
from pmtui.importers.times import Answers

_BACKGROUND = ("overview", "background")
_PROSE = {
    "summary": ("overview", "summary"),
    "background": _BACKGROUND,
    "resolution": ("overview", "resolution"),
    "impact": ("impact", "description"),
    "lead_up": ("causes", "lead_up"),
}
"""Where the text of a section goes as it is."""
_LESSONS = {
    "well": LessonKind.WENT_WELL,
    "poorly": LessonKind.WENT_POORLY,
    "lucky": LessonKind.GOT_LUCKY,
    "lessons": None,
}
_SAID = re.compile(
    r"(?i)[*_]{0,2}(?:action(?: item| point)?|todo|follow[- ]?up)[*_]{0,2}:[*_]{0,2}[ \t]{1,4}(\S.*)"
)
_NAMING = 3
"""Words of a heading below the causes from which on it says what the factor is."""
_TABLE_HEAD = 2
"""Lines above the rows of a table."""
_FACETS = frozenset(facet.value for facet in Facet)
_LISTED = frozenset({"causes", "actions", "participants", "metrics", "questions", *_LESSONS})


def read_foreign(text: str, *, now: datetime, zone: str, label: str, answers: Answers) -> Imported:
    """The draft that a document becomes."""
    reader = _Reader(cut(text), Postmortem(uid=new_id()), label)
    reader.head()
    reader.timeline(text, now, answers, zone)
    for section in reader.source.sections:
        reader.section(section)
    return reader.finished()


class _Reader:
    """Walks the sections once; `taken` are the lines that stand in a field."""

    def __init__(self, source: Source, pm: Postmortem, label: str) -> None:
        self.source = source
        self.pm = pm
        self.label = label
        self.taken: set[int] = set()
        self.roles = self._roles()
        self.summarised = "summary" in self.roles.values()
        self.told = Told()
        self.texts: dict[tuple[str, str], list[str]] = {}
        self.placed: dict[str, int] = {}

    def _roles(self) -> dict[int, str]:
        """The role of each section by the index of its heading: its own, else its parent's."""
        roles: dict[int, str] = {}
        before = ""
        for section in self.source.sections:
            above = roles.get(section.parent.line, "") if section.parent is not None else ""
            own = role_of(section.title) if section.level > 0 else ""
            if section is self._title_section():
                own = own if own == "timeline" and len(self.source.sections) > 2 else ""
            inside = above == "timeline" or (above == "actions" and own != "timeline")
            if not own and before == "timeline" and timed(section.title):
                own = "timeline"  # days beside the heading instead of below it
            before = roles[section.line] = above if inside else own or above
        return roles

    def _title_section(self) -> Section | None:
        """The section whose heading is the title of the document."""
        first = next((s for s in self.source.sections if s.level), None)
        if first is None or first.level > 1 or "title" in self.source.front:
            return None
        return None if role_of(first.title) in ("summary", "background") else first

    # -- the head ------------------------------------------------------------------------------

    def head(self) -> None:
        """Title, day, severity, people and services, from front matter, title and first lines."""
        found = Head()
        self._front(found)
        title = self._title_section()
        for section in self.source.sections[:3]:
            if section.level <= 1 and self.roles[section.line] == "":
                read_labels(self.source.body(section), section.first, found)
        self.taken |= found.lines
        self._told()
        values = found.values
        named = values.get("title", "")
        if title is not None and not named:
            named = title.title
            self.taken.update(range(title.line, title.first))
        name, day = title_and_day(named)
        if "date" in values:
            day = day_of(values["date"]) or day
        severity = severity_of(values.get("severity", ""))
        self.pm = set_fields(
            self.pm,
            "overview",
            "",
            title=name or words_of(self._first_line()),
            incident_date=day,
            severity=severity if "severity" in values else None,
            owner=values.get("owner", ""),
            services=names_in(values.get("services", "")),
            tags=names_in(f"{values.get('tags', '')}, {priority_of(values.get('severity', ''))}"),
            team=values.get("team", ""),
            incident_id=values.get("incident_id", ""),
        )
        people = [Participant(id=new_id(), name=n) for n in names_in(values.get("authors", ""))]
        people = with_roles(people, values)
        self.pm = add_all(self.pm, "participants", people)

    def _told(self) -> None:
        """Impact, duration and detection that the head says in a line each."""
        for section in self.source.sections[:3]:
            if section.level > 1 or self.roles[section.line] != "":
                continue
            for name, said, line in told_in(self.source.body(section), section.first):
                if line in self.taken:
                    continue
                self.taken.add(line)
                if name == "detection":
                    self._worked("detection", said)
                else:
                    self.texts.setdefault(_PROSE["impact"], []).append(said)

    def _front(self, found: Head) -> None:
        """The front matter: what a field takes is taken, the rest stays as lines."""
        for label, value in self.source.front.items():
            name = field_of(label)
            if name and name not in found.values and takes(name, value):
                found.values[name] = words_of(value) if name != "title" else value
        if self.source.front_stop:
            last = ""
            held = {name for name, value in found.values.items() if whole(name, value)}
            for number in range(self.source.front_stop):
                line = self.source.lines[number]
                key = line.partition(":")[0].strip().casefold()
                last = key if key in self.source.front and ":" in line else last
                if line.strip() in ("---", "...") or field_of(last) in held:
                    self.taken.add(number)

    def _first_line(self) -> str:
        lines = self.source.lines[self.source.front_stop :]
        return next((line.strip("# *_")[:120] for line in lines if line.strip("# *_")), "")

    # -- the timeline --------------------------------------------------------------------------

    def timeline(self, text: str, now: datetime, answers: Answers, zone: str) -> None:
        """Events with their evidence, from the sections that are a timeline."""
        regions = [
            (section.line, section.stop)
            for section in self.source.sections
            if self.roles[section.line] == "timeline"
        ]
        if answers.date is None and (day := self.pm.overview.incident_date) is not None:
            answers = replace(answers, date=day)
        self.told = read_timeline(
            text, together(regions), now=now, answers=answers, label=self.label
        )
        self.taken |= self.told.lines
        self.taken |= table_heads(self.source.lines, self.told.lines)
        self.pm = add_all(self.pm, "events", self.told.events)
        self.pm = add_all(self.pm, "evidence", self.told.evidence)
        self.placed["events"] = len(self.told.events)
        named = {z for z in self.told.zones if "/" in z or z == "UTC"}
        own = named.pop() if len(named) == 1 and len(self.told.zones) == 1 else zone
        zone = zones.canonical(own) or "UTC"
        day = self.pm.overview.incident_date or first_day(self.told.events, zone)
        self.pm = set_fields(self.pm, "overview", "", zone=zone, incident_date=day)

    # -- sections ------------------------------------------------------------------------------

    def section(self, section: Section) -> None:
        """Put the lines of one section where they belong."""
        role = self.roles[section.line]
        own = role_of(section.title) == role and bool(role)
        if section.line < 0:
            self._front_rest(section)
        if role in _PROSE:
            self._text(_PROSE[role], section, own)
        elif role in _LISTED:
            self._list(role, section, own)
        elif role in _FACETS:
            self._facet(role, section, own)
        elif section.level <= 1 and not role and not self.summarised:
            self._text(_PROSE["summary"], section, own)
        else:
            self._text(_BACKGROUND, section, own)

    def _text(self, place: tuple[str, str], section: Section, own: bool) -> None:
        """The lines that stand nowhere yet, verbatim, under their heading.

        A heading that says no more than where the text goes is left out; so is one that is only
        the day of the rows below it.
        """
        lines = self._left(section)
        placed = own or (self.roles[section.line] == "timeline" and timed(section.title))
        titled = section.line >= 0 and section.line not in self.taken
        plain = own and place != _BACKGROUND and not says_more(section.title)
        parts = []
        if titled and (lines or not placed) and not plain:
            parts.append("#" * max(section.level, 3) + f" {section.title}")
        if lines:
            parts.append(lines)
        if parts:
            self.texts.setdefault(place, []).append("\n\n".join(parts))
        self.taken.update(range(max(section.line, 0), section.stop))

    def _front_rest(self, section: Section) -> None:
        """What no field takes of the front matter, into the background."""
        stop = self.source.front_stop
        kept = [n for n in range(section.first, stop) if n not in self.taken]
        if kept:
            text = "\n".join(self.source.lines[n] for n in kept)
            self.texts.setdefault(_BACKGROUND, []).append(text)
            self.taken.update(kept)

    def _left(self, section: Section) -> str:
        """The lines of a section that stand nowhere yet."""
        kept = [
            line
            for number, line in enumerate(self.source.body(section), section.first)
            if number not in self.taken
        ]
        return "\n".join(kept).strip("\n") if any(line.strip() for line in kept) else ""

    def _list(self, role: str, section: Section, own: bool) -> None:
        found = items(self.source.body(section), section.first)
        rows = [item for item in found if item.kind == "bullet"]
        tables = [item for item in found if item.kind == "table" and len(item.rows) > 1]
        paragraphs = [item for item in found if item.kind == "para"]
        chosen = rows or (paragraphs if not tables else [])
        if role == "actions":
            chosen = sorted([*rows, *tables] or paragraphs, key=lambda item: item.first)
            inside = section.parent is not None and self.roles[section.parent.line] == "actions"
            theme = words_of(section.title) if inside or not own else ""
            self._take("actions", records.actions(chosen, theme), chosen)
        elif role == "causes":
            self._factors(section, rows, paragraphs, own)
        elif role == "metrics":
            self._figures(rows)
        elif role == "participants":
            self._people(section, chosen, tables)
        elif role == "questions":
            self._questions(chosen)
        else:
            self._take("lessons", records.lessons(chosen, _LESSONS[role]), chosen)
        if role != "actions" or own or self._left(section):
            self._text(_BACKGROUND, section, own)
        self.taken.update(range(max(section.line, 0), section.stop))

    def _take(self, table: str, new: Sequence[object], chosen: list[Item]) -> None:
        self.pm = add_all(self.pm, table, new)
        self.placed[table] = self.placed.get(table, 0) + len(new)
        for item in chosen:
            self.taken.update(range(item.first, item.last + 1))

    def _people(self, section: Section, chosen: list[Item], tables: list[Item]) -> None:
        """Who held which role, from a list or a table of roles; other rows are names."""
        found = Head()
        read_roles(self.source.body(section), section.first, found)
        rest = [i for i in chosen if not found.lines.intersection(range(i.first, i.last + 1))]
        self._take("participants", records.people(rest), rest)
        before = len(self.pm.participants)
        people = with_roles(list(self.pm.participants), found.values)
        self.pm = replace(self.pm, participants=self.pm.participants[:0])
        self.pm = add_all(self.pm, "participants", people)
        self.placed["participants"] += len(people) - before
        self.taken |= found.lines
        for table in tables:
            inside = set(range(table.first, table.last + 1))
            if inside & found.lines and len(inside - found.lines) == _TABLE_HEAD:
                self.taken |= inside

    def _factors(
        self, section: Section, rows: list[Item], paragraphs: list[Item], own: bool
    ) -> None:
        """A factor for each row; an account in prose is one factor, whole in its detail.

        A heading of its own below the causes is the factor that the prose below it explains.
        """
        parents = {id(s.parent) for s in self.source.sections}
        named = not own and len(words_of(section.title).split()) >= _NAMING
        if named and not rows and (paragraphs or id(section) not in parents):
            heading = Item("para", section.title, max(section.line, 0), section.first - 1)
            (factor,) = records.factors([heading])
            lines = self._left(section)
            detail = "\n\n".join(part for part in (factor.detail, lines) if part)
            self._take("factors", [replace(factor, detail=detail)], [heading])
            self.taken.update(range(section.first, section.stop))
            return
        if rows or not paragraphs:
            self._take("factors", records.factors(rows), rows)
            return
        lines = self._left(section)
        (factor,) = records.factors(paragraphs[:1])
        whole_text = "" if " ".join(lines.split()) == paragraphs[0].text == factor.text else lines
        self._take("factors", [replace(factor, detail=whole_text)], paragraphs)
        self.taken.update(range(section.first, section.stop))

    def _figures(self, rows: list[Item]) -> None:
        found, lines = records.metrics(rows)
        self.pm = add_all(self.pm, "metrics", found)
        self.placed["metrics"] = self.placed.get("metrics", 0) + len(found)
        self.taken |= lines

    def _questions(self, chosen: list[Item]) -> None:
        from pmtui.domain.records import Question

        new = [
            Question(id=new_id(), text=words_of(item.text), answer="\n".join(item.below))
            for item in chosen
        ]
        self._take("questions", list(new), chosen)

    def _facet(self, role: str, section: Section, own: bool) -> None:
        lines = self._left(section)
        title = "" if own and not says_more(section.title) else f"{section.title}\n\n"
        self._worked(role, f"{title}{lines}".strip())
        self.taken.update(range(max(section.line, 0), section.stop))

    def _worked(self, role: str, text: str) -> None:
        facet = next(f for f in self.pm.facets if f.id == role)
        worked = "\n\n".join(part for part in (facet.worked, text) if part)
        self.pm = put(self.pm, "facets", replace(facet, worked=worked))

    def _said_actions(self) -> None:
        """Lines like `Action point: …` inside other sections; the text keeps them as well."""
        for section in self.source.sections:
            if self.roles[section.line] in ("actions", "timeline"):
                continue
            for item in items(self.source.body(section), section.first):
                if found := _SAID.match(item.text):
                    said = replace(item, text=found[1], below=[])
                    self._take("actions", records.actions([said], ""), [])

    # -- the end -------------------------------------------------------------------------------

    def finished(self) -> Imported:
        """The draft, and what should be said about it."""
        self._said_actions()
        for (table, name), parts in self.texts.items():
            self.pm = set_fields(self.pm, table, "", **{name: "\n\n".join(parts)})
        figures, _ = records.metrics(items(self.pm.impact.description.split("\n"), 0))
        self.pm = add_all(self.pm, "metrics", figures)
        words = {
            "events": "event", "factors": "contributing factor", "lessons": "lesson",
            "actions": "action",
        }  # fmt: skip
        counts = [
            f"{self.placed.get(table, 0)} {word}{'s' * (self.placed.get(table, 0) != 1)}"
            for table, word in words.items()
        ]
        notes = [f"Read {', '.join(counts)}; what no field takes stands in the background."]
        notes += [question.text for question in self.told.questions]
        notes += records.two_days(self.pm)
        return Imported(self.pm, tuple(notes))
