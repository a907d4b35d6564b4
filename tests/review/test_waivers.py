from dataclasses import replace

import pytest

from pmtui.domain.edits import set_fields
from pmtui.domain.postmortem import Postmortem
from pmtui.errors import UsageError
from pmtui.privacy import Protection, protected
from pmtui.review import review, waived
from pmtui.review.examples import EXAMPLE_NOW
from pmtui.review.rewording import about_words
from pmtui.review.secrets import secret_findings
from pmtui.review.waivers import (
    can_be_false_alarm,
    mark_false_alarm,
    unmark_false_alarm,
    unwaive,
    waive,
)

REASON = "the vendor's own wording"


@pytest.fixture
def outage(example) -> Postmortem:
    return set_fields(example, "overview", "", title="Outage of label printing")


def test_a_waived_finding_disappears_and_is_listed(outage, context):
    (finding,) = review(outage, context)
    pm = waive(outage, finding, reason=f"  {REASON} ", by="Wen Zhao", at=context.now)
    assert review(pm, context) == ()
    (waiver,) = waived(pm, context).current
    assert (waiver.criterion, waiver.reason, waiver.by) == ("C12", REASON, "Wen Zhao")


def test_a_waiver_is_void_when_its_text_changes(outage, context):
    (finding,) = review(outage, context)
    pm = waive(outage, finding, reason=REASON, by="Wen Zhao", at=context.now)
    pm = set_fields(pm, "overview", "", title="Outage of everything")
    assert [f.criterion for f in review(pm, context)] == ["C12"]
    assert waived(pm, context).current == ()
    assert len(waived(pm, context).void) == 1


def test_a_waiver_whose_finding_is_gone_is_void(outage, context):
    (finding,) = review(outage, context)
    pm = waive(outage, finding, reason=REASON, by="Wen Zhao", at=context.now)
    pm = set_fields(pm, "overview", "", title="Label printing failed")
    assert len(waived(pm, context).void) == 1


def test_waiving_again_replaces_the_void_waiver(outage, context):
    for title in ("Outage of printing", "Outage of everything"):
        outage = set_fields(outage, "overview", "", title=title)
        (finding,) = review(outage, context)
        outage = waive(outage, finding, reason=REASON, by="Wen Zhao", at=context.now)
    assert len(outage.waivers) == 1


@pytest.mark.parametrize(("reason", "by"), [("too short", "me"), ("   ", "me"), (REASON, " ")])
def test_a_waiver_without_reason_or_name_is_refused_in_a_sentence(reason, by, outage, context):
    (finding,) = review(outage, context)
    with pytest.raises(UsageError, match=r"\.$"):
        waive(outage, finding, reason=reason, by=by, at=context.now)


def test_a_waiver_can_be_taken_back(outage, context):
    (finding,) = review(outage, context)
    pm = waive(outage, finding, reason=REASON, by="me", at=context.now)
    assert review(unwaive(pm, pm.waivers[0].id), context) == (finding,)


@pytest.mark.parametrize("criterion", ["C37", "C38", "C39"])
def test_what_people_must_confirm_can_be_waived(criterion, example, context):
    pm = set_fields(example, "review", "", held_fingerprint="")
    finding = next(f for f in review(pm, context) if f.criterion == criterion)
    pm = waive(pm, finding, reason="a team of one writes it", by="me", at=context.now)
    assert criterion not in {f.criterion for f in review(pm, context)}


def test_a_language_finding_is_set_aside_for_its_sentence_only(example, full_context):
    pm = set_fields(example, "factors", "f-shared", detail="The careless setup stayed.")
    (finding,) = review(pm, full_context)
    aside = mark_false_alarm(pm, finding, by="me", at=full_context.now)
    assert review(aside, full_context) == ()
    assert review(unmark_false_alarm(aside, aside.false_alarms[0].id), full_context)
    other = set_fields(aside, "factors", "f-shared", detail="The careless setup remained.")
    assert [f.criterion for f in review(other, full_context)] == [finding.criterion]


def test_only_wording_can_be_a_false_alarm(example, context):
    pm = set_fields(example, "overview", "", owner="")
    (finding,) = review(pm, context)
    assert not can_be_false_alarm(finding)
    with pytest.raises(UsageError, match="reason"):
        mark_false_alarm(pm, finding, by="me", at=context.now)


def test_a_waiver_of_a_rule_is_not_called_void_where_no_rules_are_at_hand(
    example, full_context, context
):
    pm = set_fields(example, "factors", "f-shared", detail="The careless setup stayed.")
    (finding,) = review(pm, full_context)
    pm = waive(pm, finding, reason=REASON, by="me", at=context.now)
    assert waived(pm, full_context).void == ()
    assert waived(pm, replace(context, language=None)).void == ()


def test_what_is_no_secret_after_all_is_a_false_alarm_and_may_leave(example):
    token = "gh" + "p_" + "Zk3" * 12
    pm = set_fields(example, "overview", "", summary=f"with {token} in the log")
    (finding,) = secret_findings(pm)
    assert can_be_false_alarm(finding) and not about_words(finding)
    aside = mark_false_alarm(pm, finding, by="me", at=EXAMPLE_NOW)
    assert not tuple(secret_findings(aside))
    assert token in protected(aside, Protection()).postmortem.overview.summary
