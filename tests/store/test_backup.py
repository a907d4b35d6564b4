import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pmtui.errors import StoreError
from pmtui.store import Store
from pmtui.store.backup import DAILY, OTHERS, WEEKLY, Backup, backups, superfluous
from store.making import NOW, small

pytestmark = pytest.mark.usefixtures("quick")


def test_a_backup_is_a_whole_private_store(store, path, clock, tmp_path):
    pm = store.create(small(), label="new").postmortem
    copy = store.backup()
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.parent.stat().st_mode & 0o777 == 0o700
    with Store.open(copy, clock=clock) as again:
        assert again.load(pm.uid).postmortem == pm
        assert again.check() == ()
    assert backups(path) == (Backup(copy, NOW, "daily"),)


def test_a_backup_is_due_once_a_day(store, clock):
    assert store.backup_is_due()
    store.backup()
    assert not store.backup_is_due()
    clock.advance(timedelta(hours=25))
    assert store.backup_is_due()


def test_seven_days_four_weeks_and_a_few_others_are_kept():
    days = [Backup(Path(f"d{n}"), NOW - timedelta(days=n), "daily") for n in range(60)]
    twice = [Backup(Path(f"e{n}"), NOW - timedelta(days=n, hours=2), "daily") for n in range(60)]
    others = [Backup(Path(f"o{n}"), NOW - timedelta(days=n), "before-2") for n in range(9)]
    gone = {b.path.name for b in superfluous([*days, *twice, *others])}
    kept = sorted({b.path.name for b in (*days, *twice, *others)} - gone)
    assert [k for k in kept if k[0] == "o"] == [f"o{n}" for n in range(OTHERS)]
    daily = [b for b in days if b.path.name in kept]
    assert [b.path.name for b in daily[:DAILY]] == [f"d{n}" for n in range(DAILY)]
    assert len({b.at.isocalendar()[:2] for b in daily}) == WEEKLY
    assert not [k for k in kept if k[0] == "e"]


def test_files_of_others_among_the_backups_are_left_alone(store):
    copy = store.backup()
    (copy.parent / "notes.db").write_text("mine")
    store.backup("by-hand")
    assert (copy.parent / "notes.db").exists()


def test_a_backup_that_cannot_be_written_says_so_and_leaves_nothing(store, state):
    state.mkdir(parents=True)
    (state / "backups").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be made"):
        store.backup()


def test_a_copy_that_fails_its_check_is_removed(store, monkeypatch):
    from pmtui.store import backup

    def broken(path):
        raise sqlite3.DatabaseError("malformed")

    monkeypatch.setattr(backup, "_check", broken)
    with pytest.raises(StoreError):
        store.backup()
    assert list(backup.backups_dir(store.path).iterdir()) == []


def test_the_stamp_of_a_backup_is_utc(store, clock):
    clock.advance(timedelta(hours=1))
    assert datetime.strptime(store.backup().name[:16], "%Y%m%dT%H%M%SZ").hour == NOW.hour + 1
