import os

import pytest

from pmtui.store import rescue as rescue_module
from pmtui.store.rescue import NoRescue, Rescue, find_rescues, read_rescue, write_rescue
from store.making import NOW, Scribe, small


@pytest.fixture
def rescue():
    return Rescue(Scribe(3, "a").many(small(), 9), "PM-3", "/srv/pmtui.db", 17, NOW, run="run")


def test_a_rescue_file_holds_the_whole_postmortem_for_its_owner_alone(rescue, tmp_path):
    path = write_rescue(rescue, [tmp_path / "place"])
    assert read_rescue(path) == rescue
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert list(path.parent.iterdir()) == [path]


def test_the_next_place_is_taken_where_the_first_cannot_be(rescue, tmp_path):
    (tmp_path / "file").write_text("x")
    path = write_rescue(rescue, [tmp_path / "file" / "x", tmp_path / "good"])
    assert path.parent == tmp_path / "good"


def test_a_place_open_to_others_is_not_used(rescue, tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    (tmp_path / "link").symlink_to(tmp_path)
    assert write_rescue(rescue, [shared, tmp_path / "link"]) is None


def test_a_short_write_is_not_believed(rescue, tmp_path, monkeypatch):
    fsync = os.fsync

    def cut(handle):
        fsync(handle)
        os.ftruncate(handle, 10)

    monkeypatch.setattr(rescue_module.os, "fsync", cut)
    place = tmp_path / "full"
    assert write_rescue(rescue, [place]) is None
    assert list(place.iterdir()) == []


def test_rescue_files_are_found_for_their_store_the_newest_first(rescue, tmp_path):
    from dataclasses import replace
    from datetime import timedelta
    from pathlib import Path

    place = tmp_path / "place"
    old = write_rescue(replace(rescue, run="one"), [place])
    new = write_rescue(replace(rescue, at=NOW + timedelta(minutes=1), run="two"), [place])
    write_rescue(replace(rescue, store="/srv/other.db", run="three"), [place])
    (place / "junk.json").write_text("{")
    assert find_rescues(Path("/srv/pmtui.db"), [place, tmp_path / "absent"]) == (new, old)


@pytest.mark.parametrize("text", ["", "[]", '{"format": "other"}', '{"format": "pmtui-rescue-1"}'])
def test_anything_else_is_refused_in_words(tmp_path, text):
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(NoRescue, match="Name another file|Use that one"):
        read_rescue(path)
    with pytest.raises(NoRescue):
        read_rescue(tmp_path / "absent.json")
