from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import edit_steps, postmortems

from pmtui.domain import edits
from pmtui.domain.fields import Kind, specs
from pmtui.domain.postmortem import LISTS, Postmortem
from pmtui.domain.records import Absence, Action, Event, Evidence, Factor
from pmtui.domain.vocabulary import REPEATABLE, Certainty, Milestone

BASE = edits.add_all(Postmortem(uid="u"), "events", [Event(id=i) for i in "abc"])


@settings(max_examples=40, deadline=None)
@given(postmortems(), st.lists(edit_steps(), max_size=8))
def test_whatever_is_edited_records_stay_in_order_and_links_and_milestones_stay_sound(pm, steps):
    for step in steps:
        before = {table: {r.id for r in getattr(pm, table)} for table in LISTS}
        pm = step(pm)
        for table, cls in LISTS.items():
            records = getattr(pm, table)
            ranks = [r.rank for r in records]
            assert ranks == sorted(set(ranks)), table
            for spec in specs(cls).values():
                if spec.kind is Kind.LINKS:
                    gone = before[spec.table] - {r.id for r in getattr(pm, spec.table)}
                    assert not any(gone & set(getattr(r, spec.name)) for r in records)


def test_a_milestone_moves_from_the_event_that_had_it_unless_several_may_have_it():
    for milestone in Milestone:
        pm = edits.toggle_milestone(BASE, "a", milestone)
        pm = edits.toggle_milestone(pm, "b", milestone)
        carriers = [e.id for e in pm.events if milestone in e.milestones]
        assert carriers == (["a", "b"] if milestone in REPEATABLE else ["b"])
        pm = edits.toggle_milestone(pm, "b", milestone)
        assert not pm.events[1].milestones


def test_a_milestone_is_either_absent_or_carried():
    absence = Absence(id="", milestone=Milestone.DETECTED, why=Certainty.UNKNOWN)
    pm = edits.set_absence(edits.toggle_milestone(BASE, "a", Milestone.DETECTED), absence)
    assert not pm.events[0].milestones
    assert [a.milestone for a in pm.absences] == [Milestone.DETECTED]
    pm = edits.toggle_milestone(pm, "b", Milestone.DETECTED)
    assert pm.absences == ()


def test_removing_a_record_takes_its_evidence_and_its_links_along():
    pm = edits.add(BASE, "factors", Factor(id="f", events=("a", "b")))
    pm = edits.add(pm, "actions", Action(id="x", factors=("f",)))
    pm = edits.add_all(pm, "evidence", [Evidence(id="v", of="a"), Evidence(id="w", of="b")])
    pm = edits.remove(pm, "events", "a")
    assert pm.factors[0].events == ("b",)
    assert [v.id for v in pm.evidence] == ["w"]
    pm = edits.remove(pm, "factors", "f")
    assert pm.actions[0].factors == ()


def test_an_edit_that_changes_nothing_returns_the_same_value():
    assert edits.set_fields(BASE, "events", "a", text="") is BASE
    assert edits.move(BASE, "events", "a", -1) is BASE
    assert edits.link(edits.add(BASE, "factors", Factor(id="f", events=("a",))), "factors", "f",
                      "events", "a").factors[0].events == ("a",)  # fmt: skip


def test_moving_and_adding_place_a_record_where_it_was_asked():
    assert [e.id for e in edits.move(BASE, "events", "c", -1).events] == ["a", "c", "b"]
    assert [e.id for e in edits.move(BASE, "events", "a", 9).events] == ["b", "c", "a"]
    assert [e.id for e in edits.add(BASE, "events", Event(id="d"), after="a").events] == [*"adbc"]
    assert [e.id for e in edits.add(BASE, "events", Event(id="d"), after="?").events] == [*"abcd"]


def test_a_new_event_takes_over_the_milestone_that_only_one_can_carry():
    first = Event(id="first", text="alert fired", milestones=(Milestone.DETECTED,))
    second = Event(id="second", text="customer called", milestones=(Milestone.DETECTED,))
    pm = edits.add_record(Postmortem(uid="x"), "events", first)
    pm = edits.add_record(pm, "events", second)
    assert [e.milestones for e in pm.events] == [(), (Milestone.DETECTED,)]
