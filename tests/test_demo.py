from datetime import UTC, datetime, timedelta

import pytest

from pmtui.demo import demo_library, demo_postmortem
from pmtui.domain.changes import diff
from pmtui.domain.facts import gaps
from pmtui.domain.vocabulary import Status
from pmtui.review import counts, ready_to_complete, review
from pmtui.review.model import Context, Level
from pmtui.schema.document import read_document

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def findings():
    return review(demo_postmortem(NOW), Context(now=NOW))


def test_two_demos_of_one_moment_are_equal():
    assert diff(demo_postmortem(NOW), demo_postmortem(NOW)) == ()


def test_every_time_of_the_demo_lies_before_its_moment():
    for now in (NOW, datetime(2028, 2, 29, 0, 1, tzinfo=UTC)):
        for pm in demo_library(now):
            assert all(e.at.at < now for e in pm.events)
            assert all(t.at < now for t in pm.transitions)
            assert now - pm.events[0].at.at < timedelta(days=12)


def test_the_demo_is_a_filled_sev_2():
    pm = demo_postmortem(NOW)
    assert (len(pm.events), len(pm.factors), len(pm.actions)) == (14, 4, 5)
    assert len(pm.questions) == 1
    assert all(f.worked or f.to_improve for f in pm.facets)
    assert any(e.known_then for e in pm.events)


def test_what_is_missing_is_the_answer_and_the_owner_that_were_left_out(findings):
    blocking = {(f.criterion, f.record) for f in findings if f.level is Level.BLOCK}
    assert blocking == {("C34", "f-hidden-release"), ("C30", "a-canary")}


def test_each_group_has_something_in_it_and_none_too_much(findings):
    found = counts(findings)
    assert 1 <= found.write <= 6
    assert 1 <= found.look <= 6
    assert 1 <= found.people <= 4


def test_the_silence_of_fifty_minutes_is_found():
    (gap,) = gaps(demo_postmortem(NOW), 30)
    assert gap.minutes == 50


def test_a_sentence_of_the_demo_blames_a_person():
    facets = demo_postmortem(NOW).facets
    assert "should have noticed" in facets[0].to_improve


def test_the_small_one_is_complete_and_would_be_again():
    small = demo_library(NOW)[1]
    assert small.review.status is Status.COMPLETE
    findings = review(small, Context(now=NOW))
    assert ready_to_complete(findings)
    assert findings == ()


def test_both_are_documents_that_an_import_takes():
    from pmtui.exporters import FLAVOURS, ExportOptions

    for pm in demo_library(NOW):
        data = FLAVOURS["json"].render(pm, ExportOptions(now=NOW)).encode()
        assert read_document(data) == pm
