import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from tests.strategies import NOW, edit_runs, postmortems, run

from pmtui.domain import edits, facts
from pmtui.domain.facts import format_minutes, format_range
from pmtui.domain.postmortem import Overview, Postmortem
from pmtui.domain.records import Absence, Action, Event, Evidence, Factor, Lesson
from pmtui.domain.vocabulary import PHASES, Certainty, Marker, Milestone, Severity
from pmtui.domain.when import parse_when

M = Milestone


def at(text):
    return parse_when(f"2026-11-22 {text}" if text != "?" else text, now=NOW, zone="UTC")


def incident(*rows, severity=None):
    pm = Postmortem(uid="u", overview=Overview(severity=severity))
    for number, (text, *marks) in enumerate(rows):
        event = Event(
            id=f"e{number}",
            at=at(text),
            milestones=tuple(m for m in marks if isinstance(m, Milestone)),
            marker=next((m for m in marks if isinstance(m, Marker)), None),
            who=next((m for m in marks if type(m) is str), ""),
        )
        pm = edits.add(pm, "events", event)
    return pm


FULL = incident(
    ("13:50", M.IMPACT_START),
    ("14:02", M.DETECTED, M.PAGED, "alert"),
    ("14:05", M.ACKNOWLEDGED, "on call"),
    ("14:08", M.DECLARED, "on call"),
    ("14:10", M.RESPONDING, M.ESCALATED, "commander"),
    ("14:20", M.FIRST_NOTICE, "liaison"),
    ("14:30", M.KEY_CHANGE, "commander"),
    ("14:50", M.MITIGATED),
    ("14:45", M.RECOVERED),
    ("14:55", M.IMPACT_END),
    ("15:40", M.RESOLVED, Marker.COMMUNICATION),
    ("15:00", M.END_OF_MAJOR),
    severity=Severity.SEV_1,
)


@pytest.mark.parametrize(
    ("id", "text", "formula", "ends"),
    [
        ("time_undetected", "12 min", "detected − impact start", ("e0", "e1")),
        ("time_to_acknowledge", "3 min", "acknowledged − paged", ("e1", "e2")),
        ("time_to_declare", "6 min", "declared − detected", ("e1", "e3")),
        ("time_to_mitigate", "1 h", "mitigated − impact start", ("e0", "e7")),
        ("time_to_recover", "55 min", "recovered − impact start", ("e0", "e8")),
        ("time_to_resolve", "1 h 50 min", "resolved − impact start", ("e0", "e10")),
        ("impact_duration", "1 h 05 min", "impact end − impact start", ("e0", "e9")),
        ("time_in_major", "52 min", "end of SEV-1/2 − declared", ("e3", "e11")),
        ("ack_to_first_action", "25 min", "first repair or key change − acknowledged", ("e2", "e6")),
        ("first_action_to_mitigation", "20 min", "mitigated − first repair or key change",
         ("e6", "e7")),
        ("longest_silence", "40 min",
         "longest time between neighbouring events from detected to resolved", ("e11", "e10")),
        ("hand_offs", "1",
         "events of the response marked escalated, or telling of handing over", ("", "")),
        ("time_to_first_notice", "30 min", "first public notice − impact start", ("e0", "e5")),
        ("longest_update_gap", "1 h 20 min",
         "longest time between communication events, up to resolved", ("e5", "e10")),
    ],
)  # fmt: skip
def test_every_duration_has_its_formula_and_its_two_events(id, text, formula, ends):
    found = facts.duration(FULL, id)
    assert (found.text, found.formula) == (text, formula)
    assert (found.from_id, found.to_id) == ends
    assert found.known and not found.missing and not found.why


def test_without_milestones_every_duration_says_what_is_missing():
    found = facts.durations(Postmortem(uid="u"))
    assert len(found) == 13
    assert all(not d.known and d.why for d in found)
    assert facts.duration(Postmortem(uid="u"), "time_to_mitigate").why == (
        "no event is marked “impact start” yet; no event is marked “mitigated” yet"
    )


def test_an_unknown_or_inapplicable_milestone_is_said_with_its_reason():
    pm = incident(("13:50", M.IMPACT_START))
    pm = edits.set_absence(
        pm, Absence(id="", milestone=M.DETECTED, why=Certainty.UNKNOWN, reason="log gone")
    )
    pm = edits.set_absence(
        pm, Absence(id="", milestone=M.RECOVERED, why=Certainty.NOT_APPLICABLE, reason="near miss")
    )
    undetected = facts.duration(pm, "time_undetected")
    assert undetected.why == "“detected” is unknown: log gone"
    assert undetected.missing == (M.DETECTED,) and not undetected.not_applicable
    recover = facts.duration(pm, "time_to_recover")
    assert recover.why == "“recovered” does not apply: near miss"
    assert recover.not_applicable


def test_an_event_without_a_time_gives_no_duration():
    pm = incident(("?", M.IMPACT_START), ("14:02", M.DETECTED))
    assert facts.duration(pm, "time_undetected").why == "the time of “impact start” is not known"
    local = replace(at("13:50"), at=None, local="2026-11-22T13:50:00")
    pm = edits.set_fields(pm, "events", "e0", at=local)
    assert facts.duration(pm, "time_undetected").why == "the zone of “impact start” is not known"


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("13:50..13:55", "14:02", "7–12 min"),
        ("13:50~5m", "14:02", "7–17 min"),
        ("13:50..14:10", "14:02", "0 min – 12 min"),
        ("13:50", "14:45..15:10", "55 min – 1 h 20 min"),
        ("~13:50", "14:02", "about 12 min"),
        ("13:50:30", "13:50:48", "18 s"),
    ],
)
def test_an_uncertain_time_gives_a_range_or_says_about(start, end, text):
    pm = incident((start, M.IMPACT_START), (end, M.DETECTED))
    assert facts.duration(pm, "time_undetected").text == text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Handed over to the EU shift", 1),
        ("Hand-off from Ann", 1),
        ("Over to you, Maya", 1),
        ("Ravi took over as incident commander", 1),
        ("escalated to the vendor", 1),
        ("command passed to Ravi", 1),
        ("HANDOVER to the EU shift", 1),
        ("a hands-off deploy", None),
        ("failover to replica 2", None),
        ("handles were exhausted; restarted by hand", None),
        ("it took over 20 minutes", None),
        ("the tests pass to green", None),
    ],
)
def test_who_speaks_next_is_no_hand_off_but_what_tells_of_one_is(text, count):
    pm = incident(("14:02", M.DETECTED, "maya"), ("14:05", "ravi"), ("14:08", "maya"))
    pm = edits.set_fields(pm, "events", "e1", text=text)
    assert facts.duration(pm, "hand_offs").count == count


def test_times_in_the_wrong_order_give_no_figure_but_what_contradicts():
    pm = incident(("14:02", M.IMPACT_START), ("13:50", M.DETECTED), ("13:55", M.MITIGATED))
    found = facts.duration(pm, "time_undetected")
    assert (found.known, found.contradicts) == (False, True)
    assert found.text == "“detected” (13:50) lies before “impact start” (14:02)"
    assert facts.duration(pm, "impact_duration").text.startswith("“mitigated” (13:55) lies before")
    assert "-" not in "".join(d.text for d in facts.durations(pm))
    assert facts.phases(pm)[1].since_previous is None


def test_a_milestone_stands_for_the_impact_end_until_one_is_marked_and_the_formula_says_so():
    pm = incident(("13:50", M.IMPACT_START), ("14:20", M.MITIGATED))
    found = facts.duration(pm, "impact_duration")
    assert found.text == "30 min"
    assert found.formula == "mitigated − impact start (no impact end is marked)"


def test_time_in_major_is_for_major_incidents():
    minor = incident(("13:50", M.IMPACT_START), severity=Severity.SEV_3)
    assert "time_in_major" not in [d.id for d in facts.durations(minor)]
    with pytest.raises(KeyError):
        facts.duration(minor, "time_in_major")


def test_the_timeline_is_ordered_by_instant_and_undated_events_stay_behind_their_neighbour():
    pm = incident(("14:10",), ("?",), ("14:00",))
    assert [e.id for e in facts.timeline(pm)] == ["e2", "e0", "e1"]


def test_a_day_without_clock_time_begins_at_midnight_of_the_workbook():
    pm = incident(("01:00",), ("?",))
    day = parse_when("2026-11-22", now=NOW, zone="UTC")
    pm = edits.set_fields(pm, "events", "e1", at=day)
    assert [e.id for e in facts.timeline(pm)] == ["e1", "e0"]
    pm = edits.set_fields(pm, "overview", "", zone="America/Los_Angeles")
    assert [e.id for e in facts.timeline(pm)] == ["e0", "e1"]


def test_of_several_events_with_one_milestone_the_earliest_counts():
    pm = incident(("14:30", M.ESCALATED), ("14:10", M.ESCALATED))
    assert facts.milestone_events(pm)[M.ESCALATED].id == "e1"
    assert [e.id for e in facts.events_by_milestone(pm)[M.ESCALATED]] == ["e1", "e0"]


@pytest.mark.parametrize(
    ("rows", "stretch"),
    [
        ((("13:58", M.PAGED), ("14:02", M.DETECTED), ("14:40", M.RESOLVED)), "from paged to resolved"),
        ((("14:02", M.DECLARED), ("14:09", M.RECOVERED), ("14:40", M.MITIGATED)),
         "from declared to mitigated"),
        ((("14:02", M.DETECTED), ("14:40",)), "from detected to the last one"),
        ((("14:02",), ("14:40",)), "of the response"),
    ],
)  # fmt: skip
def test_the_longest_silence_names_the_milestones_between_which_it_looked(rows, stretch):
    formula = facts.duration(incident(*rows), "longest_silence").formula
    assert formula == f"longest time between neighbouring events {stretch}"


def test_an_impact_end_without_a_time_is_not_called_unmarked():
    pm = incident(("13:50", M.IMPACT_START), ("14:50", M.MITIGATED), ("?", M.IMPACT_END))
    found = facts.duration(pm, "impact_duration")
    assert found.text == "1 h"
    assert found.formula == "mitigated − impact start (the time of “impact end” is not known)"


def test_gaps_are_the_long_silences_of_the_active_response():
    pm = incident(
        ("10:00",),
        ("14:00", M.DETECTED),
        ("14:45",),
        ("15:00", M.RESOLVED),
        ("18:00",),
    )
    (gap,) = facts.gaps(pm, 30)
    assert (gap.before.id, gap.after.id, gap.minutes) == ("e1", "e2", 45)
    assert not gap.explained
    assert facts.gaps(pm, 45) == ()


def test_a_range_is_no_gap_and_no_activity_explains_one():
    rows = [("14:00..14:40", M.DETECTED), ("14:10",), ("14:50",), ("16:00", M.RESOLVED)]
    assert [g.minutes for g in facts.gaps(incident(*rows), 30)] == [70]
    rows[2] = ("14:50", Marker.NO_ACTIVITY)
    assert facts.gaps(incident(*rows), 30)[0].explained
    noted = edits.set_fields(incident(*rows), "events", "e2", marker=None, notes="waited")
    assert facts.gaps(noted, 30)[0].explained


def test_without_a_start_of_the_response_there_are_no_gaps():
    assert facts.gaps(incident(("10:00",), ("14:00",)), 30) == ()


def test_the_phases_are_the_five_milestones_with_the_minutes_between_them():
    found = facts.phases(FULL)
    assert tuple(p.milestone for p in found) == PHASES
    assert [p.since_previous for p in found] == [None, (12, 12), (8, 8), (40, 40), (50, 50)]
    sparse = facts.phases(incident(("13:50", M.IMPACT_START), ("14:50", M.MITIGATED)))
    assert [p.since_previous for p in sparse] == [None, None, None, (60, 60), None]
    assert sparse[1].event is None


def test_evidence_and_links_are_read_from_both_ends():
    pm = incident(("14:00", M.DETECTED), ("14:10",))
    pm = edits.add(pm, "evidence", Evidence(id="v", of="e0"))
    pm = edits.add(pm, "factors", Factor(id="f", events=("e1", "gone")))
    pm = edits.add(pm, "lessons", Lesson(id="l"))
    pm = edits.add(pm, "actions", Action(id="a", factors=("f",), lessons=("l",)))
    assert [v.id for v in facts.evidence_of(pm, "e0")] == ["v"]
    assert facts.evidence_of(pm, "e1") == ()
    assert [a.id for a in facts.actions_for_factor(pm, "f")] == ["a"]
    assert [a.id for a in facts.actions_for_lesson(pm, "l")] == ["a"]
    assert [(t, r.id) for t, r in facts.linking_to(pm, "factors", "f")] == [("actions", "a")]


def test_minutes_for_people_join_where_they_are_short():
    assert format_range((47, 47)) == "47 min"
    assert format_range((41, 47)) == "41–47 min"
    assert format_range((41, 47), ascii=True) == "41-47 min"
    assert format_range((55, 65)) == "55 min – 1 h 05 min"
    assert format_minutes(47) == "47 min"


@settings(max_examples=40, deadline=None)
@given(postmortems(), edit_runs())
def test_facts_of_any_postmortem_are_given_and_follow_its_edits(pm, steps):
    for value in (pm, run(pm, steps)):
        found = facts.durations(value)
        fresh = facts.durations(replace(value, events=tuple(list(value.events))))
        assert found == fresh
        assert all(d.text and d.formula and d.known != bool(d.why) for d in found)
        assert sorted(e.id for e in facts.timeline(value)) == sorted(e.id for e in value.events)
        assert len(facts.phases(value)) == 5
        facts.gaps(value, 30)


def test_ten_thousand_events_cost_little_once_and_nothing_after_an_edit_elsewhere():
    start = datetime(2026, 11, 22, 14, tzinfo=UTC)
    blank = at("14:00")
    events = [
        Event(id=f"x{n}", at=replace(blank, at=start + timedelta(seconds=n * 7 % 9000)))
        for n in range(10_000)
    ]
    pm = edits.add_all(FULL, "events", events)

    def cost():
        before = time.process_time()
        facts.timeline(pm), facts.durations(pm), facts.gaps(pm, 30), facts.phases(pm)
        return time.process_time() - before

    assert cost() < 0.5
    pm = edits.set_fields(pm, "impact", "", who="everyone")
    assert cost() < 0.01
