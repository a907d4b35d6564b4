import fcntl
import os

from pmtui.store import locking


def test_locks_of_a_good_disk_are_honoured_and_nothing_is_left(tmp_path):
    fine, told = locking.locks_in(tmp_path)
    assert fine and "honoured" in told
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_gives_the_lock_to_everybody_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(locking, "_asked", lambda name: "taken")
    fine, told = locking.locks_in(tmp_path)
    assert not fine and "two processes got the same lock" in told and told.endswith(".")


def test_a_disk_that_knows_no_locks_is_told(tmp_path, monkeypatch):
    def refuses(*_):
        raise OSError(37, os.strerror(37))

    monkeypatch.setattr(fcntl, "lockf", refuses)
    fine, told = locking.locks_in(tmp_path)
    assert not fine and "No locks available" in told
    assert list(tmp_path.iterdir()) == []


def test_where_no_file_can_be_made_it_is_not_tried(tmp_path):
    fine, told = locking.locks_in(tmp_path / "nowhere")
    assert fine and "not tried" in told
