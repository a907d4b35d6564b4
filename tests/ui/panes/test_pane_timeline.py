from pmtui.domain.facts import evidence_of, timeline
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import Milestone
from pmtui.domain.vocabulary import Pane as Name
from pmtui.ui.panes.base import Place


def test_the_list_shows_phases_dates_midnight_people_and_milestones(on_pane):
    seen = []

    async def script(pilot, book):
        seen.append(pilot.app.text)

    on_pane(Name.TIMELINE, script)
    lines = seen[0].split("\n")
    assert "impact start" in lines[0] and "resolved" in lines[0]
    assert "14:02 +7m" in lines[1] and "not marked" in lines[1]
    assert lines[2].startswith("› 22 Nov 13:40")
    assert "[mitigated] · incident commander" in lines[5]
    assert lines[6].startswith("  +1 day 00:10")


def test_an_entry_is_dated_by_the_row_under_the_cursor_which_follows_it(on_pane):
    async def script(pilot, book):
        await pilot.app.types(pilot, "G", "k", "a", "=+5m checked [/]", "enter", "enter")
        event = timeline(book.postmortem)[4]
        assert event.text == "checked [/]"
        assert book.pane.place() == Place(Name.TIMELINE, "events", event.id)
        assert "14:45" in pilot.app.text

    book = on_pane(Name.TIMELINE, script)
    assert [e.label for e in book.edits] == ["add event"]


def test_what_stands_in_the_entry_line_is_told_and_waits_again_in_the_next_session(on_pane):
    async def script(pilot, book):
        await pilot.app.types(pilot, "a", "=15:00 half a sen")
        kept.update(book.drafts[-1].drafts)

    async def again(pilot, book):
        book.pane.restore_drafts(kept)
        await pilot.app.types(pilot, "a", "=tence", "enter")

    kept = {}
    on_pane(Name.TIMELINE, script, Postmortem(uid="empty"))
    book = on_pane(Name.TIMELINE, again, Postmortem(uid="empty"))
    assert book.postmortem.events[-1].text == "half a sentence"


def test_marking_a_milestone_takes_it_from_the_event_that_had_it(on_pane):
    async def script(pilot, book):
        await pilot.app.types(pilot, "G", "m", "=mitig", "enter")

    book = on_pane(Name.TIMELINE, script)
    carriers = [e.text for e in book.postmortem.events if Milestone.MITIGATED in e.milestones]
    assert carriers == ["status page closed"]


def test_a_factor_written_on_an_event_has_it_as_evidence_and_both_ends_show_it(on_pane):
    async def script(pilot, book):
        await pilot.app.types(pilot, "f", "=enabler: no limit", "enter", "escape", "enter", "G")
        assert "no limit" in pilot.app.text
        await pilot.press("enter")

    book = on_pane(Name.TIMELINE, script)
    factor = book.postmortem.factors[-1]
    assert factor.events == (book.postmortem.events[0].id,)
    assert book.jumps == [Place(Name.CAUSES, "factors", factor.id)]


def test_evidence_is_added_from_the_list_and_counted_in_the_row(on_pane):
    async def script(pilot, book):
        await pilot.app.types(pilot, "v", "=> seen -- log", "enter", "escape")
        assert "1 ev" in pilot.app.text

    book = on_pane(Name.TIMELINE, script)
    assert evidence_of(book.postmortem, book.postmortem.events[0].id)[0].source == "log"


def test_only_a_second_press_deletes_and_moving_disarms(on_pane):
    async def script(pilot, book):
        await pilot.press("d", "j", "d")
        assert not book.edits
        await pilot.press("d")

    book = on_pane(Name.TIMELINE, script)
    assert "Press d again to delete" in book.said[0]
    assert [e.text for e in book.postmortem.events][:2] == [
        "deploy of pool settings",
        "alert CheckoutErrors fires",
    ]


def test_records_open_full_pane_step_and_come_back_to_their_row(on_pane):
    async def script(pilot, book):
        await pilot.press("enter")
        assert "Event 1 of 5" in pilot.app.text and "impact start" not in pilot.app.text
        await pilot.press("full_stop", "full_stop", "comma")
        assert "Event 2 of 5" in pilot.app.text
        await pilot.press("o")
        assert book.pane.place().record == book.postmortem.events[1].id
        assert "› " in pilot.app.text.split("\n")[3][:2]

    on_pane(Name.TIMELINE, script)


def test_going_down_past_the_last_field_stays_on_the_record_and_says_how_to_go_on(on_pane):
    async def script(pilot, book):
        await pilot.press("enter", "G", "j")
        assert "Event 1 of" in pilot.app.text
        await pilot.press("full_stop")
        assert "Event 2 of" in pilot.app.text

    book = on_pane(Name.TIMELINE, script)
    assert "The record ends here; . is the next, o is the list." in book.said


def test_a_finding_leads_to_its_field_inside_the_record(on_pane):
    async def script(pilot, book):
        event = book.postmortem.events[2]
        book.pane.goto(Place(Name.TIMELINE, "events", event.id, "source"))
        assert book.pane.place().field == "source"
        await pilot.pause()
        assert "› Source" in pilot.app.text

    on_pane(Name.TIMELINE, script)


def test_an_empty_timeline_teaches_with_an_example_and_the_key(on_pane):
    async def script(pilot, book):
        assert "e.g.  14:02 rolled back 4711 @ic !mitigated" in pilot.app.text
        assert "a opens the entry line" in pilot.app.text
        await pilot.press("enter", "m", "d", "k")

    book = on_pane(Name.TIMELINE, script, Postmortem(uid="empty"))
    assert not book.edits


def test_why_no_event_carries_a_milestone_is_said_in_a_line(on_pane):
    async def script(pilot, book):
        await pilot.app.types(pilot, "w", "=resolved n/a: near miss", "enter", "enter")
        assert "n/a" in pilot.app.text.split("\n")[1]

    book = on_pane(Name.TIMELINE, script)
    assert book.postmortem.absences[0].reason == "near miss"


def test_on_a_wide_screen_the_record_stands_beside_the_list(on_pane):
    async def script(pilot, book):
        await pilot.press("j")
        line = pilot.app.text.split("\n")[2]
        assert "13:40" in line and "Event 2 of 5" in line
        await pilot.press("enter", "full_stop")
        assert "Event 3 of 5" in pilot.app.text
        await pilot.resize_terminal(80, 20)
        await pilot.pause()
        assert "13:40" not in pilot.app.text and "Event 3 of 5" in pilot.app.text

    on_pane(Name.TIMELINE, script, size=(120, 24))


def test_milestones_set_in_the_form_leave_the_event_that_had_them(on_pane):
    async def script(pilot, book):
        await pilot.press("enter", "j", "j", "j", "enter")
        await pilot.app.types(pilot, "=mitig", "space", "enter")

    book = on_pane(Name.TIMELINE, script)
    carriers = [e.text for e in book.postmortem.events if Milestone.MITIGATED in e.milestones]
    assert carriers == ["deploy of pool settings"]


def test_tab_takes_the_offered_reading_of_a_doubtful_time(on_pane):
    async def script(pilot, book):
        await pilot.app.types(pilot, "G", "a", "=14:45 told support")
        assert "Tab takes “2026-11-22 14:45" in pilot.app.text
        await pilot.press("tab", "enter")

    book = on_pane(Name.TIMELINE, script)
    assert book.postmortem.events[-1].at.written == "2026-11-22 14:45"


def test_a_line_is_found_by_its_words_and_one_that_is_not_there_is_told(on_pane):
    async def script(pilot, book):
        await pilot.app.types(pilot, "slash", "=ALERT detected", "enter")
        assert book.pane.place().record == book.postmortem.events[2].id
        await pilot.app.types(pilot, "slash", "=zebra", "enter")

    assert "Nothing here has" in on_pane(Name.TIMELINE, script).said[-1]
