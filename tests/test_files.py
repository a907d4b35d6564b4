import errno
import os
import stat
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pmtui import files
from pmtui.demo import demo_postmortem
from pmtui.errors import PmtuiError, UsageError

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)


def titled(title):
    pm = demo_postmortem(NOW)
    return replace(pm, overview=replace(pm.overview, title=title))


def leftovers(directory):
    return [p.name for p in directory.iterdir() if p.name.startswith(".pmtui-")]


def test_a_file_is_written_whole_for_its_owner_only(tmp_path):
    written = files.write_file(tmp_path / "pm.md", "Grüße\n")
    assert written.path == tmp_path / "pm.md"
    assert written.size == 8
    assert written.path.read_bytes() == "Grüße\n".encode()
    assert stat.S_IMODE(written.path.stat().st_mode) == 0o600
    assert leftovers(tmp_path) == []


def test_a_relative_path_is_told_in_full(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert files.write_file(files.Path("pm.md"), "x").path == tmp_path / "pm.md"


def test_an_existing_file_is_refused_and_force_is_named(tmp_path):
    target = tmp_path / "pm.md"
    target.write_text("precious")
    with pytest.raises(UsageError, match="--force"):
        files.write_file(target, "new")
    assert target.read_text() == "precious"
    assert leftovers(tmp_path) == []


def test_force_replaces_an_existing_file(tmp_path):
    target = tmp_path / "pm.md"
    target.write_text("old")
    files.write_file(target, "new", force=True)
    assert target.read_text() == "new"


def test_a_file_that_appears_meanwhile_is_not_clobbered(tmp_path, monkeypatch):
    target = tmp_path / "pm.md"
    write_beside = files._write_beside

    def slow(path, data):
        temporary = write_beside(path, data)
        target.write_text("someone was faster")
        return temporary

    monkeypatch.setattr(files, "_write_beside", slow)
    with pytest.raises(UsageError, match="exists already"):
        files.write_file(target, "new")
    assert target.read_text() == "someone was faster"
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("force", [False, True])
def test_a_symbolic_link_is_refused_and_its_victim_stays_whole(tmp_path, force):
    victim = tmp_path / "victim"
    victim.write_text("whole")
    (tmp_path / "pm.md").symlink_to(victim)
    with pytest.raises(UsageError, match="symbolic link"):
        files.write_file(tmp_path / "pm.md", "new", force=force)
    assert victim.read_text() == "whole"


def test_a_dangling_link_is_refused(tmp_path):
    (tmp_path / "pm.md").symlink_to(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="symbolic link"):
        files.write_file(tmp_path / "pm.md", "new")
    assert not (tmp_path / "nowhere").exists()


def test_a_pipe_and_a_directory_are_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="pipe"):
        files.write_file(tmp_path / "pipe", "new", force=True)
    with pytest.raises(UsageError, match="directory"):
        files.write_file(tmp_path, "new", force=True)


def test_a_missing_directory_is_named(tmp_path):
    with pytest.raises(UsageError, match="does not exist"):
        files.write_file(tmp_path / "no" / "pm.md", "new")


def test_a_full_disk_leaves_no_target_and_no_temporary(tmp_path, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(PmtuiError, match="is full") as caught:
        files.write_file(tmp_path / "pm.md", "new")
    assert caught.value.exit_code == 3
    assert list(tmp_path.iterdir()) == []


def test_a_file_system_without_hard_links_still_clobbers_nothing(tmp_path, monkeypatch):
    def no_links(*args, **kwargs):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(files.os, "link", no_links)
    written = files.write_file(tmp_path / "pm.md", "new")
    assert written.path.read_text() == "new"
    assert stat.S_IMODE(written.path.stat().st_mode) == 0o600
    with pytest.raises(UsageError, match="exists already"):
        files.write_file(tmp_path / "pm.md", "newer")
    assert leftovers(tmp_path) == []


def test_a_folder_that_may_be_written_to_and_not_listed_takes_a_file(tmp_path, monkeypatch):
    usual = os.open

    def guarded(path, flags, *more):
        if path == tmp_path:
            raise PermissionError(errno.EACCES, "Permission denied")
        return usual(path, flags, *more)

    monkeypatch.setattr(files.os, "open", guarded)
    assert files.write_file(tmp_path / "pm.md", "new").path.read_text() == "new"


def test_a_name_too_long_for_the_system_is_one_sentence(tmp_path):
    with pytest.raises(PmtuiError, match="too long"):
        files.write_file(tmp_path / ("x" * 300), "new")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Card payments failed", "card-payments-failed-pm-7.md"),
        ("../../etc/passwd", "etc-passwd-pm-7.md"),
        ("-rf", "rf-pm-7.md"),
        ("..", "postmortem-pm-7.md"),
        ("日本語", "postmortem-pm-7.md"),
        ("a\x00b/c\\d", "a-b-c-d-pm-7.md"),
        ("", "postmortem-pm-7.md"),
    ],
)
def test_a_name_made_from_a_title_stays_inside_its_directory(title, name):
    assert files.default_name(titled(title), "PM-7", ".md") == name


def test_a_name_is_short_and_without_a_reference_holds_the_identity():
    assert len(files.default_name(titled("word " * 100), "PM-7", ".md")) <= 90
    assert files.default_name(titled("A"), "", ".md") == "a-demoseat.md"


def test_old_temporaries_are_swept_and_young_ones_and_strangers_stay(tmp_path):
    old, young, other = (tmp_path / n for n in (".pmtui-old", ".pmtui-young", "mine"))
    for path in (old, young, other):
        path.write_text("x")
    os.utime(old, (0, 0))
    os.utime(other, (0, 0))
    assert files.sweep(tmp_path) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == [".pmtui-young", "mine"]
    assert files.sweep(tmp_path / "nowhere") == 0
