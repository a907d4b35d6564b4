"""Processes that are killed in the middle of what they do; each loop counts violations."""

import os
import random
import select
import signal
import time
from contextlib import closing
from dataclasses import replace

from pmtui.clock import SystemClock
from pmtui.domain import edits
from pmtui.domain.changes import diff
from pmtui.domain.ids import new_id
from pmtui.store import Store, migrations
from pmtui.store.backup import backups
from store.making import context, long, small


def forked(deed, *arguments):
    """Run a deed in a fork; its process."""
    if not (pid := os.fork()):
        try:
            deed(*arguments)
        finally:
            os._exit(0)
    return pid


def lasting(deed, *arguments):
    """How long a deed takes that nobody kills, in seconds, with some room."""
    begun = time.monotonic()
    os.waitpid(forked(deed, *arguments), 0)
    return (time.monotonic() - begun) * 1.5


def killed(deed, longest, *arguments):
    """Run a deed in a fork and kill it at a random moment, in seconds."""
    pid = forked(deed, *arguments)
    select.select([], [], [], random.uniform(0.0, longest))
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def savings(path, rounds):
    """Kill a process that saves without pause; (violations, acknowledged saves, hot journals)."""
    uid = _begin(path)
    violations = acknowledged = hot = 0
    longest = max(0.05, lasting(_save_some, path, uid))
    for number in range(rounds):
        if number % 50 == 49:
            # A history that grows without end would make the checks the longest part.
            uid = _begin(path)
        read, write = os.pipe()
        killed(_save_for_ever, longest, path, uid, write)
        os.close(write)
        with os.fdopen(read, "rb") as pipe:
            acks = [int(line) for line in pipe.read().split(b"\n")[:-1]]
        journal = path.with_name(f"{path.name}-journal")
        hot += journal.exists() and journal.stat().st_size > 0
        with Store.open(path, clock=SystemClock()) as store:
            seqs = {o.seq for o in store.operations(uid)}
            violations += sum(seq not in seqs for seq in acks)
            violations += len(store.check()) if number % 10 == 0 or number == rounds - 1 else 0
        acknowledged += len(acks)
    return violations, acknowledged, hot


def _begin(path):
    with Store.open(path, clock=SystemClock()) as store:
        return store.create(small(), label="new").postmortem.uid


def _save_some(path, uid):
    _save_for_ever(path, uid, None, 6)


def _save_for_ever(path, uid, write, count=10**9):
    store = Store.open(path, clock=SystemClock())
    loaded = store.load(uid)
    value, seq = loaded.postmortem, loaded.seq
    for _ in range(count):
        text = value.overview.summary[-3000:] + "x" * random.randint(1, 2000)
        after = edits.set_fields(value, "overview", "", summary=text)
        done = store.commit(uid, new_id(), diff(value, after), seq, context=context())
        value, seq = done.postmortem, done.seq
        if write is not None:
            os.write(write, f"{seq}\n".encode())


def m002_rewrites(conn):
    """A step that takes long enough to be killed in."""
    conn.execute("CREATE TABLE later(x TEXT NOT NULL) STRICT")
    for number in range(400):
        conn.execute("INSERT INTO later VALUES (?)", (f"{number}" * 400,))


def migrating(folder, rounds):
    """Kill a migration; (violations, how many came through, how many were taken back)."""
    violations = new = old = 0
    before = len(migrations.MIGRATIONS)
    after = before + 1
    Store.open(folder / "probe" / "pmtui.db", clock=SystemClock()).close()
    longest = lasting(_migrate, folder / "probe" / "pmtui.db")
    for number in range(rounds):
        path = folder / f"m{number}" / "pmtui.db"
        with Store.open(path, clock=SystemClock()) as store:
            value = store.create(small(), label="new").postmortem
        killed(_migrate, longest, path)
        with closing(_plain(path)) as conn:
            conn.execute("BEGIN IMMEDIATE")
            (version,) = conn.execute("PRAGMA user_version").fetchone()
            rows = conn.execute("SELECT name FROM sqlite_master WHERE name='later'").fetchall()
            count = conn.execute("SELECT count(*) FROM later").fetchone()[0] if rows else 0
            conn.execute("COMMIT")
        violations += (version, count) not in ((before, 0), (after, 400))
        new, old = new + (version == after), old + (version == before)
        violations += version == after and not backups(path)
        if version == before:
            with Store.open(path, clock=SystemClock()) as store:
                violations += store.load(value.uid).postmortem != value
    return violations, new, old


def _plain(path):
    import sqlite3

    return sqlite3.connect(path, isolation_level=None)


def _migrate(path):
    migrations.MIGRATIONS = (*migrations.MIGRATIONS, m002_rewrites)
    Store.open(path, clock=SystemClock()).close()


def importing(path, rounds):
    """Kill the import of a long document; (violations, landed whole, not at all)."""
    document = long(1200)
    violations = whole = none = 0
    longest = lasting(_import, path, replace(document, uid=new_id()))
    for _ in range(rounds):
        fresh = replace(document, uid=new_id())
        killed(_import, longest, path, fresh)
        with Store.open(path, clock=SystemClock()) as store:
            known = {s.uid for s in store.summaries()}
            if fresh.uid in known:
                whole += 1
                violations += store.load(fresh.uid).postmortem != fresh
            else:
                none += 1
                found = store._conn.execute(
                    "SELECT count(*) FROM events WHERE pm_uid=?", [fresh.uid]
                )
                violations += found.fetchone()[0]
    return violations, whole, none


def _import(path, document):
    with Store.open(path, clock=SystemClock()) as store:
        store.create(document, label="import", kind="import")


def exporting(folder, rounds):
    """Kill the writing of a file; (violations, old, new)."""
    from pmtui.files import write_file

    target = folder / "postmortem.md"
    old_text, new_text = "old\n" * 50_000, "new\n" * 50_000
    violations = old = new = 0
    longest = lasting(lambda: write_file(target, new_text, force=True))
    for _ in range(rounds):
        target.write_text(old_text)
        killed(lambda: write_file(target, new_text, force=True), longest)
        text = target.read_text()
        violations += text not in (old_text, new_text)
        old, new = old + (text == old_text), new + (text == new_text)
    return violations, old, new
