"""What a folder may hold, and what git may answer: a sentence each, the store as it was."""

import json
import os

import pytest

from pmtui.domain import edits
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.store.errors import OfSomebodyElse
from pmtui.team import git as git_module
from pmtui.team.folder import place_at
from pmtui.team.git import GitMissing
from pmtui.team.model import DOCUMENT, NoFolder, NotNow, TeamTrouble
from store.making import NOW, small
from team.conftest import git


def document(pm):
    return FLAVOURS["json"].render(pm, ExportOptions(now=NOW))


def put(folder, name, text):
    (folder / name).mkdir()
    (folder / name / DOCUMENT).write_text(text)


def newer(text):
    return text.replace('"document": 1', '"document": 99')


def unknown(text):
    tree = json.loads(text)
    tree["postmortem"]["overview"]["colour"] = "red"
    return json.dumps(tree)


def twice(text):
    tree = json.loads(text)
    tree["postmortem"]["events"] *= 2
    return json.dumps(tree)


def marked(text):
    return f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> theirs\n"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (marked, "markers of an unfinished merge"),
        (lambda text: text[: len(text) // 2], "not JSON"),
        (lambda text: "", "not JSON"),
        (newer, "Update pmtui"),
        (unknown, "does not know this field"),
        (twice, "the same id"),
        (lambda text: text + " " * 50_000_000, "larger than 20 MB"),
        (lambda text: "[" * 100_000, "levels deep"),
    ],
)
def test_a_document_that_cannot_be_read_is_named_and_the_others_are_taken(plain, spoil, said):
    put(plain.folder, "a-bad", spoil(document(small("Bad"))))
    put(plain.folder, "b-good", document(small("Good")))
    told = plain.sync(pull=False)
    assert [s.title for s in plain.store.summaries()] == ["Good"]
    (problem,) = told.problems
    assert problem.startswith("a-bad was left out")
    assert said in problem


def test_links_out_of_the_folder_are_not_followed(plain, tmp_path):
    secret = tmp_path / "elsewhere"
    secret.mkdir()
    (secret / DOCUMENT).write_text(document(small("Elsewhere")))
    (plain.folder / "linked").symlink_to(secret)
    (plain.folder / "inner").mkdir()
    (plain.folder / "inner" / DOCUMENT).symlink_to(secret / DOCUMENT)
    (plain.folder / "pipe").mkdir()
    os.mkfifo(plain.folder / "pipe" / DOCUMENT)
    told = plain.sync(pull=False)
    assert plain.store.summaries() == ()
    assert len(told.problems) == 3
    assert sum("symbolic link" in p for p in told.problems) == 2


def test_hostile_text_is_cleaned_and_never_leaves_the_folder(plain):
    pm = small("x")
    text = document(pm).replace('"title": "x"', '"title": "\\u001b]52;c;UA==\\u0007../../[/]"')
    put(plain.folder, "fine", text)
    put(plain.folder, "a\x1b[31mb", document(small("Named badly")))
    put(plain.folder, "caf\udce9", document(small("Named in Latin-1")))
    told = plain.sync(pull=False)
    assert "\x1b" not in " ".join([*told.done, *told.problems])
    assert len(told.problems) == 2
    (only,) = plain.store.summaries()
    assert "\x1b" not in only.title


def test_one_postmortem_in_two_directories_is_not_guessed_at(plain):
    pm = small("Twice")
    put(plain.folder, "a", document(pm))
    put(plain.folder, "b", document(pm))
    (problem,) = plain.sync(pull=False).problems
    assert "several directories (a, b)" in problem
    assert plain.store.summaries() == ()


def test_what_a_colleague_took_out_of_the_folder_stays_here_and_is_told_once(plain):
    put(plain.folder, "a", document(small("Gone")))
    plain.sync(pull=False)
    (plain.folder / "a" / DOCUMENT).unlink()
    assert "its copy here stays" in plain.sync(pull=False).done[0]
    assert plain.sync(pull=False).done == []
    assert [s.title for s in plain.store.summaries()] == ["Gone"]


def test_what_belongs_to_somebody_else_is_brought_up_to_date_and_not_shared(plain):
    pm = small("Old")
    put(plain.folder, "a", document(pm))
    plain.sync(pull=False)
    newer = edits.set_fields(pm, "overview", "", title="New")
    (plain.folder / "a" / DOCUMENT).write_text(document(newer))
    assert "brought up to date" in plain.sync(pull=False).done[0]
    assert plain.value(pm.uid) == newer
    with pytest.raises(OfSomebodyElse, match="pmtui adopt"):
        plain.share(pm.uid, push=False)


@pytest.mark.parametrize("name", ["", "/no/such/folder", "a\0b"])
def test_a_folder_that_is_not_there_is_told(name):
    with pytest.raises(NoFolder):
        place_at(name)


@pytest.fixture
def shared(clone):
    noor = clone("noor")
    uid = noor.store.create(small("Checkout failed"), label="new").postmortem.uid
    noor.share(uid)
    return noor, uid


def titled(title):
    return lambda pm: edits.set_fields(pm, "overview", "", title=title)


def test_without_git_a_checkout_is_read_and_not_written(shared, clone, monkeypatch):
    noor, uid = shared
    monkeypatch.setenv("PATH", "/nowhere")
    assert noor.sync(pull=False).problems == []
    before = noor.documents()[0].read_bytes()
    noor.edit(uid, titled("Other"))
    for deed in (lambda: noor.share(uid), noor.sync):
        with pytest.raises(GitMissing, match="not installed"):
            deed()
    assert noor.documents()[0].read_bytes() == before


def test_a_remote_that_cannot_be_reached_loses_nothing(shared, bare):
    noor, uid = shared
    bare.rename(bare.with_name("moved"))
    noor.edit(uid, titled("Other"))
    with pytest.raises(TeamTrouble, match=r"git push failed: .*postmortems\.git"):
        noor.share(uid)
    with pytest.raises(TeamTrouble, match="git fetch failed"):
        noor.sync()
    assert git(noor.folder, "log", "-1", "--format=%s") == "Postmortem: Other"
    bare.with_name("moved").rename(bare)
    assert noor.share(uid).done[-1] == "Pushed."


def test_a_push_that_a_hook_rejects_says_so(shared, bare):
    noor, uid = shared
    hook = bare / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho closed for the weekend >&2\nexit 1\n")
    hook.chmod(0o755)
    noor.edit(uid, titled("Other"))
    with pytest.raises(TeamTrouble, match="closed for the weekend|hook declined"):
        noor.share(uid)


def test_a_commit_that_a_hook_refuses_is_made_by_the_next_share(shared):
    noor, uid = shared
    hook = noor.folder / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\necho no ticket named >&2\nexit 1\n")
    hook.chmod(0o755)
    noor.edit(uid, titled("Other"))
    with pytest.raises(TeamTrouble, match="no ticket named"):
        noor.share(uid)
    hook.unlink()
    noor.share(uid)
    assert git(noor.folder, "log", "-1", "--format=%s") == "Postmortem: Other"


def test_on_a_detached_head_nothing_is_written(shared):
    noor, uid = shared
    git(noor.folder, "checkout", "--quiet", "--detach")
    noor.edit(uid, titled("Other"))
    before = noor.documents()[0].read_bytes()
    with pytest.raises(NotNow, match="git switch BRANCH"):
        noor.share(uid)
    assert noor.documents()[0].read_bytes() == before
    assert noor.sync(pull=False).problems == []


def test_what_else_is_changed_or_staged_in_the_checkout_is_left_alone(shared):
    noor, uid = shared
    (noor.folder / "notes.txt").write_text("mine")
    (noor.folder / "staged.txt").write_text("mine too")
    git(noor.folder, "add", "staged.txt")
    noor.edit(uid, titled("Other"))
    noor.share(uid)
    assert git(noor.folder, "status", "--porcelain").split("\n") == [
        "A  staged.txt", "?? notes.txt",
    ]  # fmt: skip


def test_a_conflict_in_somebody_s_own_file_takes_the_merge_back(shared, clone):
    noor, uid = shared
    ben = clone("ben")
    for person, text in ((noor, "one"), (ben, "two")):
        (person.folder / "notes.txt").write_text(text)
        git(person.folder, "add", "notes.txt")
        git(person.folder, "commit", "--quiet", "-m", text)
    git(ben.folder, "push", "--quiet", "origin", "main")
    head = git(noor.folder, "rev-parse", "HEAD")
    with pytest.raises(NotNow, match="could not merge notes.txt"):
        noor.sync()
    assert git(noor.folder, "rev-parse", "HEAD") == head
    assert git(noor.folder, "status", "--porcelain") == ""
    assert (noor.folder / "notes.txt").read_text() == "one"


def test_a_merge_side_that_cannot_be_read_is_named_and_left_to_git(shared, clone):
    noor, uid = shared
    ben = clone("ben")
    file = ben.documents()[0]
    file.write_text('{"half": ')
    git(ben.folder, "commit", "--quiet", "-am", "half")
    git(ben.folder, "push", "--quiet", "origin", "main")
    noor.edit(uid, titled("Other"))
    before = noor.value(uid)
    with pytest.raises(NotNow, match=r"could not be settled.*The merge was taken back"):
        noor.share(uid)
    assert noor.value(uid) == before
    assert git(noor.folder, "status", "--porcelain") == ""


def test_deleted_upstream_and_edited_here_the_edit_stays(shared, clone):
    noor, uid = shared
    ben = clone("ben")
    git(ben.folder, "rm", "--quiet", "-r", ben.documents()[0].parent.name)
    git(ben.folder, "commit", "--quiet", "-m", "remove")
    git(ben.folder, "push", "--quiet", "origin", "main")
    noor.edit(uid, titled("Other"))
    assert noor.share(uid).problems == []
    assert len(noor.documents()) == 1
    assert noor.value(uid).overview.title == "Other"


def test_git_that_hangs_is_stopped(plain, monkeypatch, tmp_path):
    tool = tmp_path / "bin" / "git"
    tool.parent.mkdir()
    tool.write_text("#!/bin/sh\nsleep 30\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}:/usr/bin:/bin")
    with pytest.raises(TeamTrouble, match="did not end within"):
        git_module.Git(plain.folder).call("status", within=0.2)


def test_nothing_in_a_title_becomes_an_option_of_git(shared):
    noor, uid = shared
    noor.edit(uid, titled("--amend --author=x\n# not a comment"))
    noor.share(uid)
    assert git(noor.folder, "log", "--format=%s").split("\n") == [
        "Postmortem: --amend --author=x # not a comment", "Postmortem: Checkout failed",
    ]  # fmt: skip


def test_variables_of_a_hook_do_not_lead_git_elsewhere(shared, monkeypatch, tmp_path):
    noor, uid = shared
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    noor.edit(uid, titled("Other"))
    noor.share(uid)
    monkeypatch.delenv("GIT_DIR")
    assert git(noor.folder, "log", "-1", "--format=%s") == "Postmortem: Other"
