from dataclasses import replace

import pytest

from pmtui.domain.edits import set_fields
from pmtui.domain.fields import form
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem, record_class
from pmtui.domain.vocabulary import Marker, Pane
from pmtui.review import review
from pmtui.review.bank import BANK, BY_PANE
from pmtui.review.questions import question_for, what_next


@pytest.mark.parametrize("pane", list(Pane))
def test_every_pane_has_a_question_empty_and_full(pane, example):
    for pm in (Postmortem(uid="u"), example):
        question = question_for(pm, pane)
        assert question.text
        assert question.source


def test_every_entry_names_a_table_and_field_that_exist():
    for entry in (*BANK, *(e for entries in BY_PANE.values() for e in entries)):
        names = {spec.name for spec in form(record_class(entry.table))}
        assert entry.table in SINGLES or entry.table in LISTS
        assert not entry.field or entry.field in names


def test_questions_never_ask_who_did_it():
    for entry in BANK:
        assert not entry.text.startswith(("Who ", "Why "))


@pytest.mark.parametrize(
    ("marker", "word"),
    [(Marker.DETECTION, "visible"), (Marker.DIAGNOSIS, "ruled out"), (Marker.REPAIR, "safe")],
)
def test_an_event_is_asked_by_its_marker(marker, word, example):
    pm = set_fields(example, "events", "e-pool", marker=marker)
    assert word in question_for(pm, Pane.TIMELINE, "events", "e-pool").text


def test_an_event_without_marker_is_asked_by_what_is_heard(example):
    pm = set_fields(example, "events", "e-pool", marker=None, text="Wen knew the pool was full")
    assert "known" in question_for(pm, Pane.TIMELINE, "events", "e-pool").text


def test_a_field_without_an_entry_asks_its_own_question(example):
    assert (
        question_for(example, Pane.ACTIONS, "actions", "a-quota", "owner").text
        == "Which one person owns it?"
    )


def test_a_record_that_is_gone_falls_back(example):
    assert question_for(example, Pane.TIMELINE, "events", "gone").text


def test_next_comes_writing_then_mending_then_people(context, example):
    first = what_next(review(Postmortem(uid="u"), context))
    assert first is not None
    assert (first.group.value, first.level.value) == ("write", "block")
    people = what_next(review(set_fields(example, "review", "", held_fingerprint=""), context))
    assert people is not None
    assert people.criterion == "C37"


def test_nothing_is_next_when_nothing_is_left(context, example):
    assert what_next(review(example, context)) is None
    assert what_next(review(replace(example, publications=()), context)) is None
