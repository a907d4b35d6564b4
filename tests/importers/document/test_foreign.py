import csv
import re
import time
from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.domain.facts import evidence_of
from pmtui.domain.vocabulary import ActionState, ActionType, LessonKind, Role, Severity
from pmtui.importers.document import is_document, read_document
from pmtui.importers.document.roles import normal, role_of
from pmtui.importers.document.sections import cut
from pmtui.importers.document.timeline import day_alone
from pmtui.importers.times import Answers

NOW = datetime(2026, 11, 28, 13, tzinfo=UTC)

DOCUMENT = """\
# 2026-10-06, Basket emptied itself

- **Severity:** SEV-2
- **Authors:** Mara Quist, Idris Oye
- Region: north

## Summary

The basket service forgot what people had put in.

## Timeline (times in UTC)

| Time | Event |
| --- | --- |
| 14:02 | deploy of basket 4.1 |
| 14:10 - 14:15 | first calls |

### 14:40
Rolled back to 4.0.

> basket: back on 4.0

Checked by hand.

## Impact

One in three visitors lost a basket.

- Lost baskets: 1,204 baskets
- Refunds: ~30

## Root Cause

- The cache key had no tenant in it
    - nobody reads the key format
- A flag was on by default

### Second thoughts

We still wonder about the cache.

## Detection

A customer wrote to us.

## Lessons learned

### What went well

- The roll back took four minutes

### What went wrong

1. Nothing watched basket size
2. The page named
   another service

### Where we got lucky

It was a Tuesday.

## Action items

### Prevention

- [x] Put the tenant into the key ([BAS-12](https://git.example/bas/12)) @mara
- [ ] Alarm on basket size, due by 2026-11-01 (owner: Idris Oye) P1
    - threshold from last month
- Read the key format aloud

### Tracking

| Task | Owner | Status | Ticket | Notes |
| --- | --- | --- | --- | --- |
| Write the runbook | Yuki | done | OPS-7 | two pages |

## Attendees

Mara Quist, Idris Oye

## Poem

Roses are red.
"""


@pytest.fixture(scope="module")
def pm():
    return read_document(DOCUMENT, now=NOW, zone="Europe/Oslo", label="doc.md").postmortem


def test_the_head_gives_title_day_severity_and_authors(pm):
    assert pm.overview.title == "Basket emptied itself"
    assert pm.overview.incident_date == date(2026, 10, 6)
    assert pm.overview.severity is Severity.SEV_2
    assert [p.name for p in pm.participants[:2]] == ["Mara Quist", "Idris Oye"]


def test_prose_goes_where_its_heading_says(pm):
    assert pm.overview.summary.startswith("- Region: north") is False
    assert "forgot what people had put in" in pm.overview.summary
    assert "One in three visitors" in pm.impact.description
    detection = next(f for f in pm.facets if f.id == "detection")
    assert detection.worked == "A customer wrote to us."


def test_figures_of_the_impact_become_figures_and_stay_in_the_text(pm):
    assert [(m.name, m.value, m.unit, m.estimated) for m in pm.metrics] == [
        ("Lost baskets", "1,204", "baskets", False),
        ("Refunds", "30", "", True),
    ]


def test_the_timeline_is_read_with_its_day_and_zone_and_keeps_its_lines(pm):
    assert [e.text for e in pm.events] == [
        "deploy of basket 4.1",
        "first calls",
        "Rolled back to 4.0.",
    ]
    assert pm.events[0].at.at == datetime(2026, 10, 6, 14, 2, tzinfo=UTC)
    assert pm.events[1].at.until == datetime(2026, 10, 6, 14, 15, tzinfo=UTC)
    assert "Checked by hand." in pm.events[2].detail + evidence_of(pm, pm.events[2].id)[0].text
    assert evidence_of(pm, pm.events[0].id)[0].source == "doc.md"


def test_factors_keep_what_hangs_below_them(pm):
    assert [f.text for f in pm.factors][:2] == [
        "The cache key had no tenant in it",
        "A flag was on by default",
    ]
    assert "nobody reads the key format" in pm.factors[0].detail


def test_lessons_are_well_poorly_and_lucky(pm):
    assert [(le.kind, le.text) for le in pm.lessons] == [
        (LessonKind.WENT_WELL, "The roll back took four minutes"),
        (LessonKind.WENT_POORLY, "Nothing watched basket size"),
        (LessonKind.WENT_POORLY, "The page named another service"),
        (LessonKind.GOT_LUCKY, "It was a Tuesday."),
    ]


def test_actions_have_state_owner_day_priority_and_ticket(pm):
    first, second, third, fourth = pm.actions
    assert (first.state, first.owner, first.type) == (
        ActionState.DONE,
        "@mara",
        ActionType.PREVENT,
    )
    assert first.tracker == "https://git.example/bas/12"
    assert (second.owner, second.due, second.priority) == ("Idris Oye", date(2026, 11, 1), "P1")
    assert second.detail == "- threshold from last month"
    assert third.theme == "Prevention"
    assert (fourth.owner, fourth.state, fourth.tracker) == ("Yuki", ActionState.DONE, "OPS-7")
    assert "two pages" in fourth.detail


def test_what_no_field_takes_stands_in_the_background_under_its_heading(pm):
    assert "### Poem\n\nRoses are red." in pm.overview.background
    everything = pm.overview.background + pm.overview.summary
    assert "Region: north" in everything


def test_a_document_is_a_draft_and_what_its_timeline_leaves_open_is_said():
    text = DOCUMENT.replace(" (times in UTC)", "").replace("2026-10-06, ", "")
    found = read_document(text, now=NOW, label="doc.md")
    assert found.postmortem.review.status == "draft"
    assert any("zone" in note for note in found.notes)
    told = Answers(zone="UTC", date=date(2026, 10, 6))
    assert read_document(text, now=NOW, answers=told).postmortem.events[0].at.at is not None


def test_a_document_is_told_from_a_chat_and_a_log():
    assert is_document(DOCUMENT)
    assert not is_document("mara  9:32 AM\nit is down\n")
    assert not is_document("# Timeline\n\n- 14:02 it is down\n")


@pytest.mark.parametrize(
    ("name", "text", "whole"),
    [
        ("why.md", "---\ntitle: Why we were down\n---\nWe moved the database.\n", True),
        ("why.MD", "# Why we were down\n\nWe moved the database.\n", True),
        ("why.txt", "# Why we were down\n\nWe moved the database.\n", False),
        ("chat.md", "mara  9:32 AM\nit is down\n", False),
    ],
)
def test_a_markdown_file_is_an_account_even_without_times(name, text, whole):
    assert is_document(text, name) is whole


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("3. Root Cause Analysis", "causes"),
        ("What didn’t go so well?", "poorly"),
        ("Timeline (all times CET)", "timeline"),
        ("Follow-up actions", "actions"),
        ("Where we got lucky ##", "lucky"),
        ("The weather", ""),
    ],
)
def test_headings_are_known_by_their_words(title, role):
    assert role_of(title) == role


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*DOCUMENT.split("\n"), "```", "~~~", "---", "| a", "# x"])))
def test_lines_in_any_order_are_read_and_no_word_is_lost(lines):
    text = "\n".join(lines)
    assert lost(text, read_document(text, now=NOW, label="doc.md").postmortem) == {}


# -- real documents


_WORD = re.compile(r"\w+")


def words(value):
    if isinstance(value, str):
        yield from _WORD.findall(value.casefold())
    elif isinstance(value, tuple):
        for part in value:
            yield from words(part)
    elif isinstance(value, date):
        yield from _WORD.findall(value.isoformat())
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in ("id", "rank", "of"):
                yield from words(getattr(value, field.name))


def lost(text, pm):
    """The words of a document that its import does not hold, but for what only gives it its form:
    headings that say where their text goes, days above rows, numbers of list items, heads of tables, names of
    fields."""
    source = cut(text)
    shape = Counter()
    for section in source.sections:
        if section.line >= 0:
            shape.update(_WORD.findall(section.title.casefold()))
    for line, following in zip(source.lines, [*source.lines[1:], ""], strict=True):
        if found := re.match(r"\s*(\d+)[.)]\s", line):
            shape[found[1]] += 1
        if day_alone(line):
            shape.update(_WORD.findall(line.casefold()))  # the rows below it have the day
        if re.search(r"\[[xX]\]", line):
            shape["x"] += 1  # the state of an action
        if found := re.match(r"\s*(?:[-*] )?\**([A-Za-z ]{2,20})\**:", line):
            shape.update(_WORD.findall(found[1].casefold()))
        if "|" in line and re.fullmatch(r"[\s|:-]+", following or " x"):
            shape.update(_WORD.findall(line.casefold()))
    have = Counter(words(pm))
    found = Counter(_WORD.findall(text.casefold()))
    return {w: n for w, n in found.items() if have[w] + shape[w] < n}


def documents(corpus):
    folder = corpus / "postmortems"
    with (folder / "INDEX.tsv").open(encoding="utf-8") as index:
        for row in csv.DictReader(index, delimiter="\t"):
            yield row, (folder / row["file"]).read_text(encoding="utf-8")


def test_every_word_of_every_real_document_is_in_its_import(corpus):
    wrong = {}
    for row, text in documents(corpus):
        imported = read_document(text, now=NOW, label="doc.md").postmortem
        if missing := lost(text, imported):
            wrong[row["file"]] = missing
    assert wrong == {}


def test_timeline_and_actions_land_where_real_documents_have_them(corpus):
    without = []
    for row, text in documents(corpus):
        imported = read_document(text, now=NOW, label="doc.md").postmortem
        if row["has_timeline"] == "y" and not imported.events:
            without.append(f"{row['file']}: timeline")
        if row["has_actions"] == "y" and not imported.actions:
            without.append(f"{row['file']}: actions")
        headings = {role_of(s.title) for s in cut(text).sections if normal(s.title)}
        if row["has_timeline"] == "n" and "timeline" not in headings and imported.events:
            without.append(f"{row['file']}: events from nowhere")
    assert without == []


@pytest.mark.parametrize(
    "line", ["# a\n", "| a | b |\n|---|---|\n", "- [ ] a\n  - b\n", "[a](b", "---\na: b\n"]
)
def test_a_document_of_nothing_but_structure_costs_no_more_than_its_length(line):
    def cost(count):
        start = time.process_time()
        read_document(line * count, now=NOW)
        return time.process_time() - start

    cost(50)
    assert cost(4000) < 24 * max(cost(500), 0.02)  # 8 times the length; its square would be 64


HEADED = """---
severity: P1
incident_number: 4711
---
# Checkout was down

Incident commander: Ana Berg (@ana)
Responders: Ben Osei, @carla
Deputy: whoever was awake at that hour

## Action items

- [ ] @ben: Add an alert on pool size (due 2026-12-01)
- [x] @ana: Raise the pool to 50 (due: 2026-11-05) [OPS-12](https://tracker.example/OPS-12)
- [ ] Write a runbook - owner: Carla, P2
- [ ] Ask @dan by 2026-12-24 for a quota
- [ ] @eva: due 2026-12-01
- [ ] Handle every alert of OPS-7 like a P1

| Action | Owner | Due | Ticket | Status |
|---|---|---|---|---|
| Move it to git | @dan | 2026-12-24 | OPS-99 | done |
| Test it | @dan | next week | OPS-98 and OPS-97 | nearly done |
"""


def test_what_a_field_holds_is_taken_out_of_the_text_and_no_word_goes():
    pm = read_document(HEADED, now=NOW, label="doc.md").postmortem
    assert (pm.overview.severity, pm.overview.tags) == ("SEV-1", ("P1",))
    assert pm.overview.incident_id == "4711"
    assert [(p.name, p.handle, p.roles) for p in pm.participants] == [
        ("Ana Berg", "@ana", (Role.INCIDENT_COMMANDER,)),
        ("Ben Osei", "", (Role.RESPONDER,)),
        ("carla", "@carla", (Role.RESPONDER,)),
    ]
    assert "Deputy: whoever was awake" in pm.overview.summary + pm.overview.background
    assert [(a.text, a.owner, a.tracker, a.detail) for a in pm.actions] == [
        ("Add an alert on pool size", "@ben", "", ""),
        ("Raise the pool to 50", "@ana", "https://tracker.example/OPS-12", ""),
        ("Write a runbook", "Carla", "", ""),
        ("Ask @dan by 2026-12-24 for a quota", "@dan", "", ""),
        ("@eva: due 2026-12-01", "@eva", "", ""),
        ("Handle every alert of OPS-7 like a P1", "", "OPS-7", ""),
        ("Move it to git", "@dan", "OPS-99", ""),
        ("Test it", "@dan", "OPS-98 and OPS-97", "due: next week\nstatus: nearly done"),
    ]
    assert pm.actions[0].due.isoformat() == "2026-12-01" and pm.actions[2].priority == "P2"
    # Names of fields, and the ticket that its own link says once more.
    assert set(lost(HEADED, pm)) <= {"due", "owner", "incident_number", "ops"}


def actions_of(text):
    done = read_document(f"# It broke\n\n## Actions\n\n{text}", now=NOW, zone="UTC", label="a.md")
    return done.postmortem.actions, done.notes


def test_due_dates_are_read_as_teams_write_them():
    table = "| Action | Owner | Due |\n|---|---|---|\n"
    rows = ("15.12.2026", "Dec 5, 2026", "31/12/2026", "05/12/2026", "soon")
    found, _ = actions_of(table + "\n".join(f"| do {n} | Ann | {n} |" for n in rows))
    days = [date(2026, 12, day) for day in (15, 5, 31, 5)]
    assert [a.due for a in found] == [*days, None]
    assert found[-1].detail == "due: soon"
    found, _ = actions_of("- Alert on stock, due 15.12.2026\n- Add a limit (by Dec 5, 2026)")
    assert [a.due for a in found] == days[:2]


def test_a_due_date_that_can_be_two_days_stays_and_is_asked_about():
    found, notes = actions_of("| Action | Due |\n|---|---|\n| Add a limit | 05/12/2026 |")
    assert (found[0].due, found[0].detail) == (None, "due: 05/12/2026")
    [said] = [note for note in notes if "Action 1" in note]
    assert "can be 5 December or 12 May. Type 2026-12-05 or 2026-05-12." in said


ROLES_AND_DAYS = """\
# Zone file broke

**Incident Commander:** Ana Berg
**Communications Lead:** Ben Roth
**Ops lead:** Dara Lind
**Duration:** 47 minutes
**Impact:** One in three lookups failed.
**Detected by:** synthetic check

## Roles

| Role | Name |
|---|---|
| Incident Commander | Ana Berg |
| Comms lead | Finn Ode |
| Subject matter expert | Eli Voss |

## Timeline (times in UTC)

**2026-11-21**

- 22:50 zone merged
- 23:10 alert fired

**2026-11-22**

- 00:10 zone reverted

## Contributing factors

### No lint for zone files

Details here.

### Deploys have no canary
"""


@pytest.fixture(scope="module")
def parts():
    return read_document(ROLES_AND_DAYS, now=NOW, zone="UTC", label="doc.md").postmortem


def test_standard_parts_of_a_head_stand_where_they_belong(parts):
    assert parts.impact.description == "Duration: 47 minutes\n\nOne in three lookups failed."
    assert next(f for f in parts.facets if f.id == "detection").worked == (
        "Detected by: synthetic check"
    )
    assert parts.overview.summary == ""
    # named twice, and what the document calls a role that the field has its own word for
    assert set(lost(ROLES_AND_DAYS, parts)) <= {"ana", "berg", "comms", "lead"}


def test_roles_are_read_in_the_head_and_in_a_table(parts):
    assert [(p.name, p.roles) for p in parts.participants] == [
        ("Ana Berg", (Role.INCIDENT_COMMANDER,)),
        ("Ben Roth", (Role.CUSTOMER_LIAISON,)),
        ("Dara Lind", (Role.RESPONDER,)),
        ("Eli Voss", (Role.SUBJECT_MATTER_EXPERT,)),
        ("Finn Ode", (Role.CUSTOMER_LIAISON,)),
    ]
    assert "|" not in parts.overview.background


def test_days_above_rows_date_them_and_the_incident_and_are_no_words_of_an_event(parts):
    assert parts.overview.incident_date == date(2026, 11, 21)
    assert [(e.text, e.at.at.day, e.detail) for e in parts.events] == [
        ("zone merged", 21, ""), ("alert fired", 21, ""), ("zone reverted", 22, ""),
    ]  # fmt: skip
    assert "2026-11-2" not in parts.overview.background


def test_a_heading_below_the_causes_is_the_factor_that_its_text_explains(parts):
    assert [(f.text, f.detail) for f in parts.factors] == [
        ("No lint for zone files", "Details here."),
        ("Deploys have no canary", ""),
    ]
