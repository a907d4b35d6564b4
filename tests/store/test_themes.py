"""What themes are counted from, and judging no postmortem twice."""

from dataclasses import replace

import pytest

from pmtui.domain.edits import add, set_fields
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Factor, Waiver
from pmtui.domain.vocabulary import CauseCategory, Facet, FactorKind, Status
from pmtui.memory.themes import Kind
from pmtui.review.examples import complete_example
from pmtui.store import Store
from pmtui.store.amending import amend
from pmtui.store.asking import asked
from pmtui.store.themes import (
    context_of,
    judge,
    read_judged,
    read_sightings,
    read_sources,
    rules_of,
)
from store.making import NOW

CONTEXT = context_of(NOW)
RULES = rules_of(CONTEXT)


def in_review(uid, **overview):
    pm = set_fields(Postmortem(uid=uid), "overview", "", title="Search was slow", **overview)
    return set_fields(pm, "review", "", status=Status.IN_REVIEW)


def test_facets_factors_and_waivers_are_seen_once_for_each_postmortem(store):
    pm = in_review("one")
    for id in "ab":
        pm = add(pm, "factors", Factor(id=id, text=id, kind=FactorKind.TRIGGER,
                                       category=CauseCategory.BUG))  # fmt: skip
    pm = set_fields(pm, "facets", Facet.TOOLING.value, to_improve="two consoles", worked="yes")
    pm = set_fields(pm, "facets", Facet.DETECTION.value, worked="the alert")
    pm = add(pm, "waivers", Waiver(id="w", criterion="C10", reason="kept short", by="noor"))
    store.create(pm, label="x", origin="platform")
    assert set(read_sightings(store)) == {
        ("one", Kind.FACET, "tooling"), ("one", Kind.FACTOR, "trigger"),
        ("one", Kind.CATEGORY, "bug"), ("one", Kind.WAIVER, "C10"),
    }  # fmt: skip
    (source,) = read_sources(store)
    assert (source.reference, source.origin, source.day, source.judged) == (
        "PM-1", "platform", NOW.date(), True,
    )  # fmt: skip


def test_what_was_judged_is_known_until_the_postmortem_changes(store):
    store.create(in_review("one"), label="x")
    found = judge(store, ["one"], CONTEXT).left_open["one"]
    assert "C01" in found
    assert read_judged(store, RULES) == {"one": found}
    amend(store, "one", lambda pm: set_fields(pm, "overview", "", owner="Noor Haddad"), "own it")
    assert read_judged(store, RULES) == {}
    assert "C01" not in judge(store, ["one"], CONTEXT).left_open["one"]


def test_other_rules_judge_anew(store):
    store.create(in_review("one"), label="x")
    judge(store, ["one"], CONTEXT)
    stricter = replace(CONTEXT, policy=replace(CONTEXT.policy, gap_minutes=5))
    assert rules_of(stricter) != RULES
    assert read_judged(store, rules_of(stricter)) == {}


def test_what_the_criteria_are_content_with_leaves_nothing_that_bars(store):
    store.create(replace(complete_example(), uid="good"), label="x")
    left = judge(store, ["good"], CONTEXT).left_open["good"]
    assert not {"C01", "C05", "C11", "C14", "C34"} & set(left)


def test_judging_is_no_part_of_a_history(store):
    made = store.create(in_review("one"), label="x")
    judge(store, ["one"], CONTEXT)
    assert store.load("one").seq == made.seq
    assert len(store.operations("one")) == 1


def test_a_damaged_postmortem_is_named_and_keeps_no_other_from_being_judged(store):
    for uid in ("bad", "good"):
        store.create(in_review(uid), label="x")
    asked(store, lambda conn: conn.execute("DELETE FROM causes WHERE pm_uid='bad'"))
    store._held.clear()
    found = judge(store, ["bad", "good"], CONTEXT)
    assert found.unreadable == ("bad",)
    assert list(found.left_open) == ["good"]


def test_a_store_that_cannot_be_written_is_judged_all_the_same(path, clock):
    with Store.open(path, clock=clock, author="noor") as store:
        store.create(in_review("one"), label="x")
        store.read_only_because = "The disk is full."
        assert judge(store, ["one"], CONTEXT).left_open["one"]
        assert read_judged(store, RULES) == {}


@pytest.mark.parametrize("status", [Status.DRAFT, Status.COMPLETE])
def test_a_draft_leaves_nothing_open_yet(store, status):
    store.create(set_fields(in_review("one"), "review", "", status=status), label="x",
                 origin="platform")  # fmt: skip
    assert read_sources(store)[0].judged is (status is Status.COMPLETE)
