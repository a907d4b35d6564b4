"""What came from somebody else: shown with its origin, read-only until it is adopted."""

from dataclasses import replace

import pytest

from pmtui.domain.changes import diff
from pmtui.domain.edits import set_fields
from pmtui.domain.vocabulary import Status
from pmtui.store.errors import OfSomebodyElse
from pmtui.store.purging import Wanted
from pmtui.store.shared import Shared, adopt, base_of, note, noting, read_shared
from pmtui.store.store import SYNC
from store.making import small


def titled(pm, title):
    return set_fields(pm, "overview", "", title=title)


@pytest.fixture
def theirs(store):
    return store.create(small(), label="from a colleague", kind=SYNC, origin="postmortems")


def test_the_origin_is_shown_in_lists_and_with_the_postmortem(store, theirs):
    store.create(small("Mine"), label="new")
    assert [s.origin for s in store.summaries()] == ["", "postmortems"]
    assert store.resolve(theirs.reference).origin == "postmortems"
    assert store.load(theirs.postmortem.uid).origin == "postmortems"


def test_an_edit_and_an_undo_are_refused_with_the_next_step(store, theirs):
    pm = theirs.postmortem
    changes = diff(pm, titled(pm, "Mine now"))
    for deed in (
        lambda: store.commit(pm.uid, "s", changes, theirs.seq),
        lambda: store.undo(pm.uid),
        lambda: store.redo(pm.uid),
    ):
        with pytest.raises(OfSomebodyElse, match="came from postmortems.*pmtui adopt PM-1"):
            deed()
    assert store.load(pm.uid).postmortem == pm


def test_what_its_owner_wrote_lands_and_keeps_the_origin(store, theirs):
    pm = theirs.postmortem
    after = titled(pm, "Checkout failed for all")
    done = store.commit(pm.uid, "s", diff(pm, after), theirs.seq, kind=SYNC)
    assert done.postmortem == after
    assert store.load(pm.uid).origin == "postmortems"


def test_the_status_of_somebody_else_s_is_what_it_says(store):
    pm = small()
    complete = replace(pm, review=replace(pm.review, status=Status.COMPLETE))
    made = store.create(complete, label="from a colleague", kind=SYNC, origin="postmortems")
    assert store.load(made.postmortem.uid).postmortem.review.status is Status.COMPLETE


def test_an_adopted_one_is_edited_like_any_other(store, other, theirs):
    pm = theirs.postmortem
    assert adopt(other, pm.uid).origin == ""
    after = titled(pm, "Mine now")
    done = store.commit(pm.uid, "s", diff(pm, after), theirs.seq)
    assert done.postmortem == after
    assert [s.origin for s in store.summaries()] == [""]


def test_what_was_shared_is_kept_with_the_save_and_forgets_what_is_purged(store):
    pm = titled(small(), "Checkout failed, token sesame-open-1234")
    where = Shared(pm.uid, "/srv/postmortems", "2026-checkout", "abc")
    made = store.create(pm, label="new", also=noting(store, where, pm))
    assert read_shared(store, "/srv/postmortems") == {pm.uid: where}
    assert base_of(store, where) == pm

    def breaks(conn):
        raise ValueError("no room")

    changes = diff(pm, titled(pm, "Other"))
    with pytest.raises(ValueError, match="no room"):
        store.commit(pm.uid, "s", changes, made.seq, also=breaks)
    assert store.load(pm.uid).postmortem == pm
    store.purge(pm.uid, Wanted(text="sesame-open-1234"))
    assert "sesame" not in base_of(store, where).overview.title


def test_adopting_keeps_what_its_owner_wrote_as_the_base(store, theirs):
    pm = theirs.postmortem
    where = Shared(pm.uid, "/srv/postmortems", "2026-checkout", "abc")
    note(store, where, None)
    assert base_of(store, where) is None
    adopt(store, pm.uid)
    assert base_of(store, where) == pm
