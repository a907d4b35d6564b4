"""A12 to A18: disks that are full, limited or broken."""

import resource
import shutil
import subprocess
from pathlib import Path

import pytest

from faults.machine import Window, python, small_disk
from pmtui.domain import edits
from pmtui.store import rescue as rescue_module
from pmtui.store import writer
from pmtui.store.reports import NotSaved, Saved
from pmtui.store.rescue import find_rescues, read_rescue

WINDOW = """
import os, sys, time
from pathlib import Path
from faults.machine import Window
from pmtui.clock import SystemClock
from pmtui.domain import edits
from pmtui.store import Store
from pmtui.store.reports import NotSaved, Saved
from pmtui.store.rescue import find_rescues, read_rescue
from store.making import small

def until(holds):
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end, window.reports
        time.sleep(0.01)

path = Path(sys.argv[1]) / "pmtui.db"
with Store.open(path, clock=SystemClock()) as store:
    value = store.create(small(), label="new").postmortem
window = Window(path, SystemClock())
value = window.saver.open(value.uid).postmortem

def put(**fields):
    global value
    value = edits.set_fields(value, "overview", "", **fields)
    window.saver.put(value, "visit", "edit")

def stored():
    with Store.open(path, clock=SystemClock()) as store:
        assert not [t for t in store.check() if t.grave]
        return store.load(value.uid).postmortem
"""


def full(store):
    (pages,) = store._conn.execute("PRAGMA page_count").fetchone()
    store._conn.execute(f"PRAGMA max_page_count={pages}")


def roomy(store):
    store._conn.execute("PRAGMA max_page_count=1000000")


def ran(done):
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_a12_a_full_disk_is_named_and_the_text_lies_in_a_verified_rescue_file(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    out = ran(
        python(
            WINDOW
            + """
ballast = path.with_name("ballast")
ballast.write_bytes(b"x" * 1000)
with open(ballast, "ab", buffering=0) as file:
    try:
        while True:
            file.write(b"x" * 1024)
    except OSError:
        pass
put(summary="y" * 60_000)
until(lambda: window.of(NotSaved))
failed = window.of(NotSaved)[0]
print(failed.brief)
put(owner="Noor")
until(lambda: read_rescue(failed.rescue).postmortem == value)
assert not window.of(Saved)
ballast.unlink()
window.saver.flush()
assert stored() == value
assert find_rescues(path) == (), find_rescues(path)
print("saved")
""",
            disk,
            wrap=small_disk(disk, "1m"),
        )
    )
    assert out.split("\n")[:2] == ["disk full", "saved"]


def test_a13_a_disk_that_is_full_at_the_start_reads_and_says_why_it_cannot_save(tmp_path, path):
    disk = tmp_path / "disk"
    disk.mkdir()
    out = ran(
        python(
            """
import sys, subprocess
from pathlib import Path
from pmtui.cli.run import run
folder = Path(sys.argv[1])
store = ["--store", str(folder / "pmtui.db")]
assert run([*store, "new", "Checkout", "--severity", "2", "--date", "2026-11-22"]) == 0
with open(folder / "ballast", "wb", buffering=0) as file:
    try:
        while True:
            file.write(b"x" * 1024)
    except OSError:
        pass
assert run([*store, "list"]) == 0
print("codes", run([*store, "set", "1", "summary", "y" * 50_000]),
      run(["--store", str(folder / "other.db"), "new", "X"]))
""",
            disk,
            wrap=small_disk(disk, "1m"),
        )
    )
    assert "Checkout" in out
    assert "codes 3 3" in out


def test_a14_an_export_to_a_full_disk_leaves_neither_target_nor_temporary(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    out = ran(
        python(
            """
import sys
from pathlib import Path
from pmtui.errors import PmtuiError
from pmtui.files import write_file
folder = Path(sys.argv[1])
(folder / "old.md").write_text("old")
for name, force in (("new.md", False), ("old.md", True)):
    try:
        write_file(folder / name, "x" * 200_000, force=force)
    except PmtuiError as error:
        print(error)
print(sorted(p.name for p in folder.iterdir()), (folder / "old.md").read_text())
""",
            disk,
            wrap=small_disk(disk, "64k"),
        )
    )
    assert out.count("is full; nothing was written") == 2
    assert "['old.md'] old" in out


def test_a15_the_next_place_takes_the_rescue_where_the_first_is_full_too(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    out = ran(
        python(
            """
import os, sys
from pathlib import Path
folder = Path(sys.argv[1])
os.environ["PMTUI_STATE"] = str(folder / "state")
from pmtui.clock import SystemClock
from pmtui.domain.edits import set_fields
from pmtui.store.rescue import Rescue, read_rescue, write_rescue
from store.making import small
pm = set_fields(small(), "overview", "", summary="y" * 200_000)
rescue = Rescue(pm, "PM-1", str(folder / "pmtui.db"), 1, SystemClock().now(), (), "faultsuite")
path = write_rescue(rescue)
assert read_rescue(path) == rescue
path.unlink()
print(path.is_relative_to(folder), list((folder / "state" / "rescue").iterdir()))
""",
            disk,
            wrap=small_disk(disk, "64k"),
        )
    )
    assert out.strip() == "False []"


def test_a15_with_no_place_at_all_it_keeps_running_and_says_so(
    path, clock, uid, store, monkeypatch, by_a_deadline
):
    monkeypatch.setattr(rescue_module, "rescue_dirs", lambda: (path / "no", path / "place"))
    window = Window(path, clock)
    value = edits.set_fields(window.saver.open(uid).postmortem, "overview", "", owner="Noor")
    window.saver.ask(full).result()
    value = edits.set_fields(value, "overview", "", summary="x" * 100_000)
    window.saver.put(value, "visit", "edit")
    (failed, *_) = by_a_deadline(lambda: window.of(NotSaved))
    assert failed.rescue is None
    assert failed.lacking
    window.saver.ask(roomy).result()
    by_a_deadline(lambda: window.of(Saved))
    assert store.load(uid).postmortem == value
    window.saver.close()


def test_a16_when_there_is_room_again_the_next_try_saves_by_itself(
    path, clock, uid, store, by_a_deadline
):
    window = Window(path, clock)
    value = edits.set_fields(window.saver.open(uid).postmortem, "overview", "", owner="Noor")
    window.saver.ask(full).result()
    value = edits.set_fields(value, "overview", "", summary="x" * 100_000)
    window.saver.put(value, "visit", "edit")
    (failed, *_) = by_a_deadline(lambda: window.of(NotSaved))
    assert failed.brief == "disk full"
    window.saver.ask(roomy).result()
    by_a_deadline(lambda: window.of(Saved))
    assert store.load(uid).postmortem == value
    by_a_deadline(lambda: not find_rescues(path))
    window.saver.close()


def test_a17_a_file_size_limit_is_told_like_a_full_disk(tmp_path):
    out = ran(
        python(
            WINDOW
            + """
import resource
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
os.environ["PMTUI_STATE"] = str(path.parent / "state")
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, hard))
put(summary="y" * 600_000)
until(lambda: window.of(NotSaved))
print(window.of(NotSaved)[0].brief)
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
window.saver.flush()
assert stored() == value
print("saved")
""",
            tmp_path,
        )
    )
    assert out.split("\n")[:2] == ["disk error", "saved"]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 0


def test_a18_a_sync_that_fails_is_never_called_saved_and_the_file_is_read_again(tmp_path):
    if shutil.which("cc") is None:
        pytest.skip("NOTICE: no C compiler for the library that makes syncs fail")
    library, flag = tmp_path / "failing_sync.so", tmp_path / "eio"
    source = Path(__file__).with_name("failing_sync.c")
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True, capture_output=True
    )
    out = ran(
        python(
            WINDOW
            + """
opened = []
original = window.saver._writer.held.opener
def counting(*args, **more):
    opened.append(1)
    return original(*args, **more)
window.saver._writer.held.opener = counting
flag = Path(os.environ["PMTUI_TEST_EIO"])
put(summary="before")
window.saver.flush()
flag.touch()
put(summary="while the disk fails")
until(lambda: len(window.of(NotSaved)) >= 2)
print({r.brief for r in window.of(NotSaved)}, len(window.of(Saved)), bool(opened))
flag.unlink()
window.saver.flush()
assert stored() == value
print("saved")
""",
            tmp_path,
            env={"LD_PRELOAD": str(library), "PMTUI_TEST_EIO": str(flag)},
        )
    )
    assert out.split("\n")[:2] == ["{'disk error'} 1 True", "saved"]


def test_a12_what_is_typed_while_saving_fails_stays_in_the_file_also_when_it_is_killed(
    path, clock, uid, by_a_deadline
):
    window = Window(path, clock, retry=1000.0)
    value = window.saver.open(uid).postmortem
    window.saver.ask(full).result()
    for text in ("x" * 90_000, "y" * 90_000):
        value = edits.set_fields(value, "overview", "", summary=text)
        window.saver.put(value, "visit", "edit")
    (failed, *_) = by_a_deadline(lambda: window.of(NotSaved))
    by_a_deadline(lambda: read_rescue(failed.rescue).postmortem == value)
    with pytest.raises(writer.NotFlushed):
        window.saver.close()
    assert failed.rescue.stat().st_mode & 0o777 == 0o600
