from datetime import UTC, date, datetime

import pytest

from pmtui.domain.edits import link, move, remove, set_fields, unlink
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import ActionState, Pane
from pmtui.errors import UsageError
from pmtui.review import review
from pmtui.review.held import attest, edited_since, held, lapsed, not_yet, withdraw_attestation


def test_the_example_was_reviewed_and_not_edited_since(example):
    assert held(example)
    assert edited_since(example) == ()


@pytest.mark.parametrize(
    "edit",
    [
        lambda pm: remove(pm, "factors", "f-alert"),
        lambda pm: remove(pm, "actions", "a-notice"),
        lambda pm: link(pm, "actions", "a-alert", "factors", "f-shared"),
        lambda pm: unlink(pm, "actions", "a-notice", "lessons", "l-poorly"),
    ],
)
def test_it_lapses_when_factors_actions_or_links_change(edit, example, context):
    after = edit(example)
    assert lapsed(after)
    people = {f.criterion for f in review(after, context) if f.group.value == "people"}
    assert people >= {"C37", "C38", "C39"}


def test_other_edits_show_as_edited_since(example):
    pm = set_fields(example, "factors", "f-alert", text="No alert on free connections")
    pm = set_fields(pm, "overview", "", background="")
    assert held(pm)
    assert edited_since(pm) == (Pane.OVERVIEW, Pane.CAUSES)


def test_upkeep_and_order_of_actions_let_it_stand(example):
    pm = set_fields(example, "actions", "a-quota", state=ActionState.DONE, tracker="DEPOT-900")
    assert held(pm)
    assert edited_since(pm) == ()
    assert held(move(pm, "actions", "a-quota", 1))


def test_it_needs_the_name_of_who_records_it(example):
    with pytest.raises(UsageError, match="name"):
        attest(
            example,
            held_on=date(2026, 3, 12),
            readers=(),
            reviewer="x",
            approver="",
            recorded_by=" ",
            where="",
            note="",
        )


def test_it_can_be_withdrawn_and_keeps_what_was_written(example):
    pm = withdraw_attestation(example)
    assert not held(pm)
    assert not lapsed(pm)
    assert pm.review.reviewer == example.review.reviewer


def test_a_review_is_held_on_a_day_that_has_come_here_or_in_the_zone_of_the_incident():
    pm = set_fields(Postmortem(uid="u"), "overview", "", zone="Pacific/Kiritimati")
    now = datetime(2026, 3, 12, 11, tzinfo=UTC)
    assert not_yet(pm, date(2026, 3, 13), now) == ""
    assert not_yet(pm, date(2026, 3, 14), now).startswith("2026-03-14 is still to come.")
    elsewhere = set_fields(pm, "overview", "", zone="Mars/Base")
    assert not_yet(elsewhere, date(2026, 3, 11), now) == ""
