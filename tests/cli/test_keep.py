"""Text that must vanish, from everywhere that can be reached; and what cannot."""

import os

import pytest

from pmtui.cli.common import CLOCK
from pmtui.domain import edits
from pmtui.domain.changes import diff
from pmtui.paths import store_path
from pmtui.store import Store
from pmtui.store.backup import backups
from pmtui.store.purging import MASK

SECRET = "hunter2-öffne-dich"


def holding(text):
    folder = store_path().parent
    forms = (text.encode(),)
    return [
        str(path)
        for root, _, names in os.walk(folder)
        for path in [store_path().__class__(root) / n for n in names]
        if any(form in path.read_bytes() for form in forms)
    ]


@pytest.fixture
def spilled(begun):
    """A secret that was typed piece by piece, added to a record, and taken out again."""
    with Store.open(store_path(), clock=CLOCK, author="Noor Haddad") as store:
        loaded = store.load(store.resolve("1").uid)
        value, seq = loaded.postmortem, loaded.seq
        for text in ("The key hun", "The key hunter2-", f"The key {SECRET} leaked.", "The key."):
            after = edits.set_fields(value, "overview", "", summary=text)
            done = store.commit(value.uid, "visit", diff(value, after), seq, label="edit summary")
            value, seq = done.postmortem, done.seq
        store.remember(f"drafts:{loaded.postmortem.uid}:timeline", {"": f"rotate {SECRET}"})
    begun.ok("log", "PM-1", f"14:02 pasted {SECRET} into chat")
    begun.ok("backup")
    return begun


def test_a_text_vanishes_from_rows_history_and_backups_and_the_store_stays_sound(spilled):
    assert holding(SECRET)
    done = spilled("purge", "1", "--text", SECRET)
    assert done.code == 0
    assert holding(SECRET) == []
    assert holding("hunter2-") == []
    assert "The key." in spilled.ok("show", "1", "--json")
    assert f"pasted {MASK} into chat" in spilled.ok("show", "1", "--json")
    assert spilled("doctor").code == 0
    last = spilled.ok("history", "1").splitlines()[-1]
    assert "purge" in last
    assert SECRET not in done.out + done.err + last
    (copy,) = backups(store_path())
    spilled.ok("restore", "1")
    assert f"pasted {MASK} into chat" in spilled.ok("show", "1", "--json")
    assert copy.path.stat().st_mode & 0o777 == 0o600


def test_what_came_before_a_purge_can_still_be_undone(spilled):
    spilled.ok("purge", "1", "--text", SECRET)
    spilled.ok("undo", "1")
    assert "into chat" not in spilled.ok("show", "1", "--json")
    assert spilled("doctor").code == 0


def test_the_history_is_closed_again_after_a_purge(spilled):
    import sqlite3

    spilled.ok("purge", "1", "--text", SECRET)
    with (
        Store.open(store_path(), clock=CLOCK) as store,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        store._conn.execute("UPDATE operation SET label=''")


def test_everything_that_a_field_ever_held_vanishes(spilled):
    spilled.ok("set", "1", "summary", "Another text.")
    spilled.ok("purge", "1", "--field", "overview.summary")
    assert "Another text." not in spilled.ok("show", "1", "--json")
    assert holding("The key") == []
    assert spilled("doctor").code == 0


def test_files_that_cannot_be_reached_are_named(spilled):
    left = store_path().with_name(f"{store_path().name}.damaged-1")
    left.write_text(f"x {SECRET}")
    (copy,) = backups(store_path())
    copy.path.write_bytes(b"\xa5" * 5000)
    told = spilled("purge", "1", "--text", SECRET).err
    assert f"could not be taken out of {left}" in told
    assert f"could not be taken out of {copy.path}" in told


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        (("--text", "abc"), 2),
        (("--text", "never there"), 1),
        (("--field", "events.id"), 2),
        (("--field", "nothing"), 2),
        (("--text", "x" * 9, "--field", "summary"), 2),
    ],
)
def test_what_cannot_be_purged_is_refused_in_words(begun, words, code):
    before = begun.ok("history", "1")
    done = begun("purge", "1", *words)
    assert done.code == code
    assert done.err
    assert begun.ok("history", "1") == before


def test_the_text_that_must_vanish_may_come_through_a_pipe(spilled):
    done = spilled("purge", "1", "--text", "-", pipe=f"{SECRET}\n")
    assert (done.code, done.out) == (0, "PM-1\n")
    assert not holding(SECRET)


def test_nobody_holds_a_store_that_is_free(begun):
    assert "Nobody holds" in begun.ok("unlock")


@pytest.fixture
def changed(begun):
    begun.ok("set", "1", "summary", "Payments failed for a third.")
    begun.ok("log", "PM-1", "14:02 rolled back deploy 4711")
    begun.ok("set", "1", "summary", "Payments failed for half.")
    begun.ok("set", "1", "owner", "Ana")
    return begun


def test_the_difference_of_two_points_is_told_by_fields_and_words(changed):
    out = changed.ok("history", "1", "--diff", "2..4")
    assert "overview, Summary: Payments failed for [-a third-]{+half+}." in out
    assert "+ event: rolled back deploy 4711" in out
    assert "Owner" not in out
    whole = changed.ok("history", "1", "--diff", "2..")
    assert "{+Ana+}" in whole
    assert changed.ok("history", "1", "--diff", "4..4") == ""


def test_a_field_comes_back_from_the_past_as_a_step_that_can_be_undone(changed):
    changed.ok("history", "1", "--restore", "summary@2")
    assert "for a third." in changed.ok("show", "1")
    assert "restore" in changed.ok("history", "1").splitlines()[-1]
    changed.ok("undo", "1")
    assert "for half." in changed.ok("show", "1")


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("--diff", "2", 2),
        ("--diff", "2..99", 2),
        ("--diff", "a..b", 2),
        ("--json", "--diff=2..4", 2),
        ("--restore", "summary", 2),
        ("--restore", "summary@99", 2),
        ("--restore", "summary@0", 2),
        ("--restore", "events.1.text@2", 1),
        ("--restore", "review.status@1", 2),
    ],
)
def test_points_that_are_none_are_refused_in_words(changed, option, value, code):
    done = changed("history", "1", option, value)
    assert done.code == code
    assert done.err
