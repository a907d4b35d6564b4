from dataclasses import replace
from datetime import date, timedelta

import pytest

from pmtui.domain.changes import diff, invert
from pmtui.domain.edits import add
from pmtui.domain.records import Participant
from pmtui.domain.vocabulary import Role
from pmtui.errors import UsageError
from pmtui.review.agenda import AGENDA
from pmtui.review.examples import EXAMPLE_NOW as NOW
from pmtui.review.examples import complete_example
from pmtui.review.held import held, withdraw_attestation
from pmtui.review.meeting import (
    begin,
    give_more,
    go_to,
    missing,
    read_meeting,
    record_held,
    stored,
    with_note,
)

MINUTE = timedelta(minutes=1)


def test_each_item_has_a_clock_of_its_own_that_goes_on_when_one_comes_back():
    meeting = go_to(begin(NOW, ""), 1, NOW + 4 * MINUTE)
    assert meeting.item.id == "how" and meeting.used(NOW + 6 * MINUTE) == 2 * MINUTE
    meeting = go_to(meeting, 0, NOW + 10 * MINUTE)
    assert meeting.used(NOW + 12 * MINUTE) == 6 * MINUTE
    assert meeting.ends() == NOW + 11 * MINUTE  # five minutes, of which four were used


def test_going_past_an_end_stays():
    meeting = begin(NOW, "")
    assert go_to(meeting, -1, NOW) is meeting
    assert go_to(meeting, 99, NOW).at == len(AGENDA) - 1


def test_more_time_counts_from_now_where_it_is_over():
    meeting = begin(NOW, "")
    assert give_more(meeting, NOW + MINUTE).ends() == NOW + 10 * MINUTE
    late = NOW + 12 * MINUTE
    assert late + 5 * MINUTE <= give_more(meeting, late).ends() <= late + 6 * MINUTE


def test_a_meeting_is_read_back_as_it_was_kept():
    meeting = go_to(give_more(begin(NOW, "Ana"), NOW), 2, NOW + MINUTE)
    meeting = replace(meeting, attendees=("Ana", "Ben"), reviewer="Ben", where="room 3")
    assert read_meeting(stored(meeting), NOW + 5 * MINUTE) == meeting


@pytest.mark.parametrize("after", [timedelta(hours=13), timedelta(hours=-1)])
def test_one_of_another_day_is_over(after):
    assert read_meeting(stored(begin(NOW, "")), NOW + after) is None
    assert read_meeting(None, NOW) is None and read_meeting({}, NOW) is None


def test_attendees_and_a_reviewer_are_needed_before_it_is_recorded():
    meeting = begin(NOW, "")
    assert missing(meeting) == "attendees"
    meeting = replace(meeting, attendees=("Ana",))
    assert missing(meeting) == "reviewer"
    assert missing(replace(meeting, reviewer="Ana")) == ""


@pytest.fixture
def over():
    return replace(
        begin(NOW, "Zoe Winter"), attendees=("Ana", "Ben"), reviewer="Ben", where="room 3"
    )


def test_the_end_fills_in_review_held_as_one_edit_that_can_be_taken_back(over):
    pm = with_note(withdraw_attestation(complete_example()), "the canary needs traffic")
    assert not held(pm)
    after = record_held(pm, over, held_on=date(2026, 3, 13), recorded_by="Ilse Brandt")
    assert held(after)
    review = after.review
    assert (review.held_on, review.readers, review.reviewer, review.recorded_by) == (
        date(2026, 3, 13), ("Ana", "Ben"), "Ben", "Ilse Brandt",
    )  # fmt: skip
    assert review.held_where == "room 3" and review.note.endswith("- the canary needs traffic")
    assert after.participants[-1].name == "Zoe Winter"
    assert after.participants[-1].roles == (Role.FACILITATOR,)
    assert len(invert(diff(pm, after))) == len(diff(pm, after))


def test_who_is_known_already_gets_the_role_once(over):
    pm = add(
        complete_example(),
        "participants",
        Participant(id="z", name="Zoe Winter", handle="@zoe", roles=(Role.REVIEWER,)),
    )
    for name in ("zoe winter", "@zoe"):
        meeting = replace(over, facilitator=name)
        after = record_held(pm, meeting, held_on=date(2026, 3, 13), recorded_by="Ilse")
        assert after.participants[-1].roles == (Role.FACILITATOR, Role.REVIEWER)
        again = record_held(after, meeting, held_on=date(2026, 3, 13), recorded_by="Ilse")
        assert again.participants is after.participants


def test_nobody_records_nothing(over):
    with pytest.raises(UsageError):
        record_held(complete_example(), over, held_on=date(2026, 3, 13), recorded_by=" ")


def test_notes_gather_line_by_line():
    pm = complete_example()
    first = with_note(with_note(pm, "one  thing"), "another\nthing")
    before = f"{pm.review.note}\n" if pm.review.note else ""
    assert first.review.note == f"{before}- one thing\n- another thing"
    assert with_note(first, "  ").review.note == first.review.note
