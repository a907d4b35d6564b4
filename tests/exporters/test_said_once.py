"""What a reader of the Markdown does not have to read twice."""

from dataclasses import replace
from datetime import UTC, datetime

from pmtui.demo import demo_library
from pmtui.domain.edits import add, set_fields
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Absence, Evidence, Participant, Waiver
from pmtui.domain.vocabulary import Certainty, EvidenceKind, Milestone, Status
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.importers.document import read_document
from pmtui.review import review
from pmtui.review.examples import complete_example
from pmtui.review.model import Context, Level

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)


def gfm(pm, **more):
    return FLAVOURS["gfm"].render(pm, ExportOptions(now=NOW, colophon=False, **more))


def test_a_raw_line_does_not_repeat_the_event_that_it_tells_and_still_belongs_to_it():
    pm = demo_library(NOW)[0]
    event = replace(pm.events[0], text="relay restarted, by hand")
    pm = replace(pm, events=(event, *pm.events[1:]), evidence=())
    one = "14:05 <ana> relay restarted by hand"
    for id, text in (("v1", one), ("v2", f"{one}\n  twice"), ("v3", "exit 0")):
        pm = add(pm, "evidence", Evidence(id=id, of=event.id, kind=EvidenceKind.RAW, text=text))
    shown = gfm(pm)
    assert f"**V1:** `{one}` — raw line\n" in shown
    assert "**V2:** raw line\n" in shown
    assert "**V3:** `exit 0` — raw line, for 20" in shown
    again = read_document(shown, now=NOW).postmortem
    of = {evidence.text: evidence.of for evidence in again.evidence}
    (first,) = [e.id for e in again.events if e.text == event.text]
    assert of == {one: first, f"{one}\n  twice": first, "exit 0": first}


def test_milestones_stand_by_time_and_those_without_an_event_after_them():
    pm = demo_library(NOW)[0]
    why = Certainty.UNKNOWN
    pm = replace(pm, absences=(Absence(id="lead-up", milestone=Milestone.LEAD_UP, why=why),))
    table = gfm(pm).partition("### Milestones")[2].partition("###")[0]
    times = [row.split(" | ")[1].lstrip("~") for row in table.split("\n") if row.startswith("| ")][
        2:
    ]
    assert times == sorted(times) and times[-1] == "unknown"


def test_a_complete_one_counts_what_is_open_and_a_draft_lists_it():
    pm = complete_example()
    bare = set_fields(pm, "overview", "", summary="")
    findings = review(bare, Context(now=NOW))
    hint = replace(findings[0], criterion="BL1", level=Level.ADVISE)
    draft = set_fields(bare, "review", "", status=Status.DRAFT)
    assert findings[0].message in gfm(draft, findings=findings)
    complete = gfm(replace(bare, review=replace(bare.review, status=Status.COMPLETE)),
                   findings=(*findings, hint))  # fmt: skip
    assert f"**Open findings:** {len(findings)}\n" in complete
    assert findings[0].message not in complete


def test_a_waiver_names_the_moment_and_the_label_of_its_field():
    pm = demo_library(NOW)[0]
    event = pm.events[0]
    waiver = Waiver(id="w", criterion="C21", record=event.id, field="text", reason="a name", by="A")
    table = gfm(add(pm, "waivers", waiver)).partition("### Waivers")[2]
    assert event.text not in table.partition("##")[0]
    assert "the event of 20" in table and ", Event | a name |" in table


def test_plain_numbers_become_a_share_and_come_back_as_they_were():
    pm = demo_library(NOW)[0]
    for affected, population, shown in (
        ("3900", "52000", "**How many:** 3900 of 52000 (7.5 %)"),
        ("3,900", "52,000", "**How many:** 3,900 of 52,000 (7.5 %)"),
        ("about 3", "52", "**Of how many:** 52"),
        ("9", "3", "**Of how many:** 3"),
    ):
        pm = set_fields(pm, "impact", "", affected=affected, population=population)
        assert shown in gfm(pm)
        impact = read_document(gfm(pm), now=NOW).postmortem.impact
        assert (impact.affected, impact.population) == (affected, population)


def test_no_opaque_id_stands_for_what_has_no_number():
    pm = Postmortem(
        uid="u",
        participants=(Participant(id="participantid000", name="Ana"),),
        waivers=(Waiver(id="w", criterion="C41", record="participantid000", reason="hers"),),
        evidence=(Evidence(id="v", text="40 errors", of="goneforgoodid000"),),
    )
    text = gfm(pm)
    assert "a record of the participants" in text
    assert "for a record that no longer exists" in text
    assert "id000" not in text
