from pmtui.domain.vocabulary import Pane as Name
from pmtui.review.model import Group


def test_findings_stand_in_groups_with_the_reason_and_enter_jumps(on_pane):
    async def script(pilot, book):
        assert "To write (" in pilot.app.text
        await pilot.press("j")
        finding = book.pane.finding_here()
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
