"""A store on a disk whose locks stay on one machine: two machines are kept apart by their rows."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from pmtui.clock import FixedClock
from pmtui.domain import edits
from pmtui.domain.changes import diff
from pmtui.domain.instants import encode_instant
from pmtui.store import Store, opening
from pmtui.store import store as store_module
from pmtui.store.errors import LockedStore, ReadOnlyStore
from pmtui.store.place import locks_here_only
from store.making import NOW, context, small


@pytest.mark.parametrize(
    ("mounted", "kind"),
    [
        ("fuse.sshfs noor@host:/home rw,user_id=0", "fuse.sshfs"),
        ("fuse.glusterfs host:/home rw,user_id=0", ""),
        ("nfs host:/home rw,vers=3,nolock,addr=10.0.0.1", "nfs"),
        ("nfs4 host:/home rw,vers=4.2,local_lock=none,addr=10.0.0.1", ""),
        ("cifs //host/home rw,nobrl", "cifs"),
        ("ext4 /dev/sda1 rw,nolock", ""),
    ],
)
def test_the_mount_says_whether_other_machines_see_the_locks(tmp_path, mounted, kind):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"36 35 0:40 / /home rw - {mounted}\n")
    assert locks_here_only(Path("/home/noor/pmtui.db"), mounts) == kind


def seen_on_another_host(path, ago):
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute(
            "INSERT OR REPLACE INTO instance VALUES ('r', 'ana', 'ana', 'host-9', 'b', 1, ?, ?)",
            (encode_instant(NOW), encode_instant(NOW - ago)),
        )


def test_without_locks_between_machines_the_second_one_reads_until_the_first_is_gone(
    path, clock, monkeypatch
):
    for module in (opening, store_module):
        monkeypatch.setattr(module, "locks_here_only", lambda _: "fuse.sshfs")
    with Store.open(path, clock=clock, author="noor") as store:
        made = store.create(small(), label="new")
        after = edits.set_fields(made.postmortem, "overview", "", title="Longer")
        changes = diff(made.postmortem, after)
        seen_on_another_host(path, timedelta(minutes=2))
        with pytest.raises(LockedStore, match="ana wrote on host-9 at .* keeps no locks"):
            store.commit(after.uid, "s", changes, made.seq, context=context())
        with Store.open(path, clock=clock) as second:
            assert second.read_only_because.startswith("Read only: ana wrote on host-9")
            assert second.check() == ()
            assert second.load(after.uid).postmortem == made.postmortem
            with pytest.raises(ReadOnlyStore):
                second.remember("key", 1)
        store.clock = FixedClock(NOW + timedelta(minutes=4))
        assert store.commit(after.uid, "s", changes, made.seq, context=context()).seq > made.seq
