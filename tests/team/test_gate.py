"""The status of a shared postmortem: what its owner says for reading, the gate for one's own."""

from dataclasses import replace

import pytest

from pmtui.domain import edits
from pmtui.domain.ids import new_id
from pmtui.domain.vocabulary import Status
from pmtui.review import gate, review
from pmtui.review.examples import EXAMPLE_NOW, complete_example
from pmtui.review.model import Context, Level, Policy
from pmtui.store.errors import NothingToUndo
from pmtui.store.shared import adopt
from store.making import small

LENIENT = Context(now=EXAMPLE_NOW)


def in_review():
    pm = replace(complete_example(), uid=new_id())
    return replace(pm, review=replace(pm.review, status=Status.IN_REVIEW, criteria_set=""))


@pytest.fixture
def ben(plain, person):
    return person("ben", plain.folder)


def completed(pm):
    return gate.complete(pm, "Ben", EXAMPLE_NOW, LENIENT)


def test_a_completion_by_a_colleague_counts_only_where_one_s_own_gate_agrees(plain, ben):
    pm = in_review()
    plain.store.create(pm, label="new", context=LENIENT)
    plain.share(pm.uid, push=False)
    ben.sync(pull=False)
    adopt(ben.store, pm.uid)
    ben.edit(pm.uid, lambda v: edits.set_fields(v, "overview", "", background="More."))
    ben.edit(pm.uid, completed)
    ben.share(pm.uid, push=False)
    some = next(f for f in review(ben.value(pm.uid), LENIENT) if f.level is not Level.BLOCK)
    strict = Context(now=EXAMPLE_NOW, policy=Policy(levels={some.criterion: Level.BLOCK}))
    plain.context = strict
    told = plain.sync(pull=False)
    after = plain.value(pm.uid)
    assert after.review.status is Status.IN_REVIEW
    assert after.overview.background == "More."
    assert "here it stays in review" in " ".join(told.done)


def test_a_completion_that_the_gate_agrees_to_arrives(plain, ben):
    pm = in_review()
    plain.store.create(pm, label="new", context=LENIENT)
    plain.share(pm.uid, push=False)
    ben.sync(pull=False)
    adopt(ben.store, pm.uid)
    ben.edit(pm.uid, completed)
    ben.share(pm.uid, push=False)
    plain.sync(pull=False)
    assert plain.value(pm.uid).review.status is Status.COMPLETE


def test_what_a_colleague_wrote_is_not_taken_back_by_undo(plain, ben):
    pm = small()
    plain.store.create(pm, label="new")
    plain.share(pm.uid, push=False)
    ben.sync(pull=False)
    adopt(ben.store, pm.uid)
    ben.edit(pm.uid, lambda v: edits.set_fields(v, "overview", "", owner="Ben"))
    ben.share(pm.uid, push=False)
    plain.sync(pull=False)
    with pytest.raises(NothingToUndo):
        plain.store.undo(pm.uid)
    assert plain.value(pm.uid).overview.owner == "Ben"


def test_a_folder_that_moved_is_known_again_by_its_document(plain, ben):
    pm = edits.set_fields(small(), "overview", "", summary="password=hunter2hunter2 was used")
    plain.store.create(pm, label="new")
    plain.share(pm.uid, push=False)
    plain.folder = plain.folder.rename(plain.folder.with_name("moved"))
    assert plain.sync(pull=False).done == []
    assert plain.value(pm.uid) == pm
