"""A1 to A10 and A34: killed, hung up, stopped."""

import os
import random
import signal
import string
import subprocess
import sys
import time
from collections import deque
from pathlib import Path

import pytest

from faults import killing
from pmtui.files import sweep, write_file
from pmtui.store import Store
from pmtui.store.rescue import find_rescues, read_rescue
from store.making import small

LOSS = 0.5
"""Seconds of typing that a kill may cost."""

BUSY_LOSS = 1.5
"""The same on a machine that is overloaded by other work."""


def kill_while_typing(start, path, clock, rounds):
    """How long ago, in ms at worst, a lost letter was sent, and shown; violations; letters.

    A program that gets no processor saves nothing: on a machine with more work than processors
    only BUSY_LOSS is asked for.
    """
    worst, worst_shown, violations, count = 0.0, 0.0, 0, 0
    allowed = LOSS if os.getloadavg()[0] <= (os.cpu_count() or 1) else BUSY_LOSS
    with Store.open(path, clock=clock, author="noor") as store:
        uids = [store.create(small(""), label="new").postmortem.uid for _ in range(rounds)]
    programs = deque([start("open", "1")])
    for number, uid in enumerate(uids, 1):
        if number < rounds:  # the next one starts while this one is typed into
            programs.append(start("open", str(number + 1)))
        program = programs.popleft()
        program.wait("1 Overview]").settle().press("Enter").wait("Esc Done")
        text = "".join(random.choices(string.ascii_lowercase, k=48))
        program.letters(text, 0.02, time.monotonic() + random.uniform(0.05, 1.0))
        moment = time.monotonic()
        program.process.kill()
        program.process.wait(5)
        with Store.open(path, clock=clock) as store:
            kept = store.load(uid).postmortem.overview.title
        count += len(program.sent)
        violations += not text.startswith(kept)
        if len(kept) < len(program.sent):
            lost = moment - program.sent[len(kept)]
            worst = max(worst, lost)
            unsaved = moment - (program.shown[len(kept) :] or [moment])[0]
            worst_shown = max(worst_shown, unsaved)
            violations += lost > allowed
    with Store.open(path, clock=clock) as store:
        violations += len(store.check())
    told = f"sent {worst * 1000:.0f} ms ago, shown {worst_shown * 1000:.0f} ms ago, of {count}"
    return told, violations


@pytest.mark.pty
def test_a1_a_kill_at_any_instant_while_typing_loses_at_most_half_a_second(
    start, path, clock, figure
):
    told, violations = kill_while_typing(start, path, clock, 10)
    figure("A1 kills while typing, 10 rounds: oldest lost letter", told)
    assert violations == 0


@pytest.mark.nightly
@pytest.mark.pty
def test_a1_a_hundred_kills_while_typing_lose_at_most_half_a_second(start, path, clock, figure):
    told, violations = kill_while_typing(start, path, clock, 100)
    figure("A1 kills while typing, 100 rounds: oldest lost letter", told)
    assert violations == 0


def storage(path, rounds, figure):
    violations, acknowledged, hot = killing.savings(path, rounds)
    figure(
        f"A2 kills of the storage process, {rounds} rounds",
        f"{violations} violations, {acknowledged} acknowledged saves, {hot} hot journals",
    )
    assert acknowledged
    assert violations == 0
    return hot


def test_a2_a_kill_inside_a_commit_leaves_the_old_or_the_new(path, figure):
    storage(path, 100, figure)


@pytest.mark.nightly
def test_a2_a_thousand_kills_inside_commits_leave_the_old_or_the_new(path, figure):
    storage(path, 1000, figure)


def test_a3_a_kill_in_a_migration_leaves_the_old_or_the_new_schema(tmp_path, figure):
    violations, new, old = killing.migrating(tmp_path, 16)
    figure("A3 kills in a migration", f"{violations} violations, {new} new, {old} old")
    assert violations == 0


def test_a4_a_kill_during_an_export_leaves_the_old_file_or_the_whole_new_one(tmp_path, figure):
    violations, old, new = killing.exporting(tmp_path, 30)
    figure("A4 kills in an export", f"{violations} violations, {old} old, {new} new")
    assert violations == 0
    long_ago = time.time() - 7200
    for left in tmp_path.glob(".pmtui-*"):
        os.utime(left, (long_ago, long_ago))
    (tmp_path / ".pmtui-other").write_text("half")
    os.utime(tmp_path / ".pmtui-other", (long_ago, long_ago))
    write_file(tmp_path / "next.md", "text")
    assert not list(tmp_path.glob(".pmtui-*"))
    assert sweep(tmp_path) == 0


def test_a5_a_kill_during_an_import_leaves_all_of_it_or_nothing(path, figure):
    violations, whole, none = killing.importing(path, 10)
    figure("A5 kills in an import", f"{violations} violations, {whole} whole, {none} nothing")
    assert violations == 0


HOLD = """
import sqlite3, sys
conn = sqlite3.connect(sys.argv[1], isolation_level=None)
conn.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def held(path):
    """Has another process lock the store; gives that process."""
    children = []

    def lock():
        child = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        children.append(child)
        assert child.stdout.readline() == b"held\n"
        return child

    yield lock
    for child in children:
        child.communicate()


@pytest.mark.pty
def test_a6_a_dropped_link_is_flushed_within_a_second_and_ends_with_129(typing, title, figure):
    typing.send(" now")
    typing.wait("Checkout failed now")
    begun = time.monotonic()
    code = typing.hang_up()
    seconds = time.monotonic() - begun
    figure("A6 from the hang-up to the end", f"{seconds * 1000:.0f} ms")
    assert title() == "Checkout failed now"
    assert code == 129
    assert seconds < 1.0


@pytest.mark.pty
def test_a6_a_link_that_drops_while_the_store_is_locked_leaves_a_rescue_file(
    typing, held, path, figure
):
    typing.pump(0.6)
    held()
    typing.send(" again")
    typing.wait("Checkout failed again")
    begun = time.monotonic()
    code = typing.hang_up()
    seconds = time.monotonic() - begun
    figure("A6 the same with a locked store", f"{seconds * 1000:.0f} ms")
    (rescue,) = find_rescues(path)
    assert read_rescue(rescue).postmortem.overview.title == "Checkout failed again"
    assert code == 129
    assert seconds < 1.5


@pytest.mark.pty
def test_a7_a_termination_flushes_and_ends_with_143(typing, title):
    typing.send(" now")
    typing.wait("Checkout failed now")
    assert typing.signal(signal.SIGTERM) == 143
    assert title() == "Checkout failed now"
    assert b"\x1b[?1049l" in typing.raw


@pytest.mark.pty
def test_a8_without_hang_ups_the_end_of_input_ends_it_and_burns_nothing(
    start, path, clock, title, figure
):
    with Store.open(path, clock=clock, author="noor") as opened:
        opened.create(small("Checkout"), label="new")
    ignoring = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)"
    program = start("open", "1", hook=ignoring)
    program.wait("1 Overview]").settle().press("Enter").wait("Esc Done").type(" failed").wait(
        "Checkout failed"
    )
    stat = Path(f"/proc/{program.process.pid}/stat")
    before = sum(map(int, stat.read_text().rpartition(")")[2].split()[11:13]))
    begun = time.monotonic()
    os.close(program.master)
    program.master = -1
    used = before
    while program.process.poll() is None and time.monotonic() - begun < 5:
        try:
            used = sum(map(int, stat.read_text().rpartition(")")[2].split()[11:13]))
        except (OSError, ValueError):
            break
        time.sleep(0.01)
    code = program.process.wait(5)
    figure(
        "A8 after the end of input",
        f"ended in {(time.monotonic() - begun) * 1000:.0f} ms, "
        f"{(used - before) * 10} ms of processor",
    )
    assert title() == "Checkout failed"
    assert code == 129
    assert (used - before) * 10 < 500


@pytest.mark.pty
def test_a9_a_stopped_program_has_saved_before_its_shell_dies(typing, title, by_a_deadline):
    typing.send(" now")
    typing.wait("Checkout failed now")
    typing.process.send_signal(signal.SIGTSTP)
    stat = Path(f"/proc/{typing.process.pid}/stat")
    by_a_deadline(lambda: stat.read_text().rpartition(")")[2].split()[0] == "T")
    typing.process.kill()
    typing.process.wait(5)
    assert title() == "Checkout failed now"


@pytest.mark.pty
def test_a10_a_link_that_drops_inside_a_paste_keeps_what_was_typed_before(typing, title):
    typing.send("\x1b[200~half of a pas")
    typing.pump(0.1)
    assert typing.hang_up() == 129
    assert title() in ("Checkout failed", "Checkout failedhalf of a pas")


def test_a34_a_hot_journal_rolls_back_when_the_store_is_opened(path, clock, uid, store):
    import shutil

    conn = store._conn
    conn.execute("PRAGMA cache_size=5")
    conn.execute("BEGIN IMMEDIATE")
    for number in range(3000):
        conn.execute("INSERT INTO setting VALUES (?, ?)", (f"k{number}", f'"{"x" * 200}"'))
    copy = path.with_name("copy.db")
    shutil.copy(path, copy)
    shutil.copy(f"{path}-journal", f"{copy}-journal")
    conn.execute("ROLLBACK")
    assert Path(f"{copy}-journal").stat().st_size > 0
    with Store.open(copy, clock=clock) as opened:
        assert opened.recall("k1") is None
        assert opened.check() == ()
        assert opened.load(uid).postmortem == store.load(uid).postmortem
