"""A19 to A35: stores that are protected, held, gone, foreign, damaged, newer or older."""

import hashlib
import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from faults.machine import Window, bound_by_modes, python
from pmtui.clock import FixedClock
from pmtui.domain import edits
from pmtui.domain.changes import diff
from pmtui.domain.ids import new_id
from pmtui.errors import StoreError
from pmtui.store import Store, migrations
from pmtui.store.backup import backups
from pmtui.store.errors import DamagedStore, EmptyStoreWithBackups, ForeignStore
from pmtui.store.reports import NotSaved, Saved
from pmtui.store.rescue import find_rescues, read_rescue
from store.making import Scribe, small

HERE = Path(__file__).resolve().parent
HOLD = """
import sqlite3, sys
conn = sqlite3.connect(sys.argv[1], isolation_level=None)
conn.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


def digest(path):
    return hashlib.blake2b(path.read_bytes()).hexdigest()


def ran(done):
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture
def closed():
    """Takes the right to write from files, and gives it back at the end."""
    places = []

    def close(place, mode):
        places.append(place)
        place.chmod(mode)

    yield close
    for place in places:
        place.chmod(0o700)


def test_a19_a_read_only_store_opens_for_reading_and_refuses_with_the_reason(
    path, clock, store, closed
):
    store.create(small("Checkout"), label="new")
    store.close()
    closed(path, 0o444)
    closed(path.parent, 0o555)
    before = digest(path)
    done = python(
        """
from pmtui.cli.run import run
print("codes", run(["list"]), run(["set", "1", "owner", "Noor"]))
""",
        wrap=bound_by_modes(),
    )
    assert "Checkout" in ran(done)
    assert "codes 0 3" in done.stdout
    assert "write-protected" in done.stderr
    assert digest(path) == before


def test_a20_a_home_that_takes_no_files_is_told_with_the_way_out(tmp_path, closed):
    home = tmp_path / "home"
    home.mkdir()
    closed(home, 0o555)
    done = python(
        "import sys; from pmtui.cli.run import run; sys.exit(run(['new', 'Checkout']))",
        env={"HOME": str(home), "PMTUI_STORE": "", "PMTUI_STATE": "", "PMTUI_CONFIG": ""},
        wrap=bound_by_modes(),
    )
    assert done.returncode == 3
    assert "--store" in done.stderr
    assert "PMTUI_STORE" in done.stderr
    assert list(home.iterdir()) == []


def test_a21_a_lock_is_told_with_its_holder_and_typing_goes_on(
    path, clock, uid, store, by_a_deadline
):
    window = Window(path, clock)
    value = window.saver.open(uid).postmortem
    window.saver.ask(lambda s: s._conn.execute("PRAGMA busy_timeout=20")).result()
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout.readline() == b"held\n"
    try:
        for text in ("Noor", "Noor Haddad"):
            value = edits.set_fields(value, "overview", "", owner=text)
            window.saver.put(value, "visit", "edit")
        (failed, *_) = by_a_deadline(lambda: window.of(NotSaved))
        by_a_deadline(lambda: find_rescues(path))
        assert f"process {child.pid} (python" in failed.reason
        assert os.uname().nodename in failed.reason
        assert " since " in failed.reason
        assert failed.brief.startswith("held by ")
    finally:
        child.communicate()
    by_a_deadline(lambda: window.of(Saved))
    window.saver.flush()
    assert store.load(uid).postmortem == value
    window.saver.close()


WRITER = """
import sys
from pathlib import Path
from pmtui.clock import SystemClock
from pmtui.domain import edits
from pmtui.domain.changes import diff
from pmtui.domain.ids import new_id
from pmtui.store import Store
from store.making import context

path, field, name = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
with Store.open(path, clock=SystemClock(), author=name) as store:
    loaded = store.load(store.resolve("1").uid)
    value, seq = loaded.postmortem, loaded.seq
    for number in range(15):
        text = getattr(value.overview, field) + f" {name}{number}"
        after = edits.set_fields(value, "overview", "", **{field: text})
        done = store.commit(
            value.uid, new_id(), diff(value, after), seq, label="edit", context=context()
        )
        value, seq = done.postmortem, done.seq
"""


def two_writers(path, fields):
    children = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), field, name],
            env={**os.environ, "PYTHONPATH": str(HERE.parent)},
        )
        for field, name in zip(fields, ("ada", "ben"), strict=True)
    ]
    assert [child.wait(30) for child in children] == [0, 0]


def test_a22_two_instances_in_different_fields_both_land(path, uid, store):
    two_writers(path, ("summary", "background"))
    overview = store.load(uid).postmortem.overview
    assert overview.summary.split() == [f"ada{n}" for n in range(15)]
    assert overview.background.split() == [f"ben{n}" for n in range(15)]
    assert len([o for o in store.operations(uid) if o.kind == "edit"]) == 30


def test_a23_two_instances_in_the_same_field_keep_both_texts(path, uid, store):
    two_writers(path, ("summary", "summary"))
    summary = store.load(uid).postmortem.overview.summary
    missing = [f"{n}{i}" for n in ("ada", "ben") for i in range(15) if f"{n}{i}" not in summary]
    assert missing == []


def test_a23_the_second_is_told_of_the_conflict(store, path, clock, uid):
    with Store.open(path, clock=clock, author="ben") as other:
        mine, theirs = store.load(uid), other.load(uid)
        for one, base, text in ((store, mine, "ours"), (other, theirs, "theirs")):
            after = edits.set_fields(base.postmortem, "overview", "", title=text)
            done = one.commit(uid, new_id(), diff(base.postmortem, after), base.seq)
    assert done.conflicts
    assert {"ours", "theirs"} <= set(done.postmortem.overview.title.replace("/", " ").split())


def test_a24_first_starts_at_once_agree_on_one_schema(tmp_path):
    done = python(
        "import sys; sys.argv[1:] = ['first-starts', *sys.argv[1:]]; import runpy; "
        "runpy.run_path(sys.argv.pop(), run_name='__main__')",
        tmp_path,
        "5",
        HERE.parent / "store" / "processes.py",
    )
    assert (done.returncode, done.stderr) == (0, "")


def unlink(path):
    path.unlink()


def rename(path):
    path.rename(path.with_name("elsewhere.db"))


def replace(path):
    other = path.with_name("other.db")
    Store.open(other, clock=FixedClock(datetime(2026, 1, 1, tzinfo=UTC))).close()
    other.replace(path)


def lost_while_open(path, clock, uid, harm, by_a_deadline):
    window = Window(path, clock, retry=1000.0)
    value = window.saver.open(uid).postmortem
    harm(path)
    there = digest(path) if path.exists() else ""
    value = edits.set_fields(value, "overview", "", summary="typed after it was gone")
    window.saver.put(value, "visit", "edit")
    by_a_deadline(lambda: [r for r in find_rescues(path) if read_rescue(r).postmortem == value])
    window.saver.flush_soon()
    assert not window.of(Saved)
    assert window.of(NotSaved)[0].brief == "store moved or deleted"
    with pytest.raises(StoreError):
        window.saver.close()
    assert (digest(path) if path.exists() else "") == there


@pytest.mark.parametrize("harm", [unlink, rename])
def test_a25_a_store_that_is_gone_while_open_takes_nothing_and_the_text_is_rescued(
    path, clock, uid, harm, by_a_deadline
):
    lost_while_open(path, clock, uid, harm, by_a_deadline)


def test_a26_a_store_that_is_replaced_while_open_is_not_written(path, clock, uid, by_a_deadline):
    lost_while_open(path, clock, uid, replace, by_a_deadline)


def test_a27_an_emptied_store_with_backups_is_no_new_store(path, clock, uid, store):
    store.backup()
    store.close()
    os.truncate(path, 0)
    with pytest.raises(EmptyStoreWithBackups, match="pmtui restore"):
        Store.open(path, clock=clock)
    assert path.stat().st_size == 0


def test_a28_cut_or_overwritten_stores_are_recognised_and_not_touched(path, clock, uid, store):
    store.backup()
    store.close()
    whole, draw = path.read_bytes(), random.Random(28)
    for number in range(60):
        if number % 3:
            harmed = whole[: draw.randrange(1, len(whole) - 1)]
        else:
            harmed = draw.randbytes(100) + whole[100:]
        path.write_bytes(harmed)
        with pytest.raises(DamagedStore, match="pmtui restore"):
            Store.open(path, clock=clock)
        assert path.read_bytes() == harmed


def flips(path, clock, uid, store, rounds):
    """How many single flipped bits were found, harmless, and neither of both."""
    value = store.create(Scribe(29, "a").many(small("Ledger"), 40), label="new").postmortem
    summaries = store.summaries()
    store.close()
    whole, draw = path.read_bytes(), random.Random(29)
    found = harmless = missed = 0
    for _ in range(rounds):
        data = bytearray(whole)
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        path.write_bytes(bytes(data))
        try:
            with Store.open(path, clock=clock) as opened:
                told = bool(opened.check())
                same = (opened.load(value.uid).postmortem, opened.summaries()) == (value, summaries)
        except StoreError:
            told = True
        found, harmless, missed = (
            found + told,
            harmless + (not told and same),
            missed + (not told and not same),
        )
    path.write_bytes(whole)
    return found, harmless, missed


def test_a29_a_flipped_bit_is_found_or_changes_nothing(path, clock, uid, store, figure):
    found, harmless, missed = flips(path, clock, uid, store, 120)
    figure("A29 flipped bits", f"{found} found, {harmless} changed nothing, {missed} missed")
    assert missed == 0


def test_a29_the_section_is_named_and_the_rest_is_usable(path, clock, uid, store):
    other = store.create(small("Ledger"), label="new").postmortem
    store._conn.execute("UPDATE overview SET title='Checkoux' WHERE pm_uid=?", [uid])
    (trouble,) = store.check()
    assert "PM-1: the overview" in trouble.sentence
    assert store.load(other.uid).postmortem == other


def test_a30_a_file_of_another_program_is_refused_byte_for_byte(path, clock):
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE bookmarks(url TEXT)")
        conn.commit()
    before = digest(path)
    with pytest.raises(ForeignStore, match="not a pmtui store"):
        Store.open(path, clock=clock)
    path.write_bytes(b"To whom it may concern\n" * 9)
    with pytest.raises(ForeignStore):
        Store.open(path, clock=clock)
    path.unlink()
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE bookmarks(url TEXT)")
        conn.commit()
    assert digest(path) == before


@pytest.mark.parametrize(
    "mark", ["PRAGMA user_version=99", "INSERT INTO migration VALUES ('m999_later', 'x')"]
)
def test_a31_a_newer_store_is_only_read(path, clock, uid, store, mark):
    value = store.load(uid).postmortem
    store._conn.execute(mark)
    store.close()
    before = digest(path)
    with Store.open(path, clock=clock) as opened:
        assert "newer pmtui" in opened.read_only_because
        assert opened.load(uid).postmortem == value
        with pytest.raises(StoreError, match="newer"):
            opened.remember("x", 1)
    assert digest(path) == before


GOLDEN = sorted((HERE / "golden").glob("schema-*.sql"))


def test_a32_there_is_a_frozen_store_of_every_schema():
    assert len(GOLDEN) == len(migrations.MIGRATIONS)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda p: p.stem)
def test_a32_a_store_of_an_older_release_migrates_after_a_checked_backup(
    path, clock, golden, monkeypatch
):
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript(golden.read_text(encoding="utf-8"))

    def m999_later(conn):
        conn.execute("CREATE TABLE later(x TEXT) STRICT")

    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, m999_later))
    with Store.open(path, clock=clock, author="noor") as opened:
        (summary,) = opened.summaries()
        value = opened.load(summary.uid).postmortem
        assert summary.title == value.overview.title == "Checkout failed for a third of customers"
        assert value.events and value.factors and value.actions
        assert [t for t in opened.check() if t.grave] == []
        assert opened.undo(summary.uid).label
    (copy,) = backups(path)
    assert copy.reason == f"before-{len(migrations.MIGRATIONS)}"


def test_a33_a_migration_that_raises_leaves_the_old_store_and_its_backup(
    path, clock, uid, store, monkeypatch
):
    value = store.load(uid).postmortem
    store.close()

    def m002_breaks(conn):
        conn.execute("CREATE TABLE half(x)")
        raise ValueError("no such thing")

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, m002_breaks))
        with pytest.raises(StoreError, match="left as it is"):
            Store.open(path, clock=clock)
    assert [b.reason for b in backups(path)] == [f"before-{len(migrations.MIGRATIONS) + 1}"]
    with Store.open(path, clock=clock) as opened:
        assert opened.load(uid).postmortem == value
        assert opened.check() == ()


def test_a35_a_clock_that_jumps_back_disturbs_neither_order_nor_undo(path, by_a_deadline):
    clock = FixedClock(datetime(2026, 11, 28, 12, 0, tzinfo=UTC))
    with Store.open(path, clock=clock, author="noor") as opened:
        uid = opened.create(small(), label="new").postmortem.uid
        window = Window(path, clock)
        value = window.saver.open(uid).postmortem
        for number, jump in enumerate((timedelta(0), timedelta(-3), timedelta(400), timedelta(-9))):
            clock.advance(jump)
            value = edits.set_fields(value, "overview", "", summary=f"{number}")
            window.saver.put(value, f"step{number}", f"edit {number}")
            by_a_deadline(lambda n=number: len(window.of(Saved)) == n + 1)
        window.saver.close()
        labels = [o.label for o in opened.operations(uid)][1:]
        assert labels == [f"edit {n}" for n in range(4)]
        assert opened.undo(uid).label == "edit 3"
        assert opened.load(uid).postmortem.overview.summary == "2"
        assert opened.check() == ()


@pytest.mark.nightly
def test_a29_a_thousand_flipped_bits_are_found_or_change_nothing(path, clock, uid, store, figure):
    found, harmless, missed = flips(path, clock, uid, store, 1000)
    figure("A29 flipped bits", f"{found} found, {harmless} changed nothing, {missed} missed")
    assert missed == 0
