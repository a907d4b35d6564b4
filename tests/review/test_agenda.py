from datetime import date

import pytest

from pmtui.demo import demo_postmortem
from pmtui.domain.edits import add, set_fields
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Absence, Action, Event, Question
from pmtui.domain.vocabulary import ActionState, Certainty, FactorKind, Milestone, Standing
from pmtui.review import review
from pmtui.review.agenda import AGENDA, DIRECTIVE
from pmtui.review.context import standard_context
from pmtui.review.examples import EXAMPLE_NOW, complete_example
from pmtui.review.model import Group, Level


@pytest.fixture(scope="module")
def demo():
    return demo_postmortem(EXAMPLE_NOW)


def shown(pm, item, findings=()):
    parts = next(i for i in AGENDA if i.id == item).parts(pm, findings)
    return {part.title.partition(" (")[0]: part for part in parts}


def texts(part):
    return [point.text for point in part.points]


def test_the_three_questions_of_the_guide_stand_between_opening_and_closing():
    assert [item.title for item in AGENDA] == [
        "Opening", "How did we get here?", "Is the plan enough?", "Will it be done?", "Closing",
    ]  # fmt: skip
    assert DIRECTIVE in AGENDA[0].asks
    assert all(len(ask) <= 78 for item in AGENDA for ask in item.asks)
    assert sum(item.minutes for item in AGENDA) <= 60


def test_no_question_asks_for_a_name():
    first = [ask.split()[0] for item in AGENDA for ask in item.asks]
    assert first.count("Who") == 1  # who takes an action on, which is a promise and no blame


def test_milestones_are_told_with_what_is_unknown_and_what_is_missing(demo):
    pm = set_fields(demo, "events", demo.events[0].id, milestones=(Milestone.MITIGATED,))
    for event in pm.events[1:]:
        pm = set_fields(pm, "events", event.id, milestones=())
    gone = Absence(
        id="resolved", milestone=Milestone.RESOLVED, why=Certainty.UNKNOWN, reason="gone"
    )
    found = texts(shown(add(pm, "absences", gone), "how")["Milestones"])
    assert found[0].startswith("2026-03-11 08:40 ")
    assert "detected: no event carries it yet" in found
    assert "resolved: unknown, because gone" in found
    assert not any(line.startswith("mitigated:") for line in found)


def test_the_day_is_said_where_it_changes(demo):
    found = texts(shown(demo, "how")["Milestones"])
    assert sum(line.startswith("2026-") for line in found) == 1


def test_a_silence_and_a_factor_that_nothing_answers_are_brought_up(demo):
    how, plan = shown(demo, "how"), shown(demo, "plan")
    assert texts(how["Silences in the response"])[0].startswith("50 min without a word after 09:47")
    standing = {p.record: p.tail for p in how["Contributing factors to agree on"].points}
    assert any(tail.endswith(Standing.HYPOTHESIS) for tail in standing.values())
    (unanswered,) = plan["Factors that nothing answers"].points
    decided = set_fields(demo, "factors", unanswered.record, declined_because="retired in May")
    after = shown(decided, "plan")
    assert after["Factors that nothing answers"].points == ()
    assert texts(after["Declined, because"]) == [f"{unanswered.text}: retired in May"]


def test_a_promise_tells_what_it_lacks():
    pm = add(Postmortem(uid="x"), "actions", Action(id="a", text="add an alarm"))
    (point,) = shown(pm, "done")["Actions to accept"].points
    assert point.tail == "no owner · no priority · no due date · no done-when"
    pm = set_fields(pm, "actions", "a", owner="Ana", due=date(2026, 4, 1), done_when="it rings",
                    state=ActionState.COMMITTED)  # fmt: skip
    (point,) = shown(pm, "done")["Committed"].points
    assert point.tail == "Ana · no priority · due 2026-04-01"


def test_an_answered_question_is_no_longer_open(demo):
    (question,) = shown(demo, "how")["Open questions"].points
    answered = set_fields(demo, "questions", question.record, answer="it still had 3.1")
    assert shown(answered, "how")["Open questions"].points == ()


def test_the_closing_asks_what_only_people_can_answer(demo):
    findings = review(demo, standard_context(EXAMPLE_NOW))
    closing = shown(demo, "closing", findings)
    assert any("facts" in text for text in texts(closing["To confirm together"]))
    *barring, rest = closing["Still open in the text"].points
    assert len(barring) == 3
    looked_at = [f for f in findings if f.level is Level.WARN and f.group is not Group.PEOPLE]
    assert rest.text == f"{len(looked_at)} findings that bar nothing."
    left = shown(demo, "closing", looked_at)["Still open in the text"]
    assert not left.points and left.empty == f"Nothing that bars completion; {rest.text}"


@pytest.mark.parametrize("pm", [Postmortem(uid="x"), complete_example()], ids=["empty", "complete"])
def test_every_part_says_something_of_any_postmortem(pm):
    for item in AGENDA:
        for part in item.parts(pm, ()):
            assert part.points or part.empty.endswith(".")
            assert all("\n" not in point.text for point in part.points)


def test_a_text_of_many_lines_becomes_one():
    pm = add(Postmortem(uid="x"), "questions", Question(id="q", text="why\n\tnot?"))
    pm = add(pm, "events", Event(id="e", text="a\nb", milestones=(Milestone.DETECTED,)))
    how = shown(pm, "how")
    assert texts(how["Open questions"]) == ["why not?"]
    assert texts(how["Milestones"])[0].endswith("a b")


def test_what_kept_it_from_getting_worse_needs_no_action(demo):
    (unanswered,) = shown(demo, "plan")["Factors that nothing answers"].points
    kept = set_fields(demo, "factors", unanswered.record, kind=FactorKind.MITIGATOR)
    assert shown(kept, "plan")["Factors that nothing answers"].points == ()
