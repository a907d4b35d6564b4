from dataclasses import replace
from datetime import date

from textual import events

from pmtui.domain.edits import set_fields
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Action
from pmtui.domain.vocabulary import ActionState, Severity, Status
from pmtui.domain.vocabulary import Pane as Name
from pmtui.ui.panes.base import Place
from pmtui.ui.unread import places_in, told


def test_an_action_written_on_a_factor_answers_it(on_pane):
    async def script(pilot, book):
        await pilot.app.types(pilot, "j", "A", "=prevent P0: alert on zero", "enter", "escape")
        assert "1 action" in pilot.app.text.split("\n")[2]

    book = on_pane(Name.CAUSES, script)
    assert book.postmortem.actions[-1].factors == (book.postmortem.factors[1].id,)


def test_a_complete_postmortem_refuses_before_anybody_types(on_pane, incident):
    complete = set_fields(incident, "review", "", status=Status.COMPLETE)

    async def script(pilot, book):
        for key in ("a", "A", "v", "d", "L"):
            book.said.clear()
            await pilot.press(key)
            assert any("It is complete" in said for said in book.said), key
            assert not book.pane.typing(), key
        book.said.clear()
        book.pane.take_paste("one\ntwo")
        await pilot.pause()
        assert "P offers it again" in book.said[0] and book.pane.dropped == "one\ntwo"
        footer = [c.label for c in book.pane.commands_here() if c.footer]
        assert "Open" in footer and not {"Add", "Action"} & set(footer)
        book.said.clear()
        book.pane.goto(Place(Name.CAUSES, "causes", "", "lead_up"))
        await pilot.pause()
        await pilot.press("enter")
        assert "O (pmtui reopen) opens it again" in book.said[0] and not book.pane.typing()
        assert "e.g." not in pilot.app.text
        await pilot.press("z", "x")
        assert book.pane.typing() and "Lead-up: " in pilot.app.text.split("\n")[0]

    book = on_pane(Name.CAUSES, script, complete)
    assert not book.edits


def test_links_are_chosen_and_a_new_record_is_made_on_the_spot(on_pane):
    async def script(pilot, book):
        await pilot.app.types(pilot, "L", "=quite new", "enter")

    book = on_pane(Name.CAUSES, script)
    pm = book.postmortem
    assert pm.actions[-1].text == "quite new"
    assert [a.text for a in pm.actions if pm.factors[0].id in a.factors] == [
        "add admission check",
        "quite new",
    ]


def test_factors_are_reordered_by_hand(on_pane):
    async def script(pilot, book):
        await pilot.press("J")
        assert book.pane.place().record == book.postmortem.factors[1].id

    book = on_pane(Name.CAUSES, script)
    assert [f.text for f in book.postmortem.factors] == [
        "no alert below zero free",
        "pool size changed in one step",
    ]


def test_a_facet_opens_ready_to_type_and_one_key_says_nothing_notable(on_pane):
    async def script(pilot, book):
        book.pane.goto(Place(Name.RESPONSE, "facets", "escalation"))
        await pilot.pause()
        await pilot.press("enter", "f", "i", "n", "e", "escape", "full_stop", "t", "o")
        assert "+ fine" in pilot.app.text
        assert "Communication  nothing notable" in pilot.app.text

    book = on_pane(Name.RESPONSE, script)
    assert book.postmortem.facets[1].worked == "fine"
    assert book.postmortem.facets[2].nothing_notable


def test_actions_are_committed_by_one_key_and_closed_with_what_shows_that_they_work(on_pane):
    async def script(pilot, book):
        await pilot.app.types(pilot, "t", "D", "escape", "j", "D", "=it fired in staging", "enter")

    book = on_pane(Name.ACTIONS, script)
    assert [a.state for a in book.postmortem.actions] == [
        ActionState.COMMITTED,
        ActionState.DONE,
    ]
    assert book.postmortem.actions[1].done_when == "it fired in staging"


def test_the_overview_is_a_form_with_the_lists_of_people_and_questions(on_pane):
    async def script(pilot, book):
        await pilot.app.types(pilot, "a", "=Eve, scribe", "enter", "escape")
        book.pane.goto(Place(Name.OVERVIEW, "questions"))
        await pilot.pause()
        await pilot.app.types(pilot, "a", "=Why?", "enter", "escape")
        book.pane.goto(Place(Name.OVERVIEW, "overview", "", "incident_date"))
        await pilot.pause()
        await pilot.press("enter", "end", "backspace", "1", "enter")

    pm = on_pane(Name.OVERVIEW, script).postmortem
    assert pm.participants[-1].name == "Eve"
    assert pm.questions[-1].text == "Why?"
    assert pm.overview.incident_date == date(2026, 11, 21)


def test_figures_are_rows_of_the_impact_and_computed_lengths_name_their_formula(on_pane):
    async def script(pilot, book):
        book.pane.goto(Place(Name.IMPACT, "metrics"))
        await pilot.pause()
        await pilot.app.types(pilot, "a", "=errors: 12 %", "enter", "escape", "G")
        assert "45 min" in pilot.app.text and "impact start" in pilot.app.text

    assert on_pane(Name.IMPACT, script).postmortem.metrics[-1].value == "12"


def test_a_paste_of_timed_lines_outside_a_field_asks_for_the_import(on_pane):
    async def script(pilot, book):
        book.pane.take_paste("14:10 one\n  more of it\n14:20 two")
        await pilot.pause()
        await pilot.press("e")

    book = on_pane(Name.OVERVIEW, script)
    assert [w.text.count("\n") for w in book.imports] == [2]


def test_a_paste_can_go_into_the_field_under_the_cursor_or_be_kept_whole(on_pane):
    async def script(pilot, book):
        book.pane.goto(Place(Name.OVERVIEW, "overview", "", "background"))
        await pilot.pause()
        book.pane.take_paste("one [/]\ntwo")
        await pilot.pause()
        await pilot.press("f")
        book.pane.take_paste("kept\nwhole")
        await pilot.pause()
        await pilot.press("s")

    pm = on_pane(Name.OVERVIEW, script).postmortem
    assert pm.overview.background == "one [/]\ntwo"
    assert pm.sources[0].text == "kept\nwhole"


def test_several_lines_pasted_into_an_entry_line_become_a_record_each(on_pane):
    async def script(pilot, book):
        await pilot.press("a")
        pilot.app.focused.post_message(events.Paste("+ one\n- two"))
        await pilot.pause()
        await pilot.press("l")

    pm = on_pane(Name.RESPONSE, script).postmortem
    assert [x.text for x in pm.lessons[-2:]] == ["one", "two"]


def test_undo_inside_a_field_takes_back_what_was_typed_there(on_pane):
    async def script(pilot, book):
        await pilot.press("enter", "x", "y", "ctrl+z", "z")

    assert on_pane(Name.OVERVIEW, script).postmortem.overview.title == "Card payments failedxz"


def test_a_record_deleted_elsewhere_closes_its_form(on_pane):
    async def script(pilot, book):
        await pilot.press("enter")
        book.postmortem = Postmortem(uid="other")
        await pilot.pause()
        assert "Contributing factors (0)" in pilot.app.text

    on_pane(Name.CAUSES, script)


def test_a_small_incident_is_written_on_the_review_pane_alone(on_pane, incident):
    small = set_fields(incident, "overview", "", severity=Severity.SEV_4)

    async def script(pilot, book):
        lines = pilot.app.text.split("\n")
        assert lines[0].startswith("A small incident")
        assert any(line.startswith("  One factor") for line in lines)
        await pilot.press("enter", "!", "enter")

    assert on_pane(Name.REVIEW, script, small).postmortem.overview.owner == "Noor Haddad!"


def test_an_action_with_a_weak_verb_is_told_mildly_and_still_added_by_one_enter(on_pane):
    async def script(pilot, book):
        await pilot.app.types(pilot, "a", "=prevent P1: improve monitoring")
        assert "? “improve” has no end: what will be different?" in pilot.app.text
        await pilot.press("enter")

    book = on_pane(Name.ACTIONS, script)
    assert "improve monitoring" in [a.text for a in book.postmortem.actions]


def test_a_jump_to_a_field_of_the_front_works_after_a_record_was_open(on_pane):
    async def script(pilot, book):
        await pilot.press("enter", "o")
        book.pane.goto(Place(Name.CAUSES, "causes", "", "lead_up"))
        await pilot.pause()

    book = on_pane(Name.CAUSES, script)
    assert book.pane.place() == Place(Name.CAUSES, "causes", "", "lead_up")


def test_a_value_that_could_not_be_read_is_kept_over_sessions_and_named_until_it_is_taken(on_pane):
    pm = Postmortem(uid="one", actions=(Action(id="a", text="raise the limit"),))
    due = Place(Name.ACTIONS, "actions", "a", "due")
    kept = {}

    async def script(pilot, book):
        book.pane.goto(replace(due, typing=True))
        await pilot.pause()
        await pilot.app.types(pilot, "=31 F")
        assert list(book.drafts[-1].drafts.values()) == [["31 F", ""]]
        await pilot.app.types(pilot, "=eb", "enter")
        kept.update(book.pane.drafts_now())

    async def again(pilot, book):
        book.pane.restore_drafts(kept)
        book.pane.dropped = "one\ntwo"
        await pilot.press("P")
        await pilot.pause()
        await pilot.press("s")
        assert book.postmortem.sources[-1].text == "one\ntwo"
        places = places_in(pm, Name.ACTIONS, kept)
        book.pane.next_unread = lambda: places[0]
        assert told(pm, places) == "A value waits unread, in Due of action 1; P leads there."
        await pilot.press("P")
        assert book.jumps[-1] == replace(due, typing=True)
        book.pane.goto(book.jumps[-1])
        await pilot.pause()
        await pilot.pause()
        assert "31 Feb" in pilot.app.text
        await pilot.app.types(pilot, "end", "backspace", "backspace", "backspace", "=Mar", "enter")
        assert book.postmortem.actions[0].due == date(2027, 3, 31)
        assert book.pane.drafts_now() == {}

    on_pane(Name.ACTIONS, script, pm)
    assert list(kept.values())[0][0] == "31 Feb"
    on_pane(Name.ACTIONS, again, pm)
