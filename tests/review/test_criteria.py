from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pmtui.domain.edits import set_fields
from pmtui.domain.facts import duration
from pmtui.domain.moment import When
from pmtui.domain.postmortem import PANE_OF, Impact, Overview, Postmortem, find
from pmtui.domain.records import Absence, Event, Factor, Participant
from pmtui.domain.vocabulary import (
    Certainty,
    Depth,
    FactorKind,
    Milestone,
    NamePolicy,
    Pane,
    Severity,
    Status,
)
from pmtui.domain.when import parse_when
from pmtui.language import lint_text
from pmtui.review import (
    CRITERIA,
    CRITERIA_SET,
    all_findings,
    counts,
    criteria_since,
    criterion_of,
    met,
    ready_for_review,
    ready_to_complete,
    review,
)
from pmtui.review.examples import EXAMPLE_NOW
from pmtui.review.model import Criterion, Finding, Group, Level
from pmtui.review.variants import change_of

ALL = pytest.mark.parametrize("criterion", CRITERIA, ids=[c.id for c in CRITERIA])


def belonging(criterion: Criterion, pm: Postmortem, context) -> list[Finding]:
    return [f for f in all_findings(pm, context) if criterion_of(f) is criterion]


@ALL
def test_the_bad_example_of_a_criterion_is_found(criterion, example, full_context):
    found = belonging(criterion, criterion.bad(example), full_context)
    assert found
    for finding in found:
        assert finding.message[:1].isupper() or finding.message.startswith("“")
        assert finding.next.endswith(".")


@ALL
def test_the_good_example_of_a_criterion_passes_and_differs(criterion, example, full_context):
    good = criterion.good(example)
    assert good != example
    assert belonging(criterion, good, full_context) == []


def test_every_criterion_of_the_page_is_there_once():
    assert sorted(c.id for c in CRITERIA) == [f"C{n:02}" for n in range(1, 45)]


def test_criteria_stand_in_the_order_of_the_panes():
    panes = [list(Pane).index(c.pane) for c in CRITERIA]
    assert panes == sorted(panes)


@ALL
def test_a_criterion_says_why_and_who_asks(criterion):
    assert criterion.asks.endswith("?")
    assert criterion.why.endswith((".", "?"))
    assert criterion.source
    assert criterion.kind in ("machine", "partly", "attested")


def test_the_complete_example_passes_everything(example, full_context):
    assert review(example, full_context) == ()


def test_the_complete_example_is_worded_without_blame(texts):
    hits = [
        (hit.rule, hit.severity, hit.match)
        for table, _, _, text in texts
        for hit in lint_text(text, PANE_OF[table].value)
    ]
    assert [hit for hit in hits if hit[1] != "advise"] == []


def test_levels_fall_with_depth_and_never_rise():
    weight = {None: 0, Level.ADVISE: 1, Level.WARN: 2, Level.ATTEST: 3, Level.BLOCK: 4}
    for criterion in CRITERIA:
        levels = [weight[criterion.level_at(depth)] for depth in Depth]
        assert levels == sorted(levels, reverse=True), criterion.id


def test_an_empty_draft_has_questions_and_no_reproach(context):
    found = review(Postmortem(uid="u"), context)
    assert {f.group for f in found} == {Group.WRITE, Group.PEOPLE}
    assert all("?" in f.message for f in found)


def test_findings_come_by_pane_and_block_first(context):
    found = review(Postmortem(uid="u"), context)
    order = [list(Pane).index(f.pane) for f in found]
    assert order == sorted(order)
    weight = {Level.BLOCK: 0, Level.ATTEST: 1, Level.WARN: 2, Level.ADVISE: 3}
    for pane in Pane:
        levels = [weight[f.level] for f in found if f.pane is pane]
        assert levels == sorted(levels)


def light() -> Postmortem:
    return Postmortem(
        uid="u",
        overview=Overview(
            title="Search was slow",
            severity=Severity.SEV_4,
            owner="Kim Osei",
            summary="Search took 9 seconds for 20 minutes. A cache was cold and warmed up.",
        ),
        impact=Impact(affected="about 300"),
        factors=(Factor(id="f1", text="The cache starts cold", kind=FactorKind.CONDITION),),
    )


def test_a_light_one_is_complete_with_owner_severity_summary_figure_and_factor(context):
    found = review(light(), context)
    assert ready_to_complete(found)
    assert not any(f.criterion in ("C37", "C38", "C39", "C10", "C17") for f in found)


@pytest.mark.parametrize(
    ("part", "values", "criterion"),
    [
        ("overview", {"owner": ""}, "C01"),
        ("overview", {"severity": None, "depth": Depth.LIGHT, "depth_because": "x"}, "C04"),
        ("overview", {"summary": ""}, "C03"),
        ("impact", {"affected": ""}, "C11"),
    ],
)
def test_a_light_one_still_needs_each_of_them(part, values, criterion, context):
    pm = set_fields(light(), part, "", **values)
    assert criterion in {f.criterion for f in review(pm, context) if f.level is Level.BLOCK}


def test_a_light_one_still_needs_a_factor(context):
    pm = replace(light(), factors=())
    assert {f.criterion for f in review(pm, context) if f.level is Level.BLOCK} == {"C15"}


def test_a_near_miss_is_light_and_needs_no_mitigation_nor_figures(context):
    pm = set_fields(light(), "overview", "", severity=Severity.SEV_1)
    pm = set_fields(pm, "impact", "", affected="", near_miss=True)
    found = review(pm, context)
    assert ready_to_complete(found)
    assert not any(f.record in ("mitigated", "impact start") for f in found)


def test_one_factor_blocks_at_full_depth_and_warns_below(example, context):
    one = replace(example, factors=example.factors[:1])
    at_three = set_fields(one, "overview", "", severity=Severity.SEV_3)
    assert [f.level for f in review(one, context) if f.criterion == "C15"] == [Level.BLOCK]
    assert [f.level for f in review(at_three, context) if f.criterion == "C15"] == [Level.WARN]


def test_evidence_that_one_event_lacks_never_covers_all(example, context):
    told = (Event(id=f"e{n}", text="x", source="chat") for n in range(300))
    pm = replace(example, events=(*told, Event(id="bare", text="restart")), evidence=())
    [finding] = [f for f in review(pm, context) if f.criterion == "C08"]
    assert "covers 99 %" in finding.message


def test_a_name_inside_another_word_of_a_message_is_no_name(example, context):
    people = (Participant(id="p1", name="Mark"), Participant(id="p2", name="Rosa"))
    pm = replace(example, participants=people)
    told = {"external_happened": "Markets saw it, says Rosa.", "external_next": "Market by market."}
    pm = set_fields(pm, "overview", "", external_summary="Labels failed.", **told)
    found = [f for f in review(pm, context) if f.criterion == "C42"]
    assert [(f.field, "“Rosa”" in f.message) for f in found] == [("external_happened", True)]


@pytest.mark.parametrize(
    ("days", "found"), [(1, []), (2, ["C06"]), (-15_000, ["C06"]), (-3, [])]
)  # fmt: skip
def test_an_incident_began_neither_tomorrow_nor_in_another_century(days, found, example, context):
    day = context.now.date() + timedelta(days=days)
    pm = set_fields(example, "overview", "", incident_date=day)
    assert [f.criterion for f in review(pm, context) if f.field == "incident_date"] == found


def test_recovered_may_lie_before_mitigated(example, context):
    c06 = next(c for c in CRITERIA if c.id == "C06")
    assert not [f for f in review(c06.good(example), context) if f.criterion == "C06"]


@pytest.mark.parametrize(
    ("second", "level"),
    [
        ("resolved", Level.BLOCK),
        ("mitigated", Level.BLOCK),
        ("recovered", Level.BLOCK),
        ("impact end", Level.BLOCK),
        ("detected", Level.BLOCK),
        ("responding", Level.WARN),
        ("first public notice", Level.WARN),
    ],
)
def test_a_milestone_before_the_impact_start_is_named_with_it(second, level, context):
    pm = _marked(("10:00", "impact start"), ("09:00", second))
    [found] = [f for f in review(pm, context) if f.criterion == "C06" and f.record == "e1"]
    assert found.level is level
    assert f"“{second}” (09:00 it) lies before “impact start” (10:00 it)" in found.message


@pytest.mark.parametrize(
    ("first", "second"),
    [("detected", "mitigated"), ("detected", "resolved"), ("mitigated", "resolved")],
)
def test_an_order_that_is_odd_is_asked_about_and_bars_nothing(first, second, context):
    pm = _marked(("10:00", first), ("09:00", second))
    [found] = [f for f in review(pm, context) if f.criterion == "C06"]
    assert found.level is Level.WARN
    assert f"“{second}” (09:00 it) lies before “{first}” (10:00 it)" in found.message


def _marked(*rows):
    events = tuple(
        Event(
            id=f"e{n}",
            text="it",
            at=parse_when(f"2026-01-22 {clock}", now=datetime(2026, 1, 23, tzinfo=UTC), zone="UTC"),
            milestones=(Milestone(milestone),),
        )
        for n, (clock, milestone) in enumerate(rows)
    )
    return Postmortem(uid="u", events=events)


def test_every_finding_names_a_record_that_exists_or_can_be_made(example, full_context):
    made = {"absences", "related", "lessons"}
    for criterion in CRITERIA:
        bad = criterion.bad(example)
        for finding in all_findings(bad, full_context):
            if finding.table not in made and finding.record:
                assert find(bad, finding.table, finding.record)


def test_a_check_that_breaks_becomes_a_finding(example, context, monkeypatch):
    def break_down(pm, context):
        raise RuntimeError("no")

    broken = tuple(replace(c, find=break_down) if c.id == "C11" else c for c in CRITERIA)
    monkeypatch.setattr("pmtui.review.judging.CRITERIA", broken)
    (found,) = review(example, context)
    assert (found.criterion, found.level, found.pane) == ("C11", Level.WARN, Pane.IMPACT)
    assert "could not be checked" in found.message


def test_a_language_engine_that_breaks_becomes_a_finding(example, context):
    def break_down(pm):
        raise RuntimeError("no")

    (found,) = review(example, replace(context, language=break_down))
    assert found.level is Level.WARN
    assert "could not be checked" in found.message


def test_advice_is_outside_the_counts_and_bars_nothing(example, context):
    jargon = next(c for c in CRITERIA if c.id == "C26").bad(example)
    found = review(jargon, context)
    assert [f.level for f in found] == [Level.ADVISE]
    assert counts(found) == counts(())


def test_ready_for_review_waits_for_no_people(example, context):
    pm = set_fields(example, "review", "", held_fingerprint="")
    found = review(pm, context)
    assert ready_for_review(found)
    assert not ready_to_complete(found)
    assert counts(found).people == 3


def test_two_engines_that_see_the_same_word_speak_once(example, full_context):
    pm = change_of("factors", "f-schedule", detail="Because of @tomas the job ran at peak.")(
        example
    )
    (found,) = review(pm, full_context)
    assert found.criterion == "BL106"
    assert criterion_of(found).id == "C21"
    by_policy = set_fields(pm, "overview", "", name_policy=NamePolicy.ROLES)
    (found,) = review(by_policy, full_context)
    assert (criterion_of(found).id, found.level) == ("C21", Level.BLOCK)


def test_a_rule_counts_only_where_the_criterion_that_sees_more_agrees(example, full_context):
    pm = set_fields(example, "overview", "", title="Outage of label printing")
    assert [f.criterion for f in review(pm, full_context)] == ["C12"]
    assert review(set_fields(pm, "impact", "", total_outage=True), full_context) == ()


def test_a_complete_one_says_which_criteria_it_met(example):
    pm = set_fields(example, "review", "", status=Status.COMPLETE, criteria_set="2025.9")
    assert len(criteria_since("2025.9")) == 44
    assert "44 came since" in met(pm)
    assert met(set_fields(pm, "review", "", criteria_set=CRITERIA_SET)).endswith("2026.1.")
    assert met(example) == ""


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        (("",), "One event has a clock time without a known zone"),
        (
            ("before or after the clock change in Europe/Berlin",),
            "It is open whether one event happened before or after the clock change in Europe/Ber",
        ),
        (
            ("", "before or after the clock change in Europe/Berlin"),
            "2 events cannot be placed beside the others: one has a clock time without a known",
        ),
    ],
)
def test_a_time_that_is_not_placed_yet_is_asked_after_by_its_reason(
    example, full_context, reasons, said
):
    criterion = next(c for c in CRITERIA if c.id == "C07")
    for event, reason in zip(example.events, reasons, strict=False):
        at = replace(event.at, at=None, until=None, local="2026-10-25T02:30:00", reason=reason)
        example = change_of("events", event.id, at=at)(example)
    (finding,) = belonging(criterion, example, full_context)
    assert finding.message.startswith(said)


@pytest.mark.parametrize(("reason", "asked"), [("", True), ("the counter was reset", False)])
def test_an_end_that_nobody_knows_is_no_length_unless_its_reason_stands_there(
    reason, asked, context
):
    marks = (Milestone.IMPACT_START, Milestone.MITIGATED)
    events = tuple(
        Event(id=m, text="x", milestones=(m,), at=When(at=EXAMPLE_NOW + timedelta(hours=n)))
        for n, m in enumerate(marks)
    )
    unknown = Absence(id="a", milestone=Milestone.IMPACT_END, why=Certainty.UNKNOWN, reason=reason)
    pm = replace(light(), overview=Overview(severity=Severity.SEV_2), events=events)
    for absences, expected in (((), False), ((unknown,), asked)):
        found = review(replace(pm, absences=absences), context)
        assert ("duration_unknown_because" in [f.field for f in found]) is expected
        length = duration(replace(pm, absences=absences), "impact_duration")
        assert expected is (not length.known and not reason)


def test_a_summary_that_tells_a_length_within_an_uncertain_one_agrees_with_it(context):
    start = When(at=EXAMPLE_NOW)
    end = When(
        at=EXAMPLE_NOW + timedelta(hours=1),
        until=EXAMPLE_NOW + timedelta(hours=3),
        certainty=Certainty.RANGE,
    )
    marks = ((Milestone.IMPACT_START, start), (Milestone.IMPACT_END, end))
    events = tuple(Event(id=m, text="x", milestones=(m,), at=at) for m, at in marks)

    def said(hours: int) -> str:
        summary = f"Search failed for {hours} hours for 40 users. A cache was cold and warmed up."
        pm = set_fields(replace(light(), events=events), "overview", "", summary=summary)
        return " ".join(f.message for f in review(pm, context) if f.field == "summary")

    assert said(2) == ""
    assert "tells another duration than the timeline (60–180 min)" in said(9)
