from dataclasses import replace
from datetime import date, timedelta

import pytest

from pmtui.domain.edits import add, remove, set_fields
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Action, Publication
from pmtui.domain.vocabulary import ActionState, Status
from pmtui.errors import AnswerIsNo, UsageError
from pmtui.review import CRITERIA_SET, review
from pmtui.review.gate import (
    GateRefused,
    admit,
    complete,
    locked,
    move_to_review,
    reopen,
    settle,
)
from pmtui.review.waivers import unwaive, waive


@pytest.fixture
def done(example, context) -> Postmortem:
    return complete(example, "Ilse Brandt", context.now, context)


def test_completing_records_who_when_and_which_criteria(done, context):
    assert done.review.status is Status.COMPLETE
    assert done.review.criteria_set == CRITERIA_SET
    (entry,) = done.transitions
    assert (entry.to, entry.by, entry.at) == (Status.COMPLETE, "Ilse Brandt", context.now)
    assert entry.criteria_set == CRITERIA_SET


def test_completing_with_open_findings_is_refused_with_all_of_them(context):
    with pytest.raises(GateRefused) as refusal:
        complete(Postmortem(uid="u"), "me", context.now, context)
    everything = review(Postmortem(uid="u"), context)
    assert list(refusal.value.findings) == [
        f for f in everything if f.level.value in ("block", "attest")
    ]
    assert str(len(refusal.value.findings)) in str(refusal.value)
    assert isinstance(refusal.value, AnswerIsNo)
    assert refusal.value.exit_code == 1


def test_people_bar_completion_and_not_the_review(example, context):
    pm = set_fields(example, "review", "", held_fingerprint="")
    assert move_to_review(pm, "me", context.now, context).review.status is Status.IN_REVIEW
    with pytest.raises(GateRefused) as refusal:
        complete(pm, "me", context.now, context)
    assert [f.criterion for f in refusal.value.findings] == ["C37", "C38", "C39"]


def test_a_draft_with_open_findings_moves_to_review_only_anyway(context):
    draft = Postmortem(uid="u")
    with pytest.raises(GateRefused):
        move_to_review(draft, "me", context.now, context)
    moved = move_to_review(draft, "me", context.now, context, anyway=True)
    assert moved.review.status is Status.IN_REVIEW


def test_what_is_done_is_not_done_again(done, context):
    with pytest.raises(UsageError):
        complete(done, "me", context.now, context)
    with pytest.raises(UsageError):
        move_to_review(done, "me", context.now, context)


def test_reopening_asks_why_and_keeps_the_completion_in_the_log(done, context):
    with pytest.raises(UsageError):
        reopen(done, "me", context.now, "  ")
    opened = reopen(done, "me", context.now, "a depot sent new figures")
    assert opened.review.status is Status.IN_REVIEW
    assert opened.review.criteria_set == ""
    assert [t.to for t in opened.transitions] == [Status.COMPLETE, Status.IN_REVIEW]
    assert opened.transitions[-1].reason == "a depot sent new figures"
    with pytest.raises(UsageError):
        reopen(Postmortem(uid="u"), "me", context.now, "why not")


def test_no_commit_brings_a_blocked_one_to_complete(example, context):
    blocked = set_fields(example, "overview", "", owner="")
    forced = set_fields(blocked, "review", "", status=Status.COMPLETE)
    with pytest.raises(GateRefused):
        settle(blocked, forced, context)


def test_a_commit_that_completes_rightly_is_logged_even_where_nobody_logged_it(example, context):
    forced = set_fields(example, "review", "", status=Status.COMPLETE)
    stored = settle(example, forced, context, by="me").postmortem
    assert stored.review.criteria_set == CRITERIA_SET
    assert [t.to for t in stored.transitions] == [Status.COMPLETE]


def test_drafts_are_stored_as_they_are(context):
    before, after = Postmortem(uid="u"), set_fields(Postmortem(uid="u"), "overview", "", title="T")
    assert settle(before, after, context).postmortem is after


def test_an_edit_elsewhere_that_blocks_falls_back_to_review_and_says_what_changed(done, context):
    after = set_fields(done, "overview", "", owner="")
    settled = settle(done, after, context)
    assert settled.postmortem.review.status is Status.IN_REVIEW
    assert settled.postmortem.overview.owner == ""
    (notice,) = settled.notices
    assert "“Owner” in overview" in notice
    assert "C01" in notice
    assert settled.postmortem.transitions[-1].reason


def test_an_edit_that_blocks_nothing_keeps_it_complete(done, context):
    after = set_fields(done, "overview", "", background="A depot is a warehouse.")
    assert settle(done, after, context).postmortem is after


def test_a_new_factor_lets_the_review_lapse_and_falls_back(done, context):
    after = remove(done, "actions", "a-notice")
    settled = settle(done, after, context)
    assert settled.postmortem.review.status is Status.IN_REVIEW


def test_upkeep_of_actions_and_publications_never_changes_the_status(done, context):
    after = set_fields(done, "actions", "a-quota", state=ActionState.PROPOSED, due=None, tracker="")
    after = add(after, "publications", Publication(id="x", where="wiki"))
    assert settle(done, after, context).postmortem is after


def test_upkeep_together_with_a_blocking_edit_still_falls_back(done, context):
    after = set_fields(done, "actions", "a-quota", due=date(2027, 1, 1), text="")
    settled = settle(done, after, context)
    assert settled.postmortem.review.status is Status.IN_REVIEW
    assert settled.postmortem.actions[0].due == date(2027, 1, 1)


def test_neither_time_nor_new_criteria_un_complete(done, context, monkeypatch):
    import pmtui.review as package

    later = replace(context, now=context.now + timedelta(days=4000))
    title = set_fields(done, "overview", "", background="more")
    assert settle(done, title, later).postmortem is title

    def always(pm, context):
        from pmtui.review.found import to_write

        return (to_write("C99", ("overview", "", "tags"), "Tags?", "Add one."),)

    stricter = (replace(package.CRITERIA[0], id="C99", find=always), *package.CRITERIA)
    monkeypatch.setattr(package, "CRITERIA", stricter)
    assert settle(done, title, later).postmortem is title


def test_taking_a_waiver_back_falls_back(example, context):
    pm = set_fields(example, "overview", "", owner="Ilse and Tomás")
    (finding,) = review(pm, context)
    pm = waive(pm, finding, reason="a pair writes it, by rule", by="me", at=context.now)
    done = complete(pm, "me", context.now, context)
    settled = settle(done, unwaive(done, done.waivers[0].id), context)
    assert settled.postmortem.review.status is Status.IN_REVIEW


def test_changing_a_waived_text_falls_back(example, context):
    pm = set_fields(example, "overview", "", owner="Ilse and Tomás")
    (finding,) = review(pm, context)
    pm = waive(pm, finding, reason="a pair writes it, by rule", by="me", at=context.now)
    done = complete(pm, "me", context.now, context)
    after = set_fields(done, "overview", "", owner="Ilse and Wen")
    assert settle(done, after, context).postmortem.review.status is Status.IN_REVIEW


def test_an_import_that_only_claims_to_be_complete_comes_in_as_in_review(done, context):
    assert admit(done, context).postmortem is done
    claimed = set_fields(done, "overview", "", owner="")
    settled = admit(claimed, context)
    assert settled.postmortem.review.status is Status.IN_REVIEW
    assert settled.notices
    assert admit(Postmortem(uid="u"), context).notices == ()


@pytest.mark.parametrize(
    ("table", "field"),
    [
        ("actions", "state"),
        ("actions", "due"),
        ("actions", "tracker"),
        ("publications", ""),
        ("publications", "where"),
        ("transitions", ""),
        ("review", "status"),
        ("review", "criteria_set"),
        ("waivers", ""),
    ],
)
def test_upkeep_stays_editable_when_complete(table, field, done):
    assert locked(done, table, field) == ""


@pytest.mark.parametrize(
    ("table", "field", "named"),
    [
        ("overview", "summary", "“Summary”"),
        ("actions", "text", "“Action”"),
        ("actions", "", "the actions are"),
        ("events", "", "the events are"),
        ("evidence", "", "the evidence is"),
        ("review", "learned", "“Learned”"),
    ],
)
def test_prose_is_read_only_when_complete_and_says_how_to_go_on(table, field, named, done, example):
    sentence = locked(done, table, field)
    assert named in sentence
    assert "O (pmtui reopen) opens it again" in sentence
    assert locked(example, table, field) == ""


def test_reopening_touches_only_what_is_not_locked(done, context):
    from pmtui.domain.changes import diff

    opened = reopen(done, "me", context.now, "new figures")
    assert [c for c in diff(done, opened) if locked(done, c.table, c.field)] == []


def test_an_action_added_after_completion_is_judged(done, context):
    after = add(done, "actions", Action(id="new", text="Add a gauge", state=ActionState.COMMITTED))
    assert settle(done, after, context).postmortem.review.status is Status.IN_REVIEW
