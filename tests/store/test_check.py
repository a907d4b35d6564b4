import pytest

from pmtui.domain.postmortem import Postmortem
from pmtui.store.check import filesystem, replay
from pmtui.store.errors import DamagedStore
from store.making import Scribe, small

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def pm(store):
    return store.create(Scribe(7, "a").many(small(), 12), label="new").postmortem


def test_a_sound_store_has_no_trouble(store, pm):
    assert store.check() == ()
    assert replay(store._conn, pm.uid) == pm


def test_a_text_that_was_altered_on_the_disk_is_named_by_its_hash(store, pm):
    event = pm.events[0].id
    store._conn.execute("UPDATE events SET text='errors fell' WHERE id=?", (event,))
    (trouble,) = store.check()
    assert trouble.grave
    assert trouble.sentence.startswith(f"PM-1: the record {event} in events is not what was saved")


def test_a_row_that_makes_no_sense_is_named_and_the_rest_is_usable(store, pm):
    second = store.create(small("Other"), label="new").postmortem
    store._held.clear()
    store._conn.execute("UPDATE overview SET severity='SEV-77' WHERE pm_uid=?", (pm.uid,))
    with pytest.raises(DamagedStore, match=r"severity in overview .* pmtui doctor"):
        store.load(pm.uid)
    assert store.load(second.uid).postmortem == second
    (trouble,) = store.check()
    assert trouble.uid == pm.uid
    assert replay(store._conn, pm.uid) == pm
    assert store.repair(pm.uid) == pm
    assert store.load(pm.uid).postmortem == pm
    assert store.check() == ()


def test_a_lost_row_is_found_by_the_history(store, pm):
    store._conn.execute("DELETE FROM factors")
    (trouble,) = store.check()
    assert "its history does not lead to what is stored" in trouble.sentence
    store.repair(pm.uid)
    assert store.check() == ()


def test_a_lost_row_comes_back_with_the_next_save_of_it(store, pm):
    from pmtui.domain import edits
    from pmtui.domain.changes import diff
    from store.making import context

    loaded = store.load(pm.uid)
    store._conn.execute("DELETE FROM overview")
    after = edits.set_fields(pm, "overview", "", owner="Noor")
    store.commit(pm.uid, "s", diff(pm, after), loaded.seq, context=context())
    assert store.check() == ()


def test_a_save_over_an_altered_text_says_so(store, pm):
    from pmtui.domain import edits
    from pmtui.domain.changes import diff
    from store.making import context

    store._conn.execute("UPDATE overview SET hash='?', title='altered'")
    loaded = store.load(pm.uid)
    after = edits.set_fields(loaded.postmortem, "overview", "", owner="Noor")
    done = store.commit(pm.uid, "s", diff(loaded.postmortem, after), loaded.seq, context=context())
    assert "did not match their checksum" in done.notices[0]


def test_files_that_others_may_read_are_told_without_alarm(store, path):
    path.chmod(0o644)
    (trouble,) = store.check()
    assert not trouble.grave
    assert f"chmod 600 {path}" in trouble.sentence


MOUNTS = """\
22 1 0:21 / / rw,relatime - ext4 /dev/sda1 rw
35 22 0:35 / /home rw,relatime shared:1 - nfs4 server:/home rw
36 35 0:36 / /home/with\\040space rw - fuse.sshfs host:/ rw
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/var/pmtui.db", "ext4"),
        ("/home/noor/pmtui.db", "nfs4"),
        ("/homes/pmtui.db", "ext4"),
        ("/home/with space/pmtui.db", "fuse.sshfs"),
    ],
)
def test_the_file_system_is_that_of_the_longest_mount(tmp_path, place, kind):
    from pathlib import Path

    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    assert filesystem(Path(place), mounts) == kind
    assert filesystem(Path(place), tmp_path / "absent") == ""


def test_a_network_home_is_worth_a_word(store, monkeypatch):
    from pmtui.store import check

    monkeypatch.setattr(check, "filesystem", lambda path: "nfs4")
    (trouble,) = store.check()
    assert "network disk (nfs4)" in trouble.sentence
    assert not trouble.grave


def test_an_unreadable_history_is_no_value(store, pm):
    store._conn.execute("DROP TRIGGER operation_is_never_changed")
    store._conn.execute("UPDATE operation SET changes='{'")
    assert replay(store._conn, pm.uid) is None
    with pytest.raises(DamagedStore, match="pmtui restore"):
        store.repair(pm.uid)
    assert store.load(pm.uid).postmortem == pm
    assert store.check()
    assert isinstance(pm, Postmortem)
