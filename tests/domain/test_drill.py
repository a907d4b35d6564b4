from datetime import UTC, datetime

import pytest

from pmtui.demo import demo_postmortem
from pmtui.domain.drill import (
    THEN,
    as_text,
    beside,
    drill_of,
    keep_as_questions,
    keep_as_source,
)
from pmtui.domain.edits import add, set_fields
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Event

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def pm():
    return demo_postmortem(NOW)


@pytest.fixture(scope="module")
def drill(pm):
    return drill_of(pm)


def outcome(drill):
    return {section.title: section.lines for section in drill.outcome}


def test_it_begins_where_the_response_began_and_keeps_what_lay_before_for_the_end(drill):
    assert drill.moments[0].marks == ("detected",)
    assert drill.moments[0].elapsed == ""
    seen = " ".join(moment.line for moment in drill.moments)
    for line in outcome(drill)["What nobody saw yet"]:
        assert line.split(" ", 2)[2] not in seen


def test_nothing_of_the_outcome_is_told_on_the_way(pm, drill):
    told = " ".join(f"{m.line} {m.known_then}" for m in drill.moments)
    for hidden in (pm.overview.title, pm.overview.summary, *(f.text for f in pm.factors),
                   *(lesson.text for lesson in pm.lessons), *(a.text for a in pm.actions)):  # fmt: skip
        assert hidden not in told
    assert {mark for m in drill.moments for mark in m.marks} <= {m.value for m in THEN}
    assert not any("mitigated" in mark for m in drill.moments for mark in m.marks)


def test_the_time_that_had_passed_is_told_from_the_first_and_from_the_last(drill):
    assert drill.moments[1].elapsed == "2 min in"
    assert drill.moments[2].elapsed == "7 min in, 5 min after the last"


def test_what_was_known_then_comes_with_its_event(pm, drill):
    known = [e.known_then for e in pm.events if e.known_then.strip()]
    assert known and [m.known_then for m in drill.moments if m.known_then] == [
        " ".join(k.split()) for k in known
    ]


def test_the_end_tells_what_it_taught_and_what_became_of_the_promises(pm, drill):
    told = outcome(drill)
    assert any(pm.factors[0].text in line for line in told["What made it possible"])
    assert {line[0] for line in told["What was learned"]} == {"+", "-", "*"}
    assert all(line.startswith("[") for line in told["What was promised"])


def test_a_timeline_without_marks_is_told_from_its_first_event():
    pm = Postmortem(uid="x")
    for id, text in (("a", "it rained"), ("b", "it\nstopped")):
        pm = add(pm, "events", Event(id=id, text=text))
    drill = drill_of(pm)
    assert [m.text for m in drill.moments] == ["it rained", "it stopped"]
    assert drill_of(Postmortem(uid="y")).moments == ()


def test_what_was_said_stands_beside_what_came_next(drill):
    last = len(drill.moments) - 1
    lines = beside(drill, {0: "the latency", last: "nothing"})
    assert lines[0].endswith("you: the latency") and drill.moments[1].line in lines[1]
    assert lines[3].endswith("it ended.")
    assert as_text(drill, {0: "the latency"}).endswith("> the latency")


def test_it_is_kept_only_by_an_edit_that_is_asked_for(pm, drill):
    questions = keep_as_questions(drill, {0: "the  latency"}, "Ana")(pm).questions
    assert len(questions) == len(pm.questions) + 1
    assert questions[-1].text.endswith(": the latency") and questions[-1].asked_by == "Ana"
    sources = keep_as_source(drill, {0: "the latency"}, "drill of Ana")(pm).sources
    assert sources[-1].label == "drill of Ana" and "> the latency" in sources[-1].text


def test_events_after_the_end_are_told_at_the_end(pm):
    event = Event(id="later", text="a customer asked for the report", at=pm.events[-1].at)
    later = set_fields(add(pm, "events", event), "events", "later", milestones=())
    assert len(drill_of(later).moments) >= len(drill_of(pm).moments)
