"""Backups and rescue files brought back by the command line, and taken back again."""

import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from pmtui.cli.common import CLOCK
from pmtui.domain import edits
from pmtui.domain.changes import diff
from pmtui.domain.ids import new_id
from pmtui.paths import store_path
from pmtui.store import Store
from pmtui.store.backup import backups
from pmtui.store.rescue import Rescue, find_rescues, write_rescue


def titles(pmtui):
    return [line.split("  ")[-1].strip() for line in pmtui.ok("list").splitlines()]


@pytest.fixture
def backed_up(begun):
    begun.ok("backup")
    begun.ok("set", "1", "title", "Ledger failed")
    return begun


def test_without_backups_the_way_to_one_is_named(begun):
    done = begun("restore")
    assert done.code == 1
    assert "pmtui backup" in done.err


def test_backups_are_listed_with_their_dates_and_what_they_hold(backed_up):
    out = backed_up.ok("restore")
    assert out.startswith(" 1  20")
    assert "1 postmortem, 1 changes, latest “Card payments failed”" in out


def test_a_backup_is_brought_back_and_that_is_taken_back_by_restoring_again(backed_up):
    done = backed_up("restore", "latest")
    assert done.code == 0
    assert "Card payments failed" in backed_up.ok("list")
    (kept,) = [b for b in backups(store_path()) if b.reason.startswith("before-restore")]
    assert kept.path.stem in done.err
    backed_up.ok("restore", "latest")
    assert "Card payments failed" in backed_up.ok("list")
    backed_up.ok("restore", kept.path.stem)
    assert "Ledger failed" in backed_up.ok("list")
    assert backed_up("doctor").code == 0


def test_numbers_that_were_given_since_are_never_given_again(backed_up):
    backed_up.ok("new", "Second", "--severity", "3", "--date", "2026-11-22")
    backed_up.ok("restore", "1")
    assert backed_up.ok("new", "Third", "--severity", "3", "--date", "2026-11-22").strip() == "PM-3"
    backed_up.ok("backup")
    store_path().unlink()
    backed_up.ok("restore", "3")
    made = backed_up.ok("new", "Fourth", "--severity", "3", "--date", "2026-11-22")
    assert made.strip() == "PM-4"


def damage(path):
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def garbage(path):
    path.write_bytes(b"\xa5" * 9000)


def empty(path):
    os.truncate(path, 0)


@pytest.mark.parametrize("harm", [damage, garbage, empty, Path.unlink])
def test_a_store_that_cannot_be_opened_is_set_aside_and_restored(backed_up, harm):
    path = store_path()
    harm(path)
    harmed = path.read_bytes() if path.exists() else None
    if harmed is not None:
        refused = backed_up("list")
        assert refused.code == 3
        assert "pmtui restore" in refused.err
    done = backed_up("restore", "1")
    assert done.code == 0
    assert "Card payments failed" in backed_up.ok("list")
    aside = list(path.parent.glob("pmtui.db.damaged-*"))
    assert [p.read_bytes() for p in aside] == ([] if harmed is None else [harmed])
    assert all(str(p) in done.err for p in aside)
    assert not list(path.parent.glob(".pmtui-*"))


def test_a_journal_of_a_damaged_store_is_not_played_into_the_restored_one(backed_up):
    path = store_path()
    garbage(path)
    Path(f"{path}-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 600)
    backed_up.ok("restore", "1")
    assert not Path(f"{path}-journal").exists()
    assert list(path.parent.glob("pmtui.db.damaged-*-journal"))
    assert "Card payments failed" in backed_up.ok("list")


def test_a_file_of_another_program_is_never_replaced(backed_up, tmp_path):
    (backup,) = backups(store_path())
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as conn:
        conn.execute("CREATE TABLE t(x)")
    conn.close()
    before = other.read_bytes()
    done = backed_up("--store", str(other), "restore", str(backup.path))
    assert done.code == 3
    assert other.read_bytes() == before


@pytest.mark.parametrize("given", ["9", "nothing", "/nowhere/x.db"])
def test_a_backup_that_is_not_there_is_refused_in_words(backed_up, given):
    done = backed_up("restore", given)
    assert done.code == 2
    assert "is no backup" in done.err


def test_a_damaged_backup_is_named_and_not_brought_back(backed_up):
    (backup,) = backups(store_path())
    damage(backup.path)
    assert "cannot be used" in backed_up.ok("restore")
    done = backed_up("restore", "1")
    assert done.code == 3
    assert "Ledger failed" in backed_up.ok("list")


def test_a_store_in_use_by_a_reader_that_saves_later_loses_nothing_in_silence(backed_up):
    with Store.open(store_path(), clock=CLOCK, author="Ben") as window:
        loaded = window.load(window.resolve("1").uid)
        backed_up.ok("restore", "1")
        after = edits.set_fields(loaded.postmortem, "overview", "", owner="Ben")
        from pmtui.store.errors import StoreGone

        with pytest.raises(StoreGone):
            window.commit(after.uid, new_id(), diff(loaded.postmortem, after), loaded.seq)


# -- rescue files


def rescue_of(loaded, **fields):
    after = edits.set_fields(loaded.postmortem, "overview", "", **fields)
    return Rescue(
        after,
        loaded.reference,
        str(store_path()),
        loaded.seq,
        CLOCK.now(),
        diff(loaded.postmortem, after),
        "run-that-failed",
    )


@pytest.fixture
def loaded(begun):
    with Store.open(store_path(), clock=CLOCK) as store:
        return store.load(store.resolve("1").uid)


def test_without_rescue_files_everything_is_in_the_store(begun):
    done = begun("rescue")
    assert done.code == 0
    assert "nothing waits to be taken in" in done.err


def test_a_rescue_file_is_shown_with_what_the_store_lacks_of_it(begun, loaded):
    path = write_rescue(rescue_of(loaded, title="Card payments failed in Berlin"))
    out = begun.ok("rescue")
    assert "PM-1 “Card payments failed in Berlin”: the store lacks one change" in out
    assert "{+ in Berlin+}" in out
    assert str(path) in out
    assert path.exists()


def test_a_rescue_file_is_merged_over_what_came_since_read_back_and_deleted(begun, loaded):
    write_rescue(rescue_of(loaded, title="Card payments failed in Berlin"))
    begun.ok("set", "1", "title", "All card payments failed")
    assert begun.ok("rescue", "1").strip() == "PM-1"
    title = begun.ok("show", "1").splitlines()[2]
    assert title == "# All card payments failed / Card payments failed in Berlin"
    assert find_rescues(store_path()) == ()
    assert "restore" in begun.ok("history", "1").splitlines()[-1]
    begun.ok("undo", "1")
    assert "in Berlin" not in begun.ok("show", "1")


def test_text_that_landed_after_all_does_not_come_twice(begun, loaded):
    path = write_rescue(rescue_of(loaded, title="Card payments failed in Berlin"))
    value = edits.set_fields(loaded.postmortem, "overview", "", title="Card payments failed in")
    with Store.open(store_path(), clock=CLOCK, run="run-that-failed") as store:
        store.commit(value.uid, new_id(), diff(loaded.postmortem, value), loaded.seq)
    begun.ok("rescue", str(path))
    shown = begun.ok("show", "1")
    assert "Card payments failed in Berlin" in shown
    assert not path.exists()


def test_a_file_of_which_the_store_holds_everything_is_just_deleted(begun, loaded):
    path = write_rescue(replace(rescue_of(loaded), changes=()))
    assert "the store holds all of it" in begun.ok("rescue")
    done = begun("rescue", "1")
    assert "everything of it already" in done.err
    assert not path.exists()


def test_a_postmortem_that_the_store_does_not_know_is_taken_in_whole(begun, loaded):
    rescue = rescue_of(loaded, title="Ledger failed")
    stranger = replace(rescue, postmortem=replace(rescue.postmortem, uid=new_id()))
    write_rescue(stranger)
    assert "the store lacks all of it" in begun.ok("rescue")
    assert begun.ok("rescue", "1").strip() == "PM-2"
    assert "Ledger failed" in begun.ok("show", "2")


def test_a_store_with_another_past_keeps_its_own_records_and_takes_the_texts(begun, loaded):
    write_rescue(replace(rescue_of(loaded, summary="Typed while it failed."), seq=999))
    begun.ok("log", "PM-1", "14:02 rolled back deploy 4711")
    assert "another past" in begun.ok("rescue")
    begun.ok("rescue", "1")
    shown = begun.ok("show", "1")
    assert "Typed while it failed." in shown
    assert "rolled back deploy 4711" in shown


def test_a_rescue_file_never_completes_a_postmortem(begun, loaded):
    from pmtui.domain.vocabulary import Status

    rescue = rescue_of(loaded, title="Done?")
    review = replace(rescue.postmortem.review, status=Status.COMPLETE)
    ours = replace(rescue.postmortem, review=review)
    write_rescue(replace(rescue, postmortem=ours, changes=diff(loaded.postmortem, ours)))
    begun.ok("rescue", "1")
    assert "Done?" in begun.ok("show", "1")
    assert "draft" in begun.ok("list")


@pytest.mark.parametrize("given", ["3", "/nowhere/x.json"])
def test_a_rescue_file_that_is_not_there_is_refused_in_words(begun, given):
    assert begun("rescue", given).code == 2
