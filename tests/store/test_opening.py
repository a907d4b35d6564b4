import hashlib
import os
import sqlite3
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from pmtui.clock import SystemClock
from pmtui.domain.changes import diff
from pmtui.errors import StoreError
from pmtui.store import Store, connection, migrations, opening, recognition
from pmtui.store.asking import another
from pmtui.store.errors import (
    DamagedStore,
    EmptyStoreWithBackups,
    ForeignStore,
    LockedStore,
    NewerStore,
    OwnerDiffers,
    ReadOnlyStore,
    StoreGone,
)
from store.making import NOW, context, small

HERE = Path(__file__).parent


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def put(path, data):
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    return hashlib.sha256(data).hexdigest()


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_new_store_is_private_whatever_the_umask(path, clock):
    old = os.umask(0)
    try:
        Store.open(path, clock=clock).close()
    finally:
        os.umask(old)
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)


def test_the_settings_are_those_that_lose_nothing(store):
    def pragma(name):
        return store._conn.execute(f"PRAGMA {name}").fetchone()[0]

    assert pragma("journal_mode") == "truncate"
    assert pragma("synchronous") == 2
    assert [pragma(n) for n in ("foreign_keys", "trusted_schema", "secure_delete")] == [1, 0, 1]
    assert pragma("application_id") == migrations.APPLICATION_ID
    assert pragma("user_version") == len(migrations.MIGRATIONS)


@pytest.mark.parametrize("data", [b"not a database at all, " * 40, b"\0" * 4096, b"SQLite format"])
def test_a_file_that_is_no_store_is_refused_unchanged(path, clock, data):
    before = put(path, data)
    with pytest.raises(ForeignStore, match=r"not a pmtui store .* --store"):
        Store.open(path, clock=clock)
    assert digest(path) == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_database_of_another_program_is_refused_unchanged(path, clock):
    path.parent.mkdir()
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE theirs(x)")
    conn.close()
    before = digest(path)
    with pytest.raises(ForeignStore):
        Store.open(path, clock=clock)
    assert digest(path) == before


def test_a_directory_in_the_place_of_the_store_is_refused(path, clock):
    path.mkdir(parents=True)
    with pytest.raises(ForeignStore):
        Store.open(path, clock=clock)


def damage(path, offset, length=4096):
    data = bytearray(path.read_bytes())
    data[offset : offset + length] = b"\xa5" * length
    path.write_bytes(data)


@pytest.mark.parametrize("cut", [0.9, 0.5, 0.2])
def test_a_truncated_store_is_recognised_and_left_alone(path, clock, cut):
    with Store.open(path, clock=clock) as made:
        made.create(small(), label="new")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * cut)])
    before = digest(path)
    with pytest.raises(DamagedStore, match=r"pmtui restore"):
        Store.open(path, clock=clock)
    assert digest(path) == before


def test_a_header_of_garbage_offers_the_backups_that_there_are(path, clock):
    with Store.open(path, clock=clock) as made:
        made.backup()
    damage(path, 0, 64)
    with pytest.raises(DamagedStore, match="pmtui restore"):
        Store.open(path, clock=clock)


def test_a_store_that_arrives_in_another_journal_mode_is_converted(path, clock):
    Store.open(path, clock=clock).close()
    with sqlite3.connect(path) as conn:
        conn.execute("PRAGMA journal_mode=WAL")
    conn.close()
    with Store.open(path, clock=clock) as opened:
        assert opened._conn.execute("PRAGMA journal_mode").fetchone() == ("truncate",)


def test_a_sqlite_without_strict_tables_is_told(path, clock, monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    with pytest.raises(StoreError, match="too old"):
        Store.open(path, clock=clock)


def test_a_large_store_is_checked_once_a_day(path, clock, monkeypatch):
    monkeypatch.setattr(opening, "OFTEN_CHECKED", 0)
    checks = []
    monkeypatch.setattr(opening, "quick_check", lambda *_: checks.append(clock.now()))
    Store.open(path, clock=clock).close()
    for hours in (0, 1, 22, 2):
        clock.advance(timedelta(hours=hours))
        Store.open(path, clock=clock).close()
    first = NOW
    assert checks == [first, first, first + timedelta(hours=25)]


def test_a_store_of_a_newer_release_opens_for_reading(path, clock):
    with Store.open(path, clock=clock) as made:
        pm = made.create(small(), label="new").postmortem
        made._conn.execute("PRAGMA user_version=99")
    before = digest(path)
    with Store.open(path, clock=clock) as again:
        assert "newer pmtui" in again.read_only_because
        loaded = again.load(pm.uid)
        assert loaded.postmortem == pm
        with pytest.raises(ReadOnlyStore, match="newer"):
            again.remember("last", pm.uid)
    assert digest(path) == before


def test_an_unknown_step_of_the_schema_means_a_newer_release(path, clock):
    with Store.open(path, clock=clock) as made:
        made._conn.execute("INSERT INTO migration VALUES ('m999_other', 'x')")
    with Store.open(path, clock=clock) as again:
        assert "newer pmtui" in again.read_only_because


def test_a_newer_store_that_cannot_be_read_says_so(path, clock):
    with Store.open(path, clock=clock) as made:
        made._conn.execute("PRAGMA user_version=99")
        made._conn.execute("ALTER TABLE events DROP COLUMN who")
    with pytest.raises(NewerStore), Store.open(path, clock=clock) as again:
        again.summaries()


def test_an_emptied_store_with_backups_is_not_taken_for_a_new_one(path, clock, state):
    with Store.open(path, clock=clock) as made:
        made.create(small(), label="new")
        made.backup()
    os.truncate(path, 0)
    with pytest.raises(EmptyStoreWithBackups, match="pmtui restore"):
        Store.open(path, clock=clock)
    assert path.stat().st_size == 0


def test_an_empty_file_without_backups_becomes_a_store(path, clock):
    put(path, b"")
    with Store.open(path, clock=clock) as made:
        assert made.summaries() == ()


def test_a_store_of_another_account_is_refused(path, clock, monkeypatch):
    Store.open(path, clock=clock).close()
    me = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: me + 4711)
    with pytest.raises(OwnerDiffers, match=r"belongs to .*--i-own-this"):
        Store.open(path, clock=clock)
    with Store.open(path, clock=clock, i_own_this=True) as opened:
        assert opened.summaries() == ()


def test_an_open_store_is_opened_again_by_whoever_uses_it_and_never_made_anew(
    path, clock, monkeypatch
):
    with Store.open(path, clock=clock, author="noor") as first:
        me = os.geteuid()
        monkeypatch.setattr(os, "geteuid", lambda: me + 4711)
        with another(first, run="r") as second:
            assert (second.author, second.run) == ("noor", "r")
        path.rename(path.with_name("elsewhere.db"))
        with pytest.raises(StoreGone, match="moved, deleted or replaced"):
            another(first)
        assert not path.exists()


def test_a_write_protected_store_opens_for_reading(path, clock, monkeypatch):
    with Store.open(path, clock=clock) as made:
        pm = made.create(small(), label="new").postmortem
    # As root a mode bit protects nothing, so the answer of the system is given here.
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    with Store.open(path, clock=clock) as opened:
        assert "write-protected" in opened.read_only_because
        loaded = opened.load(pm.uid)
        with pytest.raises(ReadOnlyStore, match="write-protected"):
            opened.commit(pm.uid, "s", [], loaded.seq, context=context())
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            opened._conn.execute("DELETE FROM setting")


def test_a_place_that_takes_no_file_is_told(tmp_path, clock):
    blocked = tmp_path / "file"
    blocked.write_text("x")
    with pytest.raises(StoreError, match="--store"):
        Store.open(blocked / "pmtui.db", clock=clock)


def test_a_lock_names_its_holder(store, path, monkeypatch):
    made = store.create(small(), label="new")
    store._conn.execute("PRAGMA busy_timeout=0")
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert child.stdout.readline() == b"held\n"
        with pytest.raises(LockedStore) as caught:
            store.remember("x", 1)
        if Path("/proc/locks").exists():
            assert f"process {child.pid}" in str(caught.value)
        assert store.load(made.postmortem.uid) == made
    finally:
        child.communicate()
    store.remember("x", 1)


HOLD = """
import sqlite3, sys
conn = sqlite3.connect(sys.argv[1], isolation_level=None)
conn.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("how", ["deleted", "replaced"])
def test_a_store_that_is_gone_from_its_name_takes_nothing_more(store, path, how):
    made = store.create(small(), label="new")
    if how == "deleted":
        path.unlink()
    else:
        other = path.with_name("other.db")
        Store.open(other, clock=SystemClock()).close()
        other.replace(path)
    with pytest.raises(StoreGone, match="moved, deleted or replaced"):
        store.commit(made.postmortem.uid, "s", [], made.seq, context=context())


def test_a_failing_migration_leaves_the_store_as_it_was(path, clock, monkeypatch):
    with Store.open(path, clock=clock) as made:
        pm = made.create(small(), label="new").postmortem

    def m002_breaks(conn):
        conn.execute("CREATE TABLE half(x)")
        raise ValueError("no such thing")

    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, m002_breaks))
    with pytest.raises(StoreError, match=r"left as it is.*earlier version"):
        Store.open(path, clock=clock)
    monkeypatch.undo()
    monkeypatch.setenv("PMTUI_STATE", str(path.parent / "state"))
    with Store.open(path, clock=clock) as again:
        assert again.load(pm.uid).postmortem == pm
        assert again.check() == ()


def test_a_migration_makes_a_backup_first_and_keeps_what_was_there(path, clock, monkeypatch):
    from pmtui.store.backup import backups

    def m002_adds(conn):
        conn.execute("ALTER TABLE events ADD COLUMN weight TEXT NOT NULL DEFAULT ''")

    with Store.open(path, clock=clock) as made:
        pm = made.create(small(), label="new").postmortem
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, m002_adds))
    with Store.open(path, clock=clock) as again:
        assert again.load(pm.uid).postmortem == pm
        assert again.check() == ()
        seen = len(migrations.MIGRATIONS)
        assert migrations.schema_of(again._conn) == migrations.Schema(seen, ())
    assert [b.reason for b in backups(path)] == [f"before-{len(migrations.MIGRATIONS)}"]


def test_an_open_store_is_recognised_without_a_second_handle(store, path, clock, monkeypatch):
    # Closing another handle of the file would drop this process's locks on it.
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("the file was opened past SQLite"))
    with Store.open(path, clock=clock) as second:
        assert second.summaries() == ()
    assert connection.identity(path) in recognition.OPEN_FILES


def test_first_starts_at_once_agree_on_one_schema(tmp_path):
    done = subprocess.run(
        [sys.executable, str(HERE / "processes.py"), "first-starts", str(tmp_path), "8"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_kill_at_any_instant_keeps_every_acknowledged_save(tmp_path):
    done = subprocess.run(
        [sys.executable, str(HERE / "processes.py"), "kills", str(tmp_path), "25"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "violations 0" in done.stdout


def test_everything_works_after_a_full_disk_has_room_again(store):
    made = store.create(small(), label="new")
    from pmtui.domain import edits
    from pmtui.store.errors import DiskFull

    (pages,) = store._conn.execute("PRAGMA page_count").fetchone()
    store._conn.execute(f"PRAGMA max_page_count={pages}")
    after = edits.set_fields(made.postmortem, "overview", "", summary="x" * 200_000)
    changes = diff(made.postmortem, after)
    with pytest.raises(DiskFull, match="no room left"):
        store.commit(after.uid, "s", changes, made.seq, context=context())
    assert store.load(after.uid).postmortem == made.postmortem
    store._conn.execute("PRAGMA max_page_count=1000000")
    assert store.commit(after.uid, "s", changes, made.seq, context=context()).postmortem == after
    assert opening.newer(Path("x")).startswith("Read only, since a newer pmtui")
