import stat

import pytest

from pmtui.editor import MARK, edit_text, editing_folder, editor_command
from pmtui.errors import PmtuiError


def editor(tmp_path, body):
    script = tmp_path / "editor"
    script.write_text(f"#!/bin/sh\n{body}\n")
    script.chmod(0o700)
    return {"EDITOR": str(script)}


def folder(tmp_path):
    place = tmp_path / "private"
    place.mkdir(mode=0o700)
    return place


def test_the_text_comes_back_as_the_editor_left_it(tmp_path):
    env = editor(tmp_path, 'printf " and more\\n" >> "$1"')
    place = folder(tmp_path)
    done = edit_text("first", heading="Summary", folder=place, env=env)
    assert (done.text, done.changed, done.problem) == ("first and more", True, "")
    assert not list(place.iterdir())


def test_an_untouched_text_is_unchanged(tmp_path):
    place = folder(tmp_path)
    done = edit_text("a\n\nb\n", heading="x -- y", folder=place, env=editor(tmp_path, "true"))
    assert (done.text, done.changed) == ("a\n\nb\n", False)


def test_the_file_is_private_while_it_is_edited(tmp_path):
    seen = tmp_path / "seen"
    env = editor(tmp_path, f'stat -c %a "$1" > {seen} 2>/dev/null || stat -f %Lp "$1" > {seen}')
    edit_text("secret", heading="Summary", folder=folder(tmp_path), env=env)
    assert seen.read_text().strip() == "600"


def test_a_failing_editor_leaves_its_file_and_the_old_text(tmp_path):
    env = editor(tmp_path, 'echo lost >> "$1"; exit 3')
    done = edit_text("kept", heading="Summary", folder=folder(tmp_path), env=env)
    assert (done.text, done.changed) == ("kept", False)
    assert "code 3" in done.problem
    assert "lost" in done.kept.read_text()


def test_an_editor_that_is_not_there_is_named(tmp_path):
    done = edit_text("kept", heading="S", folder=folder(tmp_path), env={"EDITOR": "/no/such"})
    assert "/no/such" in done.problem
    assert done.text == "kept"


def test_an_editor_that_removes_the_file_loses_nothing(tmp_path):
    done = edit_text("kept", heading="S", folder=folder(tmp_path), env=editor(tmp_path, 'rm "$1"'))
    assert (done.text, done.changed) == ("kept", False)
    assert done.problem


def test_a_deleted_mark_does_not_bring_the_heading_into_the_text(tmp_path):
    env = editor(tmp_path, f'grep -v \'{MARK}\' "$1" > "$1.new"; mv "$1.new" "$1"')
    done = edit_text("body", heading="Summary", folder=folder(tmp_path), env=env)
    assert done.text == "body"


def test_visual_goes_before_editor_and_may_have_options():
    assert editor_command({"VISUAL": "vim -n", "EDITOR": "ed"}) == ["vim", "-n"]


def test_without_any_editor_the_next_step_is_said(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(PmtuiError, match="set EDITOR"):
        editor_command({})


def test_without_any_editor_no_copy_of_the_text_is_left_behind(monkeypatch, tmp_path):
    monkeypatch.setattr("shutil.which", lambda name: None)
    place = folder(tmp_path)
    with pytest.raises(PmtuiError):
        edit_text("first", heading="Summary", folder=place, env={})
    assert not list(place.iterdir())


def test_an_editor_with_half_a_quote_is_refused_in_words():
    with pytest.raises(PmtuiError, match="EDITOR"):
        editor_command({"EDITOR": 'vim "'})


def test_the_folder_is_the_private_runtime_one_or_one_of_our_own(tmp_path):
    private = folder(tmp_path)
    assert editing_folder({"XDG_RUNTIME_DIR": str(private)}) == private
    private.chmod(0o755)
    own = editing_folder({"XDG_RUNTIME_DIR": str(private), "PMTUI_STATE": str(tmp_path / "s")})
    assert own != private
    assert stat.S_IMODE(own.stat().st_mode) == 0o700
