"""Two people, two stores, two clones of one bare repository: every fact gets to both sides."""

from datetime import date

import pytest

from pmtui.domain import edits
from pmtui.domain.records import Action
from pmtui.store import deleting
from pmtui.store.shared import adopt
from pmtui.team.folder import has_markers
from store.making import Scribe, small, tokens
from team.conftest import git

SECRET = "password=hunter2hunter2 was used"


def meet(noor, ben, uid):
    """Both share and sync until nobody has anything new."""
    for person in (noor, ben, noor, ben):
        told = person.share(uid)
        assert told.problems == []
    told = noor.sync()
    assert told.problems == []


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow),
                                  *(pytest.param(n, marks=pytest.mark.nightly)
                                    for n in range(3, 40))])  # fmt: skip
def test_random_edits_on_both_sides_all_arrive_on_both(clone, seed):
    noor, ben = clone("noor"), clone("ben")
    base = Scribe(seed, "base").many(small(), 25)
    uid = noor.store.create(base, label="new").postmortem.uid
    noor.share(uid)
    ben.sync()
    adopt(ben.store, uid)
    a, b = Scribe(seed, "a"), Scribe(seed, "b")
    for _ in range(2):
        before = tokens(noor.value(uid))
        assert noor.value(uid) == ben.value(uid)
        for person, scribe in ((noor, a), (ben, b)):
            for _ in range(6):
                person.edit(uid, scribe.edit)
        typed = (tokens(noor.value(uid)) | tokens(ben.value(uid))) - before
        meet(noor, ben, uid)
        assert noor.value(uid) == ben.value(uid)
        assert typed <= tokens(noor.value(uid))
    for person in (noor, ben):
        assert git(person.folder, "status", "--porcelain") == ""
        for file in person.documents():
            assert not has_markers(file.read_bytes())
    assert git(noor.folder, "rev-parse", "HEAD") == git(ben.folder, "rev-parse", "HEAD")
    assert [f.read_bytes() for f in noor.documents()] == [f.read_bytes() for f in ben.documents()]


def test_a_merge_that_git_left_open_is_settled_and_concluded(clone):
    noor, ben = clone("noor"), clone("ben")
    uid = noor.store.create(small("Checkout failed"), label="new").postmortem.uid
    noor.share(uid)
    ben.sync()
    adopt(ben.store, uid)
    noor.edit(uid, lambda pm: edits.set_fields(pm, "overview", "", title="Checkout failed at noon"))
    ben.edit(uid, lambda pm: edits.set_fields(pm, "overview", "", owner="Ben", summary="Slow."))
    noor.share(uid)
    ben.share(uid, push=False)
    git(ben.folder, "pull", "--no-rebase", check=False)
    assert "UU" in git(ben.folder, "status", "--porcelain")
    told = ben.sync(pull=False)
    assert told.problems == []
    assert git(ben.folder, "status", "--porcelain") == ""
    merged = ben.value(uid).overview
    assert (merged.title, merged.owner, merged.summary) == (
        "Checkout failed at noon", "Ben", "Slow."
    )  # fmt: skip


def test_two_people_may_both_begin_in_an_empty_repository(clone):
    noor, ben = clone("noor"), clone("ben")
    mine = noor.store.create(small("Mine"), label="new").postmortem.uid
    theirs = ben.store.create(small("Theirs"), label="new").postmortem.uid
    noor.share(mine)
    assert ben.share(theirs).problems == []
    noor.sync()
    assert {s.title for s in noor.store.summaries()} == {"Mine", "Theirs"}
    assert {s.origin for s in noor.store.summaries()} == {"", "postmortems"}


def test_a_folder_inside_a_checkout_works_as_well(clone):
    people = [clone("noor"), clone("ben")]
    for person in people:
        person.folder = person.folder / "post mortems é"
        person.folder.mkdir()
    noor, ben = people
    uid = noor.store.create(small("Checkout failed"), label="new").postmortem.uid
    noor.share(uid)
    ben.sync()
    adopt(ben.store, uid)
    noor.edit(uid, lambda pm: edits.set_fields(pm, "overview", "", owner="Noor"))
    ben.edit(uid, lambda pm: edits.set_fields(pm, "overview", "", summary="Slow."))
    noor.share(uid)
    assert ben.share(uid).problems == []
    noor.sync()
    assert noor.value(uid) == ben.value(uid)
    assert noor.value(uid).overview.owner == "Noor"
    assert noor.value(uid).overview.summary == "Slow."


def test_what_was_deleted_here_is_not_taken_in_again_and_is_merged_once_it_is_back(clone):
    noor, ben = clone("noor"), clone("ben")
    pm = edits.set_fields(small("Checkout failed"), "overview", "", summary=SECRET)
    noor.store.create(pm, label="new")
    noor.share(pm.uid)
    ben.sync()
    adopt(ben.store, pm.uid)
    ben.edit(pm.uid, lambda v: edits.set_fields(v, "overview", "", owner="Ben"))
    ben.share(pm.uid)
    deleting.delete(noor.store, pm.uid)
    for _ in range(2):
        told = noor.sync()
        assert told.problems == []
        (sentence,) = told.done
        assert "was deleted here" in sentence
        assert "pmtui undelete PM-1" in sentence
        assert noor.store.summaries() == ()
    deleting.undelete(noor.store, "PM-1")
    assert noor.sync().problems == []
    overview = noor.value(pm.uid).overview
    assert (overview.owner, overview.summary) == ("Ben", SECRET)


def test_of_two_values_the_one_that_is_not_kept_is_named_here_and_in_the_history(clone):
    noor, ben = clone("noor"), clone("ben")
    action = Action(id="a1", text="Add an alert", due=date(2026, 12, 1))
    pm = edits.add(small("Checkout failed"), "actions", action)
    noor.store.create(pm, label="new")
    noor.share(pm.uid)
    ben.sync()
    adopt(ben.store, pm.uid)
    for person, day in ((noor, 5), (ben, 9)):
        due = date(2026, 12, day)
        person.edit(pm.uid, lambda v, due=due: edits.set_fields(v, "actions", "a1", due=due))
        told = person.share(pm.uid)
    assert (
        "Due of the action “Add an alert”: both changed it; 2026-12-09 is kept, 2026-12-05 is not. "
        "Set it by hand if that is wrong."
    ) in told.done
    label = ben.store.operations(pm.uid)[-1].label
    assert "Due of the action “Add an alert”: 2026-12-09 kept, not 2026-12-05" in label
    told = noor.sync()
    assert "Due of the action “Add an alert”: 2026-12-09 now, where 2026-12-05 was." in told.done
    assert noor.value(pm.uid) == ben.value(pm.uid)
