from datetime import UTC, date, datetime

from pmtui.domain.edits import add, set_fields
from pmtui.domain.records import FalseAlarm, Waiver
from pmtui.domain.vocabulary import Pane as Name
from pmtui.review import bars_completion
from pmtui.review.held import attest
from pmtui.review.model import Group
from pmtui.review.questions import what_next


def test_findings_stand_in_groups_with_the_reason_and_enter_jumps(on_pane):
    async def script(pilot, book):
        assert "To write (" in pilot.app.text
        finding = book.pane.finding_here()
        assert finding == what_next(book.findings)
        barring = sum(bars_completion(f) for f in book.findings)
        assert f"{barring} findings bar completion." in pilot.app.text.splitlines()[1]
        assert pilot.app.text.splitlines()[0].startswith(f"› What next  {finding.message[:40]}")
        assert "Good to read already:" in pilot.app.text and "several factors." in pilot.app.text
        assert f"{finding.criterion} bars completion · why:" in pilot.app.text
        await pilot.press("enter")
        await pilot.press("G")
        assert "Log" not in pilot.app.text

    book = on_pane(Name.REVIEW, script)
    assert [j.pane for j in book.jumps] == [Name.TIMELINE]
    assert [f.group for f in book.findings].count(Group.PEOPLE) >= 3


def test_a_waiver_needs_a_reason_of_ten_characters(on_pane):
    async def script(pilot, book):
        await pilot.app.types(pilot, "w", "=no", "enter", "= log was kept", "enter")

    book = on_pane(Name.REVIEW, script)
    assert [(g.kind, g.reason) for g in book.gate] == [("waive", "no log was kept")]


def test_attesting_leads_to_the_first_empty_field_and_then_asks_the_workbook(on_pane):
    async def script(pilot, book):
        await pilot.app.types(
            pilot, "t", "=2026-11-23", "tab", "=Ana, Ben", "tab", "C", "y", "escape"
        )
        await pilot.press("t")

    book = on_pane(Name.REVIEW, script)
    review = book.postmortem.review
    assert (review.readers, review.reviewer) == (("Ana", "Ben"), "Cy")
    assert [g.kind for g in book.gate] == ["attest"]


def test_a_structural_finding_is_no_false_alarm(on_pane):
    async def script(pilot, book):
        await pilot.press("f")

    book = on_pane(Name.REVIEW, script)
    assert not book.gate and "w waives" in book.said[-1]


def test_what_was_set_aside_is_listed_and_taken_back_by_a_key(on_pane, incident):
    at = datetime(2026, 11, 22, tzinfo=UTC)
    factor = incident.factors[0].id
    gone = Waiver(
        id="w", criterion="BL301", record=factor, field="text", text_hash="0" * 16,
        reason="the vendor's own words", by="Cy", at=at,
    )  # fmt: skip
    wrong = FalseAlarm(id="f", rule="BL501", record=factor, field="text", by="Cy", at=at)
    pm = add(add(incident, "waivers", gone), "false_alarms", wrong)
    allowed = "<!-- pmtui-allow BL401: the vendor's own words -->\nThe careless setup came first."
    pm = set_fields(pm, "causes", "", lead_up=allowed)

    async def script(pilot, book):
        book.pane.put_front(("waivers", "w", ""))
        await pilot.pause()
        assert "Waived, printed in the export (1)" in pilot.app.text
        assert "void: changed since" in pilot.app.text
        await pilot.press("d", "d")
        book.pane.put_front(("false_alarms", "f", ""))
        await pilot.pause()
        assert "Allowed by a comment in the text (1)" in pilot.app.text
        assert "BL501  text of “pool size changed in one step”" in pilot.app.text
        await pilot.press("d", "d")

    book = on_pane(Name.REVIEW, script, pm=pm)
    assert [(g.kind, g.record) for g in book.gate] == [("unwaive", "w"), ("unmark", "f")]


def test_the_panes_that_were_edited_since_the_review_are_named(on_pane, incident):
    pm = attest(
        incident, held_on=date(2026, 11, 22), readers=("Ana",), reviewer="Cy", approver="",
        recorded_by="Ana", where="", note="",
    )  # fmt: skip
    pm = set_fields(pm, "impact", "", who="people at the till")

    async def script(pilot, book):
        book.pane.put_front(("review", "", "held_on"))
        await pilot.pause()
        assert "Review held (recorded)" in pilot.app.text
        assert "Edited since the review: Impact." in pilot.app.text

    on_pane(Name.REVIEW, script, pm=pm)
