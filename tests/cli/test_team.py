"""The team on the command line: share, sync, pull, and the rules in `config check`."""

import pytest

from pmtui.review import team
from pmtui.review.team_rules import forget


@pytest.fixture(autouse=True)
def afresh():
    yield
    team.forget()
    forget()


@pytest.fixture
def folder(own_machine, tmp_path):
    place = tmp_path / "postmortems"
    place.mkdir()
    (own_machine / "config.toml").write_text(f'team_folder = "{place}"\n')
    return place


def test_what_one_shares_another_reads_adopts_and_gives_back(
    begun, folder, own_machine, monkeypatch
):
    begun.ok("add", "PM-1", "factors", "no alert on the error rate")
    assert "written to 2026-11-22-card-payments-failed-" in begun.ok("share", "PM-1")
    assert "unchanged" in begun.ok("share", "PM-1")
    monkeypatch.setenv("PMTUI_STORE", str(own_machine / "other.db"))
    assert "PM-1 Card payments failed: new, to read." in begun.ok("sync")
    assert begun("share", "PM-1").code == 1
    assert "Nothing new" in begun("sync").err
    begun.ok("sync", "--adopt", "PM-1")
    begun.ok("log", "PM-1", "restarted")
    begun.ok("share", "PM-1")
    monkeypatch.setenv("PMTUI_STORE", str(own_machine / "pmtui.db"))
    assert "merged with what colleagues wrote" in begun.ok("sync")
    assert "restarted" in begun.ok("show", "PM-1", "events")


def test_only_one_s_own_complete_ones_are_shared_together(begun, folder):
    done = begun("share", "--all-complete")
    assert (done.code, "none of yours is complete" in done.err) == (0, True)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("share",), "--all-complete"),
        (("share", "PM-1"), "No folder of a team is named"),
        (("share", "PM-1", "--to", "/no/such"), "is not there"),
        (("sync", "--from", "/no/such"), "is not there"),
        (("pull", "-oProxyCommand=x", "PM-1"), "pull"),
        (("pull", "a;b", "PM-1"), "name of a host"),
    ],
)
def test_what_cannot_be_done_is_told(begun, words, said):
    done = begun(*words)
    assert (done.code, said in done.err) == (2, True), done.err


def test_what_is_wrong_in_a_folder_is_told_and_exits_1(begun, folder):
    (folder / "bad").mkdir()
    (folder / "bad" / "postmortem.json").write_text("{")
    done = begun("sync")
    assert (done.code, "bad was left out" in done.err) == (1, True)


def test_the_rules_of_the_team_are_checked_with_their_lines(begun, folder):
    assert "well" in begun("config", "check").err
    (folder / "team.toml").write_text('zone = "Europe/Berlin"\nnmaes = "roles"\n')
    team.forget()
    done = begun("config", "check")
    assert (done.code, "line 2: “nmaes” is not known (did you mean names?)" in done.err) == (
        1,
        True,
    )
    refused = begun("share", "PM-1")
    assert (refused.code, "pmtui config check" in refused.err) == (1, True)
    assert [p.name for p in folder.iterdir()] == ["team.toml"]


def test_a_new_postmortem_begins_as_the_team_says(begun, folder):
    (folder / "team.toml").write_text(
        'zone = "Europe/Berlin"\nnames = "roles"\n[severities.SEV-1]\nname = "Critical"\n'
    )
    team.forget()
    begun.ok("new", "Search down", "--severity", "critical")
    assert begun.ok("list", "--severity", "critical").startswith("PM-2")
    begun.ok("set", "PM-1", "severity", "Critical")
    assert begun.ok("list", "--severity", "1").count("PM-") == 2
    shown = begun.ok("show", "PM-2", "overview")
    assert "zone = Europe/Berlin" in shown
    assert "name_policy = roles" in shown


def test_names_leave_as_the_team_says(begun, folder):
    begun.ok("set", "PM-1", "owner", "Wen Zhao")
    assert "Wen Zhao" in begun.ok("export", "PM-1")
    (folder / "team.toml").write_text('names = "roles"\n')
    team.forget()
    assert "Wen Zhao" not in begun.ok("export", "PM-1")
    assert "Wen Zhao" in begun.ok("export", "PM-1", "--names", "full")
    begun.ok("share", "PM-1")
    assert all("Wen" not in p.read_text() for p in folder.glob("*/*"))


def test_recording_the_review_says_what_is_confirmed_with_it(begun, folder):
    (folder / "team.toml").write_text('[[attest]]\ntext = "Legal has read it."\n')
    team.forget()
    assert "Legal has read it." in begun("check", "PM-1").out
    done = begun("attest", "PM-1", "--reviewer", "Ben Osei")
    assert "(T1): Legal has read it." in done.err
    assert "Legal has read it." not in begun("check", "PM-1").out


def test_what_the_team_asks_is_confirmed_one_by_one_and_leaves_with_an_export(begun, folder):
    texts = ("Legal has read it.", "Support knows the answer.")
    (folder / "team.toml").write_text("".join(f'[[attest]]\ntext = "{x}"\n' for x in texts))
    team.forget()
    done = begun("attest", "PM-1", "--confirm", "t2", "--by", "Wen Zhao")
    assert done.err == f"Confirmed by Wen Zhao (T2): {texts[1]}\n"
    checked = begun("check", "PM-1").out
    assert texts[0] in checked and texts[1] not in checked
    assert f"{texts[1]}: by Wen Zhao" in begun.ok("export", "PM-1")
    assert begun("attest", "PM-1", "--confirm", "T9").err.startswith("The team asks nobody")
    begun.ok("attest", "PM-1", "--unconfirm", "T2")
    assert texts[1] in begun("check", "PM-1").out
    assert begun("attest", "PM-1", "--unconfirm", "T2").code == 2


def test_a_file_of_rules_is_checked_by_itself(begun, tmp_path):
    file = tmp_path / "team.toml"
    file.write_text('name = "Checkout SRE"\nlanguage = ["words.toml"]\n')
    (tmp_path / "words.toml").write_text("[[rule]]\nid = 3\n")
    done = begun("config", "check", str(file))
    assert (done.code, "words.toml" in done.err) == (1, True)
    file.write_text('name = "Checkout SRE"\n')
    assert begun("config", "check", str(file)).code == 0
    assert begun("config", "check", str(tmp_path / "none.toml")).code == 1


def test_a_postmortem_of_another_box_comes_over_ssh(begun, tmp_path, monkeypatch):
    (tmp_path / "there.json").write_text(begun.ok("show", "PM-1", "--json"))
    tool = tmp_path / "bin" / "ssh"
    tool.parent.mkdir()
    tool.write_text(f"#!/bin/sh\nexec cat {tmp_path}/there.json\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}:/usr/bin:/bin")
    assert "the same on both boxes" in begun.ok("pull", "box7", "PM-9")
    monkeypatch.setenv("PMTUI_STORE", str(tmp_path / "other.db"))
    assert "PM-1 Card payments failed: new here." in begun.ok("pull", "noor@box7", "PM-9")
    begun.ok("set", "PM-1", "owner", "Noor")
