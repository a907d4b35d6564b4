import time

import pytest

from faults.machine import Window
from pmtui.domain import edits
from pmtui.domain.changes import diff
from pmtui.errors import AnswerIsNo
from pmtui.store import Store, deleting
from pmtui.store.errors import UnknownReference
from pmtui.store.reports import NotSaved, Saved
from pmtui.store.rescue import find_rescues, read_rescue
from pmtui.store.store import SYNC
from store.making import context, small


@pytest.fixture
def uid(store):
    return store.create(small("Checkout failed"), label="new").postmortem.uid


def write(store, uid, **fields):
    loaded = store.load(uid)
    after = edits.set_fields(loaded.postmortem, "overview", "", **fields)
    changes = diff(loaded.postmortem, after)
    return store.commit(uid, "s", changes, loaded.seq, label="edit", context=context())


def test_what_is_deleted_leaves_every_list_and_comes_back_whole(store, uid):
    write(store, uid, owner="Noor")
    before, history = store.load(uid), store.operations(uid)
    gone = deleting.delete(store, uid)
    assert (gone.reference, gone.title, gone.author) == ("PM-1", "Checkout failed", "noor")
    assert store.summaries() == ()
    assert store.operations(uid) == ()
    assert store.check() == ()
    assert deleting.deleted(store) == (gone,)
    assert deleting.undelete(store, "checkout").uid == uid
    assert store.load(uid) == before
    assert store.operations(uid) == history
    assert store.check() == ()
    assert deleting.deleted(store) == ()
    assert store.undo(uid).postmortem.overview.owner == ""


def test_every_table_forgets_it(store, uid):
    from pmtui.store import fingerprints
    from pmtui.store.connection import immediate

    with immediate(store._conn):
        fingerprints.refresh(store._conn, 5)
    deleting.delete(store, uid)
    tables = store._conn.execute(
        "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'search%' "
        "AND name NOT LIKE 'sqlite%' AND name NOT IN "
        "('migration', 'setting', 'instance', 'deleted', 'deleted_operation')"
    ).fetchall()
    for (table,) in tables:
        assert store._conn.execute(f'SELECT count(*) FROM "{table}"').fetchone() == (0,), table
    words = "SELECT count(*) FROM search WHERE search MATCH 'checkout'"
    assert store._conn.execute(words).fetchone() == (0,)
    deleting.undelete(store, "1")
    assert store._conn.execute(words).fetchone() != (0,)


def test_a_deleted_one_is_named_by_whoever_asks_for_it_and_its_number_is_not_used_again(store, uid):
    deleting.delete(store, uid)
    for wanted in ("1", "PM-1", uid):
        with pytest.raises(UnknownReference, match="was deleted by noor .* pmtui undelete PM-1"):
            store.resolve(wanted)
    assert store.create(small("Next"), label="new").reference == "PM-2"
    deleting.undelete(store, "PM-1")
    assert [s.reference for s in store.summaries()] == ["PM-2", "PM-1"]
    assert store.create(small("Third"), label="new").reference == "PM-3"


def test_a_window_that_has_it_open_is_told_and_saves_again_once_it_is_back(store, other, uid):
    loaded = other.load(uid)
    deleting.delete(store, uid)
    after = edits.set_fields(loaded.postmortem, "overview", "", owner="Ben")
    changes = diff(loaded.postmortem, after)
    with pytest.raises(UnknownReference, match="pmtui undelete"):
        other.commit(uid, "s", changes, loaded.seq, label="edit", context=context())
    deleting.undelete(store, "1")
    other.commit(uid, "s", changes, loaded.seq, label="edit", context=context())
    assert store.load(uid).postmortem == after


def test_what_vanishes_for_good_is_in_no_file_any_more(store, uid, path):
    write(store, uid, summary="a very secret draft")
    store.remember(f"place:{uid}", "x")
    copy = store.backup("by hand")
    assert b"a very secret draft" in path.read_bytes()
    deleting.delete(store, uid)
    deleting.forget(store, "PM-1")
    assert b"secret" not in path.read_bytes() and uid.encode() not in path.read_bytes()
    assert store.check() == ()
    with pytest.raises(UnknownReference):
        deleting.undelete(store, "PM-1")
    assert deleting.forget_in_copy(copy, uid)
    assert b"secret" not in copy.read_bytes()
    assert not deleting.forget_in_copy(copy, uid)


def test_many_are_deleted_and_brought_back_in_any_order(path, clock):
    with Store.open(path, clock=clock, author="noor") as store:
        made = [store.create(small(f"number {n}"), label="new").postmortem for n in range(4)]
        for pm in made[::2]:
            deleting.delete(store, pm.uid)
        assert [s.number for s in store.summaries()] == [4, 2]
        for pm in made[:3:2]:
            deleting.undelete(store, pm.uid)
        assert {s.uid for s in store.summaries()} == {pm.uid for pm in made}
        assert store.check() == ()


def test_what_is_typed_into_a_deleted_one_is_rescued_and_saved_once_it_is_back(
    store, uid, path, clock
):
    window = Window(path, clock)
    loaded = window.saver.open(uid)
    deleting.delete(store, uid)
    value = edits.set_fields(loaded.postmortem, "overview", "", owner="Ben")
    window.saver.put(value, "visit", "edit owner")
    assert until(lambda: window.of(NotSaved))
    assert "pmtui undelete PM-1" in window.of(NotSaved)[0].reason
    (rescue,) = find_rescues(path)
    assert read_rescue(rescue).postmortem == value
    deleting.undelete(store, "PM-1")
    assert until(lambda: window.of(Saved))
    window.saver.close()
    assert store.load(uid).postmortem == value
    assert find_rescues(path) == ()


def copy_in(store, pm):
    return store.create(pm, label="from team", kind=SYNC, origin="team").reference


def test_a_copy_for_reading_gives_way_to_the_original_that_is_brought_back(store, uid):
    write(store, uid, summary="the words as they are")
    before, history = store.load(uid), store.operations(uid)
    deleting.delete(store, uid)
    masked = edits.set_fields(before.postmortem, "overview", "", summary="(masked)")
    assert copy_in(store, masked) == "PM-2"
    with pytest.raises(AnswerIsNo, match="pmtui undelete PM-1"):
        deleting.delete(store, uid)
    assert deleting.undelete(store, "PM-1").uid == uid
    assert store.load(uid) == before
    assert store.operations(uid) == history
    assert [s.reference for s in store.summaries()] == ["PM-1"]
    assert store.check() == ()


def test_a_deleted_copy_does_not_stand_in_the_way_of_a_newer_one(store):
    pm = small("Theirs")
    copy_in(store, pm)
    deleting.delete(store, pm.uid)
    copy_in(store, pm)
    with pytest.raises(AnswerIsNo, match="as PM-2. Use that one"):
        deleting.undelete(store, "PM-1")
    deleting.delete(store, pm.uid)
    assert [d.reference for d in deleting.deleted(store)] == ["PM-2"]


def until(holds, seconds=10.0):
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.01)
    return holds()
