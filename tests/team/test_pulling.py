"""Fetching one's own postmortem from another box, with a stand-in for ssh."""

import pytest

from pmtui.domain import edits
from pmtui.errors import AnswerIsNo, UsageError
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.store import deleting
from pmtui.store.errors import OfSomebodyElse
from pmtui.store.store import SYNC
from pmtui.team.model import TeamTrouble
from pmtui.team.pulling import fetched, pull, ssh_command
from store.making import NOW, small
from team.conftest import CONTEXT


def document(pm):
    return FLAVOURS["json"].render(pm, ExportOptions(now=NOW)).encode()


def stand_in(tmp_path, monkeypatch, script):
    tool = tmp_path / "bin" / "ssh"
    tool.parent.mkdir()
    tool.write_text(f"#!/bin/sh\n{script}\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}:/usr/bin:/bin")


def test_the_command_passes_no_option_and_no_shell_word():
    command = ssh_command("noor@box7.example", "a'; rm -rf ~ #")
    assert command[-3:-1] == ["--", "noor@box7.example"]
    assert command[-1] == """pmtui export 'a'"'"'; rm -rf ~ #' --to json --as-is"""
    assert ssh_command("box7", "7", "~/.local/bin/pmtui")[-1].startswith("~/.local/bin/pmtui ")


@pytest.mark.parametrize("host", ["-oProxyCommand=x", "a b", "", "a;b", "$(x)", "a\nb", "@", "a/b"])
def test_what_is_no_host_is_refused(host):
    with pytest.raises(UsageError, match="name of a host"):
        ssh_command(host, "PM-1")


@pytest.mark.parametrize("program", ["-x", "a;b", "$(x)", ""])
def test_what_is_no_program_is_refused(program):
    with pytest.raises(UsageError, match="path of a program"):
        ssh_command("box7", "PM-1", program)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo 'ssh: Could not resolve hostname box7' >&2; exit 255", "cannot be reached"),
        ("exit 127", "--program"),
        ("echo 'No postmortem here is called “PM-9”. See pmtui list.' >&2; exit 2", "PM-9"),
        ("yes | head -c 30000000", "larger than 20 MB"),
        ("exec sleep 30", "did not answer within"),
    ],
)
def test_what_goes_wrong_on_the_way_is_told(tmp_path, monkeypatch, script, said):
    stand_in(tmp_path, monkeypatch, script)
    with pytest.raises(TeamTrouble, match=said):
        fetched(ssh_command("box7", "PM-9"), "box7", within=1.0)


def test_a_new_one_becomes_one_s_own_and_a_known_one_is_merged(plain):
    pm = small("Checkout failed")
    told = pull(plain.store, "box7", document(pm), context=CONTEXT)
    assert "new here" in told.done[0]
    assert plain.store.summaries()[0].origin == ""
    plain.edit(pm.uid, lambda v: edits.set_fields(v, "overview", "", owner="Noor"))
    there = edits.set_fields(pm, "overview", "", summary="It was slow.")
    told = pull(plain.store, "box7", document(there), context=CONTEXT)
    assert "merged" in told.done[0]
    overview = plain.value(pm.uid).overview
    assert (overview.owner, overview.summary) == ("Noor", "It was slow.")
    assert "nothing new" in pull(plain.store, "box7", document(there), context=CONTEXT).done[0]


def test_what_belongs_to_somebody_else_is_not_merged_into(plain):
    pm = small()
    plain.store.create(pm, label="theirs", kind=SYNC, origin="postmortems")
    with pytest.raises(OfSomebodyElse):
        pull(plain.store, "box7", document(pm), context=CONTEXT)


def test_what_is_no_document_is_refused_and_the_store_is_as_it_was(plain):
    with pytest.raises(UsageError):
        pull(plain.store, "box7", b"Welcome to box7!\n{", context=CONTEXT)
    assert plain.store.summaries() == ()


def test_what_was_deleted_here_is_not_fetched_past_its_history(plain):
    pm = small("Checkout failed")
    plain.store.create(pm, label="new")
    deleting.delete(plain.store, pm.uid)
    with pytest.raises(AnswerIsNo, match="pmtui undelete PM-1"):
        pull(plain.store, "box7", document(pm), context=CONTEXT)
    assert plain.store.summaries() == ()
